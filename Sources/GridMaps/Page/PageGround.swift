import GridGeometry

/// The ground of a page's grids as whole numbers: every border once, in steps of a lattice from the south-west corner.
///
/// - SeeAlso: Bostock & Metcalf, "The TopoJSON Format Specification", version 1.1, for the idea of shared arcs in
///   differences of whole numbers; the layout here is a page's own.
struct PageGround {
  /// The corner of the lattice and the metres of a step.
  let origin: Point
  let step: Double
  /// The borders.
  let network: OutlineNetwork
  /// For each grid the places of its rings in the network.
  let rings: [Range<Int>]
  /// For each grid a cell inside its largest piece of ground, for its label; `nil` without ground.
  let labels: [Cell?]

  /// A lattice of at least so many steps to the longer side of the county.
  private static let fineness = 60_000.0
  /// Cells beyond this are no places of a county.
  private static let reach = 1e8

  /// - Parameter draws: Whether a grid is drawn from its own ground.
  /// - Complexity: O(n log n) usual in the vertices.
  init(_ page: ConditionsPage, draws: [Bool]) {
    var box = Envelope.empty
    for (grid, isDrawn) in zip(page.grids, draws) where isDrawn { box = box.union(grid.ground.envelope) }
    if box.isEmpty {
      for place in page.cases.compactMap(\.place) where place.isFinite { box = box.union(Envelope([place])) }
    }
    let isPlaced = !box.isEmpty && box.minX.isFinite && box.maxX.isFinite && box.minY.isFinite && box.maxY.isFinite
    let corner = isPlaced ? Point(box.minX.rounded(.down), box.minY.rounded(.down)) : Point(0, 0)
    let side = isPlaced ? max(box.maxX - box.minX, box.maxY - box.minY, 1) : 1
    let step = Self.step(for: side)
    origin = corner
    self.step = step

    var all: [[Cell]] = []
    var rings: [Range<Int>] = []
    var labels: [Cell?] = []
    for (grid, isDrawn) in zip(page.grids, draws) {
      let start = all.count
      if isDrawn {
        for ring in grid.ground.polygons.flatMap(\.rings) {
          let cells = Self.cells(of: ring, origin: corner, step: step)
          if cells.count > 2 { all.append(cells) }
        }
      }
      rings.append(start..<all.count)
      let largest = isDrawn ? grid.ground.polygons.max { $0.area < $1.area } : nil
      labels.append(largest.flatMap { Self.cell($0.interiorPoint, origin: corner, step: step) })
    }
    self.rings = rings
    self.labels = labels
    network = OutlineNetwork(rings: all, tolerance: 0.5)
  }

  /// 1, 2 or 5 times a power of ten metres, a centimetre at the least.
  static func step(for side: Double) -> Double {
    let wanted = side / fineness
    for power in [0.01, 0.1, 1, 10, 100, 1000] {
      for factor in [1.0, 2, 5] where power * factor * 2 > wanted { return power * factor }
    }
    return 1e4
  }

  /// The cell of a place; `nil` for one that is nowhere near the county.
  func cell(_ place: Point) -> Cell? { Self.cell(place, origin: origin, step: step) }

  private static func cell(_ place: Point, origin: Point, step: Double) -> Cell? {
    let (x, y) = (((place.x - origin.x) / step).rounded(), ((place.y - origin.y) / step).rounded())
    guard abs(x) < reach, abs(y) < reach else { return nil }
    return Cell(x: Int32(x), y: Int32(y))
  }

  /// Cells of a ring without the closing one and without repeated neighbours.
  private static func cells(of ring: Ring, origin: Point, step: Double) -> [Cell] {
    var cells: [Cell] = []
    for point in ring.points {
      if let cell = cell(point, origin: origin, step: step), cell != cells.last { cells.append(cell) }
    }
    if cells.count > 1, cells.first == cells.last { cells.removeLast() }
    return cells
  }
}

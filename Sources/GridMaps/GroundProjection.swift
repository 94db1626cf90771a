package import GridGeometry

/// A position on the lattice of the output: a quarter of a dot per step, x to the right, y downwards.
package struct Cell: Hashable, Sendable, BitwiseCopyable, Comparable {
  package var x: Int32
  package var y: Int32

  package init(x: Int32, y: Int32) {
    self.x = x
    self.y = y
  }

  package static func < (a: Cell, b: Cell) -> Bool { (a.x, a.y) < (b.x, b.y) }
}

/// From metres on the ground to points on paper, and to the lattice every drawn vertex is rounded to.
///
/// Rounding each vertex by itself moves the same vertex of two neighbours to the same place, so they still match.
package struct GroundProjection: Hashable, Sendable {
  /// Points on paper per metre on the ground.
  let scale: Double
  /// Points per lattice step.
  let step: Double
  /// What is kept of ground that reaches beyond the frame.
  package let window: Envelope
  private let frame: PageRect
  private let center: Point

  /// - Parameters:
  ///   - frame: The map's place on the sheet.
  ///   - center: The ground in its middle.
  ///   - denominator: The scale, as in 1 : 25 000.
  ///   - dotsPerPoint: The fineness of the output.
  package init(frame: PageRect, center: Point, denominator: Double, dotsPerPoint: Double) {
    self.frame = frame
    self.center = center
    scale = 1000 * .millimetre / denominator
    // Round steps from a round corner: a third of the digits in files that write positions as decimals.
    let finest = 1 / (4 * dotsPerPoint)
    let step = [0.5, 0.2, 0.1, 0.05, 0.02, 0.01].first { $0 <= finest } ?? finest
    self.step = step
    func rounded(_ edge: Double) -> Double { ((edge - 4 * .millimetre) / step).rounded() * step }
    let (left, top) = (frame.x - rounded(frame.x), frame.y - rounded(frame.y))
    window = Envelope(
      Point(center.x - (frame.width / 2 + left) / scale, center.y - (frame.height / 2 + top) / scale),
      Point(center.x + (frame.width / 2 + left) / scale, center.y + (frame.height / 2 + top) / scale))
  }

  /// The lattice cell of a position inside the window.
  func cell(_ point: Point) -> Cell {
    Cell(x: lattice(point.x - window.minX), y: lattice(window.maxY - point.y))
  }

  /// Coordinates near the ends of what a `Double` holds overflow while they are cut; they must not stop the drawing.
  private func lattice(_ distance: Double) -> Int32 {
    let steps = (distance * scale / step).rounded()
    return steps.isNaN ? 0 : Int32(max(-1e9, min(1e9, steps)))
  }

  func position(_ cell: Cell) -> PagePosition {
    let corner = position(Point(window.minX, window.maxY))
    return corner + PagePosition(Double(cell.x), Double(cell.y)) * step
  }

  func position(_ point: Point) -> PagePosition {
    PagePosition(
      frame.x + frame.width / 2 + (point.x - center.x) * scale,
      frame.y + frame.height / 2 - (point.y - center.y) * scale)
  }

  /// A ring on the lattice, cut to the window, without repeated cells and without the closing one.
  package func cells(of ring: Ring) -> [Cell] {
    var points = ring.points.filter(\.isFinite)
    if points.count > 1 { points.removeLast() }
    let bounds = Envelope(points)
    guard !points.isEmpty, bounds.intersects(window) else { return [] }
    if !(window.contains(Point(bounds.minX, bounds.minY)) && window.contains(Point(bounds.maxX, bounds.maxY))) {
      points = window.clipping(points)
    }
    var cells = deduplicated(points)
    while cells.count > 1, cells[0] == cells[cells.count - 1] { cells.removeLast() }
    return cells
  }

  /// The parts of a line that come into the window, on the lattice.
  package func cells(ofLine points: [Point]) -> [[Cell]] {
    var runs: [[Point]] = []
    var isOpen = false
    for (a, b) in zip(points, points.dropFirst()) {
      guard a.isFinite, b.isFinite, let (start, end) = window.clipping(from: a, to: b) else {
        isOpen = false
        continue
      }
      if isOpen, start == a {
        runs[runs.count - 1].append(end)
      } else {
        runs.append([start, end])
      }
      isOpen = end == b
    }
    return runs.map(deduplicated).filter { $0.count > 1 }
  }

  private func deduplicated(_ points: [Point]) -> [Cell] {
    var cells: [Cell] = []
    cells.reserveCapacity(points.count)
    for point in points {
      let next = cell(point)
      if next != cells.last { cells.append(next) }
    }
    return cells
  }
}

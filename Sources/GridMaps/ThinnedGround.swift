public import GridGeometry

/// Grounds with fewer vertices, for small maps: a border that two of them share stays shared.
///
/// - Parameters:
///   - grounds: Of a coverage, whose vertices match.
///   - tolerance: In metres, how far an outline may move; greater than zero.
/// - Returns: In the same order; what is smaller than the tolerance is gone.
/// - Complexity: O(n log n) usual in the number of vertices.
public func thinned(_ grounds: [MultiPolygon], tolerance: Double) -> [MultiPolygon] {
  let bounds = grounds.reduce(Envelope.empty) { $0.union($1.envelope) }
  let corner = Point(bounds.minX, bounds.minY)
  // Cells are numbers of 32 bits.
  let step = max(tolerance / 4, max(bounds.width, bounds.height) / 1e9)
  guard corner.isFinite, step > 0, step.isFinite else { return grounds.map { _ in .empty } }
  var rings: [[Cell]] = []
  for ring in grounds.flatMap(\.polygons).flatMap(\.rings) {
    var cells: [Cell] = []
    for point in ring.points where point.isFinite {
      let cell = Cell(
        x: Int32(((point.x - corner.x) / step).rounded()), y: Int32(((point.y - corner.y) / step).rounded()))
      if cell != cells.last { cells.append(cell) }
    }
    while cells.count > 1, cells[0] == cells[cells.count - 1] { cells.removeLast() }
    rings.append(cells)
  }
  let network = OutlineNetwork(rings: rings, tolerance: 3)
  var next = 0
  func ring() -> Ring? {
    defer { next += 1 }
    let cells = network.cells(ofRing: next)
    guard cells.count > 2 else { return nil }
    let points = cells.map { Point(corner.x + Double($0.x) * step, corner.y + Double($0.y) * step) }
    return Ring(unchecked: points + points.prefix(1))
  }
  return grounds.map { ground in
    MultiPolygon(
      ground.polygons.compactMap { polygon in
        let outer = ring()
        let holes = polygon.holes.compactMap { _ in ring() }
        return outer.map { Polygon(exterior: $0, holes: holes) }
      })
  }
}

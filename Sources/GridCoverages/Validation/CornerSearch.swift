import GridGeometry

/// Corners of one ground that lie on or beside an unmatched edge of another, without a vertex of it there.
///
/// Positions one cell apart on a grid of the tolerance are two positions, however they round.
///
/// - Complexity: O(*n* log *n*) in the unmatched edges.
func findCorners(_ open: OpenChains, tolerance given: Double, boundaryOwner: Int32) -> [CoverageFault] {
  let tolerance = given * (1 - 1e-6)
  var pieces: [Segment] = []
  var owners: [Int32] = []
  var corners: [Corner] = []
  for line in open.lines where line.attribute != boundaryOwner {
    for (index, point) in line.points.enumerated() {
      corners.append(Corner(point: point, owner: line.attribute))
      guard index > 0 else { continue }
      pieces.append(Segment(line.points[index - 1], point))
      owners.append(line.attribute)
    }
  }
  corners.sort()
  let cells = SegmentCells(count: pieces.count, reach: tolerance) { pieces[$0] }
  var faults: [CoverageFault] = []
  var start = 0
  while start < corners.count {
    var end = start + 1
    while end < corners.count, corners[end].point == corners[start].point { end += 1 }
    let here = corners[start..<end]
    faults += faultsNear(here, pieces, owners, cells, tolerance)
    start = end
  }
  return faults.filter { if case .missingVertex = $0 { true } else { false } }
    + faults.filter { if case .nearVertex = $0 { true } else { false } }
}

private struct Corner: Comparable {
  var point: Point
  var owner: Int32

  static func < (a: Corner, b: Corner) -> Bool { (a.point.x, a.point.y, a.owner) < (b.point.x, b.point.y, b.owner) }
}

/// What the edges close to one corner of `here`'s owners have to answer for.
private func faultsNear(
  _ here: ArraySlice<Corner>, _ pieces: [Segment], _ owners: [Int32], _ cells: SegmentCells, _ tolerance: Double
) -> [CoverageFault] {
  let point = here[here.startIndex].point
  guard cells.contains(x: point.x, y: point.y) else { return [] }
  var near: [(owner: Int32, end: Point?)] = []
  for position in cells.range(cells.column(of: point.x), cells.row(of: point.y)) {
    let index = cells.entry(position)
    let piece = pieces[index], owner = owners[index]
    guard piece.squaredDistance(toX: point.x, y: point.y) <= tolerance * tolerance,
      !here.contains(where: { $0.owner == owner })
    else { continue }
    let a = Point(piece.ax, piece.ay), b = Point(piece.bx, piece.by)
    let end = a.distance(to: point) <= b.distance(to: point) ? a : b
    near.append((owner, end.distance(to: point) <= tolerance ? end : nil))
  }
  near.sort { $0.owner < $1.owner }
  var faults: [CoverageFault] = []
  for (index, item) in near.enumerated() where index == 0 || near[index - 1].owner != item.owner {
    let ends = near[index...].prefix { $0.owner == item.owner }.compactMap(\.end)
    let neighbour = Int(here[here.startIndex].owner)
    guard let end = ends.min(by: { $0.distance(to: point) < $1.distance(to: point) }) else {
      faults.append(.missingVertex(owner: Int(item.owner), neighbour: neighbour, at: point))
      continue
    }
    // Told once of the two, at the lower one.
    guard (point.x, point.y) < (end.x, end.y) else { continue }
    faults.append(
      .nearVertex(owners: [Int(item.owner), neighbour].sorted(), at: point, distance: end.distance(to: point)))
  }
  return faults
}

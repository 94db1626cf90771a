import GridGeometry

/// Joins ways that cross, or that end on one another, without a common vertex.
enum Crossings {
  /// The ways with a vertex wherever two on the ground meet; bridges and tunnels stay as they are.
  static func joined(_ ways: [WayLine]) -> [WayLine] {
    var starts: [Point] = []
    var ends: [Point] = []
    var owner: [(way: Int, position: Int)] = []
    for (index, way) in ways.enumerated() where !way.isDetached {
      for position in way.points.indices.dropLast() {
        starts.append(way.points[position])
        ends.append(way.points[position + 1])
        owner.append((index, position))
      }
    }
    let grid = SegmentGrid(starts: starts, ends: ends)
    var added = [[(share: Double, point: Point)]](repeating: [], count: starts.count)
    for cell in 0..<grid.cellCount {
      let members = grid[cell]
      for (offset, first) in members.enumerated() {
        for second in members.dropFirst(offset + 1) {
          let (a, b) = (Int(first), Int(second))
          guard let meeting = meeting(starts[a], ends[a], starts[b], ends[b]) else { continue }
          added[a].append((meeting.first, meeting.point))
          added[b].append((meeting.second, meeting.point))
        }
      }
    }
    var result = ways
    var points: [Point] = []
    var way = -1
    func close() { if way >= 0, let last = ways[way].points.last { result[way].points = points + [last] } }
    for segment in starts.indices {
      if owner[segment].way != way {
        close()
        way = owner[segment].way
        points = []
      }
      points.append(starts[segment])
      for extra in added[segment].sorted(by: { $0.share < $1.share }) where extra.share > 0 && extra.share < 1 {
        if points.last.map({ MillimetreKey($0) != MillimetreKey(extra.point) }) ?? true { points.append(extra.point) }
      }
      if let last = points.last, points.count > 1, MillimetreKey(last) == MillimetreKey(ends[segment]) {
        points.removeLast()
      }
    }
    close()
    return result
  }

  /// Where two segments meet in a point that is not an end of both, on whole millimetres; parallel ones never.
  static func meeting(_ a: Point, _ b: Point, _ c: Point, _ d: Point) -> (first: Double, second: Double, point: Point)? {
    let (ux, uy) = (b.x - a.x, b.y - a.y)
    let (vx, vy) = (d.x - c.x, d.y - c.y)
    let cross = ux * vy - uy * vx
    let scale = ((ux * ux + uy * uy) * (vx * vx + vy * vy)).squareRoot()
    guard abs(cross) > 1e-12 * scale, scale > 0 else { return nil }
    let first = ((c.x - a.x) * vy - (c.y - a.y) * vx) / cross
    let second = ((c.x - a.x) * uy - (c.y - a.y) * ux) / cross
    // A way that ends within a millimetre of another ends on it.
    let (slackU, slackV) = (0.001 / (ux * ux + uy * uy).squareRoot(), 0.001 / (vx * vx + vy * vy).squareRoot())
    guard first >= -slackU, first <= 1 + slackU, second >= -slackV, second <= 1 + slackV else { return nil }
    func snapped(_ share: Double, _ start: Point, _ end: Point, _ slack: Double) -> Point? {
      share <= slack ? start : share >= 1 - slack ? end : nil
    }
    let onFirst = snapped(first, a, b, slackU)
    let onSecond = snapped(second, c, d, slackV)
    if let onFirst, let onSecond { return MillimetreKey(onFirst) == MillimetreKey(onSecond) ? nil : (first, second, onFirst) }
    let free = SegmentGrid.point(first, between: a, b)
    let rounded = Point((free.x * 1000).rounded() / 1000, (free.y * 1000).rounded() / 1000)
    return (first, second, onFirst ?? onSecond ?? rounded)
  }
}

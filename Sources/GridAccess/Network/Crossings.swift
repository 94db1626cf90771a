import GridGeometry

/// Joins ways that cross, or that end on one another, without a common vertex.
enum Crossings {
  /// How near to another way a vertex has to be to lie on it, in metres: two coordinates written to the centimetre, one of
  /// each way, miss each other by no more.
  static let tolerance = 0.015

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
    let grid = SegmentGrid(starts: starts, ends: ends, margin: tolerance)
    var added = [[Meeting]](repeating: [], count: starts.count)
    for cell in 0..<grid.cellCount {
      let members = grid[cell]
      for (offset, first) in members.enumerated() {
        for second in members.dropFirst(offset + 1) {
          let (a, b) = (Int(first), Int(second))
          let found = meetings(starts[a], ends[a], starts[b], ends[b])
          added[a] += found.first
          added[b] += found.second
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
      var seen: Set<MillimetreKey> = []
      for extra in added[segment].sorted(by: Meeting.precedes) where seen.insert(MillimetreKey(extra.point)).inserted {
        if points.last.map({ MillimetreKey($0) != MillimetreKey(extra.point) }) ?? true { points.append(extra.point) }
      }
      if let last = points.last, points.count > 1, MillimetreKey(last) == MillimetreKey(ends[segment]) {
        points.removeLast()
      }
    }
    close()
    return result
  }

  /// A vertex that a segment gets, and how far along it, in `0...1`.
  struct Meeting {
    let share: Double
    let point: Point

    static func precedes(_ a: Meeting, _ b: Meeting) -> Bool {
      (a.share, a.point.x, a.point.y) < (b.share, b.point.x, b.point.y)
    }
  }

  /// The vertices that make two segments meet: ends of one that lie on the other, else where they cross, on whole
  /// millimetres. Ends that both share need none.
  static func meetings(_ a: Point, _ b: Point, _ c: Point, _ d: Point) -> (first: [Meeting], second: [Meeting]) {
    let onFirst = [c, d].compactMap { touch($0, on: a, b) }
    let onSecond = [a, b].compactMap { touch($0, on: c, d) }
    let ends = (first: onFirst.compactMap(\.meeting), second: onSecond.compactMap(\.meeting))
    guard onFirst.isEmpty, onSecond.isEmpty else { return ends }
    let (ux, uy) = (b.x - a.x, b.y - a.y)
    let (vx, vy) = (d.x - c.x, d.y - c.y)
    let cross = ux * vy - uy * vx
    let scale = ((ux * ux + uy * uy) * (vx * vx + vy * vy)).squareRoot()
    guard abs(cross) > 1e-12 * scale, scale > 0 else { return ends }
    let first = ((c.x - a.x) * vy - (c.y - a.y) * vx) / cross
    let second = ((c.x - a.x) * uy - (c.y - a.y) * ux) / cross
    guard first > 0, first < 1, second > 0, second < 1 else { return ends }
    let free = SegmentGrid.point(first, between: a, b)
    let point = Point((free.x * 1000).rounded() / 1000, (free.y * 1000).rounded() / 1000)
    return ([Meeting(share: first, point: point)], [Meeting(share: second, point: point)])
  }

  /// How a vertex lies on a segment.
  private enum Touch {
    case atItsEnd
    case between(Meeting)

    var meeting: Meeting? { if case .between(let meeting) = self { meeting } else { nil } }
  }

  /// `nil` for a vertex that is not near.
  private static func touch(_ vertex: Point, on start: Point, _ end: Point) -> Touch? {
    let share = SegmentGrid.share(of: vertex, along: start, end)
    guard SegmentGrid.point(share, between: start, end).distance(to: vertex) <= tolerance else { return nil }
    let isShared = [start, end].contains { MillimetreKey($0) == MillimetreKey(vertex) }
    return isShared ? .atItsEnd : .between(Meeting(share: share, point: vertex))
  }
}

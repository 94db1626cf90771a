import GridGeometry

/// The places where one can cross a hard barrier on foot or by car.
struct BridgeCrossings {
  private let grid: PointGrid
  private let places: [Point]

  /// Every crossing of a hard line or outline by a line that is not hard and not in a tunnel: bridges of either tier,
  /// and all other lines of the first tier.
  init(_ input: GroundInput) {
    var walls: [SegmentGrid.Segment] = []
    func add(_ points: [Point]) {
      for index in 1..<max(1, points.count) { walls.append(.init(a: points[index - 1], b: points[index], source: 0)) }
    }
    for line in input.barriers where line.isHard && !line.isTunnel { add(line.line.points) }
    for area in input.areas where area.isHard {
      for polygon in area.ground.polygons { for ring in polygon.rings { add(ring.points) } }
    }
    let grid = SegmentGrid(walls)
    var places: [Point] = []
    var near: [Int32] = []
    if !walls.isEmpty {
      for line in input.barriers where !line.isHard && !line.isTunnel && (line.tier == .first || line.isBridge) {
        let points = line.line.points
        for index in 1..<points.count {
          let a = points[index - 1]
          let b = points[index]
          grid.candidates(from: a, to: b, into: &near)
          for candidate in near {
            let wall = walls[Int(candidate)]
            guard let share = meetingShare(from: a, to: b, with: wall.a, wall.b) else { continue }
            places.append(Point(a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share))
          }
        }
      }
    }
    self.places = places
    self.grid = PointGrid(places)
  }

  /// Whether a crossing lies on the path, or within a distance of it.
  func meets(_ path: [Point], within reach: Double) -> Bool {
    guard !places.isEmpty else { return false }
    var near: [Int32] = []
    for index in 1..<max(1, path.count) {
      near.removeAll(keepingCapacity: true)
      grid.collect(in: Envelope(path[index - 1], path[index]).expanded(by: reach), into: &near)
      if near.contains(where: { distance(from: places[Int($0)], toSegment: path[index - 1], path[index]) <= reach }) {
        return true
      }
    }
    return false
  }
}

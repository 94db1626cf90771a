/// Four lines that turn around a convex hull, one of them always along an edge.
struct Calipers {
  private let hull: [Point]
  /// The corners farthest along, across and back, seen from the edge last asked for; they only ever move on.
  private var farthest: Int
  private var highest: Int
  private var nearest: Int

  /// - Parameter hull: At least three corners, counter-clockwise, none on the line between its neighbours.
  init(_ hull: [Point]) {
    self.hull = hull
    farthest = 1
    highest = 1
    nearest = 1
  }

  /// The rectangle with a side on the edge from corner `edge` to the next. Edges must be asked for in order.
  mutating func rectangle(on edge: Int) -> (area: Double, corners: [Point]) {
    let start = hull[edge]
    let end = hull[(edge + 1) % hull.count]
    let length = start.distance(to: end)
    let along = Point((end.x - start.x) / length, (end.y - start.y) / length)
    let across = Point(-along.y, along.x)
    farthest = advance(max(farthest, edge + 1), along)
    highest = advance(max(highest, farthest), across)
    nearest = advance(max(nearest, highest), Point(-along.x, -along.y))
    let right = project(farthest, along, from: start)
    let top = project(highest, across, from: start)
    let left = project(nearest, along, from: start)
    func corner(_ u: Double, _ v: Double) -> Point {
      Point(start.x + u * along.x + v * across.x, start.y + u * along.y + v * across.y)
    }
    return ((right - left) * top, [corner(left, 0), corner(right, 0), corner(right, top), corner(left, top)])
  }

  /// The first corner from `index` on after which the hull no longer gains in a direction.
  private func advance(_ index: Int, _ direction: Point) -> Int {
    var index = index
    let limit = index + hull.count
    while index < limit, project(index + 1, direction, from: hull[index % hull.count]) > 0 { index += 1 }
    return index
  }

  private func project(_ index: Int, _ direction: Point, from origin: Point) -> Double {
    let point = hull[index % hull.count]
    return (point.x - origin.x) * direction.x + (point.y - origin.y) * direction.y
  }
}

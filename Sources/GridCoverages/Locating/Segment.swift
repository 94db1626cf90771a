import GridGeometry

/// A straight piece of line, in whatever unit its owner keeps.
struct Segment: Hashable, Sendable, BitwiseCopyable {
  var ax: Double
  var ay: Double
  var bx: Double
  var by: Double

  var minX: Double { min(ax, bx) }
  var maxX: Double { max(ax, bx) }
  var minY: Double { min(ay, by) }
  var maxY: Double { max(ay, by) }
}

extension Segment {
  init(_ a: Point, _ b: Point) { self.init(ax: a.x, ay: a.y, bx: b.x, by: b.y) }

  /// 1 when a place lies left of the way from a to b, −1 right, 0 exactly on the line; exact.
  @inline(__always)
  func turn(toX x: Double, y: Double) -> Int { Orientation.turn(Point(ax, ay), Point(bx, by), Point(x, y)) }

  /// The square of the distance from a point.
  func squaredDistance(toX x: Double, y: Double) -> Double {
    let dx = bx - ax, dy = by - ay
    let squaredLength = dx * dx + dy * dy
    let along = squaredLength > 0 ? max(0, min(1, ((x - ax) * dx + (y - ay) * dy) / squaredLength)) : 0
    let offX = ax + along * dx - x, offY = ay + along * dy - y
    return offX * offX + offY * offY
  }
}

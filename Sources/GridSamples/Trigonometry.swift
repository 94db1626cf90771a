#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif
import GridGeometry

func sine(_ angle: Double) -> Double { sin(angle) }
func cosine(_ angle: Double) -> Double { cos(angle) }
func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }
func angle(of direction: Point) -> Double { atan2(direction.y, direction.x) }
func exponential(_ value: Double) -> Double { exp(value) }

/// The unit vector of an angle, counter-clockwise from east.
func direction(_ angle: Double) -> Point { Point(cos(angle), sin(angle)) }

extension Point {
  static func + (a: Point, b: Point) -> Point { Point(a.x + b.x, a.y + b.y) }
  static func - (a: Point, b: Point) -> Point { Point(a.x - b.x, a.y - b.y) }
  static func * (a: Point, factor: Double) -> Point { Point(a.x * factor, a.y * factor) }
  func dot(_ other: Point) -> Double { x * other.x + y * other.y }
  func cross(_ other: Point) -> Double { x * other.y - y * other.x }
  var norm: Double { (x * x + y * y).squareRoot() }
  /// The vector turned left by a right angle.
  var left: Point { Point(-y, x) }
  var unit: Point {
    let length = norm
    return length > 0 ? Point(x / length, y / length) : Point(1, 0)
  }
  /// The point on the centimetre grid that every coordinate of a sample lies on.
  var snapped: Point { Point((x * 100).rounded() / 100, (y * 100).rounded() / 100) }
}

/// The distance from a point to a segment, in metres.
func segmentDistance(_ p: Point, _ a: Point, _ b: Point) -> Double {
  let d = b - a
  let length = d.dot(d)
  guard length > 0 else { return p.distance(to: a) }
  let t = min(1, max(0, (p - a).dot(d) / length))
  return p.distance(to: a + d * t)
}

/// Where two segments cross or touch, if they do at a single point.
func crossing(_ a: Point, _ b: Point, _ c: Point, _ d: Point) -> Point? {
  let r = b - a
  let s = d - c
  let denominator = r.cross(s)
  guard denominator != 0 else { return nil }
  let t = (c - a).cross(s) / denominator
  let u = (c - a).cross(r) / denominator
  guard t >= 0, t <= 1, u >= 0, u <= 1 else { return nil }
  return a + r * t
}

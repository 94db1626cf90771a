/// A chain of two or more points.
public struct LineString: Hashable, Sendable {
  public let points: [Point]

  /// - Throws: ``GeometryError/tooFewPoints(expected:found:)`` below two points, ``GeometryError/notFinite(at:)``.
  public init(_ points: [Point]) throws(GeometryError) {
    guard points.count >= 2 else { throw .tooFewPoints(expected: 2, found: points.count) }
    if let index = points.firstIndex(where: { !$0.isFinite }) { throw .notFinite(at: index) }
    self.points = points
  }

  /// For callers that made the points themselves.
  package init(unchecked points: [Point]) { self.points = points }

  /// In metres.
  public var length: Double { points.pathLength }
  public var envelope: Envelope { Envelope(points) }
}

/// A closed chain of four or more points, the first repeated as the last. Either winding.
public struct Ring: Hashable, Sendable {
  public let points: [Point]

  /// - Throws: ``GeometryError/tooFewPoints(expected:found:)``, ``GeometryError/ringNotClosed(first:last:)``,
  ///   ``GeometryError/notFinite(at:)``. Self-crossing is not looked for here; see `Polygon.validity()`.
  public init(_ points: [Point]) throws(GeometryError) {
    guard points.count >= 4 else { throw .tooFewPoints(expected: 4, found: points.count) }
    if let index = points.firstIndex(where: { !$0.isFinite }) { throw .notFinite(at: index) }
    guard points[0] == points[points.count - 1] else {
      throw .ringNotClosed(first: points[0], last: points[points.count - 1])
    }
    self.points = points
  }

  package init(unchecked points: [Point]) { self.points = points }

  /// The enclosed area in square metres: positive counter-clockwise, negative clockwise.
  ///
  /// Summed relative to the first point, so that large eastings do not eat the digits.
  public var signedArea: Double { points.signedArea }
  public var isCounterClockwise: Bool { signedArea > 0 }
  public var length: Double { points.pathLength }
  public var envelope: Envelope { Envelope(points) }
  public var reversed: Ring { Ring(unchecked: points.reversed()) }
}

/// One piece of ground: an outer ring and the holes in it.
public struct Polygon: Hashable, Sendable {
  public let exterior: Ring
  public let holes: [Ring]

  /// A polygon of rings whose order and sense are not looked at; see `validity()`.
  public init(exterior: Ring, holes: [Ring] = []) {
    self.exterior = exterior
    self.holes = holes
  }

  /// In square metres, holes subtracted.
  public var area: Double { holes.reduce(abs(exterior.signedArea)) { $0 - abs($1.signedArea) } }
  /// In metres, the borders of holes included.
  public var perimeter: Double { holes.reduce(exterior.length) { $0 + $1.length } }
  public var envelope: Envelope { exterior.envelope }
  public var rings: [Ring] { [exterior] + holes }

  /// The same ground with counter-clockwise outer ring and clockwise holes (RFC 7946, section 3.1.6).
  public var rightHanded: Polygon {
    Polygon(
      exterior: exterior.isCounterClockwise ? exterior : exterior.reversed,
      holes: holes.map { $0.isCounterClockwise ? $0.reversed : $0 })
  }
}

/// Ground in any number of pieces, none for an empty one.
public struct MultiPolygon: Hashable, Sendable {
  public let polygons: [Polygon]

  /// Polygons as they are; whether they overlap is for `validity()` to say.
  public init(_ polygons: [Polygon]) { self.polygons = polygons }
  /// Ground in one part.
  public init(_ polygon: Polygon) { polygons = [polygon] }

  public static let empty = MultiPolygon([])
  public var isEmpty: Bool { polygons.isEmpty }
  public var area: Double { polygons.reduce(0) { $0 + $1.area } }
  public var perimeter: Double { polygons.reduce(0) { $0 + $1.perimeter } }
  public var envelope: Envelope { polygons.reduce(Envelope.empty) { $0.union($1.envelope) } }
}

extension [Point] {
  package var pathLength: Double {
    guard count > 1 else { return 0 }
    var sum = 0.0
    for index in 1..<count { sum += self[index - 1].distance(to: self[index]) }
    return sum
  }

  package var signedArea: Double {
    guard count > 3 else { return 0 }
    let origin = self[0]
    var twice = 0.0
    for index in 1..<(count - 1) {
      let a = self[index]
      let b = self[index + 1]
      twice += (a.x - origin.x) * (b.y - origin.y) - (b.x - origin.x) * (a.y - origin.y)
    }
    return twice / 2
  }
}

/// An axis-parallel rectangle, closed on all sides. The empty envelope contains nothing and unites to the other side.
public struct Envelope: Hashable, Sendable, BitwiseCopyable {
  public var minX: Double
  public var minY: Double
  public var maxX: Double
  public var maxY: Double

  /// The envelope of no points.
  public static let empty = Envelope()

  @inlinable public init() {
    minX = .infinity
    minY = .infinity
    maxX = -.infinity
    maxY = -.infinity
  }

  /// The rectangle between two corners, in any order.
  @inlinable public init(_ a: Point, _ b: Point) {
    minX = min(a.x, b.x)
    minY = min(a.y, b.y)
    maxX = max(a.x, b.x)
    maxY = max(a.y, b.y)
  }

  /// The smallest envelope that holds all the points.
  @inlinable public init(_ points: some Sequence<Point>) {
    self.init()
    for point in points { form(union: point) }
  }

  public var isEmpty: Bool { minX > maxX }
  public var width: Double { isEmpty ? 0 : maxX - minX }
  public var height: Double { isEmpty ? 0 : maxY - minY }
  public var center: Point { Point((minX + maxX) / 2, (minY + maxY) / 2) }

  @inlinable public mutating func form(union point: Point) {
    minX = min(minX, point.x)
    minY = min(minY, point.y)
    maxX = max(maxX, point.x)
    maxY = max(maxY, point.y)
  }

  @inlinable public mutating func form(union other: Envelope) {
    minX = min(minX, other.minX)
    minY = min(minY, other.minY)
    maxX = max(maxX, other.maxX)
    maxY = max(maxY, other.maxY)
  }

  @inlinable public func union(_ other: Envelope) -> Envelope {
    var result = self
    result.form(union: other)
    return result
  }

  /// Whether the two share at least a point.
  @inlinable public func intersects(_ other: Envelope) -> Bool {
    minX <= other.maxX && other.minX <= maxX && minY <= other.maxY && other.minY <= maxY
  }

  /// Whether the point lies inside or on the edge.
  @inlinable public func contains(_ point: Point) -> Bool {
    minX <= point.x && point.x <= maxX && minY <= point.y && point.y <= maxY
  }

  /// The envelope grown by a distance on every side.
  public func expanded(by distance: Double) -> Envelope {
    guard !isEmpty else { return self }
    return Envelope(Point(minX - distance, minY - distance), Point(maxX + distance, maxY + distance))
  }
}

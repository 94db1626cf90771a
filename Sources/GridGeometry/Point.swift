/// A position in the plane, in metres of one projected reference system.
///
/// Degrees are carried by ``GeographicCoordinate``; a `Point` in degrees appears only while a layer is
/// being read or written.
public struct Point: Hashable, Sendable, BitwiseCopyable {
  /// Easting, in metres.
  public var x: Double
  /// Northing, in metres.
  public var y: Double

  @inlinable public init(x: Double, y: Double) {
    self.x = x
    self.y = y
  }

  @inlinable public init(_ x: Double, _ y: Double) {
    self.init(x: x, y: y)
  }

  /// The distance to another point in the plane, in metres.
  @inlinable public func distance(to other: Point) -> Double {
    let dx = other.x - x
    let dy = other.y - y
    return (dx * dx + dy * dy).squareRoot()
  }

  /// Whether both coordinates are numbers a map can hold.
  @inlinable public var isFinite: Bool { x.isFinite && y.isFinite }
}

extension Point: CustomStringConvertible {
  public var description: String { "(\(x), \(y))" }
}

/// A position on the earth in degrees: the only type that holds them.
public struct GeographicCoordinate: Hashable, Sendable, BitwiseCopyable {
  /// Degrees east of Greenwich, in `-180...180`.
  public var longitude: Double
  /// Degrees north of the equator, in `-90...90`.
  public var latitude: Double

  @inlinable public init(longitude: Double, latitude: Double) {
    self.longitude = longitude
    self.latitude = latitude
  }
}

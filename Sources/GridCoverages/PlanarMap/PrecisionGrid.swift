public import GridGeometry

/// The square grid on which a planar map lives: positions are whole multiples of `precision`.
///
/// Coordinates are carried as integers and turned into metres once, on output. When 1 / precision is a whole
/// number, as for 0.01 m, the output is `Double(i) / 100`: the double nearest to the decimal, which multiplying
/// by 0.01 would miss for one value in ten.
public struct PrecisionGrid: Hashable, Sendable {
  /// The width of a cell, in metres.
  public let precision: Double
  private let cellsPerMetre: Double
  private let divides: Bool

  /// - Throws: ``CoverageError/invalidPrecision(_:)``.
  public init(precision: Double) throws(CoverageError) {
    guard precision > 0, precision.isFinite else { throw .invalidPrecision(precision) }
    self.precision = precision
    let inverse = 1 / precision
    let rounded = inverse.rounded()
    divides = rounded >= 1 && abs(inverse - rounded) < 1e-9 * inverse
    cellsPerMetre = divides ? rounded : inverse
  }

  /// The grid line nearest to a coordinate, or `nil` where it is not a number or beyond 2⁵² cells.
  func line(nearest coordinate: Double) -> Int64? {
    let scaled = (coordinate * cellsPerMetre).rounded()
    guard abs(scaled) < 4_503_599_627_370_496 else { return nil }
    return Int64(scaled)
  }

  /// A coordinate in cells, not rounded.
  func cells(_ coordinate: Double) -> Double { coordinate * cellsPerMetre }

  /// The coordinate of a grid line, in metres.
  func coordinate(of line: Int64) -> Double {
    divides ? Double(line) / cellsPerMetre : Double(line) * precision
  }

  /// The same place on the grid, or `nil` where it has none.
  public func snapped(_ point: Point) -> Point? {
    guard let x = line(nearest: point.x), let y = line(nearest: point.y) else { return nil }
    return Point(coordinate(of: x), coordinate(of: y))
  }
}

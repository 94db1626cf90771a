public import GridGeometry

/// What stops the making or checking of a coverage. Dirt that can be worked around is a note or a fault, never an error.
public enum CoverageError: Error, Hashable, Sendable {
  /// The precision grid must be a positive, finite distance in metres.
  case invalidPrecision(Double)
  /// A coordinate is not a number; `line` is its index in the input.
  case notFinite(line: Int)
  /// The input is wider than 2³⁰ cells of the precision grid; both in metres.
  case extentTooLarge(extent: Double, limit: Double)
  /// More vertices than 32-bit indices can name.
  case tooManyVertices(Int)
  /// Two edges cross or overlap at a place where they have no common vertex.
  case notNoded(at: Point)
  /// Polygons given as a clean coverage are not one.
  case notClean(reason: String, owners: [Int], at: Point)
  /// A call into GEOS failed.
  case geometry(GeometryError)
  case cancelled
}

extension CoverageError {
  /// One plain sentence for a log or a terminal.
  public var message: String {
    switch self {
    case .invalidPrecision(let precision):
      "the precision grid must be a positive number of metres, not \(precision)"
    case .notFinite(let line):
      "line \(line) has a coordinate that is not a number"
    case .extentTooLarge(let extent, let limit):
      "the input spans \(extent) m, more than the \(limit) m this precision grid can hold"
    case .tooManyVertices(let count):
      "the input has \(count) vertices, more than 32-bit indices can name"
    case .notNoded(let place):
      "two lines cross or overlap without a common vertex near \(place)"
    case .notClean(let reason, let owners, let place):
      "not a clean coverage: \(reason) near \(place), polygons \(owners)"
    case .geometry(let error):
      error.message
    case .cancelled:
      "cancelled"
    }
  }
}

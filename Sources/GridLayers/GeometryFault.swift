import GridGeometry

extension GeometryError {
  /// What is wrong with a geometry, as the end of a sentence about it.
  var plainText: String {
    switch self {
    case .tooFewPoints(let expected, let found): "it has \(found) points where \(expected) are the least"
    case .notFinite(let index): "its point \(index + 1) has a coordinate that is not a number"
    case .ringNotClosed(let first, let last): "a ring starts at \(first) and ends at \(last)"
    default: "\(self)"
    }
  }
}

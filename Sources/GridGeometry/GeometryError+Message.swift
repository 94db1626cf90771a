extension GeometryError: CustomStringConvertible {
  public var description: String { message }

  /// What is wrong, in one plain sentence.
  public var message: String {
    switch self {
    case .tooFewPoints(let expected, let found): "\(found) points where at least \(expected) are needed"
    case .notFinite(let index): "the point at position \(index) is not a number a map can hold"
    case .ringNotClosed(let first, let last):
      "a ring starts at \(first) and ends at \(last) instead of where it started"
    case .malformed(let format, let detail): "not \(format) this toolkit can read: \(detail)"
    case .geos(let call, let message): "GEOS refused (\(call)): \(message)"
    case .proj(let call, let message): "PROJ refused (\(call)): \(message)"
    case .unknownReferenceSystem(let text): "no reference system is known by '\(text)'"
    case .ballparkOnly(let from, let to):
      "from \(from) to \(to) only a null operation is known: it ignores the datum and can move the map by over 100 m"
    }
  }
}

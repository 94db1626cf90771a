import GridGeometry

/// The nested arrays of a `coordinates` member, flattened as they are read: what they mean depends on a `type` that may
/// come later.
struct CoordinateTree {
  /// How many arrays a number lies in: 1 for a point, 4 for a multi-polygon; 0 where there is no number at all.
  private(set) var depth = 0
  private(set) var points: [Point] = []
  /// Where each innermost list of positions ends in `points`.
  private(set) var lineEnds: [Int] = []
  /// Where each list of those ends in `lineEnds`.
  private(set) var groupEnds: [Int] = []
  /// Why this is no geometry, whatever its type.
  private(set) var fault: String?

  /// Reads the member's value. What is no array of numbers becomes a ``fault``; only broken JSON throws.
  init(_ scanner: inout JSONScanner) throws(LayerError) {
    guard try scanner.peek() == UInt8(ascii: "[") else {
      let value = try scanner.value()
      fault = value.isNull ? nil : "its coordinates are not an array"
      return
    }
    var level = 0
    repeat {
      guard let byte = try scanner.peek() else { throw scanner.truncated() }
      switch byte {
      case UInt8(ascii: "["):
        scanner.input.advance()
        level += 1
        guard level <= 64 else { throw scanner.malformed("coordinates nest deeper than 64") }
        if try scanner.take(UInt8(ascii: "]")) {
          level -= 1
          closeEmpty(level: level + 1)
          try finishElement(&scanner, level: &level)
        }
      case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
        try readPosition(&scanner, level: level)
        level -= 1
        try finishElement(&scanner, level: &level)
      default:
        _ = try scanner.value()
        fault = fault ?? "a coordinate is not a number"
        try finishElement(&scanner, level: &level)
      }
    } while level > 0
  }

  /// After an element: takes the comma before the next, or the brackets that close here.
  private mutating func finishElement(_ scanner: inout JSONScanner, level: inout Int) throws(LayerError) {
    while level > 0, try !scanner.hasMore(before: UInt8(ascii: "]")) {
      close(level: level)
      level -= 1
    }
  }

  private mutating func close(level: Int) {
    guard depth > 0 else { return }
    if level == depth - 1 { lineEnds.append(points.count) }
    if level == depth - 2 { groupEnds.append(lineEnds.count) }
  }

  private mutating func closeEmpty(level: Int) {
    if depth == 0 {
      if level > 1 { fault = fault ?? "its coordinates hold an empty array" }
    } else if level == depth {
      fault = fault ?? "a position is empty"
    } else {
      close(level: level)
    }
  }

  /// Reads `x, y` and drops further numbers, with the bracket that closes the position.
  private mutating func readPosition(_ scanner: inout JSONScanner, level: Int) throws(LayerError) {
    if depth == 0 { depth = level }
    if level != depth { fault = fault ?? "its coordinates are nested unevenly" }
    let x = try scanner.double()
    guard try scanner.hasMore(before: UInt8(ascii: "]")) else {
      fault = fault ?? "a position has only one number"
      return
    }
    let y = try number(&scanner)
    points.append(Point(x, y))
    while try scanner.hasMore(before: UInt8(ascii: "]")) { _ = try scanner.value() }
  }

  private mutating func number(_ scanner: inout JSONScanner) throws(LayerError) -> Double {
    if let byte = try scanner.peek(), byte == UInt8(ascii: "-") || (byte >= 0x30 && byte <= 0x39) {
      return try scanner.double()
    }
    _ = try scanner.value()
    fault = fault ?? "a coordinate is not a number"
    return 0
  }
}

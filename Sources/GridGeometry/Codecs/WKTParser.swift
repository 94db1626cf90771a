/// Reads one geometry from text that nobody vouches for.
struct WKTParser {
  private let text: ArraySlice<UInt8>
  private var index = 0

  init(_ text: String) { self.text = ArraySlice(text.utf8) }

  mutating func parse() throws(GeometryError) -> Geometry {
    skipReferenceSystem()
    let geometry = try parseGeometry(depth: 0)
    skipSpace()
    guard index == text.endIndex else { throw failure("text left over") }
    return geometry
  }

  private mutating func parseGeometry(depth: Int) throws(GeometryError) -> Geometry {
    let type = try parseType()
    if acceptEmpty() {
      switch type {
      case "POINT", "MULTIPOINT": return .multiPoint([])
      case "LINESTRING", "LINEARRING", "MULTILINESTRING": return .multiLineString([])
      case "GEOMETRYCOLLECTION": return .collection([])
      default: return .multiPolygon(.empty)
      }
    }
    switch type {
    case "POINT":
      let points = try parsePoints()
      guard points.count == 1, points[0].isFinite else { throw failure("a point with \(points.count) positions") }
      return .point(points[0])
    case "LINESTRING", "LINEARRING": return .lineString(try LineString(try parsePoints()))
    case "POLYGON", "TRIANGLE":
      guard let polygon = try parsePolygon() else { return .multiPolygon(.empty) }
      return .polygon(polygon)
    case "MULTIPOINT":
      return .multiPoint(
        try parseList { parser throws(GeometryError) in
          if parser.acceptEmpty() { return nil }
          let isWrapped = parser.accept("(")
          let point = try parser.parsePoint()
          if isWrapped { try parser.expect(")") }
          return point
        })
    case "MULTILINESTRING":
      return .multiLineString(
        try parseList { parser throws(GeometryError) in
          parser.acceptEmpty() ? nil : try LineString(try parser.parsePoints())
        })
    case "MULTIPOLYGON", "POLYHEDRALSURFACE", "TIN":
      return .multiPolygon(
        MultiPolygon(
          try parseList { parser throws(GeometryError) in parser.acceptEmpty() ? nil : try parser.parsePolygon() }))
    case "GEOMETRYCOLLECTION":
      guard depth < WellKnownBinary.deepestNesting else { throw failure("collections nested too deep") }
      return .collection(
        try parseList { parser throws(GeometryError) in try parser.parseGeometry(depth: depth + 1) })
    default: throw failure("geometry type \(type) is not one this toolkit reads")
    }
  }

  private mutating func parsePolygon() throws(GeometryError) -> Polygon? {
    let rings = try parseList { parser throws(GeometryError) in
      parser.acceptEmpty() ? nil : try Ring(try parser.parsePoints())
    }
    return rings.first.map { Polygon(exterior: $0, holes: Array(rings.dropFirst())) }
  }

  private mutating func parsePoints() throws(GeometryError) -> [Point] {
    try parseList { parser throws(GeometryError) in try parser.parsePoint() }
  }

  private mutating func parsePoint() throws(GeometryError) -> Point {
    guard let x = number(), let y = number() else { throw failure("two numbers expected") }
    // z and m
    _ = number()
    _ = number()
    guard x.isFinite, y.isFinite else { throw failure("a number beyond what a map can hold") }
    return Point(x, y)
  }

  private mutating func parseList<Item>(
    _ parseItem: (inout WKTParser) throws(GeometryError) -> Item?
  ) throws(GeometryError) -> [Item] {
    try expect("(")
    var items: [Item] = []
    repeat {
      if let item = try parseItem(&self) { items.append(item) }
    } while accept(",")
    try expect(")")
    return items
  }

  /// The type in capitals; a `Z`, `M` or `ZM` after it, with or without space, is passed over.
  private mutating func parseType() throws(GeometryError) -> String {
    var word = acceptWord()
    guard !word.isEmpty else { throw failure("geometry type expected") }
    for suffix in ["ZM", "Z", "M"] where word.count > suffix.count && word.hasSuffix(suffix) {
      word.removeLast(suffix.count)
      return word
    }
    let before = index
    let dimension = acceptWord()
    if !["Z", "M", "ZM"].contains(dimension) { index = before }
    return word
  }

  private mutating func acceptWord() -> String {
    skipSpace()
    var word: [UInt8] = []
    while index < text.endIndex, word.count < 32, (text[index] & 0xDF) &- 65 < 26 {
      word.append(text[index] & 0xDF)
      index += 1
    }
    return String(decoding: word, as: UTF8.self)
  }

  private mutating func acceptEmpty() -> Bool {
    let before = index
    if acceptWord() == "EMPTY" { return true }
    index = before
    return false
  }

  private mutating func skipReferenceSystem() {
    let before = index
    guard acceptWord() == "SRID", accept("="), number() != nil, accept(";") else {
      index = before
      return
    }
  }

  private mutating func number() -> Double? {
    skipSpace()
    return DecimalText.read(text, at: &index)
  }

  private mutating func accept(_ character: Unicode.Scalar) -> Bool {
    skipSpace()
    guard index < text.endIndex, text[index] == UInt8(ascii: character) else { return false }
    index += 1
    return true
  }

  private mutating func expect(_ character: Unicode.Scalar) throws(GeometryError) {
    guard accept(character) else { throw failure("'\(character)' expected") }
  }

  private mutating func skipSpace() {
    while index < text.endIndex, text[index] == 32 || text[index] &- 9 < 5 { index += 1 }
  }

  private func failure(_ detail: String) -> GeometryError {
    .malformed(format: "WKT", detail: "\(detail) at byte \(index)")
  }
}

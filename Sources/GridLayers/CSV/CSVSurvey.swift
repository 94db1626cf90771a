/// The types of a table's columns, found by looking at every record.
struct CSVSurvey {
  private(set) var builder = SchemaBuilder()
  /// Whether the column of shapes holds any.
  private(set) var holdsShapes = false

  init(_ parser: inout CSVParser, names: [String], columns: GeometryColumns) throws(LayerError) {
    for (index, name) in names.enumerated() { _ = builder.index(of: name, expected: index) }
    while let record = try parser.next() {
      for index in names.indices where index < record.count {
        if case .shape(index) = columns {
          note(shape: record[index])
        } else {
          builder.note(Self.value(of: record[index]), at: index)
        }
      }
    }
  }

  private mutating func note(shape text: String) {
    let known = [
      "MULTIPOLYGON": "MultiPolygon", "MULTILINESTRING": "MultiLineString", "MULTIPOINT": "MultiPoint",
      "POLYGON": "Polygon",
      "LINESTRING": "LineString", "POINT": "Point", "GEOMETRYCOLLECTION": "GeometryCollection",
    ]
    var tag = text.trimmingSpaces.prefix(200).uppercased()
    if tag.hasPrefix("SRID="), let mark = tag.firstIndex(of: ";") { tag = String(tag[tag.index(after: mark)...]) }
    if let type = known[String(tag.prefix { $0.isLetter })] {
      holdsShapes = true
      builder.note(geometryType: type)
    } else if PolygonString.isPlausible(text) {
      holdsShapes = true
      builder.note(geometryType: "Polygon")
      builder.note(geometryType: "MultiPolygon")
    }
  }

  /// A cell as the narrowest value that spells itself the same way: `12` is a number, `012`, `+12` and `1e5` are text.
  static func value(of cell: String) -> FieldValue {
    let text = cell.utf8
    guard let first = text.first else { return .null }
    guard text.count <= 24, first == 0x2D || (first >= 0x30 && first <= 0x39) else { return scalarText(cell) }
    let digits = first == 0x2D ? text.dropFirst() : text[...]
    guard let leading = digits.first, leading >= 0x30, leading <= 0x39 else { return .text(cell) }
    let isWhole = digits.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
    if leading == 0x30, digits.count > 1, digits.dropFirst().first != 0x2E { return .text(cell) }
    if isWhole { return Int64(cell).map(FieldValue.integer) ?? .text(cell) }
    guard digits.allSatisfy({ $0 == 0x2E || ($0 >= 0x30 && $0 <= 0x39) }), digits.last != 0x2E else {
      return .text(cell)
    }
    return NumberText.double(of: Array(text)).map(FieldValue.real) ?? .text(cell)
  }

  /// A cell in a column whose type is known.
  static func value(of cell: String, as type: FieldType) -> FieldValue {
    if cell.isEmpty { return .null }
    return type == .text ? .text(cell) : value(of: cell).converted(to: type) ?? .text(cell)
  }

  private static func scalarText(_ cell: String) -> FieldValue {
    switch cell {
    case "true", "TRUE", "True": .boolean(true)
    case "false", "FALSE", "False": .boolean(false)
    default: .text(cell)
    }
  }
}

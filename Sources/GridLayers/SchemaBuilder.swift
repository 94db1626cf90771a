/// Finds a layer's columns and types by looking at every row: the narrowest type that holds all values.
struct SchemaBuilder {
  private(set) var names: [String] = []
  private var indexOf: [String: Int] = [:]
  private var types: [FieldType?] = []
  private var geometryTypes: [String] = []

  /// Where a column stands; a new one goes to the end.
  mutating func index(of name: String, expected: Int) -> Int {
    if expected < names.count, names[expected] == name { return expected }
    if let index = indexOf[name] { return index }
    indexOf[name] = names.count
    names.append(name)
    types.append(nil)
    return names.count - 1
  }

  mutating func note(_ value: FieldValue, at index: Int) {
    let type: FieldType
    switch value {
    case .null: return
    case .integer: type = .integer
    case .real: type = .real
    case .text: type = .text
    case .boolean: type = .boolean
    case .blob: type = .blob
    }
    guard let known = types[index] else {
      types[index] = type
      return
    }
    if known == type { return }
    let numbers: Set<FieldType> = [.integer, .real]
    types[index] = numbers.contains(known) && numbers.contains(type) ? .real : .text
  }

  mutating func note(geometryType: String?) {
    guard let geometryType, !geometryTypes.contains(geometryType), geometryTypes.count < 16 else { return }
    geometryTypes.append(geometryType)
  }

  var fields: [Field] { names.indices.map { Field(names[$0], types[$0] ?? .text) } }

  /// One type, the multi-form where single and multi are mixed, else `Geometry`.
  var geometryType: String {
    let types = geometryTypes.sorted()
    guard let first = types.first else { return "Geometry" }
    if types.count == 1 { return first }
    for single in ["Point", "LineString", "Polygon"] where types == ["Multi\(single)", single] {
      return "Multi\(single)"
    }
    return "Geometry"
  }
}

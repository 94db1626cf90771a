import GridLayers

/// Which columns of a feed say who reported a case: `name=contact,phone=tel`.
public struct ReporterFields: Hashable, Sendable {
  /// Our names of columns, in the order they are sealed.
  public enum Key: String, CaseIterable, Hashable, Sendable { case name, phone, email, address, account }

  private let columns: [Key: String]

  /// Reads `ours=theirs,…`.
  ///
  /// - Throws: ``PlanError/badInput(_:)`` for a word that is no pair, an unknown or repeated name, and for nothing at all.
  public init(_ text: String) throws(PlanError) {
    columns = try FieldPairs<Key>(
      text, of: BilingualText(en: "a reporter", zh: "上报人"), example: "name=contact,phone=tel", option: "--reporters"
    ).columns
    guard !columns.isEmpty else {
      throw .badInput(
        InputProblem(
          source: "--reporters", cause: BilingualText(en: "it names no column", zh: "没有写明任何列"),
          remedy: BilingualText(en: "Write for example --reporters name=contact,phone=tel", zh: "例如 --reporters name=contact,phone=tel")))
    }
  }

  /// Names and elements of Open311 in their order; `first_name+last_name` are two that belong together.
  var elements: [(key: Key, elements: [String])] {
    Key.allCases.compactMap { key in columns[key].map { (key, $0.split(separator: "+").map { String($0).trimmingSpaces }) } }
  }

  /// Names and columns in their order, as the table has them.
  func columns(in schema: LayerSchema, source: String) throws(LayerError) -> [(key: Key, column: String)] {
    var found: [(key: Key, column: String)] = []
    for key in Key.allCases {
      guard let column = columns[key] else { continue }
      found.append((key, schema.fields[try schema.requiredIndex(of: column, source: source)].name))
    }
    return found
  }
}

/// Who reported cases is to be kept, sealed, for a while.
public struct ReporterRequest: Hashable, Sendable {
  public var fields: ReporterFields
  /// A file with the key.
  public var keyFile: String
  /// Contacts are kept so many days from the submission of their case.
  public var keepDays: Int

  /// What is to be kept, by which key, for how long.
  public init(fields: ReporterFields, keyFile: String, keepDays: Int) {
    self.fields = fields
    self.keyFile = keyFile
    self.keepDays = keepDays
  }
}

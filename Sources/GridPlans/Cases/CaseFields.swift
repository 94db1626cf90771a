import GridLayers

/// Which columns of a feed mean what: `id=srnumber,class=requesttype,created=createddate,…`.
public struct CaseFields: Hashable, Sendable {
  /// Our names of columns, in the order they are explained.
  public enum Key: String, CaseIterable, Hashable, Sendable {
    case id, `class`, created, closed, status, lat, lon, area, address
  }

  private let columns: [Key: String]

  /// Nothing is said; columns are found by our own names where the table has them.
  public static let unstated = CaseFields(columns: [:])

  private init(columns: [Key: String]) { self.columns = columns }

  /// Reads `ours=theirs,…`.
  ///
  /// - Throws: ``PlanError/badInput(_:)`` for a word that is no pair, an unknown or repeated name.
  public init(_ text: String) throws(PlanError) {
    self.init(
      columns: try FieldPairs<Key>(
        text, of: BilingualText(en: "a case", zh: "案件"), example: "id=srnumber,class=requesttype,created=createddate"
      ).columns)
  }

  subscript(key: Key) -> String? { columns[key] }

  /// The column of a meaning: as stated, else the one of our own name, where the table has it. An address is taken only
  /// where it was asked for, and a state only where it was said to be one: the words of most systems are their own.
  ///
  /// - Throws: ``PlanError/layer(_:)`` for a stated column that the table lacks.
  func column(_ key: Key, in schema: LayerSchema, source: String) throws(PlanError) -> String? {
    guard let stated = columns[key] else {
      if key == .address || key == .status { return nil }
      return schema.index(of: key.rawValue).map { schema.fields[$0].name }
    }
    do {
      return schema.fields[try schema.requiredIndex(of: stated, source: source)].name
    } catch {
      throw .layer(error)
    }
  }
}

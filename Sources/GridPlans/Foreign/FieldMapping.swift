import GridLayers

/// Which fields of somebody's layer mean what: `code=nc_id,name=name`.
public struct FieldMapping: Hashable, Sendable {
  /// Our names of fields, in the order they are explained.
  public enum Key: String, CaseIterable, Hashable, Sendable {
    case code, name, kind, community, township, households, persons
  }

  private let fields: [Key: String]

  /// Nothing is said; fields are found by our own names where the layer has them.
  public static let unstated = FieldMapping(fields: [:])

  private init(fields: [Key: String]) { self.fields = fields }

  /// Reads `ours=theirs,…`.
  ///
  /// - Throws: ``PlanError/badInput(_:)`` for a word that is no pair, an unknown or repeated name.
  public init(_ text: String) throws(PlanError) {
    self.init(
      fields: try FieldPairs<Key>(
        text, of: BilingualText(en: "a grid", zh: "网格"), example: "code=nc_id,name=name"
      ).columns)
  }

  subscript(key: Key) -> String? { fields[key] }
}

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
    var fields: [Key: String] = [:]
    for pair in text.split(separator: ",", omittingEmptySubsequences: true) {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map {
        String($0).trimmingSpaces
      }
      guard parts.count == 2, !parts[1].isEmpty else {
        throw Self.problem(
          BilingualText(en: "`\(pair)` is not of the form ours=theirs", zh: "`\(pair)` 不是“我方字段=对方字段”的形式"))
      }
      guard let key = Key(rawValue: parts[0].lowercased()) else {
        throw Self.problem(BilingualText(en: "`\(parts[0])` is no field of a grid", zh: "`\(parts[0])` 不是网格字段"))
      }
      guard fields.updateValue(parts[1], forKey: key) == nil else {
        throw Self.problem(BilingualText(en: "`\(parts[0])` is named twice", zh: "`\(parts[0])` 重复"))
      }
    }
    self.init(fields: fields)
  }

  subscript(key: Key) -> String? { fields[key] }

  private static func problem(_ cause: BilingualText) -> PlanError {
    let names = Key.allCases.map(\.rawValue).joined(separator: ", ")
    return .badInput(
      InputProblem(
        source: "--fields", cause: cause,
        remedy: BilingualText(
          en: "Write for example --fields code=nc_id,name=name; ours are \(names)",
          zh: "例如 --fields code=nc_id,name=name；可用字段：\(names)")))
  }
}

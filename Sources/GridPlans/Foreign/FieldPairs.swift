import GridLayers

/// Pairs `ours=theirs,…`, each of ours at most once.
struct FieldPairs<Key: RawRepresentable<String> & CaseIterable & Hashable> {
  let columns: [Key: String]

  /// - Parameters:
  ///   - thing: What the fields are of, for a message.
  ///   - example: What might be written.
  ///   - option: Where it was written.
  /// - Throws: ``PlanError/badInput(_:)`` for a word that is no pair, an unknown or repeated name.
  init(
    _ text: String, of thing: BilingualText, example: String, option: String = "--fields"
  ) throws(PlanError) {
    func problem(_ cause: BilingualText) -> PlanError {
      let names = Key.allCases.map(\.rawValue).joined(separator: ", ")
      return .badInput(
        InputProblem(
          source: option, cause: cause,
          remedy: BilingualText(
            en: "Write for example \(option) \(example); ours are \(names)", zh: "例如 \(option) \(example)；可用字段：\(names)")))
    }
    var columns: [Key: String] = [:]
    for pair in text.split(separator: ",", omittingEmptySubsequences: true) {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map {
        String($0).trimmingSpaces
      }
      guard parts.count == 2, !parts[1].isEmpty else {
        throw problem(BilingualText(en: "`\(pair)` is not of the form ours=theirs", zh: "`\(pair)` 不是“我方字段=对方字段”的形式"))
      }
      guard let key = Key(rawValue: parts[0].lowercased()) else {
        throw problem(BilingualText(en: "`\(parts[0])` is no field of \(thing.en)", zh: "`\(parts[0])` 不是\(thing.zh)字段"))
      }
      guard columns.updateValue(parts[1], forKey: key) == nil else {
        throw problem(BilingualText(en: "`\(parts[0])` is named twice", zh: "`\(parts[0])` 重复"))
      }
    }
    self.columns = columns
  }
}

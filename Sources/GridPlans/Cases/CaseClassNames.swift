import GridCases
import GridLayers
import GridVisits

/// Which class a text of a feed means.
struct CaseClassNames {
  private var codes: [String: String] = [:]
  /// Whether what nobody knows is refused instead of becoming a class of its own.
  private let isClosed: Bool
  private(set) var own: [String: Int] = [:]
  /// Words that came before, by what they mean.
  private var met: [String: String] = [:]

  /// - Parameters:
  ///   - known: Codes of classes besides those of the rules.
  ///   - table: A file `text,class`.
  /// - Throws: ``PlanError/badInput(_:)`` for a row of the table that has no class, or one that nobody knows.
  init(rules: CaseRules, known: [String], table: String?) throws(PlanError) {
    isClosed = table != nil
    for caseClass in rules.classes {
      for name in [caseClass.name.en, caseClass.name.zh, caseClass.code] { codes[Self.folded(name)] = caseClass.code }
    }
    guard let table else { return }
    let stated: [Feature] = try asPlanErrors("reading \(table)") {
      let reader = try Layers.open(LayerSource(table), options: ReadOptions(fields: ["text", "class"]))
      return try reader.features()
    }
    let all = CaseClassCodes(rules, others: known)
    for row in stated {
      let place = row.line.map(BilingualText.line) ?? .feature(row.ordinal)
      if row.surplusCells > 0 {
        throw .badInput(
          InputProblem(
            source: table, place: place, cause: RowFault(VisitFault.surplusCells(row.surplusCells)).text,
            remedy: BilingualText(en: "Correct the row", zh: "请更正该行")))
      }
      guard let text = row.values[0].text?.trimmingSpaces, let code = row.values[1].text?.trimmingSpaces, !text.isEmpty,
        !code.isEmpty
      else {
        throw .badInput(
          InputProblem(
            source: table, place: place,
            cause: BilingualText(en: "it has no text or no class", zh: "缺少 text 或 class"),
            remedy: BilingualText(en: "Write a source's words and a class in every row", zh: "请在每行写明来源用词和类别")))
      }
      guard all.has(code) else { throw all.unknown(code, source: table, place: place) }
      codes[Self.folded(text)] = code
    }
  }

  /// Whether rules, cases or table say what a text means.
  func knows(_ text: String) -> Bool { codes[Self.folded(text)] != nil }

  /// The code of a class; `nil` for one that nobody knows where those are refused.
  mutating func code(of text: String) -> String? {
    if let code = met[text] { return code }
    if let code = codes[Self.folded(text)] {
      met[text] = code
      return code
    }
    guard !isClosed else { return nil }
    own[text, default: 0] += 1
    return text
  }

  private static func folded(_ text: String) -> String { text.lowercased() }
}

import GridCases
import GridVisits

/// The classes that a code of a case may name.
struct CaseClassCodes {
  private let rules: CaseRules
  private let codes: Set<String>

  /// - Parameter others: Codes besides those of the rules.
  init(_ rules: CaseRules, others: [String]) {
    self.rules = rules
    codes = Set(rules.classes.map(\.code)).union(others)
  }

  func has(_ code: String) -> Bool { codes.contains(code) }

  /// The codes as the rules and cases have them; our lists may have led them by an apostrophe.
  func known(_ stated: Set<String>, option: String) throws(PlanError) -> Set<String> {
    var found: Set<String> = []
    for code in stated.sorted() {
      guard let known = [code, code.withoutSpreadsheetGuard].first(where: has) else {
        throw unknown(code, source: option)
      }
      found.insert(known)
    }
    return found
  }

  /// What to say of a code that nobody knows: one that goes by that name, else the nearest.
  func unknown(_ code: String, source: String, place: BilingualText? = nil) -> PlanError {
    let folded = code.lowercased()
    let named = rules.classes.first { [$0.code, $0.name.en, $0.name.zh].contains { $0.lowercased() == folded } }
    return .unknownCode(
      code, source: source, place: place, among: codes, meant: named?.code,
      cause: BilingualText(en: "there is no class of cases `\(code.shortened)`", zh: "没有案件类别 `\(code.shortened)`"))
  }
}

extension PlanError {
  /// A code that nobody knows, with the one that was most likely meant.
  ///
  /// - Parameter meant: Where that is plain; otherwise the nearest of the known ones.
  static func unknownCode(
    _ code: String, source: String, place: BilingualText? = nil, among known: Set<String>, meant: String? = nil,
    cause: BilingualText
  ) -> PlanError {
    let sorted = known.sorted()
    let remedy: BilingualText
    if let hint = meant ?? String(code.prefix(100)).nearest(among: sorted) {
      remedy = BilingualText(en: "Did you mean `\(hint)`?", zh: "是否应为 `\(hint)`？")
    } else {
      let (first, rest) = (sorted.prefix(20), sorted.count > 20 ? ", …" : "")
      remedy = BilingualText(
        en: "Known: \(first.joined(separator: ", "))\(rest)", zh: "现有：\(first.joined(separator: "、"))\(rest)")
    }
    return .badInput(InputProblem(source: source, place: place, cause: cause, remedy: remedy))
  }
}

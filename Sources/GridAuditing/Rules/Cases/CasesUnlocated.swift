/// Every open case has a place.
struct CasesUnlocated: CaseRule {
  let id = "cases-unlocated"
  let meaning: GapMeaning? = .cases
  let claim = Wording(en: "Every open case has a place.", zh: "未结案件均有位置。")

  func findings(in evidence: AuditEvidence) -> [Finding] {
    guard let cases = evidence.cases, cases.unlocated > 0 else { return [] }
    return [
      Finding(
        id, .warning, subjects: [], measure: Double(cases.unlocated), unit: "cases", denominator: Double(cases.open),
        base: "open cases",
        Wording(
          en: "\(cases.unlocated) of \(cases.open) open cases have no place, and so no grid.",
          zh: "未结案件 \(cases.open) 件中，\(cases.unlocated) 件没有位置，不属于任何网格。"))
    ]
  }
}

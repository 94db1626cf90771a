/// No open case is past its limit, at the instant looked at.
struct CasesOverdue: CaseRule {
  let id = "cases-overdue"
  let meaning: GapMeaning? = .overdueCases
  let claim = Wording(en: "No open case is past its limit.", zh: "未结案件均未超期。")

  func applies(to evidence: AuditEvidence) -> Bool { evidence.cases?.hasLimits ?? false }

  func findings(in evidence: AuditEvidence) -> [Finding] {
    guard let cases = evidence.cases, cases.hasLimits else { return [] }
    var findings = evidence.input.grids.indices.compactMap { grid -> Finding? in
      let (overdue, open) = (cases.overdueOfGrid[grid], cases.openOfGrid[grid])
      guard overdue > 0 else { return nil }
      let code = evidence.code(grid)
      return Finding(
        id, .warning, subjects: [code], grids: [code], place: evidence.spot(ofGrid: grid), measure: Double(overdue),
        unit: "cases", denominator: Double(open), base: "open cases of the grid",
        Wording(
          en: "Grid \(code): \(overdue) of \(open) open cases are past their limit.",
          zh: "网格 \(code)：未结案件 \(open) 件中 \(overdue) 件超期。"))
    }
    let elsewhere = cases.open - cases.openOfGrid.reduce(0, +)
    if cases.overdueElsewhere > 0 {
      findings.append(
        Finding(
          id, .warning, subjects: [""], measure: Double(cases.overdueElsewhere), unit: "cases",
          denominator: Double(elsewhere), base: "open cases in no single grid",
          Wording(
            en: "\(cases.overdueElsewhere) of \(elsewhere) open cases that lie in no single grid are past their limit.",
            zh: "不属于单一网格的未结案件 \(elsewhere) 件中 \(cases.overdueElsewhere) 件超期。")))
    }
    return findings
  }
}

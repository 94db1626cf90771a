import GridGeometry

/// No open case lies in several grids at once.
struct CasesAmbiguous: CaseRule {
  let id = "cases-ambiguous"
  let meaning: GapMeaning? = .cases
  let claim = Wording(en: "No open case lies in several grids.", zh: "没有同属多个网格的未结案件。")

  func findings(in evidence: AuditEvidence) -> [Finding] {
    guard let cases = evidence.cases else { return [] }
    return cases.shared.map { grids, count, spot in
      let codes = grids.map(evidence.code)
      return Finding(
        id, .warning, subjects: codes, grids: codes, place: .point(spot), measure: Double(count), unit: "cases",
        denominator: Double(cases.placed), base: "open cases with a place",
        Wording(
          en: "\(count) of \(cases.placed) open cases with a place lie in the grids \(AuditEvidence.list(codes)) at once.",
          zh: "有位置的未结案件 \(cases.placed) 件中，\(count) 件同属网格 \(AuditEvidence.list(codes))。"))
    }
  }
}

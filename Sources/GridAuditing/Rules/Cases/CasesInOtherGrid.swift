import GridGeometry

/// Every open case is kept in the grid that its place lies in.
struct CasesInOtherGrid: CaseRule {
  let id = "cases-misplaced"
  let claim = Wording(en: "Every open case is kept in the grid that it lies in.", zh: "未结案件所记网格与其位置一致。")

  func findings(in evidence: AuditEvidence) -> [Finding] {
    guard let cases = evidence.cases else { return [] }
    return cases.misplaced.map { stated, grid, count, spot in
      let code = evidence.code(grid)
      let says = stated.isEmpty ? "no grid" : "grid \(stated)"
      return Finding(
        id, .error, subjects: [stated, code], grids: [code], place: .point(spot), measure: Double(count), unit: "cases",
        denominator: Double(cases.placed), base: "open cases with a place",
        Wording(
          en: "\(count) open cases are kept in \(says) and lie in grid \(code): `gridwright cases relocate` mends it.",
          zh: "\(count) 件未结案件记在\(stated.isEmpty ? "无网格" : "网格 \(stated)")，实际位于网格 \(code)；可用 `gridwright cases relocate` 更正。"))
    }
  }
}

import GridVisits

/// Every visit was paid in a grid of the plan: a redraw may have retired its code.
struct VisitOfUnknownGrid: AuditRule {
  let id = "visit-unknown-grid"
  let claim = Wording(en: "Every logged visit names a grid of the plan.", zh: "走访记录中的网格均在方案中。")

  func applies(to evidence: AuditEvidence) -> Bool { evidence.input.visits != nil }

  func findings(in evidence: AuditEvidence) -> [Finding] {
    evidence.loggedVisits(where: { evidence.tree.gridOfCode[$0.grid] == nil }, by: \.grid).map { grid, count in
      Finding(
        id, .warning, subjects: [grid], measure: Double(count), unit: "visits",
        denominator: Double(evidence.loggedVisitCount), base: "visits logged",
        Wording(
          en: "\(counted(count, "visit")) logged in \(grid), which is no grid of the plan, count for no grid.",
          zh: "有 \(count) 次走访记在 \(grid) 名下，该网格不在方案中，未计入任何网格。"))
    }
  }
}

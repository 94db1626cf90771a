import GridVisits

/// No visit lies after the day that is looked at; those that do are left out of every figure.
struct VisitInFuture: AuditRule {
  let id = "visit-in-future"
  let claim = Wording(en: "No logged visit lies after the day looked at.", zh: "走访记录不晚于统计日。")

  func applies(to evidence: AuditEvidence) -> Bool { evidence.input.visits != nil }

  func findings(in evidence: AuditEvidence) -> [Finding] {
    guard let book = evidence.input.visits else { return [] }
    return evidence.loggedVisits(where: { $0.date > book.asOf }, by: \.grid).map { grid, count in
      Finding(
        id, .info, subjects: [grid], grids: [grid], measure: Double(count), unit: "visits",
        denominator: Double(evidence.loggedVisitCount), base: "visits logged",
        Wording(
          en: "\(counted(count, "visit")) in grid \(grid) after \(book.asOf), left out.",
          zh: "网格 \(grid) 有 \(count) 次走访晚于 \(book.asOf)，未计入。"))
    }
  }
}

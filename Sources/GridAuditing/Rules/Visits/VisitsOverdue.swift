import GridVisits

/// No visit is overdue, as of the book's day.
struct VisitsOverdue: AuditRule {
  let id = "visits-overdue"
  let meaning: GapMeaning? = .visits
  let claim = Wording(en: "No visit is overdue on the day looked at.", zh: "截至统计日，没有逾期未走访的对象。")

  func applies(to evidence: AuditEvidence) -> Bool { evidence.input.visits.map { !$0.classes.isEmpty } ?? false }

  func findings(in evidence: AuditEvidence) -> [Finding] {
    guard let book = evidence.input.visits else { return [] }
    let classes = Dictionary(book.classes.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
    return evidence.visits.compactMap { status in
      guard status.tally.overdue > 0, let visitClass = classes[status.visitClass] else { return nil }
      return finding(status, visitClass, asOf: book.asOf, in: evidence)
    }
  }

  private func finding(
    _ status: VisitStatus, _ visitClass: VisitClass, asOf: CivilDate, in evidence: AuditEvidence
  ) -> Finding {
    let tally = status.tally
    let last =
      status.lastVisit.map { Wording(en: "last visited on \($0)", zh: "最近走访 \($0)") }
      ?? Wording(en: "never visited", zh: "从未走访")
    let deadline = status.nextDeadline.map { Wording(en: "due since \($0)", zh: "最早应于 \($0) 前走访") }
    let households = Wording(
      en: "\(counted(tally.overdue, "household or place", "households or places")) of \(tally.target)",
      zh: "涉及 \(tally.target) 户（处）中的 \(tally.overdue) 户（处）")
    let details = deadline.map { Wording(en: "\($0.en), \(last.en)", zh: "\($0.zh)，\(last.zh)") } ?? last
    let cadence = visitClass.cadence.text
    let rate = tally.overdueRate.text
    return Finding(
      id, .warning, subjects: [status.grid, status.visitClass], grids: [status.grid],
      place: evidence.tree.gridOfCode[status.grid].flatMap { evidence.spot(ofGrid: $0) },
      measure: Double(tally.missed), unit: "visits", denominator: Double(tally.due), base: "visits due",
      Wording(
        en: "Grid \(status.grid), \(visitClass.name.en) (\(cadence.en)), as of \(asOf): \(rate.en), in \(households.en); \(details.en).",
        zh: "网格 \(status.grid)，\(visitClass.name.zh)（\(cadence.zh)），截至 \(asOf)：\(rate.zh)，\(households.zh)；\(details.zh)。"))
  }
}

import GridAuditing
import GridLayers
import GridVisits

extension Plan {
  /// The ledger's verdict on every leaf grid, from its visits and from what the audit finds about it; empty without a
  /// ledger.
  func verdicts(
    asOf day: CivilDate, _ statuses: [VisitStatus], control: PlanningControl
  ) throws(PlanError) -> [GridVerdict] {
    guard let ledger = visits.ledger?.ledger else { return [] }
    let gaps = try ledgerFindings(asOf: day, control: control)
    let visitsOf = Dictionary(grouping: statuses, by: \.grid)
    return grids.filter(\.isLeaf).map { grid in
      var figures = GridFigures()
      figures[LedgerFigure(.households)] = .number(Double(grid.households))
      if let classes = visits.settings?.classes { figures.take(visitsOf[grid.code.text] ?? [], classes: classes) }
      gaps.fill(&figures, of: grid)
      return GridVerdict(grid: grid.code.text, verdict: ledger.verdict(for: figures))
    }
  }

  /// What the audit finds about people, bands and reach, on the day.
  private func ledgerFindings(asOf day: CivilDate, control: PlanningControl) throws(PlanError) -> LedgerFindings {
    let rules = AuditRules.all.filter { rule in
      switch rule.meaning {
      case .staff, .band, .reach: true
      case .ground, .households, .visits, .cases, .overdueCases, .people, nil: false
      }
    }
    let evidence = AuditEvidence(auditInput(asOf: day))
    do {
      let found = try GridAuditing.audit(
        evidence, rules: rules, control: AuditControl(isCancelled: { control.isCancelled }))
      return LedgerFindings(found, rules: rules, evidence)
    } catch {
      throw .interrupted
    }
  }
}

/// Findings that ledgers ask for, by grid.
private struct LedgerFindings {
  private var byGrid: [String: [(meaning: GapMeaning, finding: Finding)]] = [:]
  /// What the plan holds anything to check by.
  private let checked: Set<GapMeaning>

  init(_ findings: [Finding], rules: [any AuditRule], _ evidence: AuditEvidence) {
    checked = Set(rules.filter { $0.applies(to: evidence) }.compactMap(\.meaning))
    let meanings = Dictionary(rules.map { ($0.id, $0.meaning) }, uniquingKeysWith: { first, _ in first })
    for finding in findings {
      guard let meaning = meanings[finding.rule] ?? nil else { continue }
      for grid in finding.grids { byGrid[grid, default: []].append((meaning, finding)) }
    }
  }

  /// Enters what is known; a meaning that could not be checked leaves its figures unknown.
  func fill(_ figures: inout GridFigures, of grid: Grid) {
    let found = byGrid[grid.code.text] ?? []
    func findings(_ meaning: GapMeaning) -> [Finding] { found.filter { $0.meaning == meaning }.map(\.finding) }
    if checked.contains(.band) {
      figures[LedgerFigure(.outOfBand)] = .number(findings(.band).isEmpty ? 0 : 1)
    }
    if checked.contains(.staff) { figures[LedgerFigure(.staffFindings)] = .number(Double(findings(.staff).count)) }
    if checked.contains(.reach) {
      // Of several kinds of service point, the one that most households are beyond reach of.
      let beyond = findings(.reach).filter { $0.unit == "households" }.compactMap(\.measure).max() ?? 0
      figures[LedgerFigure(.beyondReach)] = .number(beyond)
      figures[LedgerFigure(.beyondReachShare)] = .rate(
        Rate(
          beyond, of: Double(grid.households), counted: Bilingual(en: "households beyond reach", zh: "服务半径外住户"),
          base: Bilingual(en: "households", zh: "户数")))
    }
  }
}

extension GridVerdict {
  /// The columns of the table `ledger`.
  func row(asOf day: CivilDate) -> [FieldValue] {
    let color = verdict.color
    return [
      .text(grid), .init(color?.code), .init(color?.name.en), .init(color?.name.zh), .init(color?.hex),
      .init(color?.letter), .init(color?.hatch.rawValue), .init(color?.meaning.en), .init(color?.meaning.zh),
      .init(color?.cadence?.text.en), .text(verdict.reason.en), .text(verdict.reason.zh),
      .init(verdict.unknown.isEmpty ? nil : verdict.unknown.map(\.text.en).joined(separator: "; ")),
      .text(day.description),
    ]
  }
}

extension PlanFile {
  /// The table `ledger` as it is; no rows where the file has none.
  func ledgerRows() throws(PlanError) -> [[FieldValue]] {
    guard try !columns(of: PlanSchema.ledger.name).isEmpty else { return [] }
    var result: [[FieldValue]] = []
    try rows(PlanSchema.ledger.name, PlanSchema.ledger.fields.map(\.name)) { result.append($0.values) }
    return result
  }
}

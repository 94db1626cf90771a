import GridAuditing
import GridLayers
public import GridVisits

/// Takes a visit log into a plan, and says what is due, done and overdue on a day, and which colour each grid has.
///
/// Good rows go in and bad ones are listed by line; the same log twice is the same as once. The plan's findings about visits
/// are brought up to date, unless an earlier day than the last is looked at. The plan file is left as it is where nothing
/// in it changes.
///
/// - Throws: ``PlanError``; the plan is then as it was.
public func logVisits(
  in path: String, _ request: VisitRequest, control: PlanningControl = PlanningControl()
) throws(PlanError) -> VisitReport {
  try holdingPlan(at: path, if: !request.isDryRun, control) { () throws(PlanError) in
    try logVisitsHolding(path, request, control)
  }
}

private func logVisitsHolding(
  _ path: String, _ request: VisitRequest, _ control: PlanningControl
) throws(PlanError) -> VisitReport {
  var plan = try Plan(contentsOf: path, control: control)
  let inputs = [request.log, request.targets, request.classes, request.ledger].compactMap {
    $0.map { LayerSource($0).path }
  }
  if let output = request.output, output != "-" {
    try requireEnding(output, ["csv"])
    try requireWritable(output, sparing: [path] + inputs)
    try requireNothingElse(output, than: Plan.visitTable)
  }
  let before = plan
  if let file = request.classes { plan.visits.settings = try VisitSettings(yaml: try readText(file), file: file) }
  guard let settings = plan.visits.settings else {
    throw .badInput(
      InputProblem(
        source: path, cause: BilingualText(en: "the plan knows no visit classes", zh: "方案没有定义走访类别"),
        remedy: BilingualText(
          en: "State them with --classes FILE, or in the policy under `visits`",
          zh: "请用 --classes 文件 给出，或写在策略的 `visits` 下")))
  }
  // The ledger of the plan too: its classes may be others by now.
  if let ledger = request.ledger {
    plan.visits.ledger = try LedgerSettings(named: ledger, knowing: settings)
  } else {
    try plan.visits.requireKnownClasses(of: path)
  }
  var intake = VisitIntake(plan: plan, request: request, control: control)
  if let source = request.targets { plan.visits.targets = try intake.targets(source) }
  var log = VisitLog(plan.visits.entries)
  var merge = log.merge(VisitLog())
  if let source = request.log { merge = log.merge(try intake.log(source)) }
  plan.visits.entries = log.entries
  plan.lookedAt = max(request.asOf.description, plan.lookedAt ?? "")
  if plan.lookedAt == request.asOf.description {
    let found = try plan.findings(of: AuditRules.visits, asOf: request.asOf, threads: 1, control)
    plan.record(found, of: AuditRules.visits.ids, on: request.asOf.description)
  }
  let statuses = plan.visitStatuses(asOf: request.asOf)
  let verdicts = try plan.verdicts(asOf: request.asOf, statuses, control: control)
  let colors = verdicts.map { $0.row(asOf: request.asOf) }
  if !request.isDryRun {
    // Equal tables are not written again, so that a second run leaves the file's bytes alone.
    let isSame =
      before.visits.rows == plan.visits.rows && before.visits.targetRows == plan.visits.targetRows
      && before.visits.settings == plan.visits.settings && before.visits.ledger == plan.visits.ledger
      && before.lookedAt == plan.lookedAt && before.findings == plan.findings && before.cured == plan.cured
    let painted = try PlanFile(path: path).ledgerRows()
    if !isSame || painted != colors { try plan.updateVisits(in: path, colors: colors) }
  }
  if let output = request.output { try plan.writeVisits(statuses, verdicts, to: output, request) }
  return VisitReport(
    summary: plan.summary(request, intake, merge, statuses, verdicts), statuses: statuses, verdicts: verdicts,
    ledgerOrder: Dictionary(
      uniqueKeysWithValues: (plan.visits.ledger?.ledger.colors ?? []).enumerated().map { ($1.code, $0) }))
}

extension PlanVisits {
  /// Classes that log or targets name and the rules do not, by code.
  fileprivate var unlistedClasses: [VisitReport.Summary.Unlisted] {
    let listed = Set(settings?.classes.map(\.code) ?? [])
    return Set(entries.map(\.visitClass) + targets.map(\.visitClass)).subtracting(listed).sorted().map { code in
      .init(
        class: code, logged: entries.count { $0.visitClass == code }, targets: targets.count { $0.visitClass == code })
    }
  }
}

extension Plan {
  /// The state of every duty to visit on a day.
  ///
  /// - Returns: By leaf grid and class; empty where nobody said whom to visit.
  public func visitStatuses(asOf day: CivilDate) -> [VisitStatus] {
    guard let book = visits.book(start: CivilDate(date) ?? day, asOf: day) else { return [] }
    return book.statuses(of: grids.filter(\.isLeaf).map { ($0.code.text, $0.households > 0) })
  }

  fileprivate func summary(
    _ request: VisitRequest, _ intake: VisitIntake, _ merge: VisitLog.Merge, _ statuses: [VisitStatus],
    _ verdicts: [GridVerdict]
  ) -> VisitReport.Summary {
    typealias Summary = VisitReport.Summary
    let classes = (visits.settings?.classes ?? []).map { visitClass in
      Summary.Standing(
        statuses.filter { $0.visitClass == visitClass.code }.tally, code: visitClass.code,
        name: BilingualText(visitClass.name), cadence: BilingualText(visitClass.cadence.text))
    }
    var colors: [String: Int] = [:]
    var unknown: [String] = []
    for verdict in verdicts {
      colors[verdict.verdict.color?.code ?? "", default: 0] += 1
      for figure in verdict.verdict.unknown.map(\.text.en) where !unknown.contains(figure) { unknown.append(figure) }
    }
    return Summary(
      schema: 1, asOf: request.asOf.description, rows: intake.rows, taken: intake.taken, rejected: intake.faults,
      joined: intake.joined, countsRows: intake.countsRows, added: merge.added, unchanged: merge.unchanged,
      changed: merge.changed.map {
        .init(
          grid: $0.entry.grid, class: $0.entry.visitClass, date: $0.entry.date.description, before: $0.before,
          after: $0.entry.count)
      },
      droppedColumns: intake.ignored, personalColumns: intake.personal,
      unlistedClasses: visits.unlistedClasses, classes: classes,
      total: Summary.Standing(
        statuses.tally, code: "", name: BilingualText(en: "all classes", zh: "全部类别"), cadence: BilingualText("")),
      colors: colors, unknownFigures: unknown)
  }
}

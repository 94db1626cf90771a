public import GridAuditing
import GridGeometry
import GridLayers
import GridPartitioning
public import GridVisits

/// What ``findGaps(in:_:control:)`` is asked to do.
public struct GapRequest: Hashable, Sendable {
  /// The day looked at.
  public var asOf: CivilDate
  /// Sums by these places instead of single findings.
  public var level: GapLevel?
  /// A CSV or GeoJSON file to write, by its extension; `-` is CSV on stdout.
  public var output: String?
  /// Leaves the findings that the plan remembers as they are.
  public var isDryRun: Bool
  public var threads: Int
  /// Of the words in ``output``.
  public var language: Language

  /// A request as of a day.
  public init(
    asOf: CivilDate, level: GapLevel? = nil, output: String? = nil, isDryRun: Bool = false, threads: Int = 2,
    language: Language = .en
  ) {
    self.asOf = asOf
    self.level = level
    self.output = output
    self.isDryRun = isDryRun
    self.threads = threads
    self.language = language
  }
}

/// Finds every coverage gap of a plan on a day, tells which are new, which still stand and which are cured, and keeps them
/// in the plan.
///
/// Findings keep the day they were first found. Looking again at the same day tells the same, to the byte; looking at an
/// earlier day than the last changes nothing in the plan.
///
/// - Throws: ``PlanError``; the plan is then as it was.
public func findGaps(
  in path: String, _ request: GapRequest, control: PlanningControl = PlanningControl()
) throws(PlanError) -> GapSummary {
  try holdingPlan(at: path, if: !request.isDryRun, control) { () throws(PlanError) in
    try findGapsHolding(path, request, control)
  }
}

private func findGapsHolding(
  _ path: String, _ request: GapRequest, _ control: PlanningControl
) throws(PlanError) -> GapSummary {
  var plan = try Plan(contentsOf: path, control: control)
  plan.openCases = try PlanFile(path: path, control: control).auditCases(asOf: request.asOf)
  if let output = request.output, output != "-" {
    try requireEnding(output, ["csv", "geojson", "json"])
    try requireWritable(output, sparing: [path])
  }
  let evidence = AuditEvidence(plan.auditInput(asOf: request.asOf), threads: request.threads)
  let found = try plan.findings(evidence, request, control)
  let day = request.asOf.description
  let before = FindingRecord(standing: plan.findings, cured: plan.cured, asOf: plan.lookedAt)
  let after = before.updated(with: found, on: day, origin: plan.date)
  let rules = AuditRules.all
  var meanings: [String: GapMeaning] = [Finding.householdsOutside: .households]
  for rule in rules { meanings[rule.id] = rule.meaning }
  let report = GapReport(
    evidence, record: after, asOf: day, meanings: meanings,
    checked: Set(rules.filter { $0.applies(to: evidence) }.compactMap(\.meaning)))
  let isLatest = day >= plan.lookedAt ?? day
  if !request.isDryRun, isLatest,
    after != FindingRecord(standing: plan.findings, cured: plan.cured, asOf: plan.lookedAt)
  {
    (plan.findings, plan.cured, plan.lookedAt) = (after.standing, after.cured, after.asOf)
    try plan.updateFindings(in: path)
  }
  if let output = request.output { try plan.write(report, to: output, request) }
  return GapSummary(report, level: request.level, county: plan.name, isLatest: isLatest)
}

extension Plan {
  /// What the rules find now, and what only the input could tell, which no rule finds again.
  fileprivate func findings(
    _ evidence: AuditEvidence, _ request: GapRequest, _ control: PlanningControl
  ) throws(PlanError) -> [Finding] {
    let rules = Set(AuditRules.all.map(\.id))
    do {
      let audited = try GridAuditing.audit(
        evidence,
        control: AuditControl(
          threads: request.threads, progress: control.run.progress, isCancelled: { control.isCancelled }))
      return audited + findings.filter { !rules.contains($0.rule) }
    } catch {
      throw .interrupted
    }
  }
}

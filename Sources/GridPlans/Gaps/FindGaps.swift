public import GridAuditing
import GridGeometry
import GridLayers
import GridPartitioning
public import GridVisits

/// What ``findGaps(in:_:control:)`` is asked to do.
public struct GapRequest: Hashable, Sendable {
  /// The day looked at.
  public var asOf: CivilDate
  /// Changes are told since the end of this day; `nil` for the last look before ``asOf``, or since the plan was made.
  public var since: CivilDate?
  /// Sums by these places instead of single findings.
  public var level: GapLevel?
  /// A CSV or GeoJSON file to write, by its extension; `-` is CSV on stdout.
  public var output: String?
  /// Leaves the findings that the plan remembers as they are.
  public var isDryRun: Bool
  /// Forgets what the plan remembers of days after ``asOf``, such as one that was mistyped.
  public var forgetsLater = false
  public var threads: Int
  /// Of the words in ``output``.
  public var language: Language

  /// A request as of a day.
  public init(
    asOf: CivilDate, since: CivilDate? = nil, level: GapLevel? = nil, output: String? = nil, isDryRun: Bool = false, threads: Int = 2,
    language: Language = .en
  ) {
    self.asOf = asOf
    self.since = since
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
/// Findings keep the day they were first found, whichever command found them; new and cured is what changed since the last
/// look. Looking again at the same day tells the same, to the byte. Looking at an earlier day than the plan's record knows
/// tells what stood then as far as the record goes, says so, gives no rate that it cannot know, and changes nothing in the plan.
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
  let file = PlanFile(path: path, control: control)
  plan.openCases = try file.auditCases(asOf: request.asOf)
  if let output = request.output, output != "-" {
    try requireEnding(output, ["csv", "geojson", "json"])
    try requireWritable(output, sparing: [path])
    try requireNothingElse(output, than: Plan.gapFiles)
  }
  let evidence = AuditEvidence(plan.auditInput(asOf: request.asOf), threads: request.threads)
  let day = request.asOf.description
  let kept = FindingRecord(standing: plan.findings, cured: plan.cured, asOf: plan.lookedAt)
  let before = request.forgetsLater ? kept.forgetting(after: day) : kept
  let last = plan.lastRecordedDay
  let isLatest = request.forgetsLater || day >= last ?? day
  let dated = AuditRules.visits + AuditRules.cases
  let after: FindingRecord
  if isLatest {
    after = before.updated(
      with: try plan.findings(evidence, AuditRules.all, request, control), on: day, origin: plan.date)
  } else {
    let found = try plan.findings(evidence, dated, request, control).filter { dated.ids.contains($0.rule) }
    after = before.looking(back: day, found: found, of: dated.ids, origin: plan.date)
  }
  let looks = try file.gapLooks()
  let previous = looks.last { $0.day < day }
  let baseline: GapBaseline =
    if let since = request.since {
      .day(since.description)
    } else if let previous, isLatest {
      .look(previous)
    } else {
      .day(previous?.day ?? (plan.date < day ? plan.date : ""))
    }
  let rules = AuditRules.all
  let report = GapReport(
    evidence, record: after, asOf: day, comparedWith: baseline, meanings: GapMeaning.byRule,
    checked: Set(rules.filter { $0.applies(to: evidence) }.compactMap(\.meaning)),
    unrated: isLatest ? [] : Set(GapMeaning.allCases).subtracting(dated.compactMap(\.meaning)),
    hasLooked: isLatest || looks.contains { $0.day <= day })
  let seen = [previous, GapLook(day: day, standing: Set(after.standing.map(\.id)))].compactMap(\.self)
  if !request.isDryRun, isLatest, after != kept || looks != seen {
    (plan.findings, plan.cured, plan.lookedAt) = (after.standing, after.cured, after.asOf)
    try plan.updateFindings(in: path, looks: seen)
  }
  let notices = isLatest ? [] : [GapSummary.lookingBack(to: day, from: last ?? day)]
  if let output = request.output { try plan.write(report, notices, to: output, request) }
  return GapSummary(report, level: request.level, county: plan.name, isLatest: isLatest, notices: notices)
}

extension Plan {
  /// The last day that the file tells anything of since the plan was made, and not only plans it; `nil` where nobody looked.
  fileprivate var lastRecordedDay: String? {
    let recorded = findings.compactMap(\.since) + cured.map(\.curedOn) + reach.promises.map(\.asOf)
    return (recorded.filter { $0 > date } + [lookedAt].compactMap(\.self)).max()
  }

  /// What rules find now, and what only the input could tell, which no rule finds again.
  fileprivate func findings(
    _ evidence: AuditEvidence, _ rules: [any AuditRule], _ request: GapRequest, _ control: PlanningControl
  ) throws(PlanError) -> [Finding] {
    let all = AuditRules.all.ids
    do {
      let audited = try GridAuditing.audit(
        evidence, rules: rules,
        control: AuditControl(
          threads: request.threads, progress: control.run.progress, isCancelled: { control.isCancelled }))
      return audited + findings.filter { !all.contains($0.rule) }
    } catch {
      throw .interrupted
    }
  }
}

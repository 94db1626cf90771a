import GridAuditing
public import GridVisits

/// The result of ``auditPlan(at:threads:control:)``.
public struct AuditReport: Sendable {
  /// What `gridwright audit --json` prints.
  public struct Summary: Sendable, Encodable {
    /// A finding, its text in English.
    public struct Item: Sendable, Encodable {
      public let id: String
      public let rule: String
      public let severity: String
      public let grids: [String]
      public let measure: Double?
      public let unit: String
      public let denominator: Double?
      public let base: String
      public let text: BilingualText
    }

    public let schema: Int
    public let grids: [String: Int]
    public let households: Int
    /// Findings by rule.
    public let rules: [String: Int]
    public let cutLength: Double
    public let polsbyPopper: Double
    /// By kind of grid, measured from the polygons.
    public let compactness: [CompactnessReport]
    public let digest: String
    public let findings: [Item]
    /// What became of the findings of an earlier audit; `nil` without one.
    public let changes: FindingsChanges?
  }

  public let result: AuditResult
  public let summary: Summary

  /// Whether nothing was found that is more than worth knowing.
  public var isClean: Bool { result.findings.allSatisfy { $0.severity == .info } }

  /// One line per finding, worst and largest first; the compactness of each kind of grid; and a last line with the total.
  ///
  /// - Parameter isComplete: Otherwise of each kind only the first few are told, with their number.
  public func lines(in language: Language, isComplete: Bool = false) -> [String] {
    var lines = result.findings.map { finding in
      let words = [
        finding.severity.rawValue, finding.rule, CodeList.join(finding.grids),
        language == .zh ? finding.textZH : finding.text,
      ]
      return FindingLine(
        severity: finding.severity, rule: finding.rule, extent: finding.measure ?? 0,
        text: words.joined(separator: "\t"))
    }.lines(in: language, isComplete: isComplete)
    lines += summary.changes?.lines(in: language) ?? []
    lines += summary.compactness.flatMap { $0.lines(in: language) }
    let errors = result.findings.filter { $0.severity == .error }.count
    let kilometres = (summary.cutLength / 100).rounded() / 10
    let compactness = (summary.polsbyPopper * 1000).rounded() / 1000
    let total = summary.grids.values.reduce(0, +)
    lines.append(
      language == .zh
        ? "网格 \(total) 个，住户 \(summary.households) 户，内部边界 \(kilometres) 千米，Polsby–Popper 均值 \(compactness)；错误 \(errors)，其他 \(result.findings.count - errors)"
        : "\(counted(total, "grid")), \(counted(summary.households, "household")), inner border \(kilometres) km, mean Polsby–Popper \(compactness); \(counted(errors, "error")), \(counted(result.findings.count - errors, "other finding"))"
    )
    return lines
  }
}

/// Audits a plan file from its polygons and atoms alone. Households that making the plan left without a grid are in no
/// atom; they are told as they were found then.
///
/// - Parameters:
///   - day: The day that visits are looked at; `nil` for that of the last look, else the plan's own.
///   - delivery: Where the findings go and what they are compared with; `nil` for nowhere and nothing.
public func auditPlan(
  at path: String, threads: Int, asOf day: CivilDate? = nil, delivery: FindingsDelivery? = nil, control: PlanningControl
) throws(PlanError) -> AuditReport {
  try delivery?.check(sparing: [path])
  var plan = try Plan(contentsOf: path, control: control)
  plan.openCases = try PlanFile(path: path, control: control).auditCases(asOf: day)
  let audited = try plan.audit(threads: threads, asOf: day, control: control)
  let result = AuditResult(findings: audited.findings + plan.standingGaps, summary: audited.summary)
  let changes = try delivery?.deliver(result.findings.map { ItemisedFinding($0) }, in: plan.referenceSystem).changes
  var rules: [String: Int] = [:]
  for finding in result.findings { rules[finding.rule, default: 0] += 1 }
  var counts: [String: Int] = [:]
  for grid in plan.grids { counts[grid.kind.rawValue, default: 0] += 1 }
  return AuditReport(
    result: result,
    summary: AuditReport.Summary(
      schema: 1, grids: counts, households: plan.atoms.reduce(0) { $0 + $1.households }, rules: rules,
      cutLength: result.summary.cutLength * 1000, polsbyPopper: result.summary.polsbyPopper,
      compactness: CompactnessReport.all(result.summary), digest: plan.digest,
      findings: result.findings.map { .init($0) }, changes: changes))
}

extension AuditReport.Summary.Item {
  init(_ finding: Finding) {
    self.init(
      id: finding.id, rule: finding.rule, severity: finding.severity.rawValue, grids: finding.grids,
      measure: finding.measure, unit: finding.unit, denominator: finding.denominator, base: finding.base,
      text: BilingualText(en: finding.text, zh: finding.textZH))
  }
}

import GridAuditing
import GridVisits

extension Plan {
  /// What some rules of the audit find now.
  ///
  /// - Parameter day: The day looked at.
  func findings(
    of rules: [any AuditRule], asOf day: CivilDate, threads: Int, _ control: PlanningControl
  ) throws(PlanError) -> [Finding] {
    do {
      return try GridAuditing.audit(
        AuditEvidence(auditInput(asOf: day), threads: threads), rules: rules,
        control: AuditControl(threads: threads, isCancelled: { control.isCancelled }))
    } catch {
      throw .interrupted
    }
  }

  /// Brings the findings of some rules up to date: those that stand keep the day they were first found, those that do not
  /// are cured. Findings of other rules stay as they are.
  ///
  /// - Returns: The findings that stand, dated.
  @discardableResult
  mutating func record(_ found: [Finding], of rules: Set<String>, on day: String) -> [Finding] {
    func isMeant(_ finding: Finding) -> Bool { rules.contains(finding.rule) }
    let record = FindingRecord(standing: findings.filter(isMeant), cured: cured.filter { isMeant($0.finding) })
      .updated(with: found, on: day, origin: date)
    findings = record.standing + findings.filter { !isMeant($0) }
    cured = cured.filter { !isMeant($0.finding) } + record.cured
    cured.sort { ($0.curedOn, $0.finding.id) < ($1.curedOn, $1.finding.id) }
    return record.standing
  }
}

extension [any AuditRule] {
  var ids: Set<String> { Set(map(\.id)) }
}

import GridAuditing
import GridCases
import GridVisits

extension PlanFile {
  /// The open cases as the audit looks at them, by the rules that they were taken in by; `nil` for a plan without cases.
  ///
  /// - Parameter day: Its end is the instant looked at, by the clocks of the cases, and limits are held against it; without
  ///   one, what is not closed by now is open, and nothing is late.
  func auditCases(asOf day: CivilDate?) throws(PlanError) -> AuditCases? {
    let rules = try caseSettings().rules
    let grids = try leafCodes()
    guard let cases = try cases(classes: rules.classes.map(\.code), grids: grids) else { return nil }
    let zone = cases.zone ?? rules.calendar.zone
    let end = day.map { zone.start(of: $0.adding(days: 1)).adding(milliseconds: -1) } ?? Instant.range.upperBound
    let snapshot = cases.table.snapshot(asOf: end, rules: rules)
    var names: [String: Int32] = [:]
    var codes: [String] = []
    var open: [AuditCase] = []
    for row in 0..<snapshot.count {
      guard let standing = snapshot[row], standing.isOpen else { continue }
      let record = cases.cases[row]
      var number: Int32 = -1
      if !record.grid.isEmpty {
        number = names[record.grid] ?? Int32(codes.count)
        if number == codes.count {
          names[record.grid] = number
          codes.append(record.grid)
        }
      }
      open.append(AuditCase(point: record.point, grid: number, isOverdue: day != nil && standing.isOverdue))
    }
    return AuditCases(grids: codes, open: open, hasLimits: day != nil)
  }
}

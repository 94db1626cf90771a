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
    var chains = MergeChains()
    for row in 0..<snapshot.count where snapshot[row]?.state == .merged {
      let merged = cases.table.events(of: row).last { $0.move.kind == .merged && $0.at <= end }
      if case .merged(let next)? = merged?.move { chains.add(row, to: next) }
    }
    return AuditCases(
      grids: codes, open: open, hasLimits: day != nil, lost: chains.lost(in: cases, snapshot), merged: chains.count)
  }
}

/// Which case was merged into which.
private struct MergeChains {
  private var next: [Int: String] = [:]

  var count: Int { next.count }

  mutating func add(_ row: Int, to id: String) { next[row] = id }

  /// The cases whose chain ends in one that is void or not there.
  ///
  /// - Complexity: O(cases · length of a chain).
  func lost(in cases: PlanCases, _ snapshot: CaseSnapshot) -> [AuditLostMatter] {
    var ends: [String: [Int]] = [:]
    for row in next.keys.sorted() {
      var (end, steps) = (row, 0)
      var id = cases.cases[row].id
      // No chain is longer than all merges, unless another program made a ring.
      while let other = next[end], steps <= next.count {
        (id, steps) = (other, steps + 1)
        guard let found = cases.table.row(of: other) else {
          end = -1
          break
        }
        end = found
      }
      let isVoid = end < 0 || snapshot[end].map(\.state.isVoid) ?? false
      if isVoid { ends[id, default: []].append(row) }
    }
    return ends.sorted { $0.key < $1.key }.map { end, rows in
      AuditLostMatter(
        end: end, cases: rows.map { cases.cases[$0].id }, point: rows.lazy.compactMap { cases.cases[$0].point }.first)
    }
  }
}

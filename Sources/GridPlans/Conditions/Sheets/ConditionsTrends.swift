import GridCases
import GridMaps
import GridVisits

/// What charts tell beside the map: how old open cases are, how many were closed in time, what each tier did. Only for the
/// people who work on the cases.
struct ConditionsTrends: Sendable {
  /// Open cases in the bands of the rules, the last without an end, with and without a place.
  let ageing: [Int]
  let bands: [Int]
  /// Of the cases whose limit ran out in a month, those closed, and those closed in time; the last months with any.
  let months: [Month]
  let tiers: [(tier: CaseTier, flow: TierFlow)]

  struct Month: Hashable, Sendable {
    /// `2026-03`.
    let name: String
    var due = 0
    var closed = 0
    var inTime = 0
  }

  static let mostMonths = 12

  /// - Parameter grids: Codes of the leaf grids whose cases count; `nil` for all cases, in a grid or not.
  /// - Complexity: O(events).
  init(_ cases: PlanCases, _ request: ConditionsRequest, grids: Set<String>? = nil) {
    let table = cases.table
    let isCounted = table.grids.map { grids?.contains($0) ?? true }
    func counts(_ row: Int) -> Bool { table.gridNumber(of: row).map { isCounted[$0] } ?? (grids == nil) }
    let rules = request.question.settings.rules
    let snapshot = table.snapshot(asOf: request.instant, rules: rules, threads: request.question.threads)
    var ageing = [Int](repeating: 0, count: rules.ageing.count + 1)
    var months: [Int: Month] = [:]
    // Local days rather than moments tell the month; a moment's day is looked up once an hour of cases.
    var numbers: [Int64: Int] = [:]
    for row in 0..<snapshot.count where counts(row) {
      guard let standing = snapshot[row] else { continue }
      if standing.isOpen {
        let days = standing.age / 86_400_000
        ageing[rules.ageing.firstIndex { days < Int64($0) } ?? rules.ageing.count] += 1
      }
      guard standing.hasFallenDue, let due = standing.due else { continue }
      // Clocks change on the quarter of an hour, so a quarter lies in one month.
      let quarter = due.milliseconds / 900_000
      let number =
        numbers[quarter]
        ?? {
          let parts = request.zone.wallTime(at: due).date.parts
          return parts.year * 12 + parts.month - 1
        }()
      numbers[quarter] = number
      var month = months[number] ?? Month(name: "\(number / 12)-\(number % 12 < 9 ? "0" : "")\(number % 12 + 1)")
      month.due += 1
      if standing.closed != nil {
        month.closed += 1
        if !standing.isLate { month.inTime += 1 }
      }
      months[number] = month
    }
    self.ageing = ageing
    bands = rules.ageing
    self.months = months.sorted { $0.key < $1.key }.map(\.value).suffix(Self.mostMonths)
    let flows = table.tierFlow(asOf: request.instant, rules: rules, where: counts)
    tiers = CaseTier.allCases.map { ($0, flows[$0] ?? TierFlow()) }
  }
}

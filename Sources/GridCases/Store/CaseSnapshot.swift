import GridPartitioning

/// How every case of a table stands at one instant: the one thing that lists, figures, maps and charts are made of.
public struct CaseSnapshot: Sendable {
  public let asOf: Instant
  public let count: Int
  /// In parts of so many rows, as they were made: putting a million together would double their time.
  private let parts: [[CaseStanding?]]
  fileprivate static let part = 16_384

  fileprivate init(asOf: Instant, count: Int, _ parts: [[CaseStanding?]]) {
    self.asOf = asOf
    self.count = count
    self.parts = parts
  }

  /// How the case of a row stands; `nil` where it was submitted later.
  public subscript(row: Int) -> CaseStanding? { parts[row / Self.part][row % Self.part] }

  /// The rows of the open cases, in order.
  public var openRows: [Int] { (0..<count).filter { self[$0]?.isOpen ?? false } }
}

extension CaseTable {
  /// How every case stands at an instant; events after it are as if they had not been.
  ///
  /// - Parameters:
  ///   - rules: Classes they do not know have no limits.
  ///   - threads: Changes the time it takes, never the result.
  /// - Complexity: O(events · log changes of the clock).
  public func snapshot(asOf instant: Instant, rules: CaseRules, threads: Int = 1) -> CaseSnapshot {
    let standings = CaseStandings(self, rules: rules)
    let step = CaseSnapshot.part
    let parts = inParallel(count: (count + step - 1) / step, threads: threads) { part in
      (part * step..<min((part + 1) * step, count)).map { row in
        standings.standing(of: row, in: self, asOf: instant)
      }
    }
    return CaseSnapshot(asOf: instant, count: count, parts)
  }
}

/// What the standings of the cases of a table follow from, looked up once.
struct CaseStandings: Sendable {
  private let limits: LimitTable
  private let ending: CaseEnding
  private let calendar: WorkingCalendar

  /// - Parameter rules: Classes they do not know have no limits.
  init(_ table: CaseTable, rules: CaseRules) {
    let known = Dictionary(rules.classes.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
    limits = LimitTable(table.classes.map { known[$0] })
    ending = CaseEnding(rules)
    calendar = rules.calendar
  }

  /// How a case stands at an instant; `nil` where it was submitted later.
  func standing(of row: Int, in table: CaseTable, asOf instant: Instant) -> CaseStanding? {
    let (submitted, tier) = table.log.submission(of: row)
    guard submitted <= instant else { return nil }
    var walk = CaseWalk(submitted: submitted, to: tier, ending)
    table.log.eachEvent(of: row, until: instant) { kind, tier, at in
      if kind != .submitted { walk.follow(kind, tier: tier, at: at) }
    }
    return walk.standing(asOf: instant, class: table.classNumber(of: row), limits: limits, calendar: calendar)
  }
}

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
    let known = Dictionary(rules.classes.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
    let limits = LimitTable(classes.map { known[$0] })
    let ending = CaseEnding(rules)
    let step = CaseSnapshot.part
    let parts = inParallel(count: (count + step - 1) / step, threads: threads) { part in
      (part * step..<min((part + 1) * step, count)).map { row in
        standing(of: row, asOf: instant, ending, limits, rules.calendar)
      }
    }
    return CaseSnapshot(asOf: instant, count: count, parts)
  }

  private func standing(
    of row: Int, asOf instant: Instant, _ ending: CaseEnding, _ limits: LimitTable, _ calendar: WorkingCalendar
  ) -> CaseStanding? {
    let (submitted, tier) = log.submission(of: row)
    guard submitted <= instant else { return nil }
    var walk = CaseWalk(submitted: submitted, to: tier, ending)
    log.eachEvent(of: row, until: instant) { kind, tier, at in
      if kind != .submitted { walk.follow(kind, tier: tier, at: at) }
    }
    return walk.standing(asOf: instant, class: classNumber(of: row), limits: limits, calendar: calendar)
  }
}

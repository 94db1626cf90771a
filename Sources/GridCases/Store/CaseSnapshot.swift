import GridPartitioning

/// How every case of a table stands at one instant: the one thing that lists, figures, maps and charts are made of.
public struct CaseSnapshot: Sendable {
  public let asOf: Instant
  private let standings: [CaseStanding?]

  fileprivate init(asOf: Instant, _ standings: [CaseStanding?]) {
    self.asOf = asOf
    self.standings = standings
  }

  public var count: Int { standings.count }

  /// How the case of a row stands; `nil` where it was submitted later.
  public subscript(row: Int) -> CaseStanding? { standings[row] }

  /// The rows of the open cases, in order.
  public var openRows: [Int] { standings.indices.filter { standings[$0]?.isOpen ?? false } }
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
    let step = 16_384
    let parts = inParallel(count: (count + step - 1) / step, threads: threads) { part in
      (part * step..<min((part + 1) * step, count)).map { row in
        standing(of: row, asOf: instant, rules: rules, limits: limits)
      }
    }
    return CaseSnapshot(asOf: instant, Array(parts.joined()))
  }

  private func standing(of row: Int, asOf instant: Instant, rules: CaseRules, limits: LimitTable) -> CaseStanding? {
    let (submitted, tier) = log.submission(of: row)
    guard submitted <= instant else { return nil }
    var walk = CaseWalk(submitted: submitted, to: tier, rules)
    log.forEach(of: row, until: instant) { kind, tier, at in
      if kind != .submitted { walk.follow(kind, tier: tier, at: at) }
    }
    return walk.standing(asOf: instant, class: classNumber(of: row), limits: limits, calendar: rules.calendar)
  }
}

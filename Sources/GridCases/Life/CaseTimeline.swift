/// How a case stood from an instant on.
public struct CaseChange: Hashable, Sendable {
  public let at: Instant
  public let state: CaseState
  public let tier: CaseTier
  /// The number of its colour in the ledger of the rules.
  public let color: Int
  /// Submitted, and not closed.
  public let isOpen: Bool
}

/// How the cases of a table changed, colours included, which change between events as limits run out.
public struct CaseTimeline: Sendable {
  private let table: CaseTable
  private let standings: CaseStandings
  private let colors: CaseColors
  /// A change of colour between events is told to the minute, but for that of a limit that runs out.
  private static let grain: Int64 = 60_000

  /// - Parameter rules: Classes they do not know have no limits, and so one colour.
  public init(_ table: CaseTable, rules: CaseRules) {
    self.table = table
    standings = CaseStandings(table, rules: rules)
    colors = rules.colors
  }

  /// The changes of a case from its submission up to an instant; none where it was submitted later.
  ///
  /// - Complexity: O(events) standings, and for each change of colour some twenty more.
  public func changes(of row: Int, until end: Instant) -> [CaseChange] {
    var marks: [Instant] = []
    table.log.eachEvent(of: row, until: end) { _, _, at in
      if marks.last != at { marks.append(at) }
    }
    var changes: [CaseChange] = []
    for (number, mark) in marks.enumerated() {
      guard let standing = standings.standing(of: row, in: table, asOf: mark) else { continue }
      var now = change(standing, at: mark)
      Self.add(now, to: &changes)
      let next = number + 1 < marks.count ? marks[number + 1].adding(milliseconds: -1) : end
      guard now.isOpen, next > mark else { continue }
      var stops = [next]
      // Until the limit nothing is overrun, from the next moment on it is.
      if let due = standing.due, due >= mark, due < next { stops = [due, due.adding(milliseconds: 1), next] }
      for stop in stops {
        guard let last = change(of: row, at: stop) else { continue }
        addColors(of: row, between: now, and: last, to: &changes)
        now = last
      }
    }
    return changes
  }

  private func change(of row: Int, at instant: Instant) -> CaseChange? {
    standings.standing(of: row, in: table, asOf: instant).map { change($0, at: instant) }
  }

  private func change(_ standing: CaseStanding, at instant: Instant) -> CaseChange {
    CaseChange(
      at: instant, state: standing.state, tier: standing.tier, color: colors.color(of: standing),
      isOpen: standing.isOpen)
  }

  /// Limits only run out between events, so the same colour at both ends is the colour all the way.
  private func addColors(of row: Int, between low: CaseChange, and high: CaseChange, to changes: inout [CaseChange]) {
    guard low.color != high.color else { return }
    let span = high.at.milliseconds(since: low.at)
    guard span > Self.grain, let middle = change(of: row, at: low.at.adding(milliseconds: span / 2)) else {
      return Self.add(high, to: &changes)
    }
    addColors(of: row, between: low, and: middle, to: &changes)
    addColors(of: row, between: middle, and: high, to: &changes)
  }

  private static func add(_ change: CaseChange, to changes: inout [CaseChange]) {
    if let last = changes.last, last.state == change.state, last.tier == change.tier, last.color == change.color,
      last.isOpen == change.isOpen
    {
      return
    }
    changes.append(change)
  }
}

public import GridVisits

/// What one tier did with the cases that came to it.
public struct TierFlow: Hashable, Sendable {
  /// Cases that were ever with it, however often.
  public var cases = 0
  /// Passed up to a higher tier, counted each time.
  public var raised = 0
  /// Given to a lower tier, counted each time.
  public var lowered = 0
  /// Closed while with it; duplicates and withdrawn ones are not.
  public var closed = 0
  public var open = 0
  /// How long open cases were with it in all, by the clock.
  public var milliseconds: Int64 = 0

  /// Of no cases.
  public init() {}

  /// The share of its cases that it settled without passing them up or down.
  public var closedRate: Rate {
    Rate(
      closed, of: cases, counted: Bilingual(en: "cases closed at this tier", zh: "本级结案数"),
      base: Bilingual(en: "cases that came to this tier", zh: "本级经办案件数"))
  }
}

extension CaseTable {
  /// What each tier did up to an instant.
  ///
  /// - Parameter isCounted: Which cases count, by row.
  /// - Complexity: O(events).
  public func tierFlow(
    asOf end: Instant, rules: CaseRules, where isCounted: (Int) -> Bool = { _ in true }
  ) -> [CaseTier: TierFlow] {
    let ending = CaseEnding(rules)
    var flows = [TierFlow](repeating: TierFlow(), count: CaseTier.allCases.count)
    for row in 0..<count where isCounted(row) {
      let (submitted, tier) = log.submission(of: row)
      guard submitted <= end else { continue }
      var walk = TierWalk(CaseProgress(submitted: submitted, to: tier), ending)
      log.eachEvent(of: row, until: end) { kind, tier, at in
        if kind != .submitted { walk.follow(kind, tier: tier, at: at, &flows) }
      }
      walk.finish(at: end, &flows)
    }
    return Dictionary(zip(CaseTier.allCases, flows), uniquingKeysWith: { first, _ in first })
  }
}

/// One case going from tier to tier.
private struct TierWalk {
  private var progress: CaseProgress
  private var isOpen = true
  private var since: Instant
  /// The tiers it was with, a bit for each.
  private var seen: UInt8
  private let ending: CaseEnding

  init(_ progress: CaseProgress, _ ending: CaseEnding) {
    self.progress = progress
    since = progress.since
    seen = 1 << progress.tier.rank
    self.ending = ending
  }

  mutating func follow(_ kind: CaseMove.Kind, tier: CaseTier?, at: Instant, _ flows: inout [TierFlow]) {
    let before = progress.tier
    progress.follow(kind, tier: tier, at: at)
    let after = progress.tier
    if isOpen { flows[before.rank].milliseconds += at.milliseconds(since: since) }
    since = at
    if kind == .escalated { flows[before.rank].raised += 1 }
    if kind == .dispatched, after < before { flows[before.rank].lowered += 1 }
    seen |= 1 << after.rank
    isOpen = !ending.isClosed(progress.state)
  }

  func finish(at end: Instant, _ flows: inout [TierFlow]) {
    for tier in CaseTier.allCases where seen & (1 << tier.rank) != 0 { flows[tier.rank].cases += 1 }
    if isOpen {
      flows[progress.tier.rank].open += 1
      flows[progress.tier.rank].milliseconds += end.milliseconds(since: since)
    } else if !progress.state.isVoid {
      flows[progress.tier.rank].closed += 1
    }
  }
}

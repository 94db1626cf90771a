/// A stretch of a case's life between two events.
public struct CaseSpan: Hashable, Sendable {
  /// The event that it begins with.
  public let move: CaseMove
  public let state: CaseState
  public let tier: CaseTier
  public let isPaused: Bool
  public let from: Instant
  public let to: Instant

  /// Its length.
  public var milliseconds: Int64 { to.milliseconds(since: from) }
}

extension CaseHistory {
  /// The life of the case up to an instant, stretch by stretch; together they have no gap.
  public func spans(until end: Instant) -> [CaseSpan] {
    var progress = CaseProgress(submitted: events[0].at, to: events[0].move.tier ?? .grid)
    var spans: [CaseSpan] = []
    for (index, event) in events.enumerated() where event.at <= end {
      if index > 0 { progress.follow(event.move.kind, tier: event.move.tier, at: event.at) }
      let next = index + 1 < events.count ? min(events[index + 1].at, end) : end
      spans.append(
        CaseSpan(
          move: event.move, state: progress.state, tier: progress.tier, isPaused: progress.isPaused, from: event.at,
          to: next))
    }
    return spans
  }

  /// How long it was in each state up to an instant, pauses included, in milliseconds.
  public func timeByState(until end: Instant) -> [CaseState: Int64] {
    spans(until: end).reduce(into: [:]) { $0[$1.state, default: 0] += $1.milliseconds }
  }

  /// How long each tier had it, from getting it to handling it or passing it on, in milliseconds.
  public func timeByTier(until end: Instant) -> [CaseTier: Int64] {
    spans(until: end).reduce(into: [:]) { times, span in
      if span.state.rank < CaseState.handled.rank { times[span.tier, default: 0] += span.milliseconds }
    }
  }
}

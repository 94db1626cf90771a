/// How far a case has come: the state machine of this room, small enough to be run over millions of events.
public struct CaseProgress: Hashable, Sendable, BitwiseCopyable {
  public private(set) var state: CaseState
  public private(set) var tier: CaseTier
  public private(set) var isPaused = false
  /// When it came into its state, at its tier; a pause does not change this.
  public private(set) var since: Instant
  /// The last event's moment.
  public private(set) var last: Instant
  /// Who gave it to the present tier, and takes it back.
  private var giver: CaseTier

  /// A case just reported.
  public init(submitted: Instant, to tier: CaseTier) {
    state = .submitted
    self.tier = tier
    giver = tier
    since = submitted
    last = submitted
  }

  /// The moves that may come next.
  public var legalMoves: [CaseMove.Kind] { CaseMove.Kind.allCases.filter(allows) }

  /// Whether a move may come next.
  public func allows(_ kind: CaseMove.Kind) -> Bool {
    if isPaused { return kind == .resumed || kind == .merged || kind == .withdrawn }
    switch kind {
    case .submitted, .resumed: return false
    case .triaged: return state == .submitted || state == .dispatched
    case .dispatched: return state == .triaged || state == .dispatched
    case .claimed: return state == .dispatched
    case .handled: return state == .claimed
    case .fedBack: return state == .handled
    case .revisited: return state == .fedBack
    case .archived: return state == .fedBack || state == .revisited
    case .returned: return state == .dispatched || state == .claimed
    case .reopened: return state.rank >= CaseState.handled.rank
    case .merged, .withdrawn: return state.rank < CaseState.handled.rank
    case .escalated: return isUnderWay && tier != .county
    case .paused: return isUnderWay
    case .settled: return state == .submitted || state == .triaged || state == .dispatched
    }
  }

  private var isUnderWay: Bool { state == .triaged || state == .dispatched || state == .claimed }

  /// Makes a move, or says why not and changes nothing.
  ///
  /// - Parameter tier: Where it goes, for moves that name a tier.
  /// - Throws: ``CaseError/illegalMove(_:from:isPaused:legal:)``, ``CaseError/backInTime(_:last:)``,
  ///   ``CaseError/wrongTier(_:to:at:)``.
  public mutating func take(_ kind: CaseMove.Kind, tier next: CaseTier? = nil, at: Instant) throws(CaseError) {
    guard allows(kind) else { throw .illegalMove(kind, from: state, isPaused: isPaused, legal: legalMoves) }
    guard at >= last else { throw .backInTime(at, last: last) }
    let isFitting =
      switch kind {
      case .dispatched: next.map { $0 <= tier } ?? false
      case .escalated: next.map { $0 > tier } ?? false
      default: true
      }
    guard isFitting else { throw .wrongTier(kind, to: next, at: tier) }
    follow(kind, tier: next, at: at)
  }

  /// Makes a move that is known to be legal.
  mutating func follow(_ kind: CaseMove.Kind, tier next: CaseTier?, at: Instant) {
    last = at
    switch kind {
    case .paused: isPaused = true
    case .resumed: isPaused = false
    default:
      isPaused = false
      since = at
      if let result = kind.result { state = result }
      switch kind {
      case .dispatched, .escalated:
        giver = kind == .dispatched ? tier : next ?? tier
        tier = next ?? tier
      case .returned: tier = giver
      default: break
      }
    }
  }
}

extension CaseMove.Kind {
  /// The state that a move leads to; `nil` for those that only touch the clock.
  var result: CaseState? {
    switch self {
    case .submitted: .submitted
    case .triaged, .returned, .reopened, .escalated: .triaged
    case .dispatched: .dispatched
    case .claimed: .claimed
    case .handled, .settled: .handled
    case .fedBack: .fedBack
    case .revisited: .revisited
    case .archived: .archived
    case .merged: .merged
    case .withdrawn: .withdrawn
    case .paused, .resumed: nil
    }
  }
}

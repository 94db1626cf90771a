public import GridVisits

/// What happens to a case.
public enum CaseMove: Hashable, Sendable {
  /// It is reported, to a tier.
  case submitted(CaseTier)
  /// It is looked at and accepted, also by the tier that it was passed to.
  case triaged
  /// It is given to a tier, the same or a lower one.
  case dispatched(CaseTier)
  /// A worker takes it on.
  case claimed(by: String)
  case handled, fedBack, revisited, archived
  /// Whoever it was given to sends it back.
  case returned
  case reopened
  /// It is the same as another case, which goes on.
  case merged(into: String)
  case withdrawn
  /// It is passed up to a higher tier.
  case escalated(CaseTier)
  /// The clock stands still, as while a part is on order, and goes on.
  case paused, resumed
  /// A simple matter settled on the spot, or closed where it came from, without the steps between.
  case settled

  /// The move without what it carries; raw values are what tables hold.
  public enum Kind: String, Hashable, Sendable, CaseIterable, BitwiseCopyable {
    case submitted, triaged, dispatched, claimed, handled
    case fedBack = "fed-back"
    case revisited, archived, returned, reopened, merged, withdrawn, escalated, paused, resumed, settled

    /// The move in words.
    public var words: Bilingual {
      switch self {
      case .submitted: Bilingual(en: "submitted", zh: "上报")
      case .triaged: Bilingual(en: "triaged", zh: "受理")
      case .dispatched: Bilingual(en: "dispatched", zh: "派遣")
      case .claimed: Bilingual(en: "claimed", zh: "认领")
      case .handled: Bilingual(en: "handled", zh: "办理")
      case .fedBack: Bilingual(en: "fed back", zh: "反馈")
      case .revisited: Bilingual(en: "revisited", zh: "回访")
      case .archived: Bilingual(en: "archived", zh: "归档")
      case .returned: Bilingual(en: "returned", zh: "退回")
      case .reopened: Bilingual(en: "reopened", zh: "重开")
      case .merged: Bilingual(en: "merged", zh: "并案")
      case .withdrawn: Bilingual(en: "withdrawn", zh: "撤回")
      case .escalated: Bilingual(en: "escalated", zh: "上呈")
      case .paused: Bilingual(en: "paused", zh: "暂停计时")
      case .resumed: Bilingual(en: "resumed", zh: "恢复计时")
      case .settled: Bilingual(en: "settled", zh: "即办即结")
      }
    }
  }

  public var kind: Kind {
    switch self {
    case .submitted: .submitted
    case .triaged: .triaged
    case .dispatched: .dispatched
    case .claimed: .claimed
    case .handled: .handled
    case .fedBack: .fedBack
    case .revisited: .revisited
    case .archived: .archived
    case .returned: .returned
    case .reopened: .reopened
    case .merged: .merged
    case .withdrawn: .withdrawn
    case .escalated: .escalated
    case .paused: .paused
    case .resumed: .resumed
    case .settled: .settled
    }
  }

  /// What it carries, for a column of a table: the tier, the worker or the other case; empty for most.
  public var detail: String {
    switch self {
    case .submitted(let tier), .dispatched(let tier), .escalated(let tier): tier.rawValue
    case .claimed(let worker): worker
    case .merged(let original): original
    case .triaged, .handled, .fedBack, .revisited, .archived, .returned, .reopened, .withdrawn, .paused, .resumed,
      .settled:
      ""
    }
  }

  /// A move from the columns of a table.
  ///
  /// - Returns: `nil` where the detail is not what the kind needs; moves that carry nothing take none.
  public init?(_ kind: Kind, detail: String) {
    switch kind {
    case .submitted, .dispatched, .escalated:
      guard let tier = CaseTier(rawValue: detail) else { return nil }
      self = kind == .submitted ? .submitted(tier) : kind == .dispatched ? .dispatched(tier) : .escalated(tier)
      return
    case .claimed, .merged:
      guard !detail.isEmpty else { return nil }
      self = kind == .claimed ? .claimed(by: detail) : .merged(into: detail)
      return
    case .triaged: self = .triaged
    case .handled: self = .handled
    case .fedBack: self = .fedBack
    case .revisited: self = .revisited
    case .archived: self = .archived
    case .returned: self = .returned
    case .reopened: self = .reopened
    case .withdrawn: self = .withdrawn
    case .paused: self = .paused
    case .resumed: self = .resumed
    case .settled: self = .settled
    }
    guard detail.isEmpty else { return nil }
  }

  /// The tier that it goes to, where it names one.
  var tier: CaseTier? {
    switch self {
    case .submitted(let tier), .dispatched(let tier), .escalated(let tier): tier
    default: nil
    }
  }
}

/// A move at a moment, by somebody. A case's events are only ever added to.
public struct CaseEvent: Hashable, Sendable {
  public let move: CaseMove
  public let at: Instant
  /// The id of the member of staff who did it; empty for a program.
  public let actor: String

  /// A move that somebody made; ``actor`` is never a reporter.
  public init(_ move: CaseMove, at: Instant, actor: String = "") {
    self.move = move
    self.at = at
    self.actor = actor
  }
}

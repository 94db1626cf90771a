/// How a case stands at an instant.
public struct CaseStanding: Hashable, Sendable, BitwiseCopyable {
  public let state: CaseState
  public let tier: CaseTier
  public let isPaused: Bool
  public let submitted: Instant
  /// When it came into its state.
  public let since: Instant
  /// When it was closed, or ended void; `nil` while it is open.
  public let closed: Instant?
  /// When the limit of the whole case runs out or, for a closed one, would have; `nil` without a limit, and while the
  /// clock stands with time left.
  public let due: Instant?
  /// When the limit of the step that it waits for runs out.
  public let stepDue: Instant?
  /// The share of the limit of the whole case that is used up, above 1 when overrun; `nil` without a limit.
  public let limitUsed: Double?
  let asOf: Instant

  /// Submitted, and not closed: the case is on the map.
  public var isOpen: Bool { closed == nil }
  /// Whether it ended as a duplicate or was withdrawn.
  public var isVoid: Bool { state.isVoid }
  /// Whether it was, or has been, open for longer than its limit. What is due at 18:00 has until 18:00: at that instant
  /// nothing is overrun yet, a moment later it is. Colours, lists and figures all ask here.
  public var isOverrun: Bool { due.map { (closed ?? asOf) > $0 } ?? false }
  /// Open, and its limit has run out.
  public var isOverdue: Bool { isOpen && isOverrun }
  /// Open, and the limit of its present step has run out.
  public var isStepOverdue: Bool { isOpen && stepDue.map { asOf > $0 } ?? false }
  /// Closed after its limit had run out.
  public var isLate: Bool { !isOpen && !isVoid && isOverrun }
  /// Whether it counts among those that had to be closed: its limit ran out, at the instant itself at the latest. Void cases
  /// do not, nor do those without a limit or whose clock stands with time left.
  public var hasFallenDue: Bool { !isVoid && due.map { $0 <= asOf } ?? false }
  /// How long it has been open, or was until it closed, in milliseconds.
  public var age: Int64 { (closed ?? asOf).milliseconds(since: submitted) }
}

/// The limits of some classes, laid out for a quick look.
struct LimitTable {
  private let limits: [CaseLimit?]
  private let hasSteps: [Bool]

  /// - Parameter classes: In the order of a table; `nil` for classes that the rules do not know, which have no limits.
  init(_ classes: [CaseClass?]) {
    var limits: [CaseLimit?] = []
    for caseClass in classes {
      for step in CaseStep.allCases {
        for tier in CaseTier.allCases { limits.append(caseClass?.limit(of: step, at: tier)) }
      }
    }
    self.limits = limits
    hasSteps = classes.map { $0?.limits.contains { $0.step != .whole } ?? false }
  }

  func whole(_ caseClass: Int, at tier: CaseTier) -> CaseLimit? { limits[caseClass * Self.width + tier.rank] }

  func step(_ caseClass: Int, after state: CaseState, at tier: CaseTier) -> CaseLimit? {
    guard hasSteps[caseClass], let step = CaseStep(after: state), let row = CaseStep.allCases.firstIndex(of: step)
    else {
      return nil
    }
    return limits[caseClass * Self.width + row * CaseTier.allCases.count + tier.rank]
  }

  private static let width = CaseStep.allCases.count * CaseTier.allCases.count
}

/// What the rules say of closing and opening again, without all the rest of them.
struct CaseEnding: BitwiseCopyable {
  private let closing: Int
  let startsAnew: Bool

  init(_ rules: borrowing CaseRules) {
    closing = rules.closing.rank
    startsAnew = rules.reopening == .startsAnew
  }

  /// Whether a case in this state is off the map; void ones rank last.
  func isClosed(_ state: CaseState) -> Bool { state.rank >= closing }
}

/// A case followed along its events up to an instant.
struct CaseWalk {
  private(set) var progress: CaseProgress
  private(set) var closed: Instant?
  private var clock = RunningTime()
  private let submitted: Instant
  private let ending: CaseEnding

  init(submitted: Instant, to tier: CaseTier, _ ending: CaseEnding) {
    progress = CaseProgress(submitted: submitted, to: tier)
    self.submitted = submitted
    self.ending = ending
    clock.start(at: submitted)
  }

  /// Takes the next event, which is known to be legal.
  mutating func follow(_ kind: CaseMove.Kind, tier: CaseTier?, at: Instant) {
    progress.follow(kind, tier: tier, at: at)
    let isClosed = ending.isClosed(progress.state)
    switch (closed != nil, isClosed) {
    case (false, true):
      closed = at
      clock.stop(at: at)
    case (true, false):
      closed = nil
      if ending.startsAnew { clock.clear() }
      clock.start(at: at)
    default:
      if kind == .paused { clock.stop(at: at) } else if kind == .resumed { clock.start(at: at) }
    }
  }

  func standing(asOf: Instant, class caseClass: Int, limits: LimitTable, calendar: WorkingCalendar) -> CaseStanding {
    let (state, tier) = (progress.state, progress.tier)
    let whole = limits.whole(caseClass, at: tier).flatMap {
      calendar.reading(of: $0, after: clock, isPaused: progress.isPaused, asOf: asOf)
    }
    let step = limits.step(caseClass, after: state, at: tier).flatMap { limit in
      var running = clock.since(progress.since)
      // What follows a closed case, such as feeding back, has a clock of its own.
      if closed != nil { running.start(at: progress.since) }
      return calendar.reading(of: limit, after: running, isPaused: progress.isPaused, asOf: asOf)
    }
    return CaseStanding(
      state: state, tier: tier, isPaused: progress.isPaused, submitted: submitted, since: progress.since,
      closed: closed, due: whole?.due, stepDue: step?.due, limitUsed: whole?.used, asOf: asOf)
  }
}

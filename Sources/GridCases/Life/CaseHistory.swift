/// One case and everything that happened to it. Events are only ever added; where it stood at any instant follows.
public struct CaseHistory: Hashable, Sendable {
  public let id: String
  /// The code of its class.
  public let caseClass: String
  /// The first is its submission; times never go back.
  public private(set) var events: [CaseEvent]
  public private(set) var progress: CaseProgress

  /// A case just reported.
  public init(id: String, caseClass: String, submitted: Instant, to tier: CaseTier = .grid, actor: String = "") {
    self.id = id
    self.caseClass = caseClass
    events = [CaseEvent(.submitted(tier), at: submitted, actor: actor)]
    progress = CaseProgress(submitted: submitted, to: tier)
  }

  /// A case as stored.
  ///
  /// - Parameter events: In their order, the submission first.
  /// - Throws: ``CaseError/noSubmission(_:)``, and what ``append(_:)`` throws at the first event that cannot be.
  public init(id: String, caseClass: String, replaying events: some Sequence<CaseEvent>) throws(CaseError) {
    var rest = events.makeIterator()
    guard let first = rest.next(), case .submitted(let tier) = first.move else { throw .noSubmission(id) }
    self.init(id: id, caseClass: caseClass, submitted: first.at, to: tier, actor: first.actor)
    while let event = rest.next() { try append(event) }
  }

  /// Who has claimed it; `nil` in every state but claimed.
  public var holder: String? {
    guard progress.state == .claimed else { return nil }
    for event in events.reversed() { if case .claimed(let worker) = event.move { return worker } }
    return nil
  }

  /// Adds an event, or says why not and changes nothing.
  ///
  /// - Throws: ``CaseError/alreadyClaimed(by:)`` to the second of two claims, ``CaseError/mergedIntoItself(_:)``, and
  ///   what ``CaseProgress/take(_:tier:at:)`` throws.
  public mutating func append(_ event: CaseEvent) throws(CaseError) {
    if case .merged(let original) = event.move, original == id { throw .mergedIntoItself(id) }
    if event.move.kind == .claimed, let holder { throw .alreadyClaimed(by: holder) }
    try progress.take(event.move.kind, tier: event.move.tier, at: event.at)
    events.append(event)
  }

  /// Claims it for a worker.
  ///
  /// - Parameter mayClaim: Whether a worker belongs to the case's grid.
  /// - Throws: ``CaseError/notOfTheGrid(worker:)``, and what ``append(_:)`` throws.
  public mutating func claim(
    by worker: String, at instant: Instant, mayClaim: (String) -> Bool
  ) throws(CaseError) {
    guard mayClaim(worker) else { throw .notOfTheGrid(worker: worker) }
    try append(CaseEvent(.claimed(by: worker), at: instant, actor: worker))
  }

  /// The case as it was at an instant: what happened later is not in it.
  ///
  /// - Returns: `nil` before its submission.
  public func asOf(_ instant: Instant) -> CaseHistory? {
    guard events[0].at <= instant else { return nil }
    var past = self
    past.events = Array(events.prefix { $0.at <= instant })
    past.progress = CaseProgress(submitted: events[0].at, to: events[0].move.tier ?? .grid)
    for event in past.events.dropFirst() {
      past.progress.follow(event.move.kind, tier: event.move.tier, at: event.at)
    }
    return past
  }

  /// How it stands at an instant, limits and all; `nil` before its submission. A class that the rules do not know has no
  /// limits.
  public func standing(asOf instant: Instant, rules: CaseRules) -> CaseStanding? {
    guard events[0].at <= instant else { return nil }
    var walk = CaseWalk(submitted: events[0].at, to: events[0].move.tier ?? .grid, CaseEnding(rules))
    for event in events.dropFirst() where event.at <= instant {
      walk.follow(event.move.kind, tier: event.move.tier, at: event.at)
    }
    let limits = LimitTable([rules.classes.first { $0.code == caseClass }])
    return walk.standing(asOf: instant, class: 0, limits: limits, calendar: rules.calendar)
  }
}

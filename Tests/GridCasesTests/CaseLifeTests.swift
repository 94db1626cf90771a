import GridCases
import GridPartitioning
import GridVisits
import Testing

@Suite("The life of a case")
struct CaseLifeTests {
  static func events(_ moves: [CaseMove], from start: String = "2026-06-01 09:00") throws -> [CaseEvent] {
    let first = try Fixtures.at(start)
    return moves.enumerated().map { CaseEvent($1, at: first.adding(seconds: $0 * 600)) }
  }

  static func history(_ moves: [CaseMove]) throws -> CaseHistory {
    try CaseHistory(id: "1", caseClass: "water", replaying: try events(moves))
  }

  static let whole: [CaseMove] = [
    .submitted(.grid), .triaged, .dispatched(.grid), .claimed(by: "w7"), .handled, .fedBack, .revisited, .archived,
  ]

  @Test("From report to archive, through every state once")
  func course() throws {
    let history = try Self.history(Self.whole)
    let states = history.spans(until: try Fixtures.at("2026-06-02 00:00")).map(\.state)
    #expect(states == [.submitted, .triaged, .dispatched, .claimed, .handled, .fedBack, .revisited, .archived])
  }

  /// State and legal moves, as the contract has them.
  static let legal: [(CaseState, [CaseMove.Kind])] = [
    (.submitted, [.triaged, .merged, .withdrawn, .settled]),
    (.triaged, [.dispatched, .merged, .withdrawn, .escalated, .paused, .settled]),
    (
      .dispatched,
      [.triaged, .dispatched, .claimed, .returned, .merged, .withdrawn, .escalated, .paused, .settled]
    ),
    (.claimed, [.handled, .returned, .merged, .withdrawn, .escalated, .paused]),
    (.handled, [.fedBack, .reopened]), (.fedBack, [.revisited, .archived, .reopened]),
    (.revisited, [.archived, .reopened]), (.archived, [.reopened]), (.merged, [.reopened]), (.withdrawn, [.reopened]),
  ]

  @Test("Each state has its moves; every other is refused, the legal ones named", arguments: legal)
  func legality(state: CaseState, moves: [CaseMove.Kind]) throws {
    let way: [CaseMove] =
      state == .merged || state == .withdrawn
      ? [.submitted(.grid), state == .merged ? .merged(into: "2") : .withdrawn]
      : Array(Self.whole.prefix(1 + (Self.whole.firstIndex { "\($0.kind.rawValue)" == state.rawValue } ?? 0)))
    var history = try Self.history(way)
    #expect(history.progress.state == state && history.progress.legalMoves == moves)
    var random = StableRandom(seed: 1)
    for kind in CaseMove.Kind.allCases where !moves.contains(kind) {
      let before = history
      let move = RandomLife.move(kind, at: .grid, &random) ?? .escalated(.county)
      let error = #expect(throws: CaseError.self) {
        try history.append(CaseEvent(move, at: try Fixtures.at("2026-06-09 09:00")))
      }
      #expect(history == before)
      if kind == .claimed, state == .claimed {
        #expect(error == .alreadyClaimed(by: "w7"))
        continue
      }
      #expect(error == .illegalMove(kind, from: state, isPaused: false, legal: moves))
      for legal in moves {
        #expect(error?.text.en.contains(legal.words.en) ?? false)
        #expect(error?.text.zh.contains(legal.words.zh) ?? false)
      }
    }
  }

  @Test("A paused case only goes on, or ends without being worked")
  func paused() throws {
    let history = try Self.history([.submitted(.grid), .triaged, .paused])
    #expect(history.progress.legalMoves == [.merged, .withdrawn, .resumed])
  }

  @Test("The county passes nothing up, and other tiers only up")
  func escalation() throws {
    var history = try Self.history([.submitted(.grid), .triaged, .escalated(.township)])
    let later = try Fixtures.at("2026-06-09 09:00")
    #expect(history.progress.state == .triaged && history.progress.tier == .township)
    #expect(throws: CaseError.wrongTier(.escalated, to: .community, at: .township)) {
      try history.append(CaseEvent(.escalated(.community), at: later))
    }
    #expect(throws: CaseError.wrongTier(.dispatched, to: .county, at: .township)) {
      try history.append(CaseEvent(.dispatched(.county), at: later))
    }
    try history.append(CaseEvent(.escalated(.county), at: later))
    #expect(!history.progress.legalMoves.contains(.escalated))
  }

  @Test("Sent back, a case is with whoever gave it")
  func returned() throws {
    let history = try Self.history([
      .submitted(.county), .triaged, .dispatched(.township), .triaged, .dispatched(.community), .returned,
    ])
    #expect(history.progress.state == .triaged && history.progress.tier == .township)
  }

  @Test("Of two claims one wins; the other is told who")
  func claims() throws {
    var history = try Self.history([.submitted(.grid), .triaged, .dispatched(.grid)])
    let at = try Fixtures.at("2026-06-01 12:00")
    #expect(throws: CaseError.notOfTheGrid(worker: "stranger")) {
      try history.claim(by: "stranger", at: at) { ["w1", "w2"].contains($0) }
    }
    try history.claim(by: "w1", at: at) { ["w1", "w2"].contains($0) }
    #expect(throws: CaseError.alreadyClaimed(by: "w1")) {
      try history.claim(by: "w2", at: at) { ["w1", "w2"].contains($0) }
    }
    #expect(history.holder == "w1")
    try history.append(CaseEvent(.returned, at: at))
    #expect(history.holder == nil)
  }

  @Test("Time does not go back, and a case is not its own duplicate")
  func order() throws {
    var history = try Self.history([.submitted(.grid), .triaged])
    let (last, before) = (history.events[1].at, history.events[0].at)
    #expect(throws: CaseError.backInTime(before, last: last)) {
      try history.append(CaseEvent(.dispatched(.grid), at: before))
    }
    try history.append(CaseEvent(.dispatched(.grid), at: last))
    #expect(throws: CaseError.mergedIntoItself("1")) {
      try history.append(CaseEvent(.merged(into: "1"), at: last))
    }
  }

  @Test("A history begins with its submission")
  func beginning() throws {
    #expect(throws: CaseError.noSubmission("1")) { try Self.history([.triaged]) }
    #expect(throws: CaseError.noSubmission("1")) { try Self.history([]) }
  }

  @Test("Moves pass through a table unchanged; details that do not fit are refused")
  func columns() {
    let moves: [CaseMove] =
      Self.whole + [.escalated(.county), .merged(into: "x"), .paused, .resumed, .settled, .returned]
    for move in moves { #expect(CaseMove(move.kind, detail: move.detail) == move) }
    #expect(CaseMove(.claimed, detail: "") == nil && CaseMove(.escalated, detail: "moon") == nil)
    #expect(CaseMove(.handled, detail: "w1") == nil)
  }

  @Test("Chance cannot corrupt a case: legal moves are taken, others change nothing", arguments: UInt64(1)...200)
  func chance(seed: UInt64) throws {
    var random = StableRandom(seed: seed)
    var history = CaseHistory(id: "1", caseClass: "water", submitted: try RandomLife.instant(0))
    var minute = 0
    for _ in 0..<60 {
      minute += Int.random(in: -20...200, using: &random)
      let kind = try #require(CaseMove.Kind.allCases.randomElement(using: &random))
      let tier = try #require(CaseTier.allCases.randomElement(using: &random))
      let move = try #require(
        CaseMove(kind, detail: [.claimed, .merged].contains(kind) ? "w2" : "") ?? CaseMove(kind, detail: tier.rawValue))
      let before = history
      let event = CaseEvent(move, at: try RandomLife.instant(minute))
      do {
        try history.append(event)
        #expect(before.progress.legalMoves.contains(kind) && event.at >= before.progress.last)
        #expect(history.events == before.events + [event])
      } catch {
        #expect(history == before)
        #expect(
          !before.progress.legalMoves.contains(kind) || event.at < before.progress.last
            || (kind == .dispatched && tier > before.progress.tier)
            || (kind == .escalated && tier <= before.progress.tier))
      }
      #expect((history.holder != nil) == (history.progress.state == .claimed))
      #expect(!history.progress.legalMoves.isEmpty)
    }
    #expect(try CaseHistory(id: "1", caseClass: "water", replaying: history.events) == history)
  }

  @Test("The events up to an instant are the case as of that instant", arguments: UInt64(1)...60)
  func prefixes(seed: UInt64) throws {
    var random = StableRandom(seed: seed)
    let history = try RandomLife.history(id: "1", &random)
    let rules = try Fixtures.rules()
    for (index, event) in history.events.enumerated() {
      let next = index + 1 < history.events.count ? history.events[index + 1].at : event.at.adding(seconds: 7200)
      guard next > event.at else { continue }
      for instant in [event.at, next.adding(milliseconds: -1)] {
        let replayed = try CaseHistory(
          id: "1", caseClass: history.caseClass, replaying: Array(history.events[...index]))
        #expect(history.asOf(instant) == replayed)
        #expect(history.standing(asOf: instant, rules: rules) == replayed.standing(asOf: instant, rules: rules))
      }
    }
    #expect(history.asOf(history.events[0].at.adding(milliseconds: -1)) == nil)
  }

  @Test("Stretches of a life leave no gap and add up", arguments: UInt64(1)...40)
  func spans(seed: UInt64) throws {
    var random = StableRandom(seed: seed)
    let history = try RandomLife.history(id: "1", &random)
    let end = try #require(history.events.last?.at).adding(seconds: 3600)
    let spans = history.spans(until: end)
    #expect(spans.first?.from == history.events[0].at && spans.last?.to == end)
    #expect(zip(spans, spans.dropFirst()).allSatisfy { $0.to == $1.from })
    let total = end.milliseconds(since: history.events[0].at)
    #expect(history.timeByState(until: end).values.reduce(0, +) == total)
    let underWay: Set<CaseState> = [.submitted, .triaged, .dispatched, .claimed]
    let worked = spans.filter { underWay.contains($0.state) }.map(\.milliseconds)
    #expect(history.timeByTier(until: end).values.reduce(0, +) == worked.reduce(0, +))
  }

  @Test("The published trace of Wuzhong comes out: +23 s, +15 s, +34 s, +15 s, then the village head")
  func wuzhong() throws {
    func at(_ time: String) throws -> Instant { try Fixtures.at("2017-11-\(time)") }
    let found = try at("02 14:40:23")
    let steps: [(CaseMove, Int)] = [
      (.triaged, 23), (.dispatched(.township), 15), (.triaged, 34), (.dispatched(.community), 15),
    ]
    var history = CaseHistory(id: "wuzhong", caseClass: "other", submitted: found, to: .county)
    var now = found
    for (move, seconds) in steps {
      now = now.adding(seconds: seconds)
      try history.append(CaseEvent(move, at: now))
    }
    try history.append(CaseEvent(.claimed(by: "head"), at: try at("02 15:23:27")))
    try history.append(CaseEvent(.handled, at: try at("04 15:57:40")))
    let end = try at("04 15:57:40")
    let seconds = history.spans(until: end).map { $0.milliseconds / 1000 }
    #expect(seconds == [23, 15, 34, 15, 2_497, 174_853, 0])
    #expect(history.timeByTier(until: end) == [.county: 38_000, .township: 49_000, .community: 177_350_000])
    #expect(now.text(in: try Fixtures.shanghai()) == "2017-11-02T14:41:50+08:00")
  }
}

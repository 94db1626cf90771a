import GridCases
import GridGeometry
import GridPartitioning
import GridVisits
import Testing

@Suite("Many cases")
struct CaseTableTests {
  static let grids = ["g1", "g2", "g3"]

  /// The same cases in a table and one by one.
  static func cases(_ count: Int, seed: UInt64) throws -> (table: CaseTable, histories: [CaseHistory]) {
    var random = StableRandom(seed: seed)
    var table = CaseTable(classes: Fixtures.classes.map(\.code), grids: grids)
    var histories: [CaseHistory] = []
    for number in 0..<count {
      let history = try RandomLife.history(id: "c\(number)", &random)
      histories.append(history)
      let row = try table.add(
        id: history.id, caseClass: history.caseClass, grid: (grids + [nil]).randomElement(using: &random) ?? nil,
        submitted: history.events[0].at, to: CaseTier(rawValue: history.events[0].move.detail) ?? .grid)
      #expect(row == number)
    }
    // Events come in the order of time, not case by case.
    let events = histories.enumerated().flatMap { row, history in history.events.dropFirst().map { (row, $0) } }
    for (row, event) in events.sorted(by: { ($0.1.at, $0.0) < ($1.1.at, $1.0) }) { try table.append(event, to: row) }
    return (table, histories)
  }

  @Test("A table stands as its cases stand one by one, at any instant and on any threads", arguments: UInt64(1)...6)
  func standings(seed: UInt64) throws {
    let (table, histories) = try Self.cases(300, seed: seed)
    for closing in CaseRules.closings {
      let rules = try Fixtures.rules(closing: closing, reopening: closing == .handled ? .goesOn : .startsAnew)
      for minutes in [0, 9_000, 25_000, 60_000] {
        let instant = try RandomLife.instant(minutes)
        let snapshot = table.snapshot(asOf: instant, rules: rules)
        let threaded = table.snapshot(asOf: instant, rules: rules, threads: 3)
        for (row, history) in histories.enumerated() {
          let standing = history.standing(asOf: instant, rules: rules)
          #expect(snapshot[row] == standing && threaded[row] == standing)
          #expect(table.events(of: row) == history.events)
          #expect(table.holder(of: row) == history.holder && table.progress(of: row) == history.progress)
        }
      }
    }
  }

  @Test("Open means submitted and not closed: every case is counted once", arguments: UInt64(1)...6)
  func counts(seed: UInt64) throws {
    let (table, histories) = try Self.cases(400, seed: seed)
    let rules = try Fixtures.rules()
    let instant = try RandomLife.instant(30_000)
    let figures = CaseStatistics(table, table.snapshot(asOf: instant, rules: rules), rules: rules)
    let standings = histories.compactMap { $0.standing(asOf: instant, rules: rules) }
    #expect(figures.all.cases == standings.count)
    #expect(figures.all.open + figures.all.closed + figures.all.void == figures.all.cases)
    #expect(figures.all.open == standings.count { [.submitted, .triaged, .dispatched, .claimed].contains($0.state) })
    #expect(figures.all.void == standings.count { [.merged, .withdrawn].contains($0.state) })
    #expect(figures.all.overdue == standings.count(where: \.isOverdue) && figures.all.overdue > 0)
    #expect(figures.byClass.reduce(0) { $0 + $1.open } == figures.all.open)
    #expect(figures.byGrid.reduce(figures.unlocated.open) { $0 + $1.open } == figures.all.open)
    #expect(figures.byState.values.reduce(0, +) == figures.all.cases)
    #expect(figures.openByTier.values.reduce(0, +) == figures.all.open)
    #expect(figures.openByColor.reduce(0, +) == figures.all.open)
    #expect(figures.openByAge.reduce(0, +) == figures.all.open)
    let due = standings.filter { !$0.isVoid && $0.due.map { $0 <= instant } ?? false }
    #expect(figures.due == due.count && figures.dueAndClosed == due.count { $0.closed != nil })
    #expect(
      figures.dueAndClosedInTime == due.count { standing in standing.closed.map { $0 <= standing.due! } ?? false })
  }

  @Test("A case is open from its submission until just before it is closed")
  func edges() throws {
    var table = CaseTable(classes: ["water"], grids: [])
    let (start, end) = (try Fixtures.at("2020-01-02 00:00"), try Fixtures.at("2020-01-03 00:00"))
    let row = try table.add(id: "1", caseClass: "water", submitted: start)
    try table.append(CaseEvent(.settled, at: end), to: row)
    let rules = try Fixtures.rules()
    func open(_ instant: Instant) -> Bool? { table.snapshot(asOf: instant, rules: rules)[row]?.isOpen }
    #expect(open(start.adding(milliseconds: -1)) == nil)
    #expect(open(start) == true && open(end.adding(milliseconds: -1)) == true)
    #expect(open(end) == false)
  }

  @Test("The district's figures of May 2019: 5,912 of 6,026 due are closed, 98.11 %, and 95.45 % in time")
  func may2019() throws {
    var table = CaseTable(classes: ["deeds"], grids: [])
    let rules = try Fixtures.rules()
    // 6,423 came in; the limit of seven working days runs out in May for those of before 22 May.
    let early = try Fixtures.at("2019-05-06 10:00")
    let late = try Fixtures.at("2019-05-29 10:00")
    for number in 0..<6423 {
      let isDue = number < 6026
      let row = try table.add(id: "\(number)", caseClass: "deeds", submitted: isDue ? early : late)
      guard number < 5912 else { continue }
      // 5,752 of them in time: 95.45 % of those due.
      let closed = number < 5752 ? early.adding(seconds: 86_400 * 3) : early.adding(seconds: 86_400 * 20)
      try table.append(CaseEvent(.settled, at: closed), to: row)
    }
    let span = try Fixtures.at("2019-05-01")..<Fixtures.at("2019-06-01")
    let snapshot = table.snapshot(asOf: span.upperBound, rules: rules)
    let figures = CaseStatistics(table, snapshot, rules: rules, dueIn: span)
    #expect(figures.all.cases == 6423 && figures.due == 6026)
    #expect(figures.closingRate.text.en == "98.11 % (cases closed 5912 of cases due 6026)")
    #expect(figures.closingRate.text.zh == "98.11 %（结案数 5912 / 应结案数 6026）")
    #expect(figures.timelyRate.percent() == "95.45 %")
    let april = try Fixtures.at("2019-04-01")..<Fixtures.at("2019-05-01")
    #expect(CaseStatistics(table, snapshot, rules: rules, dueIn: april).closingRate.percent() == nil)
  }

  @Test("Each tier's cases, what it passed on and how long it had them", arguments: UInt64(1)...5)
  func tierFlow(seed: UInt64) throws {
    let (table, histories) = try Self.cases(200, seed: seed)
    let rules = try Fixtures.rules()
    let end = try RandomLife.instant(40_000)
    let flows = table.tierFlow(asOf: end, rules: rules)
    let past = histories.compactMap { $0.asOf(end) }
    for tier in CaseTier.allCases {
      let flow = try #require(flows[tier])
      let spans = past.map { $0.spans(until: end) }
      #expect(flow.cases == spans.count { $0.contains { $0.tier == tier } })
      #expect(flow.milliseconds == past.reduce(0) { $0 + ($1.timeByTier(until: end)[tier] ?? 0) })
      let last = past.filter { $0.progress.tier == tier }
      #expect(flow.open == last.count { $0.standing(asOf: end, rules: rules)?.isOpen ?? false })
      #expect(flow.closed == last.count { [.handled, .fedBack, .revisited, .archived].contains($0.progress.state) })
      let raised = spans.flatMap { zip($0, $0.dropFirst()) }.count { $1.move.kind == .escalated && $0.tier == tier }
      #expect(flow.raised == raised)
    }
  }

  @Test("What a table does not know it refuses, and keeps as it was")
  func refusals() throws {
    var table = CaseTable(classes: ["water"], grids: ["g"])
    let at = try Fixtures.at("2026-06-01 09:00")
    try table.add(id: "1", caseClass: "water", grid: "g", place: Point(1, 2), submitted: at)
    #expect(throws: CaseError.caseTwice("1")) { try table.add(id: "1", caseClass: "water", submitted: at) }
    #expect(throws: CaseError.unknownClass("fire", known: ["water"])) {
      try table.add(id: "2", caseClass: "fire", submitted: at)
    }
    #expect(throws: CaseError.unknownGrid("h")) { try table.add(id: "2", caseClass: "water", grid: "h", submitted: at) }
    #expect(table.count == 1 && table.eventCount == 1 && table.row(of: "2") == nil)
    #expect(
      throws: CaseError.illegalMove(
        .handled, from: .submitted, isPaused: false, legal: [.triaged, .merged, .withdrawn, .settled])
    ) {
      try table.append(CaseEvent(.handled, at: at), to: 0)
    }
    #expect(table.eventCount == 1 && table.grid(of: 0) == "g" && table.place(of: 0) == Point(1, 2))
    try table.relocate(0, to: nil, place: nil)
    #expect(table.grid(of: 0) == nil && table.place(of: 0) == nil)
  }

  @Test("Views are data: each case is in the first step that takes it")
  func views() throws {
    func step(_ code: String, _ states: Set<CaseState>) -> CaseView.Step {
      CaseView.Step(code: code, name: Bilingual(en: code, zh: code), filter: CaseFilter(states: states))
    }
    let view = CaseView(
      code: "tuesday", name: Bilingual(en: "Tuesday loop", zh: "周二议事"),
      steps: [
        step("ask", [.submitted]), step("discuss", [.triaged]), step("resolve", [.dispatched, .claimed]),
        step("feed back", [.handled]), step("revisit", [.fedBack]), step("archive", [.revisited, .archived]),
      ])
    let overdue = CaseView(
      code: "late", name: Bilingual(en: "late", zh: "超期"),
      steps: [
        .init(
          code: "late", name: Bilingual(en: "late", zh: "超期"), filter: CaseFilter(classes: ["fire"], isOverdue: true))
      ])
    let (table, histories) = try Self.cases(300, seed: 4)
    let rules = try Fixtures.rules(views: [view, overdue])
    let instant = try RandomLife.instant(30_000)
    let figures = CaseStatistics(table, table.snapshot(asOf: instant, rules: rules), rules: rules)
    let standings = histories.compactMap { history in
      history.standing(asOf: instant, rules: rules).map { (history, $0) }
    }
    #expect(figures.byView[0].reduce(0, +) == figures.all.cases - figures.all.void)
    #expect(figures.byView[0][2] == standings.count { [.dispatched, .claimed].contains($1.state) })
    #expect(figures.byView[1] == [standings.count { $0.caseClass == "fire" && $1.isOverdue }])
    #expect(figures.byView[1] != [0])
  }

  @Test(
    "Colours follow the share of the limit used up",
    arguments: [(nil, "blue"), (0, "blue"), (0.69, "blue"), (0.7, "yellow"), (0.99, "yellow"), (1, "red"), (8, "red")])
  func colors(share: Double?, code: String) throws {
    let colors = try Fixtures.colors()
    #expect(colors.ledger.colors[colors.color(limitUsed: share)].code == code)
  }

  @Test("A ledger of grids may ask for their cases")
  func gridColors() throws {
    let red = LedgerColor(
      code: "red", name: Bilingual(en: "red", zh: "红"), hex: "#FF0000", letter: "R", meaning: Bilingual(en: "", zh: ""),
      rules: [LedgerRule([LedgerCondition(LedgerFigure(.casesOverdueShare), .moreThan, 0.1)])])
    let ledger = try Ledger(name: Bilingual(en: "", zh: ""), colors: [red])
    var counts = CaseCounts()
    (counts.open, counts.overdue) = (8, 1)
    var figures = GridFigures()
    #expect(ledger.verdict(for: figures).unknown == [LedgerFigure(.casesOverdueShare)])
    figures.take(counts)
    let verdict = ledger.verdict(for: figures)
    #expect(verdict.color?.code == "red")
    #expect(
      verdict.reason.en == "share of open cases overdue 12.50 % (cases overdue 1 of cases open 8), more than 10 %")
  }

  @Test("A ledger of grids is none of cases, nor is one without a colour for the rest")
  func ledgers() throws {
    func colors(_ figure: LedgerFigure.Kind, otherwise: Bool) throws -> CaseColors {
      let color = LedgerColor(
        code: "red", name: Bilingual(en: "red", zh: "红"), hex: "#FF0000", letter: "R",
        meaning: Bilingual(en: "", zh: ""),
        rules: [LedgerRule([LedgerCondition(LedgerFigure(figure), .atLeast, 1)])], isOtherwise: otherwise)
      return try CaseColors(try Ledger(name: Bilingual(en: "", zh: ""), colors: [color]))
    }
    #expect(throws: CaseError.badRules(.colorFigure(color: "red", LedgerFigure(.households)))) {
      try colors(.households, otherwise: true)
    }
    #expect(throws: CaseError.badRules(.noColorForTheRest)) { try colors(.limitUsedShare, otherwise: false) }
  }

  @Test("Rules that contradict themselves are refused")
  func badRules() throws {
    let calendar = try Fixtures.calendar()
    let colors = try Fixtures.colors()
    func fault(_ limits: [StepLimit], closing: CaseState = .handled, ageing: [Int] = [1]) -> CaseError? {
      let name = Bilingual(en: "c", zh: "类")
      return #expect(throws: CaseError.self) {
        try CaseRules(
          classes: [CaseClass(code: "c", name: name, limits: limits)], calendar: calendar, closing: closing,
          colors: colors,
          ageing: ageing)
      }
    }
    #expect(fault([StepLimit(.workingDays(0))]) == .badRules(.badLimit("c", .workingDays(0))))
    #expect(fault([StepLimit(.clockHours(.nan))]) != nil && fault([StepLimit(.workingHours(-1))]) != nil)
    #expect(
      fault([StepLimit(.workingDays(1)), StepLimit(.clockHours(1))]) == .badRules(.limitTwice("c", .whole, nil)))
    #expect(fault([], closing: .claimed) == .badRules(.badClosing(.claimed)))
    #expect(fault([], ageing: [3, 3]) == .badRules(.badAgeing([3, 3])) && fault([], ageing: [0]) != nil)
    #expect(throws: CaseError.badRules(.classTwice("other"))) {
      try CaseRules(classes: Fixtures.classes + Fixtures.classes.suffix(1), calendar: calendar, colors: colors)
    }
  }

  @Test("Duplicate candidates are those that comparing every two finds", arguments: UInt64(1)...12)
  func duplicates(seed: UInt64) throws {
    var random = StableRandom(seed: seed)
    var table = CaseTable(classes: ["water", "fire"], grids: [])
    let rules = try Fixtures.rules()
    for number in 0..<120 {
      let at = try RandomLife.instant(Int.random(in: 0...20_000, using: &random))
      let place = Point(
        Double(Int.random(in: -60...60, using: &random)), Double(Int.random(in: -60...60, using: &random)))
      let row = try table.add(
        id: "\(number)", caseClass: Bool.random(using: &random) ? "water" : "fire",
        place: number % 10 == 0 ? nil : place, submitted: at)
      if Bool.random(using: &random) {
        let end = at.adding(seconds: Int.random(in: 0...500_000, using: &random))
        try table.append(CaseEvent(number % 7 == 0 ? .merged(into: "x") : .settled, at: end), to: row)
      }
    }
    let snapshot = table.snapshot(asOf: try RandomLife.instant(18_000), rules: rules)
    let found = DuplicateCandidates(metres: 30, days: 5, most: 100).find(in: table, snapshot)
    var expected: Set<[Int]> = []
    for later in 0..<120 {
      for earlier in 0..<120 where later != earlier {
        guard let a = snapshot[earlier], let b = snapshot[later], let pa = table.place(of: earlier),
          let pb = table.place(of: later), table.caseClass(of: earlier) == table.caseClass(of: later),
          a.state != .merged, b.state != .merged, pa.distance(to: pb) <= 30
        else { continue }
        let apart = b.submitted.milliseconds(since: a.submitted)
        let isEarlier = apart > 0 || (apart == 0 && earlier < later)
        if isEarlier, apart <= 5 * 86_400_000, a.closed.map({ $0 > b.submitted }) ?? true {
          expected.insert([later, earlier])
        }
      }
    }
    #expect(!expected.isEmpty && Set(found.map { [$0.row, $0.earlier] }) == expected && found.count == expected.count)
    let nearest = DuplicateCandidates(metres: 30, days: 5, most: 1).find(in: table, snapshot)
    #expect(nearest.map(\.row) == Set(expected.map { $0[0] }).sorted())
  }
}

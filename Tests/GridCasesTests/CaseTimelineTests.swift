import GridCases
import GridPartitioning
import Testing

@Suite("The changes of cases over time")
struct CaseTimelineTests {
  @Test("Whoever follows the changes knows how every case stood at any instant", arguments: UInt64(1)...6)
  func standings(seed: UInt64) throws {
    let (table, histories) = try CaseTableTests.cases(120, seed: seed)
    var random = StableRandom(seed: seed, stream: 1)
    var colored = 0
    for closing in CaseRules.closings {
      let rules = try Fixtures.rules(closing: closing, reopening: closing == .handled ? .goesOn : .startsAnew)
      let timeline = CaseTimeline(table, rules: rules)
      let end = try RandomLife.instant(40_000)
      for (row, history) in histories.enumerated() {
        let changes = timeline.changes(of: row, until: end)
        #expect(changes.map(\.at) == changes.map(\.at).sorted())
        #expect(
          zip(changes, changes.dropFirst()).allSatisfy { a, b in
            (a.state, a.tier, a.color) != (b.state, b.tier, b.color) || a.isOpen != b.isOpen
          })
        for _ in 0..<12 {
          let instant = try RandomLife.instant(Int(random.below(40_000)))
          let change = changes.last { $0.at <= instant }
          let standing = history.standing(asOf: instant, rules: rules)
          #expect((change == nil) == (standing == nil))
          guard let change, let standing else { continue }
          #expect((change.state, change.tier) == (standing.state, standing.tier) && change.isOpen == standing.isOpen)
          guard standing.isOpen else { continue }
          // A colour that a limit gives by running out is told a minute late at the most.
          let before = history.standing(asOf: instant.adding(seconds: -60), rules: rules)
          let possible = [standing, before ?? standing].map(rules.colors.color(of:))
          // Red is what is overdue, to the moment.
          #expect((change.color == 0) == standing.isOverdue)
          #expect(possible.contains(change.color))
          if change.color < 2 { colored += 1 }
        }
      }
    }
    #expect(colored > 20, "limits do run out in these lives")
  }

  @Test("A limit that runs out between two events changes the colour at its minute")
  func limits() throws {
    let rules = try Fixtures.rules()
    var table = CaseTable(classes: Fixtures.classes.map(\.code), grids: [])
    let start = try Fixtures.at("2026-09-14 09:00")
    let row = try table.add(id: "f", caseClass: "fire", submitted: start)
    try table.append(CaseEvent(.triaged, at: start.adding(seconds: 3_600), actor: ""), to: row)
    let end = start.adding(seconds: 3 * 86_400)
    let changes = CaseTimeline(table, rules: rules).changes(of: row, until: end)
    #expect(changes.map(\.color) == [2, 2, 1, 0])
    #expect(abs(changes[2].at.milliseconds(since: start) - 24 * 3_600_000 * 7 / 10) <= 60_000)
    #expect(changes[3].at.milliseconds(since: start) == 24 * 3_600_000 + 1)
    #expect(CaseTimeline(table, rules: rules).changes(of: row, until: start.adding(seconds: -1)).isEmpty)
  }
}

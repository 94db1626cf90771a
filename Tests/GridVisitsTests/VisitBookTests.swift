import GridVisits
import Referees
import Testing

@Suite("Visits due, done and overdue")
struct VisitBookTests {
  static func book(
    _ cadence: String, _ reckoning: Cadence.Reckoning = .rolling, grace: Int = 0, start: String = "2026-01-01",
    asOf: String, target: Int? = nil, _ visits: [(String, Int)] = []
  ) throws -> VisitBook {
    let visitClass = VisitClass(
      code: "shop", name: Bilingual(en: "shops", zh: "商铺"),
      cadence: try #require(Cadence(cadence, reckoning: reckoning)),
      grace: grace)
    return VisitBook(
      classes: [visitClass], targets: target.map { [VisitTarget(grid: "g", visitClass: "shop", count: $0)] } ?? [],
      entries: try visits.map {
        VisitEntry(grid: "g", visitClass: "shop", date: try CivilDateTests.date($0.0), count: $0.1)
      },
      start: try CivilDateTests.date(start), asOf: try CivilDateTests.date(asOf))
  }

  @Test("The visits of a year are what there is to visit times the cadence, or one a period where people live")
  func yearlyVisits() throws {
    let grids = [(code: "g", isInhabited: true), ("h", true), ("empty", false)]
    let counted = try Self.book("quarterly", asOf: "2026-06-30", target: 7).yearlyVisits(of: grids)
    #expect(counted == [["shop": 28], [:], [:]])
    let uncounted = try Self.book("every 10 days", asOf: "2026-06-30").yearlyVisits(of: grids)
    #expect(uncounted == [["shop": 36.5], ["shop": 36.5], [:]])
    #expect(try Self.book("any time", asOf: "2026-06-30", target: 7).yearlyVisits(of: grids) == [[:], [:], [:]])
  }

  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let book: @Sendable () throws -> VisitBook
    /// Done, waiting, open, overdue.
    let states: [Int]
  }

  static let cases: [Case] = [
    Case(
      testDescription: "a young duty waits", book: { try book("monthly", asOf: "2026-01-31") }, states: [0, 1, 0, 0]),
    Case(
      testDescription: "on its day it is open", book: { try book("monthly", asOf: "2026-02-01") }, states: [0, 0, 1, 0]),
    Case(
      testDescription: "a day later it is overdue", book: { try book("monthly", asOf: "2026-02-02") },
      states: [0, 0, 0, 1]),
    Case(
      testDescription: "grace keeps it open", book: { try book("monthly", grace: 5, asOf: "2026-02-06") },
      states: [0, 0, 1, 0]),
    Case(
      testDescription: "and ends", book: { try book("monthly", grace: 5, asOf: "2026-02-07") }, states: [0, 0, 0, 1]),
    Case(
      testDescription: "a visit in time", book: { try book("monthly", asOf: "2026-03-14", [("2026-02-15", 1)]) },
      states: [1, 0, 0, 0]),
    Case(
      testDescription: "a visit too long ago",
      book: { try book("monthly", asOf: "2026-03-16", [("2026-02-15", 1)]) }, states: [0, 0, 0, 1]),
    Case(
      testDescription: "a visit on the last day of January is due on the last of February",
      book: { try book("monthly", asOf: "2026-02-28", [("2026-01-31", 1)]) }, states: [0, 0, 1, 0]),
    Case(
      testDescription: "a visit after the day is not looked at",
      book: { try book("monthly", asOf: "2026-03-16", [("2026-03-17", 1)]) }, states: [0, 0, 0, 1]),
    Case(
      testDescription: "by the calendar, the month counts, not the day",
      book: { try book("monthly", .calendar, asOf: "2026-03-31", [("2026-03-01", 1)]) }, states: [1, 0, 0, 0]),
    Case(
      testDescription: "last month's visit is due again on the last day of this",
      book: { try book("monthly", .calendar, asOf: "2026-03-31", [("2026-02-01", 1)]) }, states: [0, 0, 1, 0]),
    Case(
      testDescription: "seven of twelve in a month",
      book: {
        try book("monthly", .calendar, asOf: "2026-04-01", target: 12, [("2026-03-02", 4), ("2026-03-20", 3)])
      }, states: [7, 0, 0, 5]),
    Case(
      testDescription: "more visits than households are no more than all",
      book: { try book("quarterly", asOf: "2026-06-30", target: 3, [("2026-06-01", 9)]) }, states: [3, 0, 0, 0]),
    Case(
      testDescription: "any time is never due", book: { try book("any time", asOf: "2030-01-01", target: 4) },
      states: [0, 4, 0, 0]),
    Case(
      testDescription: "nobody to visit, nothing due", book: { try book("monthly", asOf: "2030-01-01", target: 0) },
      states: []),
  ]

  @Test("Each household is in one state", arguments: cases)
  func states(_ given: Case) throws {
    let statuses = try given.book().statuses(of: [("g", true)])
    let tallies = statuses.map(\.tally)
    #expect(tallies.flatMap { [$0.done, $0.waiting, $0.open, $0.overdue] } == given.states)
  }

  @Test("Without stated numbers, inhabited grids owe one visit a class, empty ones none")
  func inhabited() throws {
    let book = try Self.book("monthly", asOf: "2026-05-01")
    let statuses = book.statuses(of: [("a", true), ("b", false), ("c", true)])
    #expect(statuses.map(\.grid) == ["a", "c"])
  }

  /// Households one by one: each visit goes to whoever was visited longest ago, which is what helps most.
  ///
  /// - Returns: Done, waiting, open, overdue.
  private static func simulate(_ book: VisitBook, target: Int) throws -> [Int] {
    let visitClass = try #require(book.classes.first)
    var last = [CivilDate?](repeating: nil, count: target)
    for entry in book.entries.sorted(by: { $0.date < $1.date }) where entry.date <= book.asOf {
      var visited: Set<Int> = []
      for _ in 0..<min(entry.count, target) {
        let next = last.indices.filter { !visited.contains($0) }.min { left, right in
          (last[left]?.dayNumber ?? .min, left) < (last[right]?.dayNumber ?? .min, right)
        }
        guard let next else { break }
        visited.insert(next)
        last[next] = entry.date
      }
    }
    var tally = VisitTally()
    for visit in last {
      let deadline =
        visit.map { visitClass.cadence.deadline(after: $0) } ?? visitClass.cadence.deadline(ofDutyFrom: book.start)
      guard let deadline else {
        tally.waiting += 1
        continue
      }
      if deadline > book.asOf {
        if visit == nil { tally.waiting += 1 } else { tally.done += 1 }
      } else if deadline.adding(days: visitClass.grace) >= book.asOf {
        tally.open += 1
      } else {
        tally.overdue += 1
      }
    }
    return [tally.done, tally.waiting, tally.open, tally.overdue]
  }

  /// The deadlines of households one by one, day after day: paid, late, pending, missed.
  private static func fates(_ book: VisitBook, target: Int) throws -> [Int] {
    let visitClass = try #require(book.classes.first)
    let cadence = visitClass.cadence
    guard case .every(let period, let reckoning) = cadence else { return [0, 0, 0, 0] }
    var visitsOf = [[CivilDate]](repeating: [], count: target)
    var queue = Array(0..<target)
    for entry in book.entries.sorted(by: { $0.date < $1.date }) where entry.date <= book.asOf {
      let count = min(entry.count, target)
      for household in queue.prefix(count) { visitsOf[household].append(entry.date) }
      queue = Array(queue.dropFirst(count)) + queue.prefix(count)
    }
    var sums = [0, 0, 0, 0]
    for visits in visitsOf {
      var (base, passed, met) = (book.start, [CivilDate](), CivilDate?.none)
      var next = try #require(cadence.deadline(ofDutyFrom: base))
      var day = min(book.start, visits.first ?? book.start)
      while day <= book.asOf {
        if visits.contains(day) {
          let inGrace = passed.count { day <= $0.adding(days: visitClass.grace) }
          let after = try #require(cadence.deadline(after: day))
          sums[0] += inGrace
          sums[1] += passed.count - inGrace
          if inGrace > 0 || (!passed.isEmpty && reckoning == .rolling) {
            (base, next) = (day, after)
          } else if after > next {
            met = day
          }
          passed = []
        }
        if day == next, let visit = met {
          sums[0] += 1
          (base, next, met) = (visit, try #require(cadence.deadline(after: visit)), nil)
        } else if day == next {
          passed.append(day)
          next =
            reckoning == .calendar
            ? period.spanEnd(holding: day.adding(days: 1))
            : try #require(Period((passed.count + 1) * period.count, period.unit)).end(from: base)
        }
        day = day.adding(days: 1)
      }
      let pending = passed.count { book.asOf <= $0.adding(days: visitClass.grace) }
      sums[2] += pending
      sums[3] += passed.count - pending
    }
    return sums
  }

  static let deadlines: [Case] = [
    Case(
      testDescription: "five months without a visit are five missed deadlines of each",
      book: { try book("monthly", asOf: "2026-06-30", target: 3) }, states: [0, 0, 0, 15]),
    Case(
      testDescription: "a visit ahead of its deadline is not due before that has come",
      book: { try book("yearly", asOf: "2026-06-30", target: 3, [("2026-02-01", 3)]) }, states: [0, 0, 0, 0]),
    Case(
      testDescription: "and is paid when it has",
      book: { try book("yearly", asOf: "2027-01-01", target: 3, [("2026-02-01", 3)]) }, states: [3, 0, 0, 0]),
    Case(
      testDescription: "visits more often than asked for count once a deadline",
      book: { try book("monthly", asOf: "2026-02-10", [("2026-01-05", 1), ("2026-01-12", 1), ("2026-01-19", 1)]) },
      states: [1, 0, 0, 0]),
    Case(
      testDescription: "a late visit leaves what was missed, and ends what is overdue",
      book: { try book("monthly", asOf: "2026-04-20", [("2026-04-10", 1)]) }, states: [0, 3, 0, 0]),
    Case(
      testDescription: "within the grace a deadline is pending, and can be met",
      book: { try book("monthly", grace: 10, asOf: "2026-02-09", target: 2, [("2026-02-08", 1)]) },
      states: [1, 0, 1, 0]),
    Case(
      testDescription: "by the calendar a late visit pays its own month, not the one before",
      book: { try book("monthly", .calendar, asOf: "2026-02-28", [("2026-02-10", 1)]) }, states: [1, 1, 0, 0]),
    Case(
      testDescription: "a visit before the duty begins makes nothing due earlier",
      book: { try book("monthly", asOf: "2026-02-02", [("2025-12-20", 1)]) }, states: [0, 0, 0, 1]),
    Case(
      testDescription: "any time has no deadline", book: { try book("any time", asOf: "2030-01-01", target: 4) },
      states: [0, 0, 0, 0]),
  ]

  @Test("Every deadline that passed is counted once, by what became of it", arguments: deadlines)
  func fates(_ given: Case) throws {
    let tally = try given.book().statuses(of: [("g", true)]).tally
    #expect([tally.paid, tally.late, tally.pending, tally.missed] == given.states)
    #expect(tally.due == given.states.reduce(0, +) && tally.overdueRate.denominator == Double(tally.due))
  }

  @Test("Counting agrees with visiting household by household", arguments: UInt64(1)...60)
  func bruteForce(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let rhythms = ["weekly", "monthly", "quarterly", "half-yearly", "every 10 days", "any time"]
    for _ in 0..<20 {
      let rhythm = try #require(rhythms.randomElement(using: &random))
      let isCalendar = Bool.random(using: &random) && Cadence(rhythm, reckoning: .calendar) != nil
      let target = Int.random(in: 1...9, using: &random)
      let start = CivilDate(dayNumber: 20_454)
      var book = try Self.book(
        rhythm, isCalendar ? .calendar : .rolling, grace: Int.random(in: 0...12, using: &random),
        start: start.description, asOf: start.adding(days: Int.random(in: 0...300, using: &random)).description,
        target: target)
      for _ in 0..<Int.random(in: 0...12, using: &random) {
        let date = start.adding(days: Int.random(in: 0...320, using: &random))
        book.entries.append(
          VisitEntry(grid: "g", visitClass: "shop", date: date, count: Int.random(in: 1...12, using: &random)))
      }
      let status = try #require(book.statuses(of: [("g", true)]).first)
      let (tally, states) = (status.tally, try Self.simulate(book, target: target))
      #expect([tally.done, tally.waiting, tally.open, tally.overdue] == states, "\(book)")
      #expect([tally.paid, tally.late, tally.pending, tally.missed] == (try Self.fates(book, target: target)), "\(book)")
      #expect(tally.target == target && (tally.missed > 0) == (tally.overdue > 0))
    }
  }

  @Test("One more visit never makes more overdue, one more day never makes less due without a visit")
  func monotone() throws {
    var random = SeededRandom(seed: 5)
    for _ in 0..<300 {
      var book = try Self.book("monthly", asOf: "2026-09-30", target: 8)
      for _ in 0..<6 {
        book.entries.append(
          VisitEntry(
            grid: "g", visitClass: "shop", date: book.start.adding(days: Int.random(in: 0...270, using: &random)),
            count: Int.random(in: 1...4, using: &random)))
      }
      let before = book.statuses(of: [("g", true)]).tally
      book.entries.append(VisitEntry(grid: "g", visitClass: "shop", date: book.asOf, count: 1))
      #expect(book.statuses(of: [("g", true)]).tally.overdue <= before.overdue)
      book.entries.removeLast()
      book.asOf = book.asOf.adding(days: 1)
      let after = book.statuses(of: [("g", true)]).tally
      #expect(after.overdue >= before.overdue && after.done <= before.done)
    }
  }
}

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

  /// Households one by one: each visit goes to whoever has waited longest, which is what helps most.
  ///
  /// - Returns: Done, waiting, open, overdue; paid, late, pending, missed.
  private static func simulate(_ book: VisitBook, target: Int) throws -> [Int] {
    let visitClass = try #require(book.classes.first)
    guard case .every(let period, let reckoning) = visitClass.cadence else { return [0, target, 0, 0, 0, 0, 0, 0] }
    let households = (0..<target).map { _ in Household(visitClass, period, start: book.start) }
    var queue = households
    for entry in book.entries.sorted(by: { $0.date < $1.date }) where entry.date <= book.asOf {
      let count = min(entry.count, target)
      if reckoning == .calendar {
        queue = queue.enumerated().sorted { ($0.1.oldestUnpaid, $0.0) < ($1.1.oldestUnpaid, $1.0) }.map(\.1)
      }
      for household in queue.prefix(count) { household.visits.append(entry.date) }
      queue = Array(queue.dropFirst(count)) + queue.prefix(count)
    }
    var sums = [Int](repeating: 0, count: 8)
    for household in households {
      let found = reckoning == .calendar ? try household.calendar(asOf: book.asOf) : try household.rolling(asOf: book.asOf)
      for (slot, number) in found.enumerated() { sums[slot] += number }
    }
    return sums
  }

  /// One household's visits and what they do, day after day.
  private final class Household {
    let visitClass: VisitClass
    let period: Period
    let start: CivilDate
    var visits: [CivilDate] = []

    init(_ visitClass: VisitClass, _ period: Period, start: CivilDate) {
      (self.visitClass, self.period, self.start) = (visitClass, period, start)
    }

    private func state(_ next: CivilDate, asOf: CivilDate, isVisited: Bool) -> [Int] {
      if next > asOf { return isVisited ? [1, 0, 0, 0] : [0, 1, 0, 0] }
      return next.adding(days: visitClass.grace) >= asOf ? [0, 0, 1, 0] : [0, 0, 0, 1]
    }

    /// The spans from the first whole one on, each with its first and last day, and whether a visit paid it or came too late.
    private var spans: [(from: CivilDate, to: CivilDate, isPaid: Bool, isLate: Bool)] {
      var spans: [(from: CivilDate, to: CivilDate, isPaid: Bool, isLate: Bool)] = []
      var day = start
      while period.spanEnd(holding: day.adding(days: -1)) == period.spanEnd(holding: day) { day = day.adding(days: 1) }
      for _ in 0..<80 {
        spans.append((day, period.spanEnd(holding: day), false, false))
        day = period.spanEnd(holding: day).adding(days: 1)
      }
      for visit in visits {
        for index in spans.indices where !spans[index].isPaid && !spans[index].isLate {
          if spans[index].from > visit { break }
          if spans[index].to.adding(days: visitClass.grace) < visit {
            spans[index].isLate = true
          } else {
            spans[index].isPaid = true
            break
          }
        }
      }
      return spans
    }

    var oldestUnpaid: Int { spans.first { !$0.isPaid && !$0.isLate }?.to.dayNumber ?? .max }

    func calendar(asOf: CivilDate) throws -> [Int] {
      let spans = spans
      let next = try #require(spans.first { !$0.isPaid && !$0.isLate }).to
      let passed = spans.filter { $0.to <= asOf }
      let unpaid = passed.filter { !$0.isPaid && !$0.isLate }
      let pending = unpaid.count { $0.to.adding(days: visitClass.grace) >= asOf }
      return state(next, asOf: asOf, isVisited: next > spans[0].to)
        + [passed.count(where: \.isPaid), passed.count(where: \.isLate), pending, unpaid.count - pending]
    }

    func rolling(asOf: CivilDate) throws -> [Int] {
      let (cadence, grace) = (visitClass.cadence, visitClass.grace)
      var (base, passed, met) = (start, [CivilDate](), CivilDate?.none)
      let first = try #require(cadence.deadline(ofDutyFrom: base))
      var (next, paid, late) = (first, 0, 0)
      var day = min(start, visits.first ?? start)
      while day <= asOf {
        if visits.contains(day) {
          let inGrace = passed.count { day <= $0.adding(days: grace) }
          let after = try #require(cadence.deadline(after: day))
          paid += inGrace
          late += passed.count - inGrace
          if !passed.isEmpty { (base, next) = (day, after) } else if after > next { met = day }
          passed = []
        }
        if day == next, let visit = met {
          paid += 1
          (base, next, met) = (visit, try #require(cadence.deadline(after: visit)), nil)
        } else if day == next {
          passed.append(day)
          next = try #require(Period((passed.count + 1) * period.count, period.unit)).end(from: base)
        }
        day = day.adding(days: 1)
      }
      let pending = passed.count { asOf <= $0.adding(days: grace) }
      let due = try visits.last.map { max(try #require(cadence.deadline(after: $0)), first) } ?? first
      return state(due, asOf: asOf, isVisited: !visits.isEmpty) + [paid, late, pending, passed.count - pending]
    }
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
      testDescription: "by the calendar a visit within the grace pays the month before, and its own is still owed",
      book: { try book("monthly", .calendar, grace: 10, asOf: "2026-03-05", target: 1, [("2026-02-07", 1)]) },
      states: [1, 0, 1, 0]),
    Case(
      testDescription: "a second visit pays it",
      book: {
        try book("monthly", .calendar, grace: 10, asOf: "2026-03-05", target: 1, [("2026-02-07", 1), ("2026-02-20", 1)])
      }, states: [2, 0, 0, 0]),
    Case(
      testDescription: "six months are owed to whoever is visited on the seventh of five",
      book: {
        try book(
          "monthly", .calendar, grace: 10, asOf: "2026-06-30", target: 1, (2...6).map { ("2026-0\($0)-07", 1) })
      }, states: [5, 0, 1, 0]),
    Case(
      testDescription: "by the calendar no span is paid before it begins",
      book: { try book("monthly", .calendar, asOf: "2026-03-31", [("2026-01-03", 1), ("2026-01-09", 1), ("2026-01-29", 1)]) },
      states: [1, 0, 1, 1]),
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
      let tally = status.tally
      let states = [tally.done, tally.waiting, tally.open, tally.overdue, tally.paid, tally.late, tally.pending, tally.missed]
      #expect(states == (try Self.simulate(book, target: target)), "\(book)")
      #expect(tally.target == target && (tally.missed > 0) == (tally.overdue > 0))
    }
  }

  @Test("By the calendar what is due does not hang on the visits", arguments: UInt64(1)...20)
  func dueByCalendar(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let (grace, target) = (Int.random(in: 0...40, using: &random), Int.random(in: 1...6, using: &random))
    let asOf = CivilDate(dayNumber: 20_454 + Int.random(in: 0...700, using: &random))
    var book = try Self.book("monthly", .calendar, grace: grace, asOf: asOf.description, target: target)
    let due = try #require(book.statuses(of: [("g", true)]).first).tally.due
    for _ in 0..<30 {
      let date = book.start.adding(days: Int.random(in: 0...700, using: &random))
      book.entries.append(VisitEntry(grid: "g", visitClass: "shop", date: date, count: Int.random(in: 1...8, using: &random)))
      #expect(try #require(book.statuses(of: [("g", true)]).first).tally.due == due)
    }
  }

  @Test("Without grace by the calendar, and with rolling deadlines, no other way of sharing the visits out leaves fewer overdue", arguments: UInt64(1)...40)
  func fewestOverdue(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let reckoning: Cadence.Reckoning = seed.isMultiple(of: 2) ? .calendar : .rolling
    let (grace, target) = (reckoning == .calendar ? 0 : Int.random(in: 0...12, using: &random), 3)
    let asOf = CivilDate(dayNumber: 20_454 + Int.random(in: 40...200, using: &random))
    let dates = (0..<Int.random(in: 1...6, using: &random)).map { _ in
      CivilDate(dayNumber: 20_454 + Int.random(in: 0...200, using: &random)).description
    }.sorted()
    func overdue(_ visits: [String], of target: Int) throws -> Int {
      let book = try Self.book("monthly", reckoning, grace: grace, asOf: asOf.description, target: target, visits.map { ($0, 1) })
      return try #require(book.statuses(of: [("g", true)]).first).tally.overdue
    }
    var fewest = Int.max
    // Every sharing of single visits among three households.
    for code in 0..<(0..<dates.count).reduce(1, { product, _ in product * target }) {
      var shares = [[String]](repeating: [], count: target)
      var rest = code
      for date in dates {
        shares[rest % target].append(date)
        rest /= target
      }
      fewest = min(fewest, try shares.reduce(0) { $0 + (try overdue($1, of: 1)) })
    }
    #expect(try overdue(dates, of: target) == fewest)
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

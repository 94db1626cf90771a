import GridCases
import GridPartitioning
import GridVisits
import Testing

@Suite("Working time")
struct WorkingCalendarTests {
  static func rules(_ limit: CaseLimit, reopening: CaseRules.Reopening = .goesOn) throws -> CaseRules {
    try CaseRules(
      classes: [CaseClass(code: "c", name: Bilingual(en: "c", zh: "类"), limits: [StepLimit(limit)])],
      calendar: try Fixtures.calendar(), reopening: reopening, colors: try Fixtures.colors())
  }

  static func due(_ limit: CaseLimit, from start: String) throws -> String? {
    let history = CaseHistory(id: "1", caseClass: "c", submitted: try Fixtures.at(start))
    let standing = try #require(history.standing(asOf: try Fixtures.at(start), rules: try rules(limit)))
    return standing.due?.text(in: try Fixtures.shanghai())
  }

  @Test(
    "A limit runs out",
    arguments: [
      // Over lunch, over night, over the weekend.
      (CaseLimit.workingHours(4), "2026-06-01 09:00", "2026-06-01T15:00:00+08:00"),
      (.workingHours(4), "2026-06-01 17:00", "2026-06-02T12:00:00+08:00"),
      (.workingHours(4), "2026-06-05 16:30", "2026-06-08T11:30:00+08:00"),
      (.workingHours(7), "2026-06-01 09:00", "2026-06-01T18:00:00+08:00"),
      // A case of Saturday begins on Monday.
      (.workingHours(2), "2026-06-06 10:00", "2026-06-08T11:00:00+08:00"),
      // Past a long holiday, and on the Saturday worked for it.
      (.workingHours(4), "2026-09-30 17:00", "2026-10-08T12:00:00+08:00"),
      (.workingHours(8), "2026-10-09 17:00", "2026-10-10T18:00:00+08:00"),
      // The day it begins is not counted.
      (.workingDays(1), "2026-06-01 09:00", "2026-06-02T18:00:00+08:00"),
      (.workingDays(1), "2026-06-01 23:00", "2026-06-02T18:00:00+08:00"),
      (.workingDays(5), "2026-09-29 10:00", "2026-10-12T18:00:00+08:00"),
      (.workingDays(7), "2026-06-05 10:00", "2026-06-16T18:00:00+08:00"),
      (.clockHours(24), "2026-06-05 16:30", "2026-06-06T16:30:00+08:00"),
      (.clockHours(0.5), "2026-12-31 23:45", "2027-01-01T00:15:00+08:00"),
    ])
  func limits(limit: CaseLimit, start: String, due: String) throws {
    #expect(try Self.due(limit, from: start) == due)
  }

  @Test("Holidays are off and the days worked for them are on")
  func workdays() throws {
    let calendar = try Fixtures.calendar()
    let october = try (1...11).map { calendar.isWorkday(try Fixtures.date("2026-10-\($0)")) }
    #expect(october == [false, false, false, false, false, false, false, true, true, true, false])
    #expect(calendar.isWorkday(try Fixtures.date("2026-09-20")))
    #expect(!calendar.isWorkday(CivilDate(dayNumber: -1)) && !calendar.isWorkday(CivilDate(dayNumber: 90_000)))
  }

  @Test("Working time agrees with counting minutes", arguments: UInt64(1)...8)
  func minutes(seed: UInt64) throws {
    var random = StableRandom(seed: seed)
    let calendar = try Fixtures.calendar()
    let zone = calendar.zone
    let start = try Fixtures.at("2026-09-14 00:00")
    // Whether each minute of five weeks is worked, told from the words of the calendar alone.
    let worked = try (0..<50_400).map { minute in
      let wall = zone.wallTime(at: start.adding(seconds: minute * 60))
      let ofDay = wall.millisecond / 60_000
      let inHours = (540..<720).contains(ofDay) || (840..<1080).contains(ofDay)
      let isOff = try (Fixtures.date("2026-10-01")...Fixtures.date("2026-10-07")).contains(wall.date)
      let isOn = ["2026-09-20", "2026-10-10"].contains(wall.date.description)
      return inHours && (isOn || (wall.date.weekday <= 5 && !isOff))
    }
    for _ in 0..<40 {
      let from = Int.random(in: 0..<40_000, using: &random)
      let to = Int.random(in: from..<50_400, using: &random)
      let counted = worked[from..<to].count { $0 }
      let instants = (start.adding(seconds: from * 60), start.adding(seconds: to * 60))
      #expect(calendar.workingMilliseconds(from: instants.0, to: instants.1) == Int64(counted) * 60_000)
      #expect(calendar.workingMilliseconds(from: instants.1, to: instants.0) == 0)
      // The limit of exactly so much ends with the last minute worked before the end.
      guard counted > 0 else { continue }
      let history = CaseHistory(id: "1", caseClass: "c", submitted: instants.0)
      let limit = CaseLimit.workingHours(Double(counted) / 60)
      let due = try #require(history.standing(asOf: instants.0, rules: try Self.rules(limit))?.due)
      let last = try #require(worked[from..<to].lastIndex(of: true))
      #expect(due == start.adding(seconds: (last + 1) * 60))
    }
  }

  @Test("A paused clock stands, and goes on with what was left")
  func pauses() throws {
    var history = CaseHistory(id: "1", caseClass: "c", submitted: try Fixtures.at("2026-06-01 09:00"))
    let rules = try Self.rules(.workingHours(4))
    try history.append(CaseEvent(.triaged, at: try Fixtures.at("2026-06-01 10:00")))
    try history.append(CaseEvent(.paused, at: try Fixtures.at("2026-06-01 11:00")))
    let paused = try #require(history.standing(asOf: try Fixtures.at("2026-06-20 11:00"), rules: rules))
    #expect(paused.due == nil && paused.isPaused && !paused.isOverdue && paused.limitUsed == 0.5)
    try history.append(CaseEvent(.resumed, at: try Fixtures.at("2026-06-22 15:00")))
    let running = try #require(history.standing(asOf: try Fixtures.at("2026-06-22 17:00"), rules: rules))
    #expect(try running.due == Fixtures.at("2026-06-22 17:00") && !running.isOverdue && running.limitUsed == 1)
    let late = try #require(history.standing(asOf: try Fixtures.at("2026-06-22 17:01"), rules: rules))
    #expect(late.isOverdue)
  }

  @Test(
    "At the instant its limit runs out a case is due and neither overdue nor red; a moment later it is, also overnight",
    arguments: [
      (CaseLimit.workingHours(4), "2026-06-01 15:00"), (.workingDays(1), "2026-06-02 18:00"),
      (.clockHours(4), "2026-06-01 13:00"),
    ])
  func limit(_ limit: CaseLimit, due: String) throws {
    let rules = try Self.rules(limit)
    var table = CaseTable(classes: ["c"], grids: [])
    let start = try Fixtures.at("2026-06-01 09:00")
    try table.add(id: "1", caseClass: "c", submitted: start)
    let due = try Fixtures.at(due)
    for (moment, isOver) in [(-1, false), (0, false), (1, true), (600_000, true)] as [(Int64, Bool)] {
      let asOf = due.adding(milliseconds: moment)
      let snapshot = table.snapshot(asOf: asOf, rules: rules)
      let standing = try #require(snapshot[0])
      #expect(
        standing.due == due && standing.isOverdue == isOver && rules.colors.color(of: standing) == (isOver ? 0 : 1))
      let figures = CaseStatistics(table, snapshot, rules: rules)
      #expect(figures.all.overdue == (isOver ? 1 : 0) && figures.openByColor == (isOver ? [1, 0, 0] : [0, 1, 0]))
      // What has until now is among what had to be closed by now.
      #expect(figures.closingRate.denominator == (moment < 0 ? 0 : 1))
      // Whoever closes it then is in time, and late a moment after.
      var closed = CaseHistory(id: "1", caseClass: "c", submitted: start)
      try closed.append(CaseEvent(.settled, at: asOf))
      let end = try #require(closed.standing(asOf: asOf.adding(seconds: 9), rules: rules))
      #expect(end.isLate == isOver && (rules.colors.color(of: end) == 0) == isOver)
    }
  }

  @Test("Pausing a case that is overdue does not make it in time")
  func lateness() throws {
    var history = CaseHistory(id: "1", caseClass: "c", submitted: try Fixtures.at("2026-06-01 09:00"))
    try history.append(CaseEvent(.triaged, at: try Fixtures.at("2026-06-02 10:00")))
    try history.append(CaseEvent(.paused, at: try Fixtures.at("2026-06-02 11:00")))
    let standing = try #require(
      history.standing(asOf: try Fixtures.at("2026-06-10 11:00"), rules: try Self.rules(.workingHours(4))))
    #expect(try standing.isOverdue && standing.due == Fixtures.at("2026-06-01 15:00"))
  }

  @Test(
    "A case opened again goes on with its clock, or begins anew, as the rules say",
    arguments: [(CaseRules.Reopening.goesOn, "2026-06-10 12:00"), (.startsAnew, "2026-06-10 15:00")])
  func reopening(_ reopening: CaseRules.Reopening, due: String) throws {
    let rules = try Self.rules(.workingHours(4), reopening: reopening)
    var history = CaseHistory(id: "1", caseClass: "c", submitted: try Fixtures.at("2026-06-01 09:00"))
    try history.append(CaseEvent(.settled, at: try Fixtures.at("2026-06-01 10:00")))
    let closed = try #require(history.standing(asOf: try Fixtures.at("2026-06-09 10:00"), rules: rules))
    #expect(try !closed.isOpen && !closed.isLate && closed.due == Fixtures.at("2026-06-01 15:00"))
    try history.append(CaseEvent(.reopened, at: try Fixtures.at("2026-06-10 09:00")))
    let open = try #require(history.standing(asOf: try Fixtures.at("2026-06-10 09:00"), rules: rules))
    #expect(try open.isOpen && open.due == (try Fixtures.at(due)))
  }

  @Test("The limit is that of the tier that has the case, and of the step it waits for")
  func tiers() throws {
    let rules = try Fixtures.rules()
    var history = CaseHistory(id: "1", caseClass: "water", submitted: try Fixtures.at("2026-06-01 09:00"))
    let first = try #require(history.standing(asOf: try Fixtures.at("2026-06-01 11:30"), rules: rules))
    #expect(try first.due == Fixtures.at("2026-06-01 15:00") && first.stepDue == Fixtures.at("2026-06-01 11:00"))
    #expect(first.isStepOverdue && !first.isOverdue)
    try history.append(CaseEvent(.triaged, at: try Fixtures.at("2026-06-01 11:30")))
    try history.append(CaseEvent(.escalated(.township), at: try Fixtures.at("2026-06-01 12:00")))
    let second = try #require(history.standing(asOf: try Fixtures.at("2026-06-01 12:00"), rules: rules))
    #expect(try second.due == Fixtures.at("2026-06-08 18:00") && second.stepDue == nil)
  }

  @Test("Calendars that cannot be are refused")
  func faults() throws {
    let zone = ClockZone.utc
    let day = try Fixtures.date("2026-10-01")
    func fault(
      _ weekdays: Set<Int>, _ hours: [WorkingCalendar.Shift], _ off: Set<CivilDate> = [], _ on: Set<CivilDate> = []
    ) -> CaseError? {
      #expect(throws: CaseError.self) {
        try WorkingCalendar(zone: zone, weekdays: weekdays, hours: hours, holidays: off, extraWorkdays: on)
      }
    }
    #expect(fault([], [.init(from: 0, to: 60)]) == .badCalendar(.noWeekdays))
    #expect(fault([8], [.init(from: 0, to: 60)]) == .badCalendar(.noWeekdays))
    #expect(fault([1], []) == .badCalendar(.noHours))
    for hours in [[(60, 60)], [(0, 1441)], [(-5, 60)], [(540, 720), (700, 900)], [(840, 1080), (540, 720)]] {
      #expect(fault([1], hours.map { .init(from: $0.0, to: $0.1) }) != nil)
    }
    #expect(fault([1], [.init(from: 0, to: 60)], [day], [day]) == .badCalendar(.bothOffAndOn(day)))
  }

  @Test("A calendar of day and night is the clock")
  func allTheTime() throws {
    let calendar = try WorkingCalendar(
      zone: try Fixtures.shanghai(), weekdays: [1, 2, 3, 4, 5, 6, 7], hours: [.init(from: 0, to: 1440)])
    let rules = try CaseRules(
      classes: [CaseClass(code: "c", name: Bilingual(en: "c", zh: "类"), limits: [StepLimit(.workingHours(30))])],
      calendar: calendar, colors: try Fixtures.colors())
    let start = try Fixtures.at("2026-06-05 20:00")
    let history = CaseHistory(id: "1", caseClass: "c", submitted: start)
    #expect(history.standing(asOf: start, rules: rules)?.due == start.adding(seconds: 30 * 3600))
    #expect(calendar.workingMilliseconds(from: start, to: start.adding(seconds: 86_400)) == 86_400_000)
  }
}

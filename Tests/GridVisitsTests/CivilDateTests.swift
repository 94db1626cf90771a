import GridVisits
import Referees
import Testing

@Suite("Days of the calendar")
struct CivilDateTests {
  static let python = Referee(importing: "datetime; import dateutil.relativedelta; import pandas")

  static func date(_ text: String) throws -> CivilDate { try #require(CivilDate(text)) }

  @Test("Every day of the calendar is its own parts, one after the other, and nothing between")
  func everyDay() throws {
    let first = try #require(CivilDate(year: 1, month: 1, day: 1))
    let last = try #require(CivilDate(year: 9999, month: 12, day: 31))
    var expected = (year: 1, month: 1, day: 1)
    var wrong = 0
    for number in first.dayNumber...last.dayNumber {
      let date = CivilDate(dayNumber: number)
      let parts = date.parts
      if parts != expected { wrong += 1 }
      if CivilDate(year: parts.year, month: parts.month, day: parts.day) != date { wrong += 1 }
      expected.day += 1
      if expected.day > CivilDate.days(inMonth: expected.month, of: expected.year) {
        expected = expected.month == 12 ? (expected.year + 1, 1, 1) : (expected.year, expected.month + 1, 1)
      }
    }
    #expect(wrong == 0)
    #expect(last.adding(days: 1) == last && first.adding(days: -1) == first)
    #expect(last.adding(months: 1) == last && first.adding(months: -1) == first)
    #expect(first.adding(days: .max) == last && last.adding(months: .min) == first)
  }

  @Test(
    "Days that the calendar lacks are refused",
    arguments: [
      (2026, 2, 29), (2100, 2, 29), (2026, 4, 31), (2026, 13, 1), (2026, 0, 1), (2026, 1, 0), (0, 1, 1), (10000, 1, 1),
    ])
  func impossible(year: Int, month: Int, day: Int) {
    #expect(CivilDate(year: year, month: month, day: day) == nil)
  }

  @Test(
    "A month later is the same day, or the month's last",
    arguments: [
      ("2026-01-31", 1, "2026-02-28"), ("2028-01-31", 1, "2028-02-29"), ("2026-01-31", 3, "2026-04-30"),
      ("2024-02-29", 12, "2025-02-28"), ("2024-02-29", 48, "2028-02-29"), ("2026-03-31", -1, "2026-02-28"),
      ("2026-12-15", 1, "2027-01-15"), ("2026-01-15", -1, "2025-12-15"), ("2026-08-31", 6, "2027-02-28"),
    ])
  func months(start: String, months: Int, end: String) throws {
    #expect(try Self.date(start).adding(months: months).description == end)
  }

  @Test("Python's datetime and dateutil count days, weekdays and months alike", .enabled(if: python != nil))
  func referee() throws {
    var random = SeededRandom(seed: 7)
    var cases: [(CivilDate, Int, Int)] = (0..<4000).map { _ in
      let date = CivilDate(dayNumber: Int.random(in: -680_000...2_800_000, using: &random))
      return (date, Int.random(in: -1200...1200, using: &random), Int.random(in: -9000...9000, using: &random))
    }
    // Month ends and leap days, where arithmetic goes wrong.
    for year in [1900, 2000, 2023, 2024, 2026, 2100] {
      for month in 1...12 {
        let last = try #require(CivilDate(year: year, month: month, day: CivilDate.days(inMonth: month, of: year)))
        for months in [-12, -6, -3, -1, 1, 2, 3, 6, 12, 13] { cases.append((last, months, 1)) }
      }
    }
    let lines = cases.map { "\($0.0) \($0.1) \($0.2)" }
    let answers = try #require(Self.python).run(
      """
      import sys, datetime
      from dateutil.relativedelta import relativedelta
      for line in sys.stdin:
          day, months, days = line.split()
          d = datetime.date.fromisoformat(day)
          print(d.toordinal() - 719163, d.isoweekday(), d + relativedelta(months=int(months)),
                d + datetime.timedelta(days=int(days)))
      """, input: lines.joined(separator: "\n"))
    let told = answers.split(separator: "\n").map(String.init)
    try #require(told.count == cases.count)
    for (given, answer) in zip(cases, told) {
      let (date, months, days) = given
      let ours = "\(date.dayNumber) \(date.weekday) \(date.adding(months: months)) \(date.adding(days: days))"
      #expect(ours == answer, "\(date) \(months) \(days)")
    }
  }

  @Test(
    "Dates are read as tables write them",
    arguments: [
      ("2026-06-30", "2026-06-30"), ("2026/6/3", "2026-06-03"), ("2026.06.30", "2026-06-30"),
      ("20260630", "2026-06-30"),
      ("2026年6月30日", "2026-06-30"), ("2026年06月30号", "2026-06-30"), ("  2026-06-30 ", "2026-06-30"),
      ("2026-06-30T08:15:00Z", "2026-06-30"), ("2026/6/30 8:15", "2026-06-30"), ("２０２６－０６－３０", "2026-06-30"),
      ("2026年6月30日 8时", "2026-06-30"), ("\u{FEFF}2026-06-30", "2026-06-30"), ("20260630 0815", "2026-06-30"),
    ])
  func reading(text: String, date: String) {
    #expect(CivilDate(text)?.description == date)
  }

  @Test(
    "What is no date, or two dates at once, is none",
    arguments: [
      "", "soon", "2026", "2026-06", "26-06-30", "2026-13-01", "2026-02-29", "30/06/2026", "2026-06/30", "2026-06-30-1",
      "20260631", "2026063", "202606300", "2026--06-30", "2026-6-30x", "年6月30日", "2026年6-30", "0000-01-01", "2026-06-",
      "99999999999999999999", "6.30", "2026 06 30",
    ])
  func notADate(text: String) {
    #expect(CivilDate(text) == nil)
  }

  @Test(
    "Day and month before the year are read in the order that is declared",
    arguments: [
      ("03/04/2026", CivilDate.Order.dayMonthYear, "2026-04-03"), ("03/04/2026", .monthDayYear, "2026-03-04"),
      ("30.6.2026", .dayMonthYear, "2026-06-30"),
    ])
  func order(text: String, order: CivilDate.Order, date: String) {
    #expect(CivilDate(text, order: order)?.description == date)
    #expect(CivilDate(text) == nil)
  }

  @Test("A month that cannot be is refused in either order")
  func wrongOrder() {
    #expect(CivilDate("30/06/2026", order: .monthDayYear) == nil)
    #expect(CivilDate("06/30/2026", order: .dayMonthYear) == nil)
  }

  @Test("No text makes the reader trap")
  func anyText() {
    var random = SeededRandom(seed: 3)
    let alphabet = Array("0123456789-/.年月日 T:号０９x\u{FEFF}")
    for _ in 0..<20_000 {
      let text = String(
        (0..<Int.random(in: 0...14, using: &random)).map { _ in alphabet.randomElement(using: &random) ?? "0" })
      if let date = CivilDate(text) { #expect(CivilDate(date.description) == date) }
    }
  }
}

import GridVisits
import Referees
import Testing

@Suite("Cadences")
struct CadenceTests {
  @Test(
    "Rhythms are read in both languages and told back",
    arguments: [
      ("monthly", "monthly"), ("每月", "monthly"), ("quarterly", "quarterly"), ("每季度", "quarterly"),
      ("half-yearly", "half-yearly"), ("每半年", "half-yearly"), ("yearly", "yearly"), ("每年", "yearly"),
      ("weekly", "weekly"), ("daily", "daily"), ("every 10 days", "every 10 days"), ("每10天", "every 10 days"),
      ("every 2 weeks", "every 2 weeks"), ("fortnightly", "every 2 weeks"), ("every 4 months", "every 4 months"),
      ("6 months", "half-yearly"), ("every 2 years", "every 2 years"), ("每 2 个月", "every 2 months"),
      ("every quarter", "quarterly"), ("any time", "any time"), ("随时", "any time"), ("Any-Time", "any time"),
    ])
  func reading(text: String, words: String) throws {
    #expect(try #require(Cadence(text)).text.en == words)
  }

  @Test(
    "A year of 365 days has so many visits of each rhythm",
    arguments: [
      ("monthly", 12), ("quarterly", 4), ("half-yearly", 2), ("yearly", 1), ("every 2 years", 0.5), ("daily", 365),
      ("every 10 days", 36.5), ("every 73 days", 5), ("weekly", 365.0 / 7), ("any time", 0),
    ] as [(String, Double)])
  func visitsPerYear(text: String, count: Double) throws {
    #expect(try #require(Cadence(text)).visitsPerYear == count)
  }

  @Test(
    "What is no rhythm is refused",
    arguments: [
      "", "often", "every", "every 0 days", "-1 days", "every 99999999999999999999 days", "2000 months",
      "every month day",
      "1.5 months", "every 2000 years", "每隔10天",
    ])
  func refused(text: String) { #expect(Cadence(text) == nil) }

  @Test(
    "Only parts of a year have ends in the calendar",
    arguments: [
      ("weekly", true), ("monthly", true), ("2 months", true), ("quarterly", true), ("4 months", true),
      ("yearly", true),
      ("5 months", false), ("every 10 days", false), ("every 2 weeks", false), ("every 2 years", false),
    ])
  func calendar(text: String, isPossible: Bool) {
    #expect((Cadence(text, reckoning: .calendar) != nil) == isPossible)
  }

  @Test(
    "A rolling deadline is counted from the visit, one by the calendar to the end of the next span",
    arguments: [
      ("monthly", Cadence.Reckoning.rolling, "2026-01-31", "2026-02-28"),
      ("monthly", .calendar, "2026-01-31", "2026-02-28"), ("monthly", .calendar, "2026-01-01", "2026-02-28"),
      ("quarterly", .rolling, "2026-11-30", "2027-02-28"), ("quarterly", .calendar, "2026-11-30", "2027-03-31"),
      ("half-yearly", .calendar, "2026-07-01", "2027-06-30"), ("yearly", .rolling, "2024-02-29", "2025-02-28"),
      ("yearly", .calendar, "2024-02-29", "2025-12-31"), ("weekly", .calendar, "2026-06-29", "2026-07-12"),
      ("every 10 days", .rolling, "2026-06-25", "2026-07-05"),
    ])
  func deadlines(text: String, reckoning: Cadence.Reckoning, visit: String, deadline: String) throws {
    let cadence = try #require(Cadence(text, reckoning: reckoning))
    #expect(cadence.deadline(after: try CivilDateTests.date(visit))?.description == deadline)
  }

  @Test(
    "A duty that begins within a span is due first at the end of the next, which is whole",
    arguments: [
      ("2026-01-01", "2026-03-31"), ("2026-01-02", "2026-06-30"), ("2026-03-31", "2026-06-30"),
      ("2026-04-01", "2026-06-30"),
    ])
  func beginnings(start: String, deadline: String) throws {
    let cadence = try #require(Cadence("quarterly", reckoning: .calendar))
    #expect(cadence.deadline(ofDutyFrom: try CivilDateTests.date(start))?.description == deadline)
  }

  @Test("Any time is never due")
  func anyTime() throws {
    let day = try CivilDateTests.date("2026-06-30")
    #expect(Cadence.anyTime.deadline(after: day) == nil)
    #expect(Cadence.anyTime.deadline(ofDutyFrom: day) == nil)
  }

  @Test(
    "dateutil and pandas find the same deadlines",
    .enabled(if: CivilDateTests.python != nil))
  func referee() throws {
    var random = SeededRandom(seed: 11)
    let spans: [(name: String, code: String, months: Int)] = [
      ("weekly", "W-SUN", 0), ("monthly", "M", 1), ("quarterly", "Q", 3), ("yearly", "Y", 12),
    ]
    var lines: [String] = []
    var ours: [String] = []
    for _ in 0..<800 {
      let visit = CivilDate(dayNumber: Int.random(in: -20_000...60_000, using: &random))
      let span = try #require(spans.randomElement(using: &random))
      let rolling = try #require(Cadence(span.name)?.deadline(after: visit))
      let calendar = try #require(Cadence(span.name, reckoning: .calendar)?.deadline(after: visit))
      lines.append("\(visit) \(span.code) \(span.months)")
      ours.append("\(rolling) \(calendar)")
    }
    let answers = try #require(CivilDateTests.python).run(
      """
      import sys, datetime, pandas
      from dateutil.relativedelta import relativedelta
      for line in sys.stdin:
          day, code, months = line.split()
          d = datetime.date.fromisoformat(day)
          step = relativedelta(months=int(months)) if int(months) else relativedelta(weeks=1)
          print(d + step, (pandas.Period(day, code) + 1).end_time.date())
      """, input: lines.joined(separator: "\n"))
    #expect(answers.split(separator: "\n").map(String.init) == ours)
  }
}

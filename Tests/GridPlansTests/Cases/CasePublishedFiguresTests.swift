import Foundation
import GridCases
import GridPlans
import GridVisits
import Testing

@Suite("Figures that others published")
struct CasePublishedFiguresTests {
  /// A district, May 2019: received 6,423, due 6,026, closed 5,912; closing rate 98.11 %, closing in time 95.45 %.
  @Test("A closing rate is of the cases due, not of those received: 98.11 % of 6,026, and 95.45 % in time")
  func closingRate() throws {
    let town = try CaseTown()
    let rows = (0..<6423).map { number -> String in
      // The rules give fire safety 24 hours.
      let (created, closed) =
        switch number {
        case ..<5752: ("2019-05-10T08:00", "2019-05-10T09:00")
        case ..<5912: ("2019-05-10T08:00", "2019-05-12T08:00")
        case ..<6026: ("2019-05-10T08:00", "")
        default: ("2019-05-31T20:00", "")
        }
      return "\(number),fire-safety,\(created),\(closed),,,,"
    }
    try town.take(rows)
    let clock = try CaseClock(named: nil, plan: town.path, rules: try CaseSettings(named: "neutral").rules)
    var question = CaseQuestion(
      asOf: try clock.instant("2019-06-01T00:00", option: "--as-of"), settings: try CaseSettings(named: "neutral"))
    question.dueIn = try clock.span("2019-05", option: "--due-in")
    let figures = try caseFigures(of: town.path, question)
    #expect(figures.cases == 6423)
    #expect(figures.closingRate.numerator == 5912 && figures.closingRate.denominator == 6026)
    #expect(figures.timelyRate.numerator == 5752 && figures.timelyRate.denominator == 6026)
    #expect(figures.text.en.contains("cases closed 5912 of 6026 cases due: 98.11 %"), "\(figures.text.en)")
    #expect(figures.text.en.contains("95.45 %") && figures.text.zh.contains("98.11 %"))
  }

  /// Wuzhong, Suzhou, 2017-11-02: found 14:40:23; accepted after 23 s, sent to the town after 15 s, accepted there after
  /// 34 s, sent to the village after 15 s, whose head accepts at 15:23:27.
  @Test("A timed trace gives each tier the seconds it had")
  func trace() throws {
    let town = try CaseTown()
    // Without a place it begins at the county, which sends it down.
    try town.take(["1,noise,2017-11-02T14:40:23,,,,,"])
    let file = try town.space.write(
      """
      case,move,at,detail,actor
      1,triaged,2017-11-02T14:40:46,,c1
      1,dispatched,2017-11-02T14:41:01,township,c1
      1,triaged,2017-11-02T14:41:35,,t1
      1,dispatched,2017-11-02T14:41:50,community,t1
      1,claimed,2017-11-02T15:23:27,,h1

      """, to: "steps.csv")
    let clock = try CaseClock(named: nil, plan: town.path, rules: try CaseSettings(named: "neutral").rules)
    let (steps, refused) = try readCaseActions(file, times: InstantReader(zone: clock.zone))
    #expect(refused.isEmpty)
    #expect(try advanceCases(in: town.path, steps, now: try CaseTown.instant("2026-11-21")).advanced == 5)
    func hours(_ asOf: String) throws -> [String: Double] {
      let question = CaseQuestion(
        asOf: try clock.instant(asOf, option: "--as-of"), settings: try CaseSettings(named: "neutral"))
      return try caseFigures(of: town.path, question).byTier.mapValues { ($0.hours * 3600).rounded() }
    }
    #expect(try hours("2017-11-02T15:23:27") == ["county": 38, "township": 49, "community": 2497, "grid": 0])
    #expect(try hours("2017-11-02T14:40:46") == ["county": 23, "township": 0, "community": 0, "grid": 0])
  }
}

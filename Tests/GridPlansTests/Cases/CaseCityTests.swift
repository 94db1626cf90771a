import Foundation
import GridCases
import GridPlans
import GridVisits
import Testing

/// 10,000 service requests of Los Angeles of the first days of 2020, on its 99 neighbourhood councils.
@Suite("The requests of Los Angeles in a plan")
struct CaseCityTests {
  @Test("All go in, as many are open as were, and they lie in the councils they state")
  func requests() throws {
    guard let city = try CaseCity() else { return }
    let (space, path, clock, request, summary) = (city.space, city.path, city.clock, city.request, city.summary)
    #expect(summary.rows == 10_000 && summary.imported == 10_000 && summary.rejected == 0)
    #expect(summary.located + summary.outside + summary.ambiguous + summary.unlocated == 10_000 && summary.unlocated == 11)
    #expect(summary.areaStated == 9_962 && summary.areaAgrees == 9_817, "\(summary.areaReasons)")
    #expect(summary.areaReasons == ["outside": 112, "different": 33, "overlap": 10])
    #expect(summary.dateOrder == "mdy")
    for (day, open) in CaseCity.openByDay {
      let instant = try InstantReader(zone: clock).read(day)
      let figures = try caseFigures(of: path, CaseQuestion(asOf: instant, settings: try CaseSettings(named: "neutral")))
      #expect(figures.open == open && figures.asOf == "\(day)T00:00:00-08:00")
      #expect(figures.byClass.values.reduce(0) { $0 + $1.open } == open)
    }
    let before = try space.bytes("plan.gpkg")
    let again = try importCases(into: path, request)
    #expect(again.unchanged == 10_000 && again.imported == 0 && again.areaAgrees == 9_817)
    #expect(try space.bytes("plan.gpkg") == before)
    try archive(path, clock, into: space)
  }

  /// Every case is brought to its end, by one table of steps that is taken once.
  private func archive(_ path: String, _ clock: ClockZone, into space: Workspace) throws {
    let settings = try CaseSettings(named: "neutral")
    let end = try InstantReader(zone: clock).read("2021-01-01")
    var list = CaseListRequest(CaseQuestion(asOf: end, settings: settings))
    list.filter = CaseFilter()
    list.output = "\(space.path)/all.csv"
    #expect(try listCases(of: path, list).listed == 10_000)
    let rows = try String(contentsOfFile: list.output, encoding: .utf8).split(separator: "\r\n").dropFirst()
    var steps = ["case,move,at"]
    for row in rows {
      let cells = row.split(separator: ",", omittingEmptySubsequences: false)
      let moves = (cells[3] == "submitted" ? ["settled"] : []) + ["fed-back", "revisited", "archived"]
      steps += moves.enumerated().map { "\(cells[0]),\($1),2021-01-01T00:00:0\($0)" }
    }
    let table = try space.write(steps.joined(separator: "\n") + "\n", to: "steps.csv")
    for (made, known) in [(steps.count - 1, 0), (0, steps.count - 1)] {
      let (read, refused) = try readCaseActions(table, times: InstantReader(zone: clock))
      let advance = try advanceCases(in: path, read, now: try CaseTown.instant("2026-11-21"))
      #expect(refused.isEmpty && advance.refused.isEmpty && advance.advanced == made && advance.unchanged == known)
    }
    let figures = try caseFigures(
      of: path, CaseQuestion(asOf: try CaseTown.instant("2021-02-01"), settings: settings))
    #expect(figures.byState == ["archived": 10_000] && figures.open == 0)
  }
}

import Foundation
import GridCases
import GridGeometry
import GridPlans
import GridVisits
import Testing

@Suite("Lists of cases")
struct CaseListTests {
  /// The cells of a list, row by row, without its head.
  private func rows(_ list: String) -> [[String]] {
    list.split(separator: "\r\n").dropFirst().map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
  }

  @Test("Times are told by the clocks asked for, else by those that the cases came with")
  func clocks() throws {
    let town = try CaseTown()
    try town.take(["1,noise,2026-01-02 08:00,,\(try CaseTown.place(50, 50)),,"])
    #expect(rows(try town.list())[0][7] == "2026-01-02T08:00:00+08:00")
    let abroad = try ClockZone("America/Los_Angeles")
    #expect(rows(try town.list { $0.question.zone = abroad })[0][7] == "2026-01-01T16:00:00-08:00")
    var question = CaseQuestion(asOf: try CaseTown.instant("2026-01-02"), settings: try CaseSettings(named: "neutral"))
    #expect(try caseFigures(of: town.path, question).asOf == "2026-01-02T08:00:00+08:00")
    question.zone = abroad
    #expect(try caseFigures(of: town.path, question).asOf == "2026-01-01T16:00:00-08:00")
  }

  @Test("Where a dedicated grid is laid over others, its cases stay with the grid that has the ground, and name it above")
  func overlaid() throws {
    let town = try CaseTown()
    var plan = try Plan(contentsOf: town.path)
    plan.dedicatedMode = .overlay
    // A school over the corner of A1 and its neighbour, and beyond the town.
    let school = try Polygon(
      exterior: Ring([Point(500_060, 3_799_940), Point(500_140, 3_799_940), Point(500_140, 3_800_040), Point(500_060, 3_800_040), Point(500_060, 3_799_940)]))
    let first = try #require(plan.grids.first { $0.code == GridCode("A1") })
    var grid = first
    grid.code = GridCode("S1")
    grid.kind = .dedicated
    grid.ground = MultiPolygon(school)
    grid.measures = GridMeasures(of: grid.ground)
    plan.grids.append(grid)
    _ = try plan.write(to: town.path)
    let summary = try town.take([
      "1,noise,2026-01-02,,\(try CaseTown.place(80, 20)),A1,", "2,noise,2026-01-02,,\(try CaseTown.place(120, 20)),S1,",
      "3,noise,2026-01-02,,\(try CaseTown.place(50, 50)),A1,", "4,noise,2026-01-02,,\(try CaseTown.place(80, -20)),S1,",
    ])
    #expect(summary.located == 4 && summary.ambiguous == 0 && summary.outside == 0)
    #expect(summary.areaAgrees == 4, "the school has a claim to what lies in it")
    let told = rows(try town.list())
    #expect(told.map { $0[15] } == ["A1", "B1", "A1", "S1"])
    #expect(told.map { $0[20] } == ["S1", "S1", "", ""])
    #expect(rows(try town.list { $0.grid = "S1" }).map { $0[0] } == ["1", "2", "4"])
    #expect(try relocateCases(in: town.path, at: CaseTown.instant("2026-11-21")).cases.unchanged == 4)
    let audit = try auditPlan(at: town.path, threads: 2, control: PlanningControl())
    #expect(audit.summary.rules["cases-misplaced"] == nil && audit.summary.rules["cases-shared"] == nil)
  }
}

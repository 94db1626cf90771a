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
    guard let councils = SharedData.councils, let requests = SharedData.path("la311/requests-2020.csv") else { return }
    let space = try Workspace()
    let path = "\(space.path)/plan.gpkg"
    _ = try adoptGrids(
      from: councils, writingTo: path,
      options: AdoptionOptions(
        layer: ForeignLayerOptions(fields: try FieldMapping("code=nc_id,name=name")), name: "Los Angeles", threads: 2,
        date: "2026-11-21"), control: PlanningControl())
    let clock = try ClockZone("America/Los_Angeles")
    var request = CaseImportRequest(requests, asOf: try CaseTown.instant("2026-11-21"))
    request.fields = try CaseFields(
      "id=srnumber,class=requesttype,created=createddate,closed=closeddate,lat=latitude,lon=longitude,area=nc")
    request.zone = clock
    request.datum = "WGS84"
    let summary = try importCases(into: path, request)
    #expect(summary.rows == 10_000 && summary.imported == 10_000 && summary.rejected == 0)
    #expect(summary.located + summary.outside + summary.ambiguous + summary.unlocated == 10_000 && summary.unlocated == 11)
    #expect(summary.areaStated == 9_962 && summary.areaAgrees == 9_817, "\(summary.areaReasons)")
    #expect(summary.areaReasons == ["outside": 112, "different": 33, "overlap": 10])
    #expect(summary.dateOrder == "mdy")
    for (day, open) in [("2020-01-02", 1492), ("2020-01-03", 5432), ("2020-01-06", 4147)] {
      let instant = try InstantReader(zone: clock).read(day)
      let figures = try caseFigures(of: path, CaseQuestion(asOf: instant, settings: try CaseSettings(named: "neutral")))
      #expect(figures.open == open && figures.asOf == "\(day)T00:00:00-08:00")
      #expect(figures.byClass.values.reduce(0) { $0 + $1.open } == open)
    }
    let before = try space.bytes("plan.gpkg")
    let again = try importCases(into: path, request)
    #expect(again.unchanged == 10_000 && again.imported == 0 && again.areaAgrees == 9_817)
    #expect(try space.bytes("plan.gpkg") == before)
  }
}

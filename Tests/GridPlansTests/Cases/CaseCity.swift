import Foundation
import GridCases
import GridPlans
import GridVisits

/// The neighbourhood councils of Los Angeles, adopted as a plan, with 10,000 service requests of the first days of 2020.
struct CaseCity {
  let space: Workspace
  let path: String
  let clock: ClockZone
  let request: CaseImportRequest
  let summary: CaseImportSummary
  /// How many are open at midnight, by day, as counted from the table alone.
  static let openByDay = [("2020-01-02", 1492), ("2020-01-03", 5432), ("2020-01-06", 4147)]

  /// `nil` where the data are not there, which is said.
  init?() throws {
    guard let councils = SharedData.councils, let requests = SharedData.path("la311/requests-2020.csv") else { return nil }
    space = try Workspace()
    path = "\(space.path)/plan.gpkg"
    _ = try adoptGrids(
      from: councils, writingTo: path,
      options: AdoptionOptions(
        layer: ForeignLayerOptions(fields: try FieldMapping("code=nc_id,name=name")), name: "Los Angeles", threads: 2,
        date: "2026-11-21"), control: PlanningControl())
    clock = try ClockZone("America/Los_Angeles")
    var take = CaseImportRequest(requests, asOf: try CaseTown.instant("2026-11-21"))
    take.fields = try CaseFields(
      "id=srnumber,class=requesttype,created=createddate,closed=closeddate,lat=latitude,lon=longitude,area=nc")
    take.zone = clock
    take.datum = "WGS84"
    request = take
    summary = try importCases(into: path, take)
  }
}

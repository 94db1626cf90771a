import Foundation
import GridPlans
import GridVisits
import Testing

@Suite("The synthetic log of visits")
struct SampleVisitTests {
  @Test("Every row of a sample's log fits the plan of the sample, and some grids are behind")
  func fits() throws {
    let space = try Workspace()
    let folder = "\(space.path)/sample"
    _ = try makeSample(households: 12_000, seed: 7, directory: folder, control: PlanningControl())
    _ = try planCounty(
      at: "\(folder)/county.yaml", writingTo: "\(space.path)/plan.gpkg",
      options: PlanningOptions(effort: .quick, date: "2026-01-01"), control: PlanningControl())
    let day = try #require(CivilDate("2026-06-30"))
    var request = VisitRequest(asOf: day, log: "\(folder)/visits.csv", targets: "\(folder)/visit-targets.csv")
    request.classes = "\(folder)/visits.yaml"
    request.ledger = "seven-colors"
    let report = try logVisits(in: "\(space.path)/plan.gpkg", request)
    #expect(report.summary.rejected.isEmpty, "\(report.lines(in: .en).prefix(3))")
    #expect(report.summary.rows > 500 && report.summary.droppedColumns.isEmpty)
    #expect(report.summary.total.overdue > 0 && report.summary.total.done > report.summary.total.overdue)
    #expect(report.summary.colors.count > 1)
    let rules = try VisitSettings(
      yaml: String(contentsOfFile: "\(folder)/visits.yaml", encoding: .utf8), file: "visits.yaml")
    let colors = try LedgerSettings(named: "seven-colors").ledger.colors.compactMap(\.visitClass)
    #expect(Set(colors) == Set(rules.classes.map(\.code)), "the preset's classes are those of the sample")
  }
}

import Foundation
import GridCases
import GridPlans
import Testing

@Suite("The synthetic cases")
struct SampleCaseTests {
  @Test("Every row of a sample's cases and steps fits the plan of the sample, and some are open, escalated and overdue")
  func fits() throws {
    let space = try Workspace()
    let folder = "\(space.path)/sample"
    let plan = "\(space.path)/plan.gpkg"
    _ = try makeSample(households: 12_000, seed: 7, directory: folder, control: PlanningControl())
    _ = try planCounty(
      at: "\(folder)/county.yaml", writingTo: plan, options: PlanningOptions(effort: .quick, date: "2026-01-01"),
      control: PlanningControl())
    let clock = try CaseClock(named: "Asia/Shanghai", plan: plan, rules: CaseSettings(named: "neutral").rules)
    let instant = try clock.instant("2026-06-30T08:00", option: "--as-of")
    var request = CaseImportRequest("\(folder)/cases.csv", asOf: instant)
    request.zone = try ClockZone("Asia/Shanghai")
    let taken = try importCases(into: plan, request)
    #expect(taken.imported == taken.rows && taken.rows > 400)
    #expect(taken.ownClasses.isEmpty, "the sample's classes are those of the neutral rules")
    #expect(taken.areaStated == taken.rows)
    #expect(taken.unlocated > 0 && taken.areaAgrees > taken.rows * 95 / 100)
    let (steps, unread) = try readCaseActions("\(folder)/case-steps.csv", times: InstantReader(zone: clock.zone))
    let advance = try advanceCases(in: plan, steps, now: instant)
    #expect(unread.isEmpty && advance.refused.isEmpty && advance.advanced == steps.count && steps.count > 50)
    let figures = try caseFigures(of: plan, CaseQuestion(asOf: instant, settings: try CaseSettings(named: "neutral")))
    #expect(figures.open > 30 && figures.closed > figures.open && figures.overdue > 0)
    #expect((figures.byTier["township"]?.cases ?? 0) > 0)
  }
}

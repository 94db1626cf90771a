import Foundation
import GridCases
import GridPlans
import GridVisits
import Referees
import Testing

@Suite("Cases in the audit")
struct CaseFindingTests {
  /// One inside A1, two outside the town, one without a place, one closed outside.
  private func town() throws -> CaseTown {
    let town = try CaseTown()
    try town.take([
      "1,lighting,2026-01-01,,\(try CaseTown.place(50, 50)),,", "2,noise,2026-01-02,,\(try CaseTown.place(350, 250)),,",
      "3,noise,2026-01-02,,\(try CaseTown.place(360, 250)),,", "4,noise,2026-01-03,,,,,",
      "5,noise,2026-01-02,2026-01-04,\(try CaseTown.place(350, 250)),,",
    ])
    return town
  }

  private func audit(_ town: CaseTown, asOf day: String? = nil) throws -> AuditReport {
    try auditPlan(
      at: town.path, threads: 2, asOf: try day.map { try #require(CivilDate($0)) }, control: PlanningControl())
  }

  @Test("Open cases outside and without a place are told with their denominators; closed ones are not")
  func open() throws {
    let report = try audit(town())
    let outside = try #require(report.summary.findings.first { $0.rule == "cases-outside" })
    #expect(outside.measure == 2 && outside.denominator == 3 && outside.unit == "cases")
    let unlocated = try #require(report.summary.findings.first { $0.rule == "cases-unlocated" })
    #expect(unlocated.measure == 1 && unlocated.denominator == 4)
    #expect(report.summary.rules["cases-overdue"] == nil && report.summary.rules["cases-misplaced"] == nil)
    #expect(report.summary.rules["cases-unstaffed"] == nil && !report.isClean, "a warning is a finding")
  }

  @Test("Limits are held only against a day that somebody named")
  func overdue() throws {
    let town = try town()
    #expect(try audit(town).summary.rules["cases-overdue"] == nil)
    let report = try audit(town, asOf: "2026-01-31")
    let overdue = report.summary.findings.filter { $0.rule == "cases-overdue" }
    #expect(overdue.map(\.grids) == [["A1"], []] && overdue.map(\.measure) == [1, 3])
    // On their first evening nothing is late yet, and the later ones have not come.
    let early = try audit(town, asOf: "2026-01-01")
    #expect(early.summary.rules["cases-overdue"] == nil && early.summary.rules["cases-outside"] == nil)
  }

  @Test("Limits are those of the rules that the cases came in by, and these go along into another plan of the place")
  func rules() throws {
    let town = try town()
    let text = try #require(CaseSettings.presets["neutral"])
    let patient = text.replacingOccurrences(of: "{limit: 2 working days}", with: "{limit: 900 working days}")
    try #require(patient != text)
    let rules = try town.space.write(patient, to: "patient.yaml")
    let more = "6,noise,2026-01-02,,\(try CaseTown.place(50, 50)),,"
    #expect(try town.take([more]) { $0.rules = rules }.imported == 1)
    // The lamp of A1 has a limit of two working days in one, and of 900 in the other.
    func overdue() throws -> Int { try audit(town, asOf: "2026-01-31").summary.rules["cases-overdue"] ?? 0 }
    #expect(try overdue() == 0, "nothing is late in 900 working days")
    let bytes = try town.space.bytes("plan.gpkg")
    #expect(try town.take([more]).unchanged == 1)
    #expect(try town.space.bytes("plan.gpkg") == bytes, "rules that nobody names stay")
    let plan = try Plan(contentsOf: town.path)
    _ = try plan.write(to: town.path)
    #expect(try overdue() == 0)
    #expect(try town.take([more]) { $0.rules = "neutral" }.unchanged == 1)
    #expect(try overdue() > 0)
  }

  @Test("gaps keeps their ids from look to look, and they are cured when the cases are closed")
  func gaps() throws {
    let town = try town()
    func look(_ day: String) throws -> GapSummary {
      try findGaps(in: town.path, GapRequest(asOf: try #require(CivilDate(day)), level: nil))
    }
    let first = try look("2026-01-10").findings.filter { $0.meaning == "g" }
    #expect(Set(first.map(\.rule)) == ["cases-outside", "cases-unlocated"] && first.allSatisfy { $0.status == "new" })
    let second = try look("2026-01-11").findings.filter { $0.meaning == "g" }
    #expect(second.map(\.id) == first.map(\.id) && second.allSatisfy { $0.status == "still" && $0.since == "2026-01-10" })
    for id in ["2", "3"] { _ = try town.advance(id, .settled, at: "2026-01-11T20:00") }
    let third = try look("2026-01-12")
    #expect(third.findings.first { $0.rule == "cases-outside" }?.status == "cured")
    let row = try #require(third.rows.first { $0.meaning == "g" && $0.level == "county" })
    #expect(row.rate?.numerator == 1 && row.rate?.denominator == 2)
  }

  @Test("A case that another program put elsewhere is an error, and relocate mends it and writes it down")
  func misplaced() throws {
    let town = try town()
    guard let referee = Referee(importing: "sqlite3") else { return }
    let script = """
      import sqlite3, sys
      plan = sqlite3.connect(sys.stdin.read().strip())
      for name in ("ST_IsEmpty", "ST_MinX", "ST_MaxX", "ST_MinY", "ST_MaxY"): plan.create_function(name, 1, lambda blob: 0)
      plan.execute("UPDATE cases SET grid = 'B2' WHERE id = '1'")
      plan.commit()
      """
    _ = try referee.run(script, input: town.path)
    let report = try audit(town)
    #expect(!report.isClean && report.summary.findings.first { $0.rule == "cases-misplaced" }?.grids == ["A1"])
    let before = try town.space.bytes("plan.gpkg")
    let now = try CaseTown.instant("2026-11-21")
    #expect(try relocateCases(in: town.path, at: now, isDryRun: true).cases.moved == 1)
    #expect(try town.space.bytes("plan.gpkg") == before)
    let moved = "\(town.space.path)/moved.csv"
    let done = try relocateCases(in: town.path, at: now, writingMovedTo: moved)
    #expect(done.cases.carried == 5 && done.cases.unchanged == 4 && done.cases.moved == 1)
    let text = try String(contentsOfFile: moved, encoding: .utf8)
    #expect(text.split(separator: "\r\n").dropFirst().map(String.init) == ["1,lighting,B2,A1,inside,inside,,,,,,"])
    #expect(try audit(town).summary.rules["cases-misplaced"] == nil)
    let rows = try referee.run(
      "import sqlite3, sys; print(sqlite3.connect(sys.stdin.read().strip()).execute('SELECT * FROM case_moves').fetchall())",
      input: town.path)
    #expect(rows.contains("(1, '1', '2026-11-21T00:00:00.000Z', 'B2', 'A1', 'inside', 'inside')"), "\(rows)")
    #expect(try relocateCases(in: town.path, at: now).cases.moved == 0)
  }

  @Test("Cases that were merged into one that was withdrawn later are told, also by way of another; reopened, they are not")
  func mergedAway() throws {
    let town = try town()
    #expect(try town.advance("3", .merged, "2", at: "2026-01-06").advanced == 1)
    #expect(try town.advance("2", .merged, "1", at: "2026-01-07").advanced == 1)
    #expect(try audit(town).summary.rules["cases-merged-away"] == nil)
    #expect(try town.advance("1", .withdrawn, at: "2026-01-08").advanced == 1)
    let finding = try #require(try audit(town).summary.findings.first { $0.rule == "cases-merged-away" })
    #expect(finding.measure == 2 && finding.denominator == 2 && finding.text.en.contains("2, 3") && finding.text.en.contains("case 1"))
    // On the day before it was not so yet.
    #expect(try audit(town, asOf: "2026-01-07").summary.rules["cases-merged-away"] == nil)
    #expect(try town.advance("1", .reopened, at: "2026-01-09").advanced == 1)
    #expect(try audit(town).summary.rules["cases-merged-away"] == nil)
  }

  @Test("A plan without grids has no place for cases, which is said")
  func withoutGrids() throws {
    let town = try town()
    var plan = try Plan(contentsOf: town.path)
    plan.grids = []
    _ = try plan.write(to: town.path)
    let now = try CaseTown.instant("2026-11-21")
    let error = #expect(throws: PlanError.self) { try relocateCases(in: town.path, at: now) }
    #expect(error?.text(in: .en).contains("no grids") == true && error?.text(in: .zh).contains("没有网格") == true)
    #expect(throws: PlanError.self) { try diagnoseDatum(of: try town.request("cases.csv"), in: town.path) }
    #expect(throws: PlanError.self) { try town.take(["9,noise,2026-01-01,,,,,"]) }
  }

  @Test("Lists and hand-overs name the post in charge; where a grid has nobody, its cases are told")
  func posts() throws {
    let town = try town()
    try town.take(["6,noise,2026-01-01,,\(try CaseTown.place(150, 150)),,"])
    let people = try town.space.write("id,role,x,y\nw1,worker,500050,3800050\n", to: "people.csv")
    let options = StaffOptions(workers: people, date: "2026-11-21")
    _ = try staffPlan(at: town.path, options: options, control: PlanningControl())
    let lines = try town.list().split(separator: "\r\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    let columns = lines[0].map(String.init)
    let worker = try #require(columns.firstIndex(of: "worker"))
    let grid = try #require(columns.firstIndex(of: "post_grid"))
    let held = lines.dropFirst().filter { !$0[worker].isEmpty }
    #expect(held.allSatisfy { $0[worker] == "w1" && $0[grid] == $0[15] } && held.count <= 1)
    let report = try audit(town)
    let unstaffed = report.summary.findings.filter { $0.rule == "cases-unstaffed" }
    #expect(unstaffed.count + held.count == 2, "\(unstaffed)")
  }

  @Test("A plan that takes the place of another says who hands which case to whom")
  func handover() throws {
    let town = try town()
    var layer = DrawnLayer(1)
    layer.features.removeAll()
    layer.add("W", 0, 0, 200, 300)
    layer.add("E", 300, 200, 100, 100)
    let moved = "\(town.space.path)/moved.csv"
    var options = AdoptionOptions(
      layer: ForeignLayerOptions(fields: try FieldMapping("code=no"), referenceSystem: "EPSG:4547"), name: "Town", threads: 1,
      date: "2026-11-22")
    options.movedCases = moved
    options.takesOver = true
    let report = try adoptGrids(
      from: try layer.write(to: town.space, as: "again.geojson"), writingTo: town.path, options: options,
      control: PlanningControl())
    let cases = try #require(report.summary.cases)
    #expect(cases.carried == 5 && cases.moved == 1 && cases.nowInside == 3 && cases.unchanged == 1 && cases.nowOutside == 0)
    let lines = try String(contentsOfFile: moved, encoding: .utf8).split(separator: "\r\n").dropFirst().map(String.init)
    #expect(lines.first == "1,lighting,A1,W,inside,inside,,,,,," && lines.count == 4)
    #expect(report.lines(in: .zh).contains { $0.contains("随迁案件 5 件") })
    #expect(try audit(town).summary.rules["cases-misplaced"] == nil)
  }
}

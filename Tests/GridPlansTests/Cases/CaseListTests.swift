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

  @Test(
    "A grid or a class that nobody knows is an error that names the nearest",
    arguments: [
      ("A9", nil, "--grid"), (nil, "lightning", "lighting"), (nil, "路灯照明", "--class"), ("Z", "noise", "--grid"),
    ]
      as [(String?, String?, String)])
  func unknown(grid: String?, caseClass: String?, told: String) throws {
    let town = try CaseTown()
    try town.take(["1,noise,2026-01-02 08:00,,\(try CaseTown.place(50, 50)),,", "2,Ghosts,2026-01-02 08:00,,,,,"])
    let error = #expect(throws: PlanError.self) {
      try town.list {
        $0.grid = grid
        $0.filter.classes = caseClass.map { [$0] }
      }
    }
    for language in [Language.en, .zh] {
      #expect(error?.text(in: language).contains(told) == true, "\(error?.text(in: language) ?? "")")
      #expect(error?.text(in: language).contains(grid ?? caseClass ?? "") == true)
    }
    // A class of its own is known by the cases that have it; a grid without cases by the plan.
    #expect(rows(try town.list { $0.filter.classes = ["Ghosts"] }).map { $0[0] } == ["2"])
    #expect(rows(try town.list { $0.grid = "C3" }).isEmpty)
  }

  @Test("A code with a dash is no child of the code before the dash: lists and claims go by the parent that the plan states")
  func dashedCodes() throws {
    var layer = DrawnLayer(0)
    layer.features = ["19", "19-B"].enumerated().map { index, code in
      DrawnCounty.square("{\"no\":\"\(code)\",\"title\":\"\(code)\"}", index * 100, 0, 100, 100)
    }
    let town = try CaseTown(layer)
    try town.space.write("id,role,x,y\nW1,worker,500050,3800050\nW2,worker,500150,3800050\n", to: "people.csv")
    let options = StaffOptions(workers: "\(town.space.path)/people.csv", date: "2026-11-21", threads: 1)
    _ = try staffPlan(at: town.path, options: options, control: PlanningControl())
    try town.take(["a,noise,2026-01-02,,\(try CaseTown.place(50, 50)),,", "b,noise,2026-01-02,,\(try CaseTown.place(150, 50)),,"])
    #expect(rows(try town.list { $0.grid = "19" }).map { $0[0] } == ["a"])
    #expect(rows(try town.list { $0.grid = "19-B" }).map { $0[0] } == ["b"])
    for (id, worker, other) in [("a", "W1", "W2"), ("b", "W2", "W1")] {
      _ = try town.advance(id, .triaged, at: "2026-01-03")
      _ = try town.advance(id, .dispatched, "grid", at: "2026-01-04")
      #expect(try town.advance(id, .claimed, at: "2026-01-05", by: other).refused.count == 1)
      #expect(try town.advance(id, .claimed, at: "2026-01-05", by: worker).advanced == 1)
    }
  }

  @Test(
    "Where limits in working time go by other clocks than the cases, import, list, figures and map say so",
    arguments: [("America/Los_Angeles", true), ("Asia/Shanghai", false), ("+08:00", false)])
  func otherClocks(zone: String, isTold: Bool) throws {
    let town = try CaseTown()
    let taken = try town.take(["1,noise,2026-01-02 08:00,,\(try CaseTown.place(50, 50)),,"]) { $0.zone = try ClockZone(zone) }
    let question = CaseQuestion(asOf: try CaseTown.instant("2026-11-21"), settings: try CaseSettings(named: "neutral"))
    var list = CaseListRequest(question)
    list.output = "\(town.space.path)/list.csv"
    let map = ConditionsRequest(question, for: .internal, zone: .utc)
    let notes = [
      taken.notes, try listCases(of: town.path, list).notes, try caseFigures(of: town.path, question).notes,
      try mapConditions(of: town.path, map, into: "\(town.space.path)/map", isDryRun: true).notes,
    ]
    for told in notes {
      let words = ["timeZone: \(zone)", "Asia/Shanghai", "--rules"]
      #expect(told.contains { note in words.allSatisfy { note.en.contains($0) && note.zh.contains($0) } } == isTold, "\(told)")
    }
  }

  @Test("Refusals tell moments by the clocks asked for, else by those of the plan's cases")
  func clocksOfRefusals() throws {
    let town = try CaseTown()
    let place = try CaseTown.place(50, 50)
    let summary = try town.take([
      "1,noise,2026-01-02 08:00,,\(place),,", "2,noise,2026-12-24 08:00,,\(place),,",
      "3,noise,2026-01-02 08:00,2026-01-01 08:00,\(place),,",
    ])
    #expect(summary.problems.map { $0.text.en.contains("2026-12-24T08:00:00+08:00") } == [true, false])
    #expect(summary.problems[1].text.zh.contains("2026-01-01T08:00:00+08:00"))
    #expect(summary.problems.allSatisfy { !$0.text.en.contains("Z") && !$0.text.zh.contains("Z") })
    let other = try town.take(["1,noise,2026-01-02 09:00,,\(place),,"])
    #expect(
      other.conflicts.first?.text.en.contains("`2026-01-02T08:00:00+08:00` and is `2026-01-02T09:00:00+08:00`") == true)
    for (at, word) in [
      ("2025-12-01", "before its last event, 2026-01-02T08:00:00+08:00"),
      ("2027-01-01", "2027-01-01T08:00:00+08:00 lies after"),
    ] {
      let refused = try town.advance("1", .triaged, at: at).refused
      #expect(refused.first?.text.en.contains(word) == true, "\(refused)")
    }
    let step = try CaseAction("1", .triaged, detail: "", at: try CaseTown.instant("2027-01-01"), actor: "")
    let told = try advanceCases(
      in: town.path, [(nil, step)], now: try CaseTown.instant("2026-11-21"), zone: ClockZone("America/Los_Angeles"))
    #expect(told.refused.first?.text.zh.contains("2026-12-31T16:00:00-08:00") == true)
    #expect(
      try relocateCases(in: town.path, at: try CaseTown.instant("2026-11-21"), isDryRun: true).asOf
        == "2026-11-21T08:00:00+08:00")
  }

  @Test(
    "Where a dedicated grid is laid over others, its cases stay with the grid that has the ground, and name it above")
  func overlaid() throws {
    let town = try CaseTown()
    try town.layASchoolOver()
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

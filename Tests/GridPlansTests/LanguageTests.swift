import Foundation
import GridPlans
import Testing

@Suite("Chinese messages")
struct LanguageTests {
  @Test("A problem's place and cause are in Chinese, names and codes as they are")
  func problems() throws {
    let space = try Workspace()
    var county = DrawnCounty()
    county.units[0] = county.units[0].replacingOccurrences(of: "\"hh\":40", with: "\"hh\":-4")
    county.units[1] =
      "{\"type\":\"Feature\",\"properties\":{\"id\":\"u1\",\"hh\":4,\"code\":\"990001001001\"},"
      + "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[500000,3800000],[500001,3800000],[500000,3800000]]]}}"
    let report = try checkCounty(at: try county.write(to: space), options: .test, control: PlanningControl())
    let lines = report.lines(in: .zh)
    #expect(lines.contains { $0.contains("第 1 个要素，字段 `hh`") }, "\(lines)")
    #expect(lines.contains { $0.contains("有 3 个点，至少需要 4 个") }, "\(lines)")
    #expect(!lines.contains { $0.contains("feature") || $0.contains("field") || $0.contains("points") }, "\(lines)")
  }

  @Test("A summary is written in the language its encoder is told")
  func summaries() throws {
    var county = DrawnCounty()
    county.policy = "levels: [{level: 1, households: {min: 1, target: 2, max: 3}}]"
    let summary = try county.plan(in: try Workspace()).summary
    let key = try #require(Language.userInfoKey)
    for (language, word) in [(Language.en, "households"), (.zh, "户")] {
      let encoder = JSONEncoder()
      encoder.userInfo[key] = language
      let text = String(decoding: try encoder.encode(summary.outOfBand), as: UTF8.self)
      #expect(text.contains("\"reason\":\"东村") && text.contains(word), "\(text.prefix(200))")
    }
    #expect(String(decoding: try JSONEncoder().encode(summary.outOfBand), as: UTF8.self).contains("piece of ground"))
  }

  @Test("A manifest's key and line are named in Chinese")
  func keys() {
    let error = #expect(throws: PlanError.self) { _ = try Policy(yaml: "levels: [{count: 0}]", file: "policy.yaml") }
    let text = error?.text(in: .zh) ?? ""
    #expect(text.contains("`levels[0].count`，第 1 行"), "\(text)")
  }

  @Test("What the policy calls its grids stands in the plan and is read back")
  func kindNames() throws {
    let space = try Workspace()
    var county = DrawnCounty()
    county.policy = "levels: [{level: 1, name: {en: cell, zh: 单元网格}, households: {min: 300, target: 400, max: 500}}]"
    let plan = try county.plan(in: space).plan
    #expect(plan.name(of: .first) == BilingualText(en: "cell", zh: "单元网格"))
    #expect(try Plan(contentsOf: "\(space.path)/plan.gpkg").kindNames == plan.kindNames)
  }
}

import Foundation
import GridAuditing
import GridPlans
import Testing

/// Dirt that a plan can live with: it is planned around and told.
@Suite("Findings about the input")
struct FindingTests {
  private static func homes(_ rows: String...) -> String { "id,hh,x,y\n" + rows.joined(separator: "\n") + "\n" }

  private static func sites(_ properties: String...) -> String {
    DrawnCounty.collection(properties.enumerated().map { DrawnCounty.square($1, 110 + 100 * $0, 110, 30, 30) })
  }

  private static let homesLayer =
    "  households: {source: homes.csv, crs: \"EPSG:4547\", fields: {id: id, households: hh}}"
  private static let sitesLayer =
    "  sites: {source: sites.geojson, crs: \"EPSG:4547\", fields: {class: class, name: name, rank: rank}}"
  private static let dedicated =
    "levels: [{level: 1, households: {min: 300, target: 400, max: 500}}]\ndedicated: {classes: [school]}"

  struct Dirt: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let rule: String
    let words: [String]
    let plant: @Sendable (inout DrawnCounty, Workspace) throws -> Void
  }

  static let dirt: [Dirt] = [
    Dirt(testDescription: "a household twice", rule: "identifier-twice", words: ["homes.csv", "feature 2", "h1"]) {
      county, space in
      try space.write(homes("h1,3,500050,3800050", "h1,4,500150,3800050"), to: "homes.csv")
      county.extra = homesLayer
    },
    Dirt(testDescription: "an empty count", rule: "count-missing", words: ["`hh`", "1 of its features", "feature 1"]) {
      county, space in
      try space.write(homes("h1,,500050,3800050", "h2,4,500150,3800050"), to: "homes.csv")
      county.extra = homesLayer
    },
    Dirt(testDescription: "NUL in a name", rule: "text-cleaned", words: ["communities.geojson", "`name`", "U+0000"]) {
      county, _ in
      county.communities[0] = county.communities[0].replacingOccurrences(of: "东村", with: "东\\u0000村")
    },
    Dirt(testDescription: "a rank that is no number", rule: "site-rank-unknown", words: ["feature 1", "`x`"]) {
      county, space in
      try space.write(sites("{\"class\":\"school\",\"name\":\"A\",\"rank\":\"x\"}"), to: "sites.geojson")
      county.extra = sitesLayer
      county.policy = dedicated
    },
    Dirt(testDescription: "sites of other classes", rule: "site-of-other-class", words: ["1 of 3 sites", "park 2"]) {
      county, space in
      try space.write(
        sites(
          "{\"class\":\"school\",\"name\":\"A\",\"rank\":1}", "{\"class\":\"park\",\"name\":\"B\",\"rank\":1}",
          "{\"class\":\"park\",\"name\":\"C\",\"rank\":1}"), to: "sites.geojson")
      county.extra = sitesLayer
      county.policy = dedicated
    },
    Dirt(testDescription: "sites without a policy for them", rule: "sites-unused", words: ["no dedicated grids"]) {
      county, space in
      try space.write(sites("{\"class\":\"school\",\"name\":\"A\",\"rank\":1}"), to: "sites.geojson")
      county.extra = sitesLayer
    },
    Dirt(
      testDescription: "a filter no barrier meets", rule: "where-keeps-nothing",
      words: ["`class` is never `river`", "`road` (1)"]
    ) { county, space in
      try space.write(
        "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":{\"class\":\"road\"},"
          + "\"geometry\":{\"type\":\"LineString\",\"coordinates\":[[500000,3800100],[500800,3800100]]}}]}",
        to: "roads.geojson")
      county.extra = "  barriers: [{source: roads.geojson, crs: \"EPSG:4547\", where: {class: river}}]"
    },
    Dirt(
      testDescription: "a barrier that cannot be read", rule: "barrier-without-geometry",
      words: ["feature 1", "not a number"]
    ) { county, space in
      try space.write(
        "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":{},"
          + "\"geometry\":{\"type\":\"LineString\",\"coordinates\":[[\"a\",1],[2,3]]}}]}", to: "roads.geojson")
      county.extra = "  barriers: [{source: roads.geojson, crs: \"EPSG:4547\"}]"
    },
    Dirt(testDescription: "a zone next to the ground's", rule: "system-stretches", words: ["CM 108E", "crs: auto"]) {
      county, _ in
      county.manifestCRS = "EPSG:4545"
    },
    Dirt(
      testDescription: "a unit of an unknown community", rule: "unit-community-unknown",
      words: ["units.geojson", "u0", "zzz"]
    ) { county, _ in
      county.units[0] = county.units[0].replacingOccurrences(of: "990001001001", with: "zzz")
    },
    Dirt(testDescription: "a unit far from its community", rule: "unit-apart", words: ["units.geojson", "far"]) {
      county, _ in
      county.units.append(
        DrawnCounty.square("{\"id\":\"far\",\"hh\":5,\"code\":\"990001001001\"}", 9000, 9000, 100, 100))
    },
    Dirt(testDescription: "a point laid over grids", rule: "site-without-ground", words: ["Point"]) { county, space in
      try space.write(
        "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":{\"class\":\"school\",\"name\":\"A\",\"rank\":1},"
          + "\"geometry\":{\"type\":\"Point\",\"coordinates\":[500050,3800050]}}]}", to: "sites.geojson")
      county.extra = sitesLayer
      county.policy = dedicated.replacingOccurrences(of: "{classes", with: "{mode: overlay, classes")
    },
  ]

  @Test("Dirt is told under its rule, with file, feature and cause, in both languages", arguments: dirt)
  func told(dirt: Dirt) throws {
    let space = try Workspace()
    var county = DrawnCounty()
    try dirt.plant(&county, space)
    let report = try checkCounty(at: try county.write(to: space), options: .test, control: PlanningControl())
    let notes = report.summary.findings.filter { $0.rule == dirt.rule }
    #expect(notes.count == 1, "\(report.lines(in: .en, isComplete: true))")
    for word in dirt.words {
      #expect(notes.first?.text(in: .en).contains(word) == true, "\(notes.map { $0.text(in: .en) })")
    }
    let chinese = notes.first?.text(in: .zh) ?? ""
    #expect(chinese.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) })
    #expect(!chinese.contains("feature"), "\(chinese)")
  }

  @Test("A check tells a flood of one kind by its number and three examples, all of it on request")
  func floods() throws {
    let space = try Workspace()
    var county = DrawnCounty()
    let lost = (0..<40).map { "far\($0),3,\(700_000 + $0),3800050" }.joined(separator: "\n")
    try space.write("id,hh,x,y\nh,5,500050,3800050\n\(lost)\n", to: "homes.csv")
    county.extra = Self.homesLayer
    let report = try checkCounty(at: try county.write(to: space), options: .test, control: PlanningControl())
    let short = report.lines(in: .en)
    #expect(short.contains { $0.contains("household-outside") && $0.contains("40 of them") })
    #expect(short.count < 10)
    #expect(report.lines(in: .en, isComplete: true).filter { $0.contains("household-outside") }.count == 40)
    #expect(report.summary.findings.count >= 40)
  }

  @Test("A layer with many faults names ten of them and how many more there are")
  func manyFaults() throws {
    let space = try Workspace()
    var county = DrawnCounty()
    county.units = county.units.map { $0.replacingOccurrences(of: "\"hh\":", with: "\"hh\":-") }
    let report = try checkCounty(at: try county.write(to: space), options: .test, control: PlanningControl())
    #expect(report.problems.count == 32)
    #expect(report.lines(in: .en).filter { $0.contains("negative") }.count == 10)
    #expect(report.lines(in: .en).contains { $0.contains("22 problems more") })
    #expect(report.lines(in: .en, isComplete: true).filter { $0.contains("negative") }.count == 32)
  }

  @Test("A county-wide count the ground cannot give is an error of the plan", arguments: [(1, 2), (40, 32)])
  func unmetCount(asked: Int, given: Int) throws {
    var county = DrawnCounty()
    county.policy = "levels: [{level: 1, count: \(asked)}]"
    let result = try county.plan(in: try Workspace())
    #expect(result.summary.grids.first == given)
    #expect(
      result.plan.findings.contains {
        $0.rule == "count-unmet" && $0.text.contains("\(asked)") && $0.text.contains("\(given)")
      })
    #expect(!result.isClean)
  }

  @Test("Communities drawn elsewhere than their units are not taken for covered by them")
  func misplacedCommunities() throws {
    let space = try Workspace()
    var county = DrawnCounty()
    county.communities[1] = county.communities[0].replacingOccurrences(of: "990001001001", with: "990001001002")
    let manifest = try county.write(to: space)
    let error = #expect(throws: PlanError.self) {
      _ = try planCounty(at: manifest, writingTo: nil, options: .test, control: PlanningControl())
    }
    #expect(error?.text(in: .en).contains("overlap") == true)
  }
}

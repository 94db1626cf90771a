import Foundation
import GridAuditing
import GridLayers
import GridPlans
import Testing

/// Bad input: each gets a message that names file, feature and remedy, and nothing is left behind.
@Suite("Bad input")
struct BadInputTests {
  struct Fault: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// What the message must name.
    let words: [String]
    let plant: @Sendable (inout DrawnCounty) -> Void

    init(_ description: String, _ words: String..., plant: @escaping @Sendable (inout DrawnCounty) -> Void) {
      testDescription = description
      self.words = words
      self.plant = plant
    }
  }

  static let faults: [Fault] = [
    Fault("duplicate unit id", "units.geojson", "feature 2", "u0") {
      $0.units[1] = $0.units[1].replacingOccurrences(of: "\"u1\"", with: "\"u0\"")
    },
    Fault("duplicate community code", "communities.geojson", "990001001001") {
      $0.communities[1] = $0.communities[1].replacingOccurrences(of: "990001001002", with: "990001001001")
    },
    Fault("negative households", "units.geojson", "feature 1", "negative") {
      $0.units[0] = $0.units[0].replacingOccurrences(of: "\"hh\":40", with: "\"hh\":-4")
    },
    Fault("fractional households", "feature 1", "whole number") {
      $0.units[0] = $0.units[0].replacingOccurrences(of: "\"hh\":40", with: "\"hh\":4.5")
    },
    Fault("absurd households", "feature 1", "beyond belief") {
      $0.units[0] = $0.units[0].replacingOccurrences(of: "\"hh\":40", with: "\"hh\":4000000000")
    },
    Fault("households as words", "feature 1", "whole number") {
      $0.units[0] = $0.units[0].replacingOccurrences(of: "\"hh\":40", with: "\"hh\":\"many\"")
    },
    Fault("an unclosed polygon of three points", "feature 1", "3 points where at least 4 are needed") {
      $0.units[0] =
        "{\"type\":\"Feature\",\"properties\":{\"id\":\"u0\",\"hh\":40,\"code\":\"990001001001\"},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[500000,3800000],[500001,3800000],[500000,3800000]]]}}"
    },
    Fault("coordinates in quotes", "units.geojson", "feature 1", "not a number") {
      $0.units[0] =
        "{\"type\":\"Feature\",\"properties\":{\"id\":\"u0\",\"hh\":40,\"code\":\"990001001001\"},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[\"500000\",\"3800000\"],[500001,3800000],[500001,3800001],[500000,3800000]]]}}"
    },
    Fault("a community without area", "communities.geojson", "feature 3", "990001001003", "no area") {
      $0.communities.append(
        DrawnCounty.polygon("{\"code\":\"990001001003\"}", [[0, 0], [100, 0], [200, 0], [0, 0]]))
    },
    Fault("a community code with a slash", "feature 1", "field `code`", "U+002F") { $0.recode("../x") },
    Fault("a community code with a line break", "feature 1", "U+000A") { $0.recode("a\\nb") },
    Fault("a community code with NUL", "feature 1", "U+0000") { $0.recode("9900\\u00001") },
    Fault("a community code with a space", "feature 1", "U+0020") { $0.recode("a b") },
    Fault("a community code of 65 characters", "feature 1", "more than 64") {
      $0.recode(String(repeating: "9", count: 65))
    },
    Fault("a filter that nothing meets", "communities.geojson", "`name` is never `北村`", "`东村` (1)") {
      $0.communitiesMore = ", where: {name: 北村}"
    },
    Fault("a filter that nothing meets, system by the ground", "`name` is never `北村`") {
      $0.communitiesMore = ", where: {name: 北村}"
      $0.manifestCRS = "auto"
    },
    Fault("a system for the screen", "county.yaml", "Mercator", "crs: auto") { $0.manifestCRS = "EPSG:3857" },
    Fault("a zone far from the ground", "CM 75E", "crs: auto") { $0.manifestCRS = "EPSG:4534" },
    Fault("a level no grid has", "previous.geojson", "feature 1", "`level`", "99") {
      $0.extra = "  previous: {source: previous.geojson, crs: \"EPSG:4547\", fields: {code: code, level: level}}"
    },
    Fault("an empty source", "county.yaml", "source") { $0.extra = "  compounds: {source: \"\"}" },
    Fault("a field of a layer that nothing reads", "unknown key `name`") {
      $0.extra = "  compounds: {source: units.geojson, crs: \"EPSG:4547\", fields: {name: id}}"
    },
    Fault("a layer that nothing reads", "unknown key `people`") { $0.extra = "  people: {source: units.geojson}" },
    Fault("a target of no households", "target", "1…500") {
      $0.policy = "levels: [{level: 1, households: {min: 0, target: 0, max: 500}}]"
    },
    Fault("null geometry", "feature 1", "no geometry") {
      $0.units[0] =
        "{\"type\":\"Feature\",\"properties\":{\"id\":\"u0\",\"hh\":40,\"code\":\"990001001001\"},\"geometry\":null}"
    },
    Fault("empty geometry", "feature 1", "is empty") {
      $0.units[0] =
        "{\"type\":\"Feature\",\"properties\":{\"id\":\"u0\",\"hh\":40,\"code\":\"990001001001\"},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[]}}"
    },
    Fault("a point where a polygon is needed", "feature 1", "Point") {
      $0.units[0] =
        "{\"type\":\"Feature\",\"properties\":{\"id\":\"u0\",\"hh\":40,\"code\":\"990001001001\"},\"geometry\":{\"type\":\"Point\",\"coordinates\":[500000,3800000]}}"
    },
    Fault("a bow-tie", "communities.geojson", "feature 1", "--repair") {
      $0.communities[0] = DrawnCounty.polygon(
        "{\"code\":\"990001001001\",\"name\":\"东村\"}", [[0, 0], [400, 400], [400, 0], [0, 400], [0, 0]])
    },
    Fault("communities that overlap beyond tolerance", "communities.geojson", "--accept-faults") {
      $0.communities[1] = DrawnCounty.square("{\"code\":\"990001001002\",\"name\":\"西村\"}", 300, 0, 500, 400)
    },
    Fault("an unknown reference system", "EPSG:999999") { $0.layerCRS = "EPSG:999999" },
    Fault("a geographic system for the plan", "projected") { $0.manifestCRS = "EPSG:4326" },
    Fault("Beijing 54 without parameters", "--allow-ballpark") { $0.layerCRS = "EPSG:2436" },
    Fault("metres read as degrees", "crs") { $0.layerCRS = "EPSG:4490" },
    Fault("an unknown manifest key", "unknown key `polcy`", "`policy`") { $0.extra = "polcy: dali" },
    Fault("a policy without levels", "no levels") { $0.policy = "name: empty" },
    Fault("points as barriers", "points.geojson", "feature 1") {
      $0.extra = "  barriers: [{source: points.geojson, crs: \"EPSG:4547\"}]"
    },
    Fault("a missing layer file", "rivers.geojson") { $0.extra = "  barriers: [{source: rivers.geojson}]" },
    Fault("a missing field", "persns", "The layer has") {
      $0.extra = "  compounds: {source: units.geojson, crs: \"EPSG:4547\", fields: {id: persns}}"
    },
    Fault("not GeoJSON", "garbage.geojson") { $0.extra = "  compounds: {source: garbage.geojson, crs: \"EPSG:4547\"}" },
    Fault("a truncated file", "truncated.geojson") {
      $0.extra = "  compounds: {source: truncated.geojson, crs: \"EPSG:4547\"}"
    },
  ]

  @Test("A fault is refused, named and leaves nothing", arguments: faults)
  func refused(fault: Fault) throws {
    let space = try Workspace()
    try space.write(
      DrawnCounty.collection([
        "{\"type\":\"Feature\",\"properties\":{},\"geometry\":{\"type\":\"Point\",\"coordinates\":[500010,3800010]}}"
      ]),
      to: "points.geojson")
    try space.write("this is not JSON", to: "garbage.geojson")
    try space.write(
      DrawnCounty.collection([DrawnCounty.square("{\"code\":\"990001001001001\",\"level\":99}", 0, 0, 100, 100)]),
      to: "previous.geojson")
    try space.write(String(DrawnCounty.collection(DrawnCounty.standardUnits).dropLast(300)), to: "truncated.geojson")
    var county = DrawnCounty()
    fault.plant(&county)
    let manifest = try county.write(to: space)
    let before = space.files
    let error = #expect(throws: PlanError.self) {
      _ = try planCounty(at: manifest, writingTo: "\(space.path)/plan.gpkg", options: .test, control: PlanningControl())
    }
    let text = error?.text(in: .en) ?? ""
    for word in fault.words { #expect(text.contains(word), "\(text)") }
    switch error {
    case .badInput, .layer: break
    default: Issue.record("\(text) is not told as bad input")
    }
    #expect(space.files == before)
  }

  @Test("A read-only or missing folder is refused before any work")
  func unwritable() throws {
    let space = try Workspace()
    let manifest = try DrawnCounty().write(to: space)
    #expect(throws: PlanError.self) {
      _ = try planCounty(
        at: manifest, writingTo: "\(space.path)/no/such/plan.gpkg", options: .test, control: PlanningControl())
    }
  }

  @Test("A plan is never written over what it is made from")
  func overInput() throws {
    let space = try Workspace()
    let manifest = try DrawnCounty().write(to: space)
    for name in ["county.yaml", "policy.yaml", "units.geojson"] {
      let before = try space.bytes(name)
      #expect(throws: PlanError.self) {
        _ = try planCounty(at: manifest, writingTo: "\(space.path)/\(name)", options: .test, control: PlanningControl())
      }
      #expect(try space.bytes(name) == before)
    }
  }

  @Test("Households outside every community are findings; if all are, the layer is refused", arguments: [900, 20_000])
  func householdsOutside(x: Int) throws {
    let space = try Workspace()
    func place(_ x: Int, _ households: Int) -> String {
      "{\"type\":\"Feature\",\"properties\":{\"hh\":\(households)},\"geometry\":{\"type\":\"Point\",\"coordinates\":[\(500_000 + x),3800050]}}"
    }
    let inside = (0..<8).map { place(50 + 100 * $0, 50) }
    try space.write(DrawnCounty.collection(inside + [place(x, 7)]), to: "homes.geojson")
    try space.write(DrawnCounty.collection([place(x, 7)]), to: "lost.geojson")
    var county = DrawnCounty()
    county.units = []
    let manifest = try county.write(to: space)
    let homes = "{source: homes.geojson, crs: \"EPSG:4547\", fields: {households: hh}}"
    let text = try String(contentsOfFile: manifest, encoding: .utf8)
      .split(separator: "\n").map { $0.hasPrefix("  units:") ? "  households: \(homes)" : String($0) }.joined(
        separator: "\n")
    try space.write(text, to: "county.yaml")
    let result = try planCounty(at: manifest, writingTo: nil, options: .test, control: PlanningControl())
    #expect(!result.isClean)
    #expect(result.summary.householdsOutside == 7)
    #expect(result.summary.households == 400)
    try space.write(text.replacingOccurrences(of: "homes.geojson", with: "lost.geojson"), to: "county.yaml")
    #expect(throws: PlanError.self) {
      _ = try planCounty(at: manifest, writingTo: nil, options: .test, control: PlanningControl())
    }
  }

  @Test("A problem is one line, and no name in it moves a terminal's cursor")
  func escapes() {
    let name = "plan\u{1B}[2J\u{202E}\nerror: all is well.gpkg"
    let errors: [PlanError] = [
      .badInput([InputProblem(source: name, place: BilingualText(name), cause: BilingualText(name), remedy: BilingualText(name))]),
      .layer(.missingFile(path: name)), .busy(path: name, waited: .seconds(1)),
      .cannotWrite(path: name, cause: BilingualText(name)),
    ]
    for error in errors {
      for language in [Language.en, .zh] {
        let text = error.text(in: language)
        #expect(text.contains("plan\\u{1B}[2J\\u{202E}\\u{A}error"), "\(text)")
        #expect(!text.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{202E}" || $0 == "\n" })
      }
    }
  }

  @Test("A bow-tie is repaired on request, and listed")
  func repaired() throws {
    let space = try Workspace()
    var county = DrawnCounty()
    county.communities[0] = DrawnCounty.polygon(
      "{\"code\":\"990001001001\",\"name\":\"东村\"}",
      [[0, 0], [400, 0], [400, 400], [0, 400], [0, 200], [10, 190], [0, 190], [10, 200], [0, 180], [0, 0]])
    var options = PlanningOptions.test
    options.repairs = true
    let result = try county.plan(in: space, options: options)
    #expect(result.plan.findings.contains { $0.rule == "polygon-repaired" })
  }
}

import Foundation
import GridAuditing
import GridPlans
import Testing

@Suite("Layers that are not what they should be")
struct BadLayerTests {
  /// A file, how it is read, and what the message must name.
  struct Refused: Sendable, CustomTestStringConvertible {
    let name: String
    let file: String
    let text: String
    var fields = "code=no"
    var crs: String?
    let words: [String]

    var testDescription: String { name }
  }

  private static let square = DrawnCounty.square("{\"no\":\"A\"}", 0, 0, 100, 100)

  static let refused: [Refused] = [
    Refused(
      name: "no feature", file: "a.geojson", text: DrawnCounty.collection([]), words: ["a.geojson", "holds no feature"]),
    Refused(
      name: "lines only", file: "a.geojson",
      text: DrawnCounty.collection([
        "{\"type\":\"Feature\",\"properties\":{\"no\":\"A\"},\"geometry\":{\"type\":\"LineString\",\"coordinates\":[[1,2],[3,4]]}}"
      ]), words: ["a.geojson", "not one of its features (1) is a polygon", "feature 1 is a LineString"]),
    Refused(
      name: "no geometry at all", file: "a.geojson",
      text: DrawnCounty.collection(["{\"type\":\"Feature\",\"properties\":{\"no\":\"A\"},\"geometry\":null}"]),
      words: ["not one of its features (1) has a geometry"]),
    Refused(
      name: "an unknown system", file: "a.geojson", text: DrawnCounty.collection([square]), crs: "EPSG:999999",
      words: ["--crs", "EPSG:999999"]),
    Refused(
      name: "metres read as degrees", file: "a.geojson", text: DrawnCounty.collection([square]),
      words: ["a.geojson", "WGS 84"]),
    Refused(
      name: "degrees that say they are metres", file: "a.geojson",
      text: DrawnCounty.collection([
        "{\"type\":\"Feature\",\"properties\":{\"no\":\"A\"},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[109,34],[109.1,34],[109.1,34.1],[109,34]]]}}"
      ]), crs: "EPSG:4547", words: ["look like degrees", "--crs WGS84"]),
    Refused(
      name: "a field that is not there", file: "a.geojson", text: DrawnCounty.collection([square]), fields: "code=nr",
      crs: "EPSG:4547", words: ["nr", "Did you mean \"no\"?"]),
    Refused(
      name: "degrees in a table without a system", file: "a.csv",
      text: "no,wkt\nA,\"POLYGON((109 34,109.1 34,109.1 34.1,109 34))\"\n",
      words: ["a.csv", "does not say its reference system", "look like degrees"]),
  ]

  @Test("A layer that cannot be judged is refused, with file, cause and remedy", arguments: refused)
  func refusals(item: Refused) throws {
    let space = try Workspace()
    let path = try space.write(item.text, to: item.file)
    let options = LayerAuditOptions(
      layer: ForeignLayerOptions(fields: try FieldMapping(item.fields), referenceSystem: item.crs),
      delivery: FindingsDelivery(date: "2026-11-21"))
    let error = #expect(throws: PlanError.self) {
      try auditLayer(at: path, options: options, control: PlanningControl())
    }
    let text = try #require(error?.text(in: .en))
    for word in item.words { #expect(text.contains(word), "\(text)") }
    #expect(error?.text(in: .zh) != text)
  }

  @Test(
    "Fields are read as pairs",
    arguments: [("code", "not of the form"), ("kode=no", "no field of a grid"), ("code=a,code=b", "twice")])
  func mapping(text: String, word: String) throws {
    let error = #expect(throws: PlanError.self) { try FieldMapping(text) }
    #expect(error?.text(in: .en).contains(word) == true)
  }

  @Test("Dirt in single features is findings that name them; the rest is checked")
  func dirt() throws {
    let space = try Workspace()
    var layer = DrawnLayer(3)
    layer.features += [
      "{\"type\":\"Feature\",\"properties\":{\"no\":\"L\"},\"geometry\":{\"type\":\"LineString\",\"coordinates\":[[500000,3800000],[500010,3800000]]}}",
      "{\"type\":\"Feature\",\"properties\":{\"no\":\"N\"},\"geometry\":null}",
      "{\"type\":\"Feature\",\"properties\":{\"no\":\"E\"},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[]}}",
      "{\"type\":\"Feature\",\"properties\":{\"no\":\"Z\"},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[500900,3800000,7],[500950,3800000,7],[500950,3800050,8],[500900,3800000,7]]]}}",
      "{\"type\":\"Feature\",\"properties\":{},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[501900,3800000],[501950,3800000],[501950,3800050],[501900,3800000]]]}}",
      "{\"type\":\"Feature\",\"properties\":{\"no\":\"A1\"},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[502900,3800000],[502950,3800000],[502950,3800050],[502900,3800000]]]}}",
    ]
    let report = try auditLayer(at: try layer.write(to: space), options: .drawn(), control: PlanningControl())
    let found = Set(report.findings.map { "\($0.finding.rule) \($0.features)" })
    #expect(
      found == [
        "not-a-polygon [10]", "empty-geometry [11]", "empty-geometry [12]", "no-code [14]", "duplicate-code [1, 15]",
      ], "\(found)")
  }

  @Test(
    "A feature whose coordinates cannot be meant is told, and moves neither the system nor the areas of the others",
    arguments: [
      ("{\"type\":\"Point\",\"coordinates\":[0,0]}", "not-a-polygon", "Point"),
      ("{\"type\":\"Polygon\",\"coordinates\":[[[34.31,123.03],[34.32,123.03],[34.32,123.04],[34.31,123.03]]]}", "empty-geometry", "exchanged"),
      ("{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[0.01,0],[0.01,0.01],[0,0]]]}", "empty-geometry", "from the middle of the others"),
      ("{\"type\":\"Polygon\",\"coordinates\":[[[1e300,34],[1e308,34],[123.01,34.01],[1e300,34]]]}", "empty-geometry", "beyond all measure"),
    ])
  func strays(geometry: String, rule: String, words: String) throws {
    let space = try Workspace()
    func square(_ number: Int) -> String {
      let (west, east) = (123 + 0.01 * Double(number), 123 + 0.01 * Double(number + 1))
      return "{\"type\":\"Feature\",\"properties\":{\"no\":\"\(number)\"},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[\(west),34.3],[\(east),34.3],[\(east),34.31],[\(west),34.31],[\(west),34.3]]]}}"
    }
    let good = (0..<3).map(square)
    let stray = "{\"type\":\"Feature\",\"properties\":{\"no\":\"S\"},\"geometry\":\(geometry)}"
    func audit(_ features: [String]) throws -> LayerAuditReport {
      let path = try space.write(
        "{\"type\":\"FeatureCollection\",\"features\":[\(features.joined(separator: ","))]}", to: "layer.geojson")
      let options = LayerAuditOptions(
        layer: ForeignLayerOptions(fields: try FieldMapping("code=no")), delivery: FindingsDelivery(date: "2026-11-21"))
      return try auditLayer(at: path, options: options, control: PlanningControl())
    }
    let clean = try audit(good)
    let found = try audit([stray] + good)
    #expect(found.summary.metricCrs == clean.summary.metricCrs && found.summary.area == clean.summary.area)
    let told = found.findings.filter { $0.features == [1] }
    #expect(told.map(\.finding.rule) == [rule], "\(found.findings.map(\.finding.rule))")
    #expect(told.first?.finding.text.contains(words) == true, "\(told.map(\.finding.text))")
  }

  @Test("A layer without codes is audited by feature numbers, and says so")
  func withoutCodes() throws {
    let space = try Workspace()
    var layer = DrawnLayer(3)
    layer.add("X", 120, 120, 20, 20)
    let options = LayerAuditOptions(
      layer: ForeignLayerOptions(referenceSystem: "EPSG:4547"), delivery: FindingsDelivery(date: "2026-11-21"))
    let report = try auditLayer(at: try layer.write(to: space), options: options, control: PlanningControl())
    #expect(report.findings.map(\.finding.grids) == [["#5", "#10"]])
    #expect(report.summary.notes.contains { $0.en.contains("--fields code=") && $0.en.contains("no, title") })
  }

  @Test(
    "Findings are written beside their target, never over what is read",
    arguments: ["layer.geojson", "findings.xyz", "absent/f.csv"])
  func targets(name: String) throws {
    let space = try Workspace()
    let path = try DrawnLayer(2).write(to: space)
    let options = try LayerAuditOptions.drawn(FindingsDelivery(output: "\(space.path)/\(name)", date: "2026-11-21"))
    let error = #expect(throws: PlanError.self) {
      try auditLayer(at: path, options: options, control: PlanningControl())
    }
    guard case .cannotWrite = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(space.files == ["layer.geojson"])
  }
}

import Foundation
import GridAuditing
import GridGeometry
import GridPlans
import Testing

@Suite("Any layer audited as a coverage")
struct LayerAuditTests {
  private func audit(_ path: String, _ options: LayerAuditOptions) throws -> LayerAuditReport {
    try auditLayer(at: path, options: options, control: PlanningControl())
  }

  @Test("A clean layer is clean, and measured in its own metres")
  func clean() throws {
    let space = try Workspace()
    let report = try audit(try DrawnLayer(4).write(to: space), .drawn())
    #expect(report.isClean && report.findings.isEmpty)
    #expect(report.summary.isCoverage)
    #expect(report.summary.metricCrs == "EPSG:4547")
    #expect(report.summary.area == 160_000)
    #expect(report.summary.matchedEdges == 48 && report.summary.edges == 64)
  }

  @Test(
    "An invalid polygon counts with the ground it claims, so that the sum of areas less what repeats is the union",
    arguments: [
      // A bow-tie of two triangles of 2,500 m²; its turns cancel out.
      ([[0, 0], [100, 100], [100, 0], [0, 100], [0, 0]], 5_000.0),
      // Two squares of 10,000 m² joined at a corner and gone around in opposite ways.
      ([[0, 0], [100, 0], [100, 200], [200, 200], [200, 100], [0, 100], [0, 0]], 20_000.0),
    ] as [([[Int]], Double)])
  func invalidAreas(corners: [[Int]], area: Double) throws {
    let space = try Workspace()
    let options = LayerAuditOptions(
      layer: ForeignLayerOptions(fields: try FieldMapping("code=no"), referenceSystem: "EPSG:4547"),
      delivery: FindingsDelivery(date: "2026-11-21"))
    var layer = DrawnLayer(0)
    layer.add("far", 1000, 0, 100, 100)
    layer.features.append(DrawnCounty.polygon("{\"no\":\"bad\"}", corners))
    let report = try audit(try layer.write(to: space), options)
    #expect(report.summary.rules["invalid-geometry"] == 1)
    // What is wrong, where, and what is left of it once it is mended.
    let told = try #require(report.summary.findings.first { $0.rule == "invalid-geometry" }).text
    #expect(told.en.contains("Feature 2 (bad) is not valid: Self-intersection at (500"), "\(told.en)")
    #expect(told.en.contains("its rings as drawn enclose 0 m², mended \(Int(area)) m²"), "\(told.en)")
    #expect(told.zh.contains("按原环面积为0 平方米，修复后为\(Int(area)) 平方米"), "\(told.zh)")
    #expect(abs(report.summary.area - area - 10_000) < 1 && report.summary.repeatedArea == 0)
    // What it goes around the wrong way is its own, no phantom gap.
    #expect(report.summary.rules["gap"] == nil && report.summary.unclaimedArea == 0)
    layer.add("over", 0, 0, 200, 200)
    let covered = try audit(try layer.write(to: space), options).summary
    #expect(abs(covered.area - area - 50_000) < 1 && abs(covered.area - covered.repeatedArea - 50_000) < 1)
  }

  @Test("Every place where a polygon crosses itself is named")
  func crossings() throws {
    let space = try Workspace()
    var layer = DrawnLayer(0)
    layer.features.append(
      DrawnCounty.polygon("{\"no\":\"zigzag\",\"title\":\"Z\"}", [[0, 0], [100, 100], [200, 0], [200, 100], [100, 0], [0, 100], [0, 0]]))
    let report = try audit(try layer.write(to: space), .drawn())
    let told = try #require(report.summary.findings.first { $0.rule == "invalid-geometry" }).text
    #expect(told.en.contains("its edges cross in 2 places: (500050, 3800050), (500150, 3800050);"), "\(told.en)")
    #expect(told.zh.contains("边线相交 2 处：(500050, 3800050)、(500150, 3800050)；"), "\(told.zh)")
  }

  @Test("A plan is known from a layer; a layer of it that is named is a layer")
  func detection() throws {
    let space = try Workspace()
    _ = try DrawnCounty().plan(in: space)
    #expect(isPlanFile("\(space.path)/plan.gpkg"))
    #expect(!isPlanFile("\(space.path)/plan.gpkg#grids"))
    #expect(!isPlanFile("\(space.path)/units.geojson"))
    #expect(!isPlanFile("\(space.path)/absent.gpkg"))
    let report = try audit(
      "\(space.path)/plan.gpkg#atoms", LayerAuditOptions(delivery: FindingsDelivery(date: "2026-11-21")))
    #expect(report.findings.isEmpty)
  }

  @Test(
    "Findings written are read back by the next audit: new, still there, cured", arguments: ["geojson", "gpkg", "csv"])
  func previous(format: String) throws {
    let space = try Workspace()
    var layer = DrawnLayer(4)
    layer.add("X", 120, 120, 20, 20)
    layer.add("Y 1", 220, 120, 20, 20)
    let file = "\(space.path)/findings.\(format)"
    let path = try layer.write(to: space)
    let first = try audit(path, .drawn(FindingsDelivery(output: file, date: "2026-01-01")))
    #expect(first.findings.map(\.finding.rule) == ["overlap", "overlap"])
    #expect(first.findings[1].finding.grids == ["C2", "Y 1"])
    layer.features.removeLast()
    layer.add("Z", 320, 120, 20, 20)
    let again = "\(space.path)/again.\(format)"
    let second = try audit(
      try layer.write(to: space), .drawn(FindingsDelivery(output: again, previous: file, date: "2026-02-02")))
    let changes = try #require(second.summary.changes)
    #expect(changes.new == 1 && changes.still == 1)
    #expect(changes.cured.map(\.id) == [first.findings[1].finding.id])
    #expect(second.findings.map(\.finding.since) == ["2026-01-01", "2026-02-02"])
    let third = try audit(
      path, .drawn(FindingsDelivery(previous: again, date: "2026-03-03")))
    #expect(third.findings.map(\.finding.since) == ["2026-01-01", "2026-02-02"])
  }

  @Test("The same layer and day give the same bytes", arguments: ["geojson", "gpkg", "csv"])
  func determinism(format: String) throws {
    let space = try Workspace()
    var layer = DrawnLayer(4)
    layer.add("X", 120, 120, 20, 20)
    let path = try layer.write(to: space)
    for (name, threads) in [("a", 1), ("b", 4)] {
      var options = try LayerAuditOptions.drawn(
        FindingsDelivery(output: "\(space.path)/\(name).\(format)", date: "2026-01-01"))
      options.threads = threads
      _ = try audit(path, options)
    }
    #expect(try space.bytes("a.\(format)") == space.bytes("b.\(format)"))
  }

  @Test(
    "An audit without a finding still writes a file the next one can be compared with",
    arguments: ["geojson", "gpkg", "csv"])
  func nothing(format: String) throws {
    let space = try Workspace()
    let file = "\(space.path)/findings.\(format)"
    let path = try DrawnLayer(2).write(to: space)
    _ = try audit(path, .drawn(FindingsDelivery(output: file, date: "2026-01-01")))
    let changes = try audit(path, .drawn(FindingsDelivery(previous: file, date: "2026-01-02"))).summary.changes
    #expect(changes?.new == 0 && changes?.still == 0 && changes?.cured.isEmpty == true)
  }

  @Test("The audit of a plan is compared with an earlier one too")
  func plan() throws {
    let space = try Workspace()
    _ = try DrawnCounty().plan(in: space)
    let file = "\(space.path)/findings.geojson"
    let control = PlanningControl()
    let first = try auditPlan(
      at: "\(space.path)/plan.gpkg", threads: 1, delivery: FindingsDelivery(output: file, date: "2026-01-01"),
      control: control)
    let second = try auditPlan(
      at: "\(space.path)/plan.gpkg", threads: 1, delivery: FindingsDelivery(previous: file, date: "2026-01-02"),
      control: control)
    #expect(second.summary.changes?.still == first.result.findings.count)
    #expect(second.summary.changes?.new == 0)
  }

  @Test("Ground that should be covered, and households of a table")
  func againstGround() throws {
    let space = try Workspace()
    let toDegrees = try Transformation(from: ReferenceSystem("EPSG:4547"), to: .wgs84)
    let rows = try [(50.0, 50.0, 12), (425, 50, 4)].map { x, y, count in
      let point = try toDegrees.apply([Point(500_000 + x, 3_800_000 + y)])[0]
      return "\(point.x),\(point.y),\(count)"
    }
    try space.write("longitude,latitude,households\n" + rows.joined(separator: "\n") + "\n", to: "homes.csv")
    // A GeoJSON file may say its system in the older way.
    let system = "\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"urn:ogc:def:crs:EPSG::4547\"}}"
    let boundary = try space.write(
      DrawnCounty.collection([DrawnCounty.square("{}", 0, 0, 450, 400)]).replacingOccurrences(
        of: "\"type\":\"FeatureCollection\"", with: "\"type\":\"FeatureCollection\",\(system)"), to: "ground.geojson")
    var options = try LayerAuditOptions.drawn()
    options.ground = boundary
    options.households = "\(space.path)/homes.csv"
    let report = try audit(try DrawnLayer(4).write(to: space), options)
    #expect(report.findings.map(\.finding.rule) == ["gap", "households-in-none"])
    #expect(abs((report.findings[0].area ?? 0) - 20_000) < 1e-6)
    #expect(report.findings[1].finding.text.contains("4 of 16 households"))
    #expect(report.summary.households?.inOne == 12)
  }

  @Test("Both languages have every line")
  func languages() throws {
    let space = try Workspace()
    var layer = DrawnLayer(3)
    layer.add("X", 120, 120, 20, 20)
    let report = try audit(try layer.write(to: space), .drawn())
    let (en, zh) = (report.lines(in: .en), report.lines(in: .zh))
    #expect(en.count == zh.count)
    #expect(zh[0].contains("重叠") && zh[0].contains("划归面积较小的 X"))
    #expect(en[0].contains("B2 and X overlap: 400 m², 20 m wide."))
    #expect(en.contains { $0.contains("24 of 40 edges match") && $0.contains("EPSG:4547") }, "\(en)")
  }

  @Test("Of many findings of a kind the largest are told, the others counted, and all on demand")
  func largest() throws {
    let space = try Workspace()
    var layer = DrawnLayer(6)
    for number in 1...10 { layer.add("X\(number)", 50 * number, 10, 2 + number, 5) }
    let report = try audit(try layer.write(to: space), .drawn())
    let short = report.lines(in: .en).filter { $0.hasPrefix("error\toverlap") }
    let complete = report.lines(in: .en, isComplete: true).filter { $0.hasPrefix("error\toverlap") }
    #expect(complete.count > 9 && short.count == 9)
    #expect(short.last == "error\toverlap\t…\t\(complete.count - 8) more, \(complete.count) in all; --all lists them")
    let areas = report.findings.filter { $0.finding.rule == "overlap" }.compactMap(\.area).sorted(by: >)
    #expect(short[0].contains("\(Int(areas[0])) m²"))
    #expect(complete.prefix(8) == short.prefix(8))
    #expect(report.lines(in: .zh).contains { $0.contains("--all 可全部列出") })
  }
}

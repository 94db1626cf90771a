import Foundation
import GridAuditing
import GridCoverages
import GridGeometry
import GridLayers
import GridPlans
import GridVisits
import Testing

@Suite("Somebody else's grids adopted")
struct AdoptionTests {
  private func options(_ fields: String = "code=no,name=title", _ more: (inout AdoptionOptions) -> Void = { _ in })
    throws -> AdoptionOptions
  {
    var options = AdoptionOptions(
      layer: ForeignLayerOptions(fields: try FieldMapping(fields), referenceSystem: "EPSG:4547"), date: "2026-11-21")
    more(&options)
    return options
  }

  private func adopt(
    _ layer: DrawnLayer, in space: Workspace, _ options: AdoptionOptions
  ) throws -> AdoptionReport {
    try adoptGrids(
      from: try layer.write(to: space), writingTo: "\(space.path)/plan.gpkg", options: options,
      control: PlanningControl())
  }

  @Test("A clean layer becomes a plan as it is, and the audit has nothing against it")
  func clean() throws {
    let space = try Workspace()
    let report = try adopt(DrawnLayer(4), in: space, options())
    #expect(report.isClean)
    #expect(report.summary.grids == 16 && report.summary.atoms == 16 && report.summary.communities == 1)
    #expect(
      report.plan.grids.allSatisfy { $0.measures.area == 10_000 && $0.kind == .first && $0.isLeaf && !$0.isExclave })
    #expect(report.plan.grids[0].name == "格0")
    let audited = try auditPlan(at: "\(space.path)/plan.gpkg", threads: 1, control: PlanningControl())
    #expect(audited.result.findings == [])
    #expect(try Plan(contentsOf: "\(space.path)/plan.gpkg").digest == report.summary.digest)
  }

  @Test("Counts that cannot be read are findings, and grids that state none are told")
  func unreadableCounts() throws {
    let space = try Workspace()
    var layer = DrawnLayer(0)
    for (index, stated) in ["\"120\"", "\"1,200\"", "-3", "null", "12.5"].enumerated() {
      layer.features.append(
        DrawnCounty.square("{\"no\":\"g\(index)\",\"hh\":\(stated)}", index * 100, 0, 100, 100))
    }
    let report = try adopt(layer, in: space, options("code=no,households=hh"))
    #expect(report.summary.households == 120 && report.summary.rules["unreadable-count"] == 3 && !report.isClean)
    let told = report.summary.findings.filter { $0.rule == "unreadable-count" }
    #expect(told.map(\.grids) == [["g1"], ["g2"], ["g4"]] && told[0].text.en.contains("`1,200`"))
    #expect(report.summary.notes.contains { $0.en.hasPrefix("4 of 5 grids state no households") })
    #expect(report.summary.notes.contains { $0.en.contains("as coarse as the grids") })
    let kept = try Plan(contentsOf: "\(space.path)/plan.gpkg").findings.filter { $0.rule == "unreadable-count" }
    #expect(kept.count == 3)
  }

  @Test(
    "Codes of any text survive the plan file, its findings and a location",
    arguments: [
      "牌楼社区/1号网格", "ARROYO SECO NC", "a \\\"quoted\\\" code", "0011", "  padded  ", "Ñandú-7;#x",
    ])
  func codes(code: String) throws {
    let space = try Workspace()
    var layer = DrawnLayer(3)
    layer.add(code, 120, 120, 20, 20)
    _ = try adopt(layer, in: space, options())
    let plan = try Plan(contentsOf: "\(space.path)/plan.gpkg")
    let expected = code.replacingOccurrences(of: "\\\"", with: "\"").trimmingCharacters(in: .whitespaces)
    #expect(plan.grids.contains { $0.code.text == expected })
    #expect(plan.findings.contains { $0.rule == "overlap" && $0.grids == ["B2", expected] })
    #expect(try auditPlan(at: "\(space.path)/plan.gpkg", threads: 1, control: PlanningControl()).isClean)
    guard case .inside(let found) = GridLocator(plan).locate(Point(500_130, 3_800_130)) else {
      Issue.record("not inside")
      return
    }
    #expect(found.text == expected)
  }

  @Test(
    "Contested ground goes to one grid by the rule, is an atom of its own, and both are told",
    arguments: [
      (ClaimRule.smallest, 400.0), (.largest, 0), (.first, 0),
    ])
  func contested(rule: ClaimRule, area: Double) throws {
    let space = try Workspace()
    var layer = DrawnLayer(3)
    layer.add("X", 120, 120, 20, 20)
    let report = try adopt(layer, in: space, options { $0.rule = rule })
    #expect(report.plan.grids.first { $0.code.text == "X" }?.measures.area ?? 0 == area)
    #expect(report.summary.settledArea == 400)
    #expect(report.summary.rules["overlap"] == 1 && report.summary.rules["claim-settled"] == 1)
    #expect(report.summary.rules["grid-without-ground"] == (area > 0 ? nil : 1))
    #expect(!report.isClean)
    #expect(report.plan.atoms.reduce(0) { $0 + $1.ground.area } == 90_000)
    #expect(try auditPlan(at: "\(space.path)/plan.gpkg", threads: 1, control: PlanningControl()).isClean)
  }

  @Test("A polygon that crosses itself is told by adopt and by every audit of the plan, with what mending made of it")
  func mended() throws {
    let space = try Workspace()
    var layer = DrawnLayer(2)
    layer.features.append(
      DrawnCounty.polygon("{\"no\":\"X\"}", [[200, 0], [300, 100], [300, 0], [200, 100], [200, 0]]))
    let report = try adopt(layer, in: space, options())
    #expect(report.summary.rules["invalid-geometry"] == 1 && report.summary.rules["mended-geometry"] == 1)
    #expect(report.plan.grids.first { $0.code.text == "X" }?.measures.area == 5_000)
    let audited = try auditPlan(at: "\(space.path)/plan.gpkg", threads: 1, control: PlanningControl())
    #expect(!audited.isClean && audited.result.findings.map(\.rule) == ["mended-geometry"])
    let finding = try #require(audited.result.findings.first)
    #expect(finding.grids == ["X"] && finding.place == .point(Point(500_250, 3_800_050)))
    #expect(
      finding.text.hasPrefix(
        "Feature 5 (X) of the adopted layer was not valid: Self-intersection at (500250, 3800050); its rings as drawn enclose 0 m², mended 5000 m²."
      ), "\(finding.text)")
    // The plan keeps it, and knows it again.
    #expect(try Plan(contentsOf: "\(space.path)/plan.gpkg").findings.contains { $0.id == finding.id })
  }

  @Test("Two features of one code are one grid in two parts, an exclave")
  func sameCode() throws {
    let space = try Workspace()
    var layer = DrawnLayer(3)
    layer.add("A1", 900, 0, 50, 50)
    let report = try adopt(layer, in: space, options())
    #expect(report.summary.grids == 9 && report.summary.exclaves == 1)
    #expect(report.plan.grids.first { $0.code.text == "A1" }?.isExclave == true)
    #expect(report.summary.rules["duplicate-code"] == 1)
    #expect(try auditPlan(at: "\(space.path)/plan.gpkg", threads: 1, control: PlanningControl()).isClean)
  }

  @Test("Households come from a file by place, from a field by area, or are none and said to be")
  func households() throws {
    let space = try Workspace()
    let toDegrees = try Transformation(from: ReferenceSystem("EPSG:4547"), to: .wgs84)
    let rows = try [(50.0, 50.0, 12), (130, 130, 5), (4250, 50, 4)].map { x, y, count in
      let point = try toDegrees.apply([Point(500_000 + x, 3_800_000 + y)])[0]
      return "\(point.x),\(point.y),\(count)"
    }
    try space.write("longitude,latitude,hh\n" + rows.joined(separator: "\n") + "\n", to: "homes.csv")
    var layer = DrawnLayer(3)
    layer.add("X", 120, 120, 20, 20)
    let counted = try adopt(
      layer, in: space,
      options {
        $0.households = "\(space.path)/homes.csv"
        $0.householdsField = "hh"
      })
    #expect(counted.summary.households == 17 && counted.summary.householdsOutside == 4)
    #expect(counted.plan.grids.first { $0.code.text == "X" }?.households == 5)
    #expect(counted.plan.modelledHouseholds == 0)

    layer.features[4] = DrawnCounty.square("{\"no\":\"B2\",\"hh\":100}", 100, 100, 100, 100)
    let stated = try adopt(layer, in: space, options("code=no,households=hh") { $0.rule = .largest })
    #expect(stated.plan.grids.first { $0.code.text == "B2" }?.households == 100)
    #expect(stated.plan.atoms.filter { $0.grid.text == "B2" }.map(\.households).sorted() == [4, 96])
    #expect(stated.plan.modelledHouseholds == 100)

    let none = try adopt(DrawnLayer(2), in: space, options())
    #expect(none.summary.households == 0)
    #expect(none.summary.notes.contains { $0.en.contains("no household counts") })
  }

  private func gaps(_ space: Workspace, _ day: String) throws -> GapSummary {
    var request = GapRequest(asOf: try #require(CivilDate(day)), threads: 1)
    request.level = .community
    return try findGaps(in: "\(space.path)/plan.gpkg", request)
  }

  @Test("A hole between grids, and who lives in it, is one gap under one id until somebody closes it")
  func hole() throws {
    let space = try Workspace()
    let toDegrees = try Transformation(from: ReferenceSystem("EPSG:4547"), to: .wgs84)
    let rows = try [(50.0, 50.0, 70), (150, 150, 30), (850, 50, 5)].map { x, y, count in
      let point = try toDegrees.apply([Point(500_000 + x, 3_800_000 + y)])[0]
      return "\(point.x),\(point.y),\(count)"
    }
    try space.write("longitude,latitude,hh\n" + rows.joined(separator: "\n") + "\n", to: "homes.csv")
    var layer = DrawnLayer(3)
    layer.features.remove(at: 4)
    let asked = try options {
      $0.households = "\(space.path)/homes.csv"
      $0.householdsField = "hh"
    }
    let report = try adopt(layer, in: space, asked)
    #expect(report.summary.rules["gap"] == 1)
    let gap = try #require(report.summary.findings.first { $0.rule == "gap" })
    #expect(gap.fix != nil && gap.measure == 10_000)
    for (day, status) in [("2026-11-21", "new"), ("2026-12-01", "still")] {
      let summary = try gaps(space, day)
      #expect(summary.findings.filter { $0.meaning == "a" }.map { "\($0.id) \($0.status) \($0.since)" } == ["\(gap.id) \(status) 2026-11-21"])
      let ground = try #require(summary.rows.first { $0.meaning == "a" }?.rate)
      #expect(ground.numerator == 10_000 && ground.denominator == 90_000)
      let homes = try #require(summary.rows.first { $0.meaning == "b" }?.rate)
      #expect(homes.numerator == 35 && homes.denominator == 105)
      #expect(summary.rows.allSatisfy { $0.rate?.share ?? 0 <= 1 })
    }
    let audited = try auditPlan(at: "\(space.path)/plan.gpkg", threads: 1, control: PlanningControl())
    #expect(!audited.isClean && audited.summary.rules == ["gap": 1, "households-in-none": 2])
    #expect(audited.result.findings.contains { $0.id == gap.id })

    // Closed in the layer and adopted again: gone.
    _ = try adopt(DrawnLayer(3), in: space, asked)
    let after = try gaps(space, "2026-12-02")
    #expect(after.rows.first { $0.meaning == "a" }?.standing == 0)
    #expect(after.rows.first { $0.meaning == "b" }?.rate?.numerator == 5)
  }

  @Test("A row of households with a cell too many counts nowhere, and is told")
  func surplusHouseholdCells() throws {
    let space = try Workspace()
    let rows = ["114.0005,34.3245,5", "114.0005,34.3245,4,9"]
    try space.write("longitude,latitude,hh\n" + rows.joined(separator: "\n") + "\n", to: "homes.csv")
    let counted = try adopt(
      DrawnLayer(2), in: space,
      options {
        $0.households = "\(space.path)/homes.csv"
        $0.householdsField = "hh"
      })
    #expect(counted.summary.households + counted.summary.householdsOutside == 5)
    #expect(
      counted.summary.notes.contains { $0.en.contains("homes.csv: 1 of its 2 features") && $0.en.contains("is feature 2") },
      "\(counted.summary.notes.map(\.en))")
  }

  @Test("A field of communities makes communities of the grids that name them")
  func communities() throws {
    let space = try Workspace()
    var layer = DrawnLayer(2)
    layer.features = layer.features.enumerated().map { index, feature in
      feature.replacingOccurrences(of: "\"no\"", with: "\"village\":\"\(index < 2 ? "南村" : "北村")\",\"no\"")
    }
    let report = try adopt(layer, in: space, options("code=no,community=village"))
    #expect(report.plan.communities.map(\.code) == ["南村", "北村"])
    #expect(report.plan.communities.allSatisfy { $0.ground.area == 20_000 })
    #expect(try auditPlan(at: "\(space.path)/plan.gpkg", threads: 1, control: PlanningControl()).isClean)
  }

  @Test("Narrow gaps are closed and told, wide ones stay findings", arguments: [(0.0, 1), (1.0, 0)])
  func gaps(width: Double, open: Int) throws {
    let space = try Workspace()
    var layer = DrawnLayer(3)
    // A slit of 0.4 m between B2 and C2.
    layer.features[5] = layer.features[5].replacingOccurrences(of: "500200,", with: "500200.4,")
    let report = try adopt(layer, in: space, options { $0.gapWidth = width })
    #expect(report.summary.rules["gap"] == 1)
    #expect(report.summary.rules["gap-closed"] == (open == 0 ? 1 : nil))
    #expect(abs(report.plan.grids.reduce(0) { $0 + $1.measures.area } - (90_000 - Double(open) * 40)) < 1e-6)
  }

  @Test("The plan that a layer was adopted into is replaced unasked, also when the layer has changed; no other is")
  func replacing() throws {
    let space = try Workspace()
    func adopt(_ layer: DrawnLayer, as name: String = "layer.geojson", _ more: (inout AdoptionOptions) -> Void = { _ in })
      throws -> Int
    {
      let path = try layer.write(to: space, as: name)
      return try adoptGrids(
        from: path, writingTo: "\(space.path)/plan.gpkg", options: options("code=no", more), control: PlanningControl()
      ).summary.grids
    }
    func refused(_ words: String, _ work: () throws -> Void) throws {
      let before = try space.bytes("plan.gpkg")
      let error = #expect(throws: PlanError.self) { try work() }
      let text = error?.text(in: .en) ?? ""
      #expect(text.contains(words) && text.contains("--take-over"), "\(text)")
      guard case .cannotWrite = error else {
        Issue.record("\(text)")
        return
      }
      #expect(try space.bytes("plan.gpkg") == before)
    }
    #expect(try adopt(DrawnLayer(3)) == 9)
    #expect(try adopt(DrawnLayer(2)) == 4)
    try refused("was adopted from \(space.path)/layer.geojson, not from \(space.path)/other.geojson") {
      _ = try adopt(DrawnLayer(3), as: "other.geojson")
    }
    #expect(try adopt(DrawnLayer(3), as: "other.geojson") { $0.takesOver = true } == 9)
    #expect(try adopt(DrawnLayer(2), as: "other.geojson") == 4)
    _ = try DrawnCounty().plan(in: space)
    try refused("`gridwright plan` made it") { _ = try adopt(DrawnLayer(3)) }
    let writer = try GeoPackageWriter(path: "\(space.path)/plan.gpkg")
    try writer.addLayer(
      LayerSchema(
        name: "wells", fields: [Field("depth", .real)], geometryType: "Point",
        referenceSystem: try ReferenceSystem(epsg: 4547)))
    try writer.finish()
    try refused("no plan; it holds the layers wells") { _ = try adopt(DrawnLayer(3)) }
  }

  @Test("A layer without a field of codes is not adopted")
  func noCode() throws {
    let space = try Workspace()
    let error = #expect(throws: PlanError.self) {
      try adopt(
        DrawnLayer(2), in: space,
        AdoptionOptions(layer: ForeignLayerOptions(referenceSystem: "EPSG:4547"), date: "2026-11-21"))
    }
    #expect(error?.text(in: .en).contains("Write --fields code=…; the layer has: no, title") == true)
    #expect(space.files == ["layer.geojson"])
  }

  @Test("The same layer gives the same bytes on any number of threads")
  func determinism() throws {
    let space = try Workspace()
    var layer = DrawnLayer(4)
    layer.add("X", 120, 120, 160, 20)
    let path = try layer.write(to: space)
    for threads in [1, 3] {
      _ = try adoptGrids(
        from: path, writingTo: "\(space.path)/\(threads).gpkg", options: options { $0.threads = threads },
        control: PlanningControl())
    }
    #expect(try space.bytes("1.gpkg") == space.bytes("3.gpkg"))
  }
}

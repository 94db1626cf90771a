import Foundation
import GridAuditing
import GridGeometry
import GridPlans
import GridVisits
import Testing

@Suite("Somebody else's grids adopted onto a county's ground")
struct AdoptedCountyTests {
  private func options(_ manifest: String, crs: String? = nil, fields: String = "code=no") throws -> AdoptionOptions {
    AdoptionOptions(
      layer: ForeignLayerOptions(fields: try FieldMapping(fields), referenceSystem: crs), ground: manifest,
      date: "2026-11-21")
  }

  private func adopt(
    _ features: [String], on county: DrawnCounty = DrawnCounty(), in space: Workspace
  ) throws -> AdoptionReport {
    let manifest = try county.write(to: space)
    let layer = try space.write(DrawnCounty.collection(features), to: "grids.geojson")
    return try adoptGrids(
      from: layer, writingTo: "\(space.path)/plan.gpkg", options: options(manifest, crs: "EPSG:4547"),
      control: PlanningControl())
  }

  /// Households of the drawn units in some columns, left to right.
  private func households(_ columns: ClosedRange<Int>) -> Int {
    (0..<32).filter { columns.contains($0 % 8) }.reduce(0) { $0 + 40 + ($1 * 7) % 20 }
  }

  @Test("A plan of our own, exported and adopted back, has the same households in every grid")
  func roundTrip() throws {
    let space = try Workspace()
    _ = try makeSample(households: 4000, seed: 5, directory: "\(space.path)/sample", control: PlanningControl())
    let manifest = "\(space.path)/sample/county.yaml"
    let made = try planCounty(
      at: manifest, writingTo: "\(space.path)/made.gpkg", options: .test, control: PlanningControl())
    _ = try exportPlan(
      at: "\(space.path)/made.gpkg", ExportRequest(format: .geojson, path: "\(space.path)/export"))
    try merge(["first", "dedicated"].map { "\(space.path)/export/\($0).geojson" }, into: "\(space.path)/all.geojson")
    let report = try adoptGrids(
      from: "\(space.path)/all.geojson", writingTo: "\(space.path)/adopted.gpkg",
      options: options(manifest, fields: "code=code"), control: PlanningControl())
    let base = made.plan.grids.filter { $0.kind == .first || $0.kind == .dedicated }
    #expect(report.plan.grids.count == base.count)
    let adopted = Dictionary(uniqueKeysWithValues: report.plan.grids.map { ($0.code, $0) })
    for grid in base {
      #expect(adopted[grid.code]?.households == grid.households, "\(grid.code.text)")
      #expect(adopted[grid.code]?.community == grid.community)
      #expect(adopted[grid.code]?.kind == grid.kind)
      let area = try #require(adopted[grid.code]).measures.area
      #expect(abs(area - grid.measures.area) < 0.02 * grid.measures.perimeter)
    }
    #expect(report.summary.householdsOutside == made.summary.householdsOutside)
    #expect(report.plan.atoms.count >= 2 * base.count)
    #expect(report.plan.isSynthetic)
    // What its maker explained nobody explains here; nothing else is wrong.
    let audited = try auditPlan(at: "\(space.path)/adopted.gpkg", threads: 1, control: PlanningControl())
    let faults = audited.result.findings.filter {
      $0.severity != .info && !["out-of-band", "households-in-none"].contains($0.rule)
    }
    #expect(faults.map(\.text) == [])
    #expect(
      Set(audited.result.findings.filter { $0.rule == "out-of-band" }.flatMap(\.grids))
        == Set(made.plan.exceptions.map(\.grid.text)))
    let staffed = try staffPlan(
      at: "\(space.path)/adopted.gpkg", options: StaffOptions(headCount: 2 * base.count, date: "2026-11-21"),
      control: PlanningControl())
    #expect(staffed.summary.households == report.summary.households)
  }

  private func merge(_ paths: [String], into path: String) throws {
    var features: [Any] = []
    for path in paths {
      let object = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: path)))
      features += try #require((object as? [String: Any])?["features"] as? [Any])
    }
    try JSONSerialization.data(withJSONObject: ["type": "FeatureCollection", "features": features])
      .write(to: URL(fileURLWithPath: path))
  }

  @Test("A line through units shares their households by area, and units cut and communities crossed are told")
  func cutUnits() throws {
    let space = try Workspace()
    let report = try adopt(
      [
        DrawnCounty.square("{\"no\":\"W\"}", 0, 0, 350, 400), DrawnCounty.square("{\"no\":\"E\"}", 350, 0, 450, 400),
      ], in: space)
    let grids = Dictionary(uniqueKeysWithValues: report.plan.grids.map { ($0.code.text, $0) })
    let cut = (0..<32).filter { $0 % 8 == 3 }.map { 40 + ($0 * 7) % 20 }
    #expect(grids["W"]?.households == households(0...2) + cut.reduce(0) { $0 + ($1 + 1) / 2 })
    #expect(report.summary.households == households(0...7) && report.summary.householdsOutside == 0)
    // Each grid is where most of its households are.
    #expect(grids["W"]?.community == "990001001001" && grids["E"]?.community == "990001001002")
    #expect(report.plan.communities.map(\.code) == ["990001001001", "990001001002"])
    #expect(report.plan.modelledHouseholds == cut.reduce(0, +))
    #expect(report.summary.rules["split-unit"] == 4)
    #expect(report.summary.rules["over-community-line"] == 1)
    #expect(report.summary.rules["out-of-band"] == 2)
    #expect(!report.isClean)
  }

  @Test("A gap of the county's ground is told once by adopting, auditing and looking for gaps, with the households in it")
  func gap() throws {
    let space = try Workspace()
    // The corner of the first community is left out, 100 m of four units.
    let report = try adopt(
      [
        DrawnCounty.square("{\"no\":\"W\"}", 100, 0, 300, 400), DrawnCounty.square("{\"no\":\"E\"}", 400, 0, 400, 400),
      ], in: space)
    let lost = households(0...0)
    #expect(report.summary.householdsOutside == lost && report.summary.rules["gap"] == 1)
    let gap = try #require(report.summary.findings.first { $0.rule == "gap" })
    let path = "\(space.path)/plan.gpkg"
    let summary = try findGaps(in: path, GapRequest(asOf: try #require(CivilDate("2026-12-01")), level: .community))
    #expect(summary.findings.filter { $0.meaning == "a" }.map(\.id) == [gap.id])
    #expect(summary.rows.filter { $0.meaning == "a" }.map { $0.rate?.numerator } == [40_000, 40_000, 0])
    #expect(summary.rows.filter { $0.meaning == "b" }.map { $0.rate?.numerator } == [Double(lost), Double(lost), 0])
    #expect(
      summary.rows.filter { $0.meaning == "b" }.map { $0.rate?.denominator }
        == [0...7, 0...3, 4...7].map { columns -> Double? in Double(households(columns)) })
    let audited = try auditPlan(at: path, threads: 1, control: PlanningControl())
    #expect(audited.result.findings.filter { $0.rule == "gap" }.map(\.id) == [gap.id])
    #expect(audited.result.findings.contains { $0.rule == "households-in-none" && $0.measure == Double(lost) })
  }

  @Test("Lines of grids that run beside those of units and communities mean the same")
  func noise() throws {
    let space = try Workspace()
    // Drawn by hand: some decimetres off the lines of the county.
    let report = try adopt(
      [
        DrawnCounty.square("{\"no\":\"W\"}", 0, 0, 400, 400)
          .replacingOccurrences(of: "500400", with: "500400.3"),
        DrawnCounty.square("{\"no\":\"E\"}", 400, 0, 400, 400)
          .replacingOccurrences(of: "500400", with: "500400.3"),
      ], in: space)
    #expect(report.plan.grids.map(\.households) == [households(0...3), households(4...7)])
    #expect(report.plan.atoms.count == 32 && report.plan.modelledHouseholds == 0)
    #expect(report.plan.grids.map { $0.measures.area.rounded() } == [160_120, 159_880])
    #expect(report.plan.communities.map { $0.ground.area.rounded() } == [160_120, 159_880])
    #expect(Set(report.summary.rules.keys) == ["out-of-band"])
  }

  @Test("Ground and households that the grids leave out are told with their numbers")
  func leftOut() throws {
    let space = try Workspace()
    let report = try adopt([DrawnCounty.square("{\"no\":\"W\"}", 0, 0, 600, 400)], in: space)
    #expect(report.summary.households == households(0...5))
    #expect(report.summary.householdsOutside == households(6...7))
    let none = report.summary.findings.filter { $0.rule == "households-in-none" }
    #expect(none.reduce(0) { $0 + Int($1.measure ?? 0) } == households(6...7))
    #expect(report.summary.findings.contains { $0.rule == "gap" && $0.area == 80_000 })
    #expect(report.plan.atoms.reduce(0) { $0 + $1.ground.area } == 240_000)
  }

  @Test("A manifest that cannot be planned by is told as such, and nothing is written")
  func badManifest() throws {
    let space = try Workspace()
    var county = DrawnCounty()
    county.unitFields = "{id: nothing, households: hh, community: code}"
    let error = #expect(throws: PlanError.self) {
      try adopt([DrawnCounty.square("{\"no\":\"W\"}", 0, 0, 600, 400)], on: county, in: space)
    }
    #expect(error?.text(in: .en).contains("nothing") == true)
    #expect(!space.files.contains("plan.gpkg"))
  }
}

import Foundation
import GridAuditing
import GridGeometry
import GridPlans
import Referees
import Testing

@Suite("Departments' grids over a plan")
struct PlanOverlayTests {
  private func overlay(
    _ layer: DrawnLayer, in space: Workspace, _ more: (inout PlanOverlayOptions) -> Void = { _ in }
  ) throws -> PlanOverlayReport {
    _ = try DrawnCounty().plan(in: space)
    var options = PlanOverlayOptions(
      layer: ForeignLayerOptions(fields: try FieldMapping("code=no"), referenceSystem: "EPSG:4547"),
      crosswalk: "\(space.path)/crosswalk.csv",
      delivery: FindingsDelivery(output: "\(space.path)/conflicts.geojson", date: "2026-11-21"))
    more(&options)
    return try overlayPlan(
      at: "\(space.path)/plan.gpkg", layers: [try layer.write(to: space, as: "police.geojson")], options: options,
      control: PlanningControl())
  }

  private func rows(_ space: Workspace) throws -> [[String: String]] {
    let lines = String(decoding: try space.bytes("crosswalk.csv"), as: UTF8.self).components(separatedBy: "\r\n").filter
    { !$0.isEmpty }
    let head = lines[0].components(separatedBy: ",")
    return lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(head, $0.components(separatedBy: ","))) }
  }

  /// The drawn county is 800 × 400 m.
  private func districts(_ blocks: [(String, Int, Int, Int, Int)]) -> DrawnLayer {
    var layer = DrawnLayer(0)
    for (code, x, y, width, height) in blocks { layer.add(code, x, y, width, height) }
    return layer
  }

  @Test("One district over the whole county is made of every grid as a whole")
  func whole() throws {
    let space = try Workspace()
    let report = try overlay(districts([("all", 0, 0, 800, 400)]), in: space)
    #expect(report.isClean)
    let layer = try #require(report.summary.layers.first)
    #expect(layer.wholeBaseGrids == layer.baseGrids && layer.baseGrids > 1)
    #expect(layer.departments[0].whole.count == layer.baseGrids && layer.departments[0].parts.isEmpty)
    #expect(layer.departments[0].households == layer.households)
    let table = try rows(space)
    #expect(
      table.allSatisfy {
        $0["relation"] == "whole" && $0["area_share_of_base"] == "1" && $0["household_share_of_base"] == "1"
      })
  }

  @Test("A district that crosses itself takes part, and is told with what counts of it")
  func crossing() throws {
    let space = try Workspace()
    var layer = DrawnLayer(0)
    layer.features.append(
      DrawnCounty.polygon("{\"no\":\"bow\"}", [[0, 0], [400, 400], [400, 0], [0, 400], [0, 0]]))
    let summary = try overlay(layer, in: space).summary
    #expect(abs(try #require(summary.layers.first).area - 80_000) < 10)
    #expect(summary.notes.contains { $0.en.contains("feature 1 (bow) is not valid: Self-intersection at (500200, 3800200)") })
  }

  @Test("Features with one code are one grid of the department, their common ground counted once, and told")
  func dissolved() throws {
    let space = try Workspace()
    let parts = try overlay(districts([("a", 0, 0, 300, 400), ("b", 500, 0, 300, 400), ("a", 200, 0, 300, 400)]), in: space)
    let apart = try rows(space)
    let whole = try overlay(districts([("a", 0, 0, 500, 400), ("b", 500, 0, 300, 400)]), in: try Workspace())
    let layer = try #require(parts.summary.layers.first)
    #expect(layer.departments.map(\.code) == ["a", "b"] && layer.contestedArea == 0)
    #expect(layer.departments.map(\.area) == whole.summary.layers[0].departments.map(\.area))
    #expect(layer.departments.map(\.households) == whole.summary.layers[0].departments.map(\.households))
    #expect(Set(apart.compactMap { $0["department"] }.filter { !$0.isEmpty }) == ["a", "b"])
    #expect(parts.summary.notes.contains { $0.en.contains("features 1, 3 have the code a and are one grid") })
  }

  @Test("A layer in metres that does not say so is refused, as nothing of it can be placed")
  func unplaced() throws {
    let space = try Workspace()
    let error = #expect(throws: PlanError.self) {
      try overlay(districts([("all", 0, 0, 800, 400)]), in: space) { $0.layer.referenceSystem = nil }
    }
    #expect(error?.text(in: .en).contains("not one of its features can be placed") == true, "\(error?.text(in: .en) ?? "")")
    #expect(!space.files.contains("crosswalk.csv"))
  }

  @Test("Two results never go into one file")
  func distinctOutputs() throws {
    let space = try Workspace()
    let error = #expect(throws: PlanError.self) {
      try overlay(districts([("all", 0, 0, 800, 400)]), in: space) {
        $0.crosswalk = "\(space.path)/both.csv"
        $0.delivery.output = "\(space.path)/./both.csv"
      }
    }
    #expect(error?.text(in: .en).contains("two results would go into this one file") == true)
    #expect(!space.files.contains("both.csv"))
  }

  @Test("Areas and households of the crosswalk close both ways", arguments: HouseholdSharing.allCases)
  func closing(sharing: HouseholdSharing) throws {
    let space = try Workspace()
    let layer = districts([("a", -50, 0, 333, 400), ("b", 250, 0, 300, 250), ("c", 550, 37, 300, 200)])
    let report = try overlay(layer, in: space) { $0.sharing = sharing }
    let plan = try Plan(contentsOf: "\(space.path)/plan.gpkg")
    let table = try rows(space)
    func sum(_ column: String, where isMeant: ([String: String]) -> Bool) -> Double {
      table.filter(isMeant).reduce(0) { $0 + (Double($1[column] ?? "") ?? 0) }
    }
    for (code, area) in [("a", 333.0 * 400), ("b", 300 * 250), ("c", 300 * 200)] {
      #expect(abs(sum("area_m2") { $0["department"] == code } - area) < 1e-3)
      #expect(abs(sum("area_share_of_department") { $0["department"] == code } - 1) < 1e-6)
    }
    let contested = 33.0 * 250
    #expect(abs(sum("area_m2") { $0["base"] != "" } - 320_000 - contested) < 1e-3)
    let households = plan.atoms.reduce(0) { $0 + $1.households }
    let figures = try #require(report.summary.layers.first)
    #expect(figures.households == Double(households))
    #expect(abs(sum("households") { _ in true } - Double(households) - figures.repeatedHouseholds) < 1e-3)
    #expect(abs(figures.contestedArea - contested) < 1e-3)
    #expect(abs(figures.outsideArea - (50 * 400 + 50 * 200)) < 1e-3)
    #expect(
      Set(report.findings.map(\.finding.rule)).isSuperset(of: ["cuts-base-grid", "claimed-twice", "outside-base-grids"])
    )
    #expect(space.files.contains("conflicts.geojson"))
  }

  @Test(
    "Areas are those of shapely's intersections on real ground: Cambridge's police districts over a plan of its blocks")
  func cambridge() throws {
    guard let referee = Referee.shapely, let data = SharedData.path("cambridge/cambridge.gpkg") else { return }
    let space = try Workspace()
    // A plan of somebody's making: the city's voting precincts, adopted.
    _ = try adoptGrids(
      from: "\(data)#wards_precincts", writingTo: "\(space.path)/plan.gpkg",
      options: AdoptionOptions(
        layer: ForeignLayerOptions(fields: try FieldMapping("code=WardPrecinct")),
        households: "\(data)#parcels", householdsField: "dwellings", date: "2026-11-21"), control: PlanningControl())
    let report = try overlayPlan(
      at: "\(space.path)/plan.gpkg", layers: ["\(data)#police_districts", "\(data)#neighborhoods"],
      options: PlanOverlayOptions(
        crosswalk: "\(space.path)/crosswalk.csv", delivery: FindingsDelivery(date: "2026-11-21")),
      control: PlanningControl())
    #expect(report.overlays.map(\.input.layer) == ["police_districts", "neighborhoods"])
    for overlay in report.overlays {
      let script = """
        import sys, shapely
        a, b = (shapely.make_valid(shapely.from_wkt(line.rstrip("\\n").split("\\t"))) for line in sys.stdin)
        for i, g in enumerate(a):
          for j, h in enumerate(b):
            if g.intersects(h): print(i, j, repr(shapely.intersection(g, h).area))
        """
      let text = [overlay.input.departments.map(\.ground), overlay.input.base.map(\.ground)].map { layer in
        layer.map { WellKnownText.format(.multiPolygon($0), decimals: nil) }.joined(separator: "\t")
      }
      var expected: [[Int]: Double] = [:]
      for line in try referee.run(script, input: text.joined(separator: "\n") + "\n").split(separator: "\n") {
        let fields = line.split(separator: " ").compactMap { Double($0) }
        expected[[Int(fields[0]), Int(fields[1])]] = fields[2]
      }
      var found: [[Int]: Double] = [:]
      for row in overlay.rows { if let a = row.department, let b = row.base { found[[a, b]] = row.area } }
      for key in Set(expected.keys).union(found.keys) {
        // Borders lie on a grid of a centimetre: a few kilometres of them may be off by some square metres.
        #expect(abs((found[key] ?? 0) - (expected[key] ?? 0)) < 20, "\(key) \(found[key] ?? 0) \(expected[key] ?? 0)")
      }
      let totals = overlay.totals
      #expect(totals.households > 40_000)
      #expect(abs(overlay.rows.reduce(0) { $0 + $1.households } - totals.households - totals.repeatedHouseholds) < 1e-6)
    }
  }
}

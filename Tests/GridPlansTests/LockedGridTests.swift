import Foundation
import GridAuditing
import GridGeometry
import GridPlans
import Testing

@Suite("Locked grids of last time")
struct LockedGridTests {
  private static let levels = """
    levels:
      - {level: 1, households: {min: 300, target: 400, max: 500}}
      - {level: 2, households: {min: 80, target: 130, max: 200}}
      - {level: 3, households: {min: 40, target: 60, max: 110}}
    """

  /// Last time's grids as a layer, some of them locked.
  private static func layer(_ grids: [Grid], locked: Set<String>, drawing: (Grid) -> Grid = { $0 }) -> String {
    DrawnCounty.collection(
      grids.map(drawing).map { grid in
        let rings = grid.ground.polygons.map { polygon in
          "[[\(polygon.exterior.points.map { "[\($0.x),\($0.y)]" }.joined(separator: ","))]]"
        }
        return "{\"type\":\"Feature\",\"properties\":{\"code\":\"\(grid.code)\",\"level\":\(grid.kind.level),"
          + "\"lock\":\(locked.contains(grid.code.text) ? 1 : 0)},"
          + "\"geometry\":{\"type\":\"MultiPolygon\",\"coordinates\":[\(rings.joined(separator: ","))]}}"
      })
  }

  private static func use(_ layer: String, in county: inout DrawnCounty, _ space: Workspace) throws {
    try space.write(layer, to: "last.geojson")
    county.extra =
      "  previous: {source: last.geojson, crs: \"EPSG:4547\", fields: {code: code, level: level, locked: lock}}"
  }

  @Test("A locked first-level grid keeps its ground and its code whatever the rest becomes")
  func firstLevel() throws {
    let space = try Workspace()
    var county = DrawnCounty()
    county.policy = "levels: [{level: 1, count: 6}]"
    let first = try county.plan(in: space).plan
    let kept = try #require(first.grids.first)
    try Self.use(Self.layer(first.grids, locked: [kept.code.text]), in: &county, space)
    county.policy = "levels: [{level: 1, count: 4}]"
    let second = try county.plan(in: space).plan
    #expect(second.grids.count == 4)
    #expect(second.grids.first { $0.code == kept.code }?.ground == kept.ground)
  }

  @Test(
    "A locked child keeps ground, code and parent; its parent keeps at least that ground, though everything else changes",
    arguments: [GridKind.second, .third], [0, 1, 2, 3])
  func child(kind: GridKind, which: Int) throws {
    let space = try Workspace()
    var county = DrawnCounty()
    county.policy = Self.levels
    let first = try county.plan(in: space).plan
    let candidates = first.grids(of: kind)
    let kept = candidates[which * (candidates.count - 1) / 3]
    try Self.use(Self.layer(first.grids, locked: [kept.code.text]), in: &county, space)
    // Other sizes, and another search.
    county.policy =
      Self.levels.replacingOccurrences(of: "target: 400", with: "target: 310")
      .replacingOccurrences(of: "target: 130", with: "target: 90") + "\nobjective: {stability: 0}"
    var options = PlanningOptions.test
    options.seed = 77
    let second = try county.plan(in: space, options: options).plan
    let grid = try #require(second.grids.first { $0.code == kept.code })
    #expect(grid.ground == kept.ground && grid.parent == kept.parent && grid.kind == kept.kind)
    #expect(second.grids.map(\.code) != first.grids.map(\.code), "the rest is another plan")
    #expect(!second.findings.contains { $0.rule == "locked-grid" })
    #expect(try auditPlan(at: "\(space.path)/plan.gpkg", threads: 2, control: PlanningControl()).isClean)
  }

  @Test("Locked children of two parents stay children of two, codes and all")
  func twoParents() throws {
    let space = try Workspace()
    var county = DrawnCounty()
    county.policy = Self.levels
    let first = try county.plan(in: space).plan
    let parents = first.grids(of: .first).filter { $0.community == "990001001001" }
    #expect(parents.count == 2)
    let locked = parents.compactMap { parent in first.grids.first { $0.parent == parent.code } }
    try Self.use(Self.layer(first.grids, locked: Set(locked.map(\.code.text))), in: &county, space)
    // One grid would hold the whole community now.
    county.policy = Self.levels.replacingOccurrences(
      of: "{min: 300, target: 400, max: 500}", with: "{min: 100, target: 900, max: 1000}")
    let second = try county.plan(in: space).plan
    for kept in locked {
      let grid = try #require(second.grids.first { $0.code == kept.code })
      #expect(grid.ground == kept.ground && grid.parent == kept.parent)
    }
  }

  @Test("What cannot be in band beside a locked grid has its reason, which the audit does not dispute")
  func rest() throws {
    let space = try Workspace()
    var county = DrawnCounty()
    county.policy = Self.levels
    let first = try county.plan(in: space).plan
    let kept = try #require(first.grids(of: .second).first)
    try Self.use(Self.layer(first.grids, locked: [kept.code.text]), in: &county, space)
    // The whole of a community fits a band of one grid below; what a lock leaves of it does not.
    let total = first.communities.first { $0.code == kept.community }?.households ?? 0
    county.policy = """
      levels:
        - {level: 1, households: {min: 300, max: 1000, target: \(total)}}
        - {level: 2, households: {min: \(total - 10), max: \(total + 10)}}
      """
    let result = try county.plan(in: space)
    let rest = result.plan.exceptions.filter { $0.grid != kept.code && $0.grid.text.hasPrefix(kept.community) }
    #expect(!rest.isEmpty)
    #expect(result.plan.findings.filter { $0.rule == "unfounded-reason" }.isEmpty)
    #expect(rest.contains { $0.reason.en.contains("locked grids") })
  }

  @Test("A locked grid whose level the policy has no more is an error that names it")
  func lostLevel() throws {
    let space = try Workspace()
    var county = DrawnCounty()
    county.policy = Self.levels
    let first = try county.plan(in: space).plan
    let kept = try #require(first.grids(of: .third).first)
    try Self.use(Self.layer(first.grids, locked: [kept.code.text]), in: &county, space)
    county.policy = Self.levels.split(separator: "\n").prefix(3).joined(separator: "\n")
    let result = try county.plan(in: space)
    let findings = result.plan.findings.filter { $0.rule == "locked-grid" }
    #expect(findings.map(\.grids) == [[kept.code.text]])
    #expect(!result.isClean)
  }

  @Test("A locked outline that atoms no longer follow is an error with the area that differs")
  func crossedOutline() throws {
    let space = try Workspace()
    var county = DrawnCounty()
    let first = try county.plan(in: space).plan
    let kept = try #require(first.grids.first)
    let moved = Self.layer(first.grids, locked: [kept.code.text]) { grid in
      var grid = grid
      if grid.code == kept.code {
        let clip = MultiPolygon(
          Polygon(
            exterior: Ring(unchecked: [
              Point(500_030, 3_799_900), Point(500_900, 3_799_900), Point(500_900, 3_800_900),
              Point(500_030, 3_800_900),
              Point(500_030, 3_799_900),
            ])))
        grid.ground = (try? Overlay.intersection(grid.ground, clip)) ?? grid.ground
      }
      return grid
    }
    try Self.use(moved, in: &county, space)
    let finding = try #require(try county.plan(in: space).plan.findings.first { $0.rule == "locked-grid" })
    #expect((finding.measure ?? 0) > 1_000)
  }

  @Test("Locks that contradict each other are bad input that names the grids")
  func contradiction() throws {
    let space = try Workspace()
    var county = DrawnCounty()
    county.policy = Self.levels
    let first = try county.plan(in: space).plan
    let parent = try #require(first.grids(of: .first).first)
    let stranger = try #require(
      first.grids(of: .second).first { $0.parent != parent.code && $0.community == parent.community })
    var grids = first.grids
    let index = try #require(grids.firstIndex { $0.code == stranger.code })
    let piece = try #require(first.grids(of: .second).first { $0.parent == parent.code })
    grids[index].ground = try Overlay.union(stranger.ground.polygons + piece.ground.polygons)
    grids.removeAll { $0.code == piece.code }
    try Self.use(Self.layer(grids, locked: [parent.code.text, stranger.code.text]), in: &county, space)
    let error = #expect(throws: PlanError.self) { _ = try county.plan(in: space) }
    #expect(error?.text(in: .en).contains(stranger.code.text) == true)
  }
}

import Foundation
import GridGeometry
import GridLayers
import GridPlans
import Testing

@Suite("Ways to work over a network")
struct WalkedWaysTests {
  /// A town with one street, from west to east at y = 200.
  private struct Street {
    let town: StaffedTown
    var layer: String { "\(town.space.path)/roads.gpkg#roads" }

    /// - Parameter isBroken: Whether the street is two ways that cross in the middle without a common vertex.
    init(isBroken: Bool = false) throws {
      town = try StaffedTown()
      let roads = try GeoPackageWriter(path: "\(town.space.path)/roads.gpkg", timestamp: "2026-11-21T00:00:00.000Z")
      try roads.addLayer(
        LayerSchema(
          name: "roads", fields: [Field("highway", .text)], geometryType: "LineString",
          referenceSystem: town.plan.referenceSystem))
      let lines: [[(x: Double, y: Double)]] =
        isBroken ? [[(0, 200), (401, 200)], [(399, 199), (400, 201), (800, 200)]] : [[(0, 200), (800, 200)]]
      for line in lines {
        let course = try LineString(line.map { Point(500_000 + $0.x, 3_800_000 + $0.y) })
        try roads.insert(into: "roads", [(.lineString(course), [.text("residential")])])
      }
      try roads.finish()
    }

    /// To the street, along it, and from it; `nil` for a home too far from it.
    func metres(_ home: Point, _ grid: Grid) -> Double? {
      guard let place = grid.ground.interiorPoint, abs(home.y - 3_800_200) <= 300 else { return nil }
      return abs(home.y - 3_800_200) + abs(home.x - place.x) + abs(place.y - 3_800_200)
    }
  }

  @Test("Ways follow the street, and whoever lives far from it takes the straight line times the detour")
  func street() throws {
    let street = try Street()
    let town = street.town
    let count = town.plan.grids.count
    let far = "FAR,worker,500400,3800650"
    let rules = try town.space.write("staffing: {preset: one-per-grid, detour: 1.4}", to: "rules.yaml")
    let result = try town.staff(StaffedTown.roster(count - 1, more: [far])) {
      $0.network = .layer(street.layer)
      $0.rules = rules
    }
    #expect(result.summary.travelBy == "network" && result.summary.postsOffNetwork == 1)
    #expect(result.summary.proved && result.summary.filled == count)
    let staffing = try #require(try Plan(contentsOf: town.path).staffing)
    let homes = Dictionary(uniqueKeysWithValues: staffing.workers.map { ($0.id, $0.home) })
    var sum = 0.0
    for post in staffing.assignments {
      let home = try #require(homes[post.worker ?? ""] ?? nil)
      let grid = try #require(town.plan.grids.first { $0.code == post.grid })
      let place = try #require(grid.ground.interiorPoint)
      let way = street.metres(home, grid) ?? 1.4 * home.distance(to: place)
      #expect(abs(try #require(post.travel) - way) < 0.2, "\(post)")
      sum += way
    }
    let role = try #require(result.summary.roles.first)
    #expect(abs(role.travel - sum) < 0.2 * Double(count) && role.travel == role.travelBound)
    #expect(result.text.en.contains("1 are not joined") && result.text.zh.contains("路网"))
  }

  @Test("Straight lines are said where there is no network, or none is wanted")
  func straight() throws {
    let street = try Street()
    let town = street.town
    let roster = StaffedTown.roster(town.plan.grids.count)
    #expect(try town.staff(roster).summary.travelBy == "straight")
    var options = ReachOptions(asOf: "2026-11-21")
    options.points = try town.space.write("id,class,lon,lat\nd1,doctor,114.001,34.325\n", to: "points.csv")
    options.network = .layer(street.layer)
    _ = try reachPlan(at: town.path, options)
    // The plan has a network now.
    #expect(try town.staff(roster).summary.travelBy == "network")
    let without = try town.staff(roster) { $0.network = .none }.summary
    #expect(without.travelBy == "straight" && without.postsOffNetwork == nil)
  }

  @Test("Ways that cross without a common vertex are joined when asked")
  func crossings() throws {
    let street = try Street(isBroken: true)
    // Everybody lives in the east, and half of the grids lie in the west.
    let rows = street.town.plan.grids.indices.map { "P\($0),worker,\(500_700 + $0),3800210" }
    let roster = (["id,role,x,y"] + rows).joined(separator: "\n") + "\n"
    let counts = try [false, true].map { joins in
      try street.town.staff(roster) {
        $0.network = .layer(street.layer)
        $0.joinsCrossings = joins
      }.summary.postsOffNetwork
    }
    #expect(counts[0] != 0 && counts[1] == 0)
  }

  @Test("The number of threads changes nothing, and a network that nobody walks is refused")
  func threads() throws {
    let street = try Street()
    let roster = StaffedTown.roster(street.town.plan.grids.count)
    let runs = try [1, 3].map { threads in
      try street.town.staff(roster) {
        $0.network = .layer(street.layer)
        $0.threads = threads
        $0.isDryRun = true
      }.plan.staffing
    }
    #expect(runs[0] == runs[1])
    let told = street.town.refusal(roster) { $0.network = .layer("\(street.town.path)#grids") }
    #expect(told.contains("no lines"), "\(told)")
  }
}

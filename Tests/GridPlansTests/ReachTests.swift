import Foundation
import GridAccess
import GridAuditing
import GridGeometry
import GridLayers
import GridPlans
import Referees
import Testing

@Suite("Reach of a plan")
struct ReachTests {
  /// The drawn county's plan with a street through its middle and some points.
  private struct Town {
    let space: Workspace
    var plan: String { "\(space.path)/plan.gpkg" }
    var points: String { "\(space.path)/points.geojson" }
    var roads: String { "\(space.path)/roads.geojson" }

    init() throws {
      space = try Workspace()
      _ = try DrawnCounty().plan(in: space)
      try write(points: [("d1", "doctor", 50, 200), ("s1", "school", 750, 200)])
      let line = (0...8).map { "[\(500_000 + $0 * 100),3800200]" }.joined(separator: ",")
      let road =
        "{\"type\":\"Feature\",\"properties\":{\"highway\":\"residential\"},\"geometry\":{\"type\":\"LineString\",\"coordinates\":[\(line)]}}"
      try space.write(DrawnCounty.collection([road]), to: "roads.geojson")
    }

    func write(points: [(id: String, category: String, x: Int, y: Int)]) throws {
      let features = points.map { point in
        "{\"type\":\"Feature\",\"properties\":{\"id\":\"\(point.id)\",\"class\":\"\(point.category)\",\"beds\":300},\"geometry\":{\"type\":\"Point\",\"coordinates\":[\(500_000 + point.x),\(3_800_000 + point.y)]}}"
      }
      try space.write(DrawnCounty.collection(features), to: "points.geojson")
    }

    /// Streets in the county's own metres, from west to east by their eastings, as a layer that states its system.
    func network(_ lines: [[Double]]) throws -> String {
      let writer = try GeoPackageWriter(path: "\(space.path)/roads.gpkg")
      try writer.addLayer(
        LayerSchema(
          name: "roads", fields: [Field("highway", .text)], geometryType: "LineString",
          referenceSystem: try Plan(contentsOf: plan).referenceSystem))
      for eastings in lines {
        let line = try LineString(eastings.map { Point(500_000 + $0, 3_800_200) })
        try writer.insert(into: "roads", [(.lineString(line), [.text("residential")])])
      }
      try writer.finish()
      return "\(space.path)/roads.gpkg#roads"
    }

    /// Points are in the county's own metres, so the network file is too.
    func options(_ change: (inout ReachOptions) -> Void = { _ in }) -> ReachOptions {
      var options = ReachOptions(asOf: "2026-11-22")
      options.points = points
      options.referenceSystem = "EPSG:4547"
      options.category = "doctor"
      options.network = .none
      options.settings.speed = 3
      options.settings.minutes = 6
      change(&options)
      return options
    }
  }

  private func sorted(_ summary: ReachSummary) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return try encoder.encode(summary)
  }

  @Test("Households beyond reach add up by grid, community and township, and to the whole")
  func sums() throws {
    let town = try Town()
    let found = try reachPlan(at: town.plan, town.options())
    #expect(found.beyond > 0 && found.within > 0)
    #expect(found.within + found.beyond == found.households)
    for groups in [found.grids, found.communities, found.townships] {
      #expect(groups.reduce(0) { $0 + $1.households } == found.households)
      #expect(groups.reduce(0) { $0 + $1.beyond } == found.beyond)
    }
    let audited = try auditPlan(at: town.plan, threads: 2, control: PlanningControl())
    let told = audited.result.findings.filter { $0.rule == "beyond-reach" }
    #expect(told.reduce(0) { $0 + ($1.measure ?? 0) } == Double(found.beyond))
  }

  @Test("The plan's findings about reach are brought up to date with the run, those of other rules stay")
  func findings() throws {
    let town = try Town()
    let others = try Plan(contentsOf: town.plan).findings
    _ = try reachPlan(at: town.plan, town.options())
    let plan = try Plan(contentsOf: town.plan)
    let beyond = plan.findings.filter { $0.rule == "beyond-reach" }
    let audited = try auditPlan(at: town.plan, threads: 1, control: PlanningControl()).result.findings
    #expect(!beyond.isEmpty && beyond.allSatisfy { $0.since == "2026-11-22" })
    #expect(beyond.map(\.id).sorted() == audited.filter { $0.rule == "beyond-reach" }.map(\.id).sorted())
    #expect(plan.findings.filter { $0.rule != "beyond-reach" } == others)
    // A later run with a longer walk cures them, and what stays keeps its day.
    _ = try reachPlan(
      at: town.plan,
      town.options {
        $0.asOf = "2026-12-01"
        $0.settings.minutes = 9
      })
    let later = try Plan(contentsOf: town.plan)
    let still = later.findings.filter { $0.rule == "beyond-reach" }
    #expect(still.allSatisfy { $0.since == "2026-11-22" } && still.count < beyond.count)
    #expect(later.cured.map(\.curedOn) == Array(repeating: "2026-12-01", count: beyond.count - still.count))
  }

  @Test("A dry run leaves the plan's bytes; a run keeps its other layers and is the same twice")
  func writing() throws {
    let town = try Town()
    let before = try town.space.bytes("plan.gpkg")
    _ = try reachPlan(at: town.plan, town.options { $0.isDryRun = true })
    #expect(try town.space.bytes("plan.gpkg") == before)
    let plan = try Plan(contentsOf: town.plan)
    let first = try reachPlan(at: town.plan, town.options())
    let after = try Plan(contentsOf: town.plan)
    #expect(after.digest == plan.digest)
    #expect(after.grids == plan.grids && after.communities == plan.communities)
    #expect(after.servicePoints.map(\.id) == ["d1"])
    #expect(after.reach.promises.map(\.category) == ["doctor"])
    let second = try reachPlan(at: town.plan, town.options())
    #expect(try sorted(second) == sorted(first))
    #expect(try Plan(contentsOf: town.plan).reach == after.reach)
    for table in ["reach", "reach_rules", "sited_points", "service_points"] {
      #expect(try Layers.layerNames(at: town.plan).filter { $0 == table }.count == 1)
    }
    #expect(town.space.files.allSatisfy { !$0.hasSuffix(".part") })
  }

  @Test("Classes stand beside each other, and the plan's own points serve again")
  func classes() throws {
    let town = try Town()
    _ = try reachPlan(at: town.plan, town.options())
    _ = try reachPlan(at: town.plan, town.options { $0.category = "school" })
    let plan = try Plan(contentsOf: town.plan)
    #expect(plan.servicePoints.map(\.category).sorted() == ["doctor", "school"])
    #expect(plan.reach.promises.map(\.category) == ["doctor", "school"])
    let again = try reachPlan(
      at: town.plan,
      town.options {
        $0.points = nil
        $0.referenceSystem = nil
      })
    #expect(again.points.map(\.id) == ["d1"])
    #expect(throws: PlanError.self) {
      try reachPlan(
        at: town.plan,
        town.options {
          $0.points = nil
          $0.category = nil
        })
    }
  }

  @Test("A given network is kept in the plan and walked on by the audit")
  func network() throws {
    let town = try Town()
    // GeoJSON in metres needs its system said; a GeoPackage says it itself.
    let roads = try town.network([(0...8).map { Double($0) * 100 }])
    let found = try reachPlan(at: town.plan, town.options { $0.network = .layer(roads) })
    #expect(found.travel == "network")
    #expect(found.network?.pieces == 1)
    #expect(abs((found.network?.kilometres ?? 0) - 0.8) < 1e-9)
    let after = try Plan(contentsOf: town.plan)
    #expect(after.reach.ways.count == 1)
    let told = try auditPlan(at: town.plan, threads: 1, control: PlanningControl()).result.findings
    #expect(told.filter { $0.rule == "beyond-reach" }.reduce(0) { $0 + ($1.measure ?? 0) } == Double(found.beyond))
  }

  @Test(
    "Speeds by class of way are data: those of a file stand above the policy's, which stand above the usual ones",
    arguments: [
      (nil, nil, 1.0), ("{speeds: {residential: 0.5}}", nil, 0.5),
      ("{speeds: {residential: 0.5}}", "{residential: 0.8, steps: 0}", 0.8), (nil, "reach: {speeds: {residential: 2}}", 2),
    ] as [(String?, String?, Double)])
  func speeds(policy: String?, file: String?, share: Double) throws {
    let space = try Workspace()
    var county = DrawnCounty()
    if let policy { county.policy += "\nreach: \(policy)" }
    let plan = try county.plan(in: space).plan
    let path = "\(space.path)/plan.gpkg"
    let roads = "\(space.path)/roads.gpkg"
    let writer = try GeoPackageWriter(path: roads, timestamp: "2026-11-22T00:00:00.000Z")
    try writer.addLayer(
      LayerSchema(
        name: "roads", fields: [Field("highway", .text)], geometryType: "LineString",
        referenceSystem: plan.referenceSystem))
    let line = try LineString([Point(500_000, 3_800_200), Point(500_800, 3_800_200)])
    try writer.insert(into: "roads", [(.lineString(line), [.text("residential")])])
    try writer.finish()
    let points = try space.write("id,class,x,y\nd,doctor,500000,3800200\n", to: "points.csv")
    var options = ReachOptions(asOf: "2026-11-22")
    (options.points, options.referenceSystem) = (points, "EPSG:4547")
    options.network = .layer("\(roads)#roads")
    options.settings.speed = 6
    options.speeds = try file.map { try space.write($0, to: "speeds.yaml") }
    let found = try reachPlan(at: path, options)
    // A hundred metres a minute; units stand 50 or 150 m from the street, which they meet 50, 150 … 750 m along it.
    let minutes = plan.atoms.map { atom -> Double in
      let place = atom.ground.interiorPoint ?? Point(0, 0)
      return abs(place.y - 3_800_200) / 100 + (place.x - 500_000) / 100 / share
    }
    let sum = zip(plan.atoms, minutes).reduce(0) { $0 + Double($1.0.households) * $1.1 }
    #expect(abs(try #require(found.meanMinutes) - sum / Double(found.households)) < 1e-6)
    // The audit reckons with the same ones, from the file.
    let read = try Plan(contentsOf: path)
    #expect(read.reach.promises.map { $0.settings.factors["residential"] } == [share])
    if file?.contains("steps") == true { #expect(read.reach.promises[0].settings.factors["steps"] == nil) }
    #expect(read.reach.speeds?.changes == (policy == nil ? nil : ["residential": 0.5]))
    let told = try auditPlan(at: path, threads: 1, control: PlanningControl()).result.findings
    #expect(told.filter { $0.rule == "beyond-reach" }.reduce(0) { $0 + ($1.measure ?? 0) } == Double(found.beyond))
  }

  @Test(
    "Speeds that are none are refused",
    arguments: [("{residential: fast}", "expected a number"), ("[1, 2]", "keys and values"), ("{road: -1}", "expected a number")])
  func faultySpeeds(text: String, words: String) throws {
    let town = try Town()
    let file = try town.space.write(text, to: "speeds.yaml")
    let error = #expect(throws: PlanError.self) { try reachPlan(at: town.plan, town.options { $0.speeds = file }) }
    #expect(error?.text(in: .en).contains(words) == true, "\(error?.text(in: .en) ?? "")")
  }

  @Test("New points serve more households than before", arguments: ReachOptions.Siting.Goal.allCases)
  func siting(goal: ReachOptions.Siting.Goal) throws {
    let town = try Town()
    let found = try reachPlan(
      at: town.plan, town.options { $0.siting = .init(goal: goal, count: goal == .lscp ? nil : 1) })
    let siting = try #require(found.siting)
    #expect(siting.proved)
    #expect(siting.after.beyond < siting.before.beyond)
    #expect(siting.points.count >= 1)
    #expect(siting.points.allSatisfy { $0.grid != nil })
    if goal == .lscp { #expect(siting.after.beyond == 0) }
  }

  @Test("A share to cover is one of all households, and refused where so many cannot be reached", arguments: [0.25, 0.5, 0.999])
  func coverage(share: Double) throws {
    let town = try Town()
    let roads = try town.network([[0, 600]])
    let options = town.options {
      $0.network = .layer(roads)
      $0.settings.snapLimit = 100
      $0.settings.minutes = 30
    }
    let cut = try reachPlan(at: town.plan, options)
    var siting = ReachOptions.Siting(goal: .lscp, count: nil)
    siting.coverage = share
    var sited = options
    sited.siting = siting
    if Double(cut.unreached) > (1 - share) * Double(cut.households) {
      let error = #expect(throws: PlanError.self) { try reachPlan(at: town.plan, sited) }
      #expect(error?.text(in: .en).contains("no candidate reaches") == true, "\(error?.text(in: .en) ?? "")")
    } else {
      let after = try #require(try reachPlan(at: town.plan, sited).siting).after
      #expect(Double(after.households - after.beyond) >= share * Double(after.households) && after.households == cut.households)
    }
    #expect(cut.unreached > 0 && cut.unreached < cut.households)
  }

  @Test(
    "New points stand on any piece of the network; the p-centre says which it left out",
    arguments: ReachOptions.Siting.Goal.allCases)
  func pieces(goal: ReachOptions.Siting.Goal) throws {
    let town = try Town()
    let roads = try town.network([[0, 300], [400, 500], [600, 800]])
    func sited(_ count: Int) throws -> ReachSummary.Siting {
      let found = try reachPlan(
        at: town.plan,
        town.options {
          $0.settings.minutes = 30
          $0.network = .layer(roads)
          $0.siting = .init(goal: goal, count: goal == .lscp ? nil : count)
        })
      #expect(found.network?.pieces == 3 && found.problems.isEmpty)
      return try #require(found.siting)
    }
    // The doctor stands on the first piece: two more pieces have nobody.
    let both = try sited(2)
    #expect(both.proved && both.onOtherPieces == 0 && both.leftOut == 0 && both.points.count == 2)
    #expect(both.after.beyond == 0 && both.before.beyond > 0)
    let one = try sited(1)
    #expect((one.onOtherPieces > 0) == (goal == .pCentre))
    #expect(one.onOtherPieces <= one.leftOut)
    if goal == .mclp { #expect(one.after.beyond > 0 && one.after.beyond < one.before.beyond) }
  }

  @Test("Points are read by Chinese names, without control characters; places nobody believes are passed over")
  func points() throws {
    let town = try Town()
    func reach(_ text: String, _ change: (inout ReachOptions) -> Void = { _ in }) throws -> ReachSummary {
      let file = try town.space.write(text, to: "rows.csv")
      return try reachPlan(at: town.plan, town.options { $0.points = file; change(&$0) })
    }
    let found = try reach(
      "编号,类别,名称,x,y\nd1,doctor,城关\u{1B}[31m诊所\u{202E},500050,3800200\nd2,doctor,far,0,0\n")
    #expect(found.points.map(\.id) == ["d1"] && found.points.map(\.name) == ["城关[31m诊所"])
    #expect(found.problems.contains { $0.en.contains("line 2: its name holds control characters") })
    #expect(found.problems.contains { $0.en.contains("line 3: it lies more than 500 km from the county") })
    let error = #expect(throws: PlanError.self) { try reach("id,class\nd1,doctor\n") { $0.category = nil } }
    #expect(error?.text(in: .en).contains("no coordinates") == true)
  }

  @Test(
    "A point whose capacity cannot be read counts for reach and supplies nothing; only where none can be read it stops",
    arguments: ["1e308", "many", "-5", ""])
  func unreadableCapacity(written: String) throws {
    let town = try Town()
    func reach(_ rows: String, _ change: (inout ReachOptions) -> Void = { _ in }) throws -> ReachSummary {
      let file = try town.space.write("id,class,cap,x,y\n" + rows, to: "rows.csv")
      return try reachPlan(
        at: town.plan,
        town.options {
          $0.points = file
          $0.capacityField = "cap"
          change(&$0)
        })
    }
    let bad = "d2,doctor,\(written),500750,3800200\n"
    let found = try reach("d1,doctor,300,500050,3800200\n" + bad)
    #expect(!found.isClean && found.points.map(\.id) == ["d1", "d2"])
    let told = try #require(found.problems.first)
    #expect(found.problems.count == 1 && told.en.contains("rows.csv, line 3: its `cap`") && told.en.contains("counts for reach"), "\(told.en)")
    #expect(told.zh.contains("第 3 行") && told.zh.contains("按无容量计"))
    // As far to walk as with it, as much to share as without it.
    let known = try reach("d1,doctor,300,500050,3800200\nd2,doctor,500,500750,3800200\n")
    let alone = try reach("d1,doctor,300,500050,3800200\n")
    #expect(found.beyond == known.beyond && found.beyond < alone.beyond)
    #expect(found.grids.map(\.accessibility) == alone.grids.map(\.accessibility))
    // New points within capacities: where it stands counts as nothing too.
    let rows = try town.space.write("id,cap,x,y\nc1,9000,500750,3800300\nc2,\(written),500400,3800300\n", to: "candidates.csv")
    let sited = try reach("d1,doctor,300,500050,3800200\n" + bad) {
      $0.siting = .init(goal: .pMedian, count: 1)
      $0.siting?.candidates = rows
    }
    #expect(sited.siting?.capacitated == true && sited.siting?.candidates == 1 && sited.siting?.points.map(\.id) == ["c1"])
    #expect(sited.problems.contains { $0.en.contains("candidates.csv, line 3") && $0.en.hasSuffix("it is no candidate") })
    let error = #expect(throws: PlanError.self) { try reach(bad) }
    #expect(error?.text(in: .en).contains("line 2: its `cap`") == true, "\(error?.text(in: .en) ?? "")")
  }

  @Test("The same reach again and again leaves every row of the plan as it was, those of SQLite's own tables too")
  func rerun() throws {
    guard let referee = Referee(importing: "sqlite3") else { return }
    let town = try Town()
    let script = "import sqlite3, sys\nfor line in sqlite3.connect(sys.stdin.read().strip()).iterdump(): print(line)"
    func rows() throws -> String {
      _ = try reachPlan(at: town.plan, town.options { $0.siting = .init(goal: .mclp, count: 1) })
      return try referee.run(script, input: town.plan)
    }
    let first = try rows()
    #expect(first.contains("layer_styles"))
    #expect(try rows() == first)
  }

  @Test("The outputs hold every grid", arguments: ["reach.csv", "reach.geojson"])
  func exports(name: String) throws {
    let town = try Town()
    let found = try reachPlan(at: town.plan, town.options { $0.output = "\(town.space.path)/\(name)" })
    let text = String(decoding: try town.space.bytes(name), as: UTF8.self)
    for grid in found.grids { #expect(text.contains(grid.code)) }
  }

  @Test("Points outside the county are told and still serve")
  func outside() throws {
    let town = try Town()
    try town.write(points: [("d1", "doctor", 50, 200), ("abroad", "doctor", 2000, 200)])
    let found = try reachPlan(at: town.plan, town.options())
    #expect(found.problems.contains { $0.en.contains("abroad") })
    let told = try auditPlan(at: town.plan, threads: 1, control: PlanningControl()).result.findings
    #expect(told.contains { $0.rule == "service-point-outside" })
  }

  @Test("What cannot be reckoned stops with its reason and leaves the plan", arguments: 0..<7)
  func badInput(row: Int) throws {
    let town = try Town()
    let before = try town.space.bytes("plan.gpkg")
    let options = town.options {
      switch row {
      case 0: $0.settings.speed = .nan
      case 1: $0.settings.minutes = 0
      case 2: $0.settings.detour = 0.2
      case 3: $0.category = "bakery"
      case 4: $0.siting = .init(goal: .pMedian, count: 99)
      case 5: $0.network = .layer(town.points)
      default: $0.capacityField = "rooms"
      }
    }
    let error = #expect(throws: PlanError.self) { try reachPlan(at: town.plan, options) }
    #expect(error?.text(in: .en).isEmpty == false)
    #expect(error?.text(in: .zh).isEmpty == false)
    #expect(try town.space.bytes("plan.gpkg") == before)
  }

  @Test("A row of points with a cell too many serves nobody, and is told with its line")
  func surplusCells() throws {
    let town = try Town()
    func reach(_ rows: String) throws -> ReachSummary {
      let file = try town.space.write("id,class,x,y\n" + rows, to: "rows.csv")
      return try reachPlan(at: town.plan, town.options { $0.points = file })
    }
    let good = try reach("d1,doctor,500050,3800200\n")
    let shifted = try reach("d1,doctor,500050,3800200\nd2,doctor,500750,3800200,9\n")
    #expect(shifted.beyond == good.beyond && shifted.points.map(\.id) == ["d1"])
    #expect(shifted.problems.contains { $0.en.contains("rows.csv, line 3: it has 1 cell beyond the last column") })
    #expect(shifted.problems.contains { $0.zh.contains("最后一列之后还有 1 个单元格") })
    #expect(try reach("d1,doctor,500050,3800200\nd2,doctor,500750,3800200\n").beyond < good.beyond)
  }

  @Test("An empty file of points is told")
  func empty() throws {
    let town = try Town()
    try town.space.write("{\"type\":\"FeatureCollection\",\"features\":[]}", to: "points.geojson")
    #expect(throws: PlanError.self) { try reachPlan(at: town.plan, town.options { $0.category = nil }) }
  }
}

import Foundation
import GridAuditing
import GridGeometry
import GridLayers
import GridPartitioning
import GridPlans
import Testing

@Suite("A plan of drawn ground")
struct PlanTests {
  @Test("Units become grids inside the band, one community each, with standard codes, and the audit agrees")
  func unitsBecomeGrids() throws {
    let space = try Workspace()
    let result = try DrawnCounty().plan(in: space)
    #expect(result.isClean)
    #expect(result.summary.households == (0..<32).reduce(0) { $0 + 40 + ($1 * 7) % 20 })
    #expect(result.summary.outOfBand.isEmpty)
    #expect(result.plan.grids.allSatisfy { (300...500).contains($0.households) })
    #expect(result.plan.grids.allSatisfy { $0.code.text.hasPrefix($0.community) && $0.code.text.count == 15 })
    let audit = try auditPlan(at: "\(space.path)/plan.gpkg", threads: 1, control: PlanningControl())
    #expect(audit.isClean, "\(audit.lines(in: .en))")
    #expect(audit.summary.digest == result.summary.digest)
  }

  @Test("The same input, policy and seed give the same bytes on one thread and on two")
  func determinism() throws {
    var files: [Data] = []
    for threads in [1, 2, 2] {
      let space = try Workspace()
      var options = PlanningOptions.test
      options.threads = threads
      _ = try DrawnCounty().plan(in: space, options: options)
      files.append(try space.bytes("plan.gpkg"))
    }
    #expect(files[0] == files[1])
    #expect(files[1] == files[2])
  }

  @Test("A plan read back is the plan that was written")
  func roundTrip() throws {
    let space = try Workspace()
    let written = try DrawnCounty().plan(in: space).plan
    let read = try Plan(contentsOf: "\(space.path)/plan.gpkg")
    #expect(read.grids == written.grids)
    #expect(read.atoms == written.atoms)
    #expect(read.communities == written.communities)
    #expect(read.exceptions == written.exceptions)
    #expect(read.bands == written.bands)
    #expect(read.digest == written.digest)
    #expect(read.referenceSystem == written.referenceSystem)
  }

  @Test(
    "The summary says of how many communities no better division exists, as figures and in words",
    arguments: [
      ("{min: 300, target: 400, max: 500}", ProofTally(divided: 2, proved: 2), "2 of 2 communities (0 with one grid)"),
      (
        "{min: 100, target: 800, max: 2000}", ProofTally(divided: 2, proved: 2, single: 2),
        "2 of 2 communities (2 with one grid)"
      ),
    ])
  func optimality(band: String, first: ProofTally, line: String) throws {
    var county = DrawnCounty()
    county.policy = "levels: [{level: 1, households: \(band)}]"
    let result = try county.plan(in: try Workspace())
    #expect(result.summary.optimality.first == first)
    #expect(result.summary.optimality.second == ProofTally())
    #expect(result.text.en.contains(line))
    #expect(result.text.zh.contains("社区 2 个中 2 个（其中 \(first.single) 个仅一个网格）"))
    let json = try JSONSerialization.jsonObject(with: try JSONEncoder().encode(result.summary)) as? [String: Any]
    let told = json?["optimality"] as? [String: [String: Int]]
    #expect(told?["first"] == ["divided": first.divided, "proved": first.proved, "single": first.single])
  }

  @Test("A community below the band gets one grid and the reason, with proof")
  func communityBelowBand() throws {
    var county = DrawnCounty()
    county.units = county.units.enumerated().map { index, unit in
      index % 8 < 4 ? unit : unit.replacingOccurrences(of: "\"hh\":\(40 + (index * 7) % 20)", with: "\"hh\":2")
    }
    let result = try county.plan(in: try Workspace())
    #expect(result.isClean)
    #expect(result.summary.outOfBand.map(\.grid) == ["990001001002001"])
    #expect(result.summary.outOfBand.allSatisfy { $0.proved && $0.households == 32 })
  }

  @Test("A unit heavier than the maximum is a grid with that reason")
  func unitAboveMaximum() throws {
    var county = DrawnCounty()
    county.units[0] = DrawnCounty.square("{\"id\":\"u0\",\"hh\":900,\"code\":\"990001001001\"}", 0, 0, 100, 100)
    let result = try county.plan(in: try Workspace())
    #expect(result.summary.outOfBand.contains { $0.households >= 900 && $0.proved })
    #expect(result.summary.households == 900 - 40 + (0..<32).reduce(0) { $0 + 40 + ($1 * 7) % 20 })
  }

  @Test("Children tile their parents and their codes extend the parent's")
  func nestedLevels() throws {
    var county = DrawnCounty()
    county.policy = """
      levels:
        - {level: 1, households: {min: 300, target: 400, max: 500}}
        - {level: 2, households: {min: 80, target: 130, max: 200}}
      """
    let space = try Workspace()
    let plan = try county.plan(in: space).plan
    let second = plan.grids(of: .second)
    #expect(second.count >= 4)
    for grid in second {
      let parent = try #require(grid.parent)
      #expect(grid.code.text.hasPrefix(parent.text + "-"))
      #expect((80...200).contains(grid.households))
    }
    for grid in plan.grids(of: .first) {
      let children = second.filter { $0.parent == grid.code }
      #expect(children.reduce(0) { $0 + $1.households } == grid.households)
      #expect(abs(children.reduce(0) { $0 + $1.ground.area } - grid.ground.area) < 1e-6)
    }
    #expect(try auditPlan(at: "\(space.path)/plan.gpkg", threads: 2, control: PlanningControl()).isClean)
  }

  @Test("A county-wide count is met exactly", arguments: [(2, 6), (3, 7), (5, 12)])
  func counts(first: Int, second: Int) throws {
    var county = DrawnCounty()
    county.policy = "levels: [{level: 1, count: \(first), apportionment: webster}, {level: 2, count: \(second)}]"
    let result = try county.plan(in: try Workspace())
    #expect(result.summary.grids.first == first)
    #expect(result.summary.grids.second == second)
    #expect(result.isClean)
  }

  @Test("Replanning over last time's grids keeps their codes; a retired code is never used again")
  func codesSurvive() throws {
    let space = try Workspace()
    var county = DrawnCounty()
    county.policy = "levels: [{level: 1, count: 6}]"
    let first = try county.plan(in: space).plan
    try FileManager.default.moveItem(atPath: "\(space.path)/plan.gpkg", toPath: "\(space.path)/last.gpkg")
    county.policy = "levels: [{level: 1, count: 4}]\nobjective: {stability: 1}"
    county.extra = "  previous: {source: last.gpkg#grids, fields: {code: code, name: name, level: level, kind: kind}}"
    let second = try county.plan(in: space).plan
    let old = Set(first.grids.map(\.code))
    #expect(second.grids.allSatisfy { old.contains($0.code) })
    #expect(Set(second.retired.map(\.code)) == old.subtracting(second.grids.map(\.code)))
    try FileManager.default.removeItem(atPath: "\(space.path)/last.gpkg")
    try FileManager.default.moveItem(atPath: "\(space.path)/plan.gpkg", toPath: "\(space.path)/last.gpkg")
    county.policy = "levels: [{level: 1, count: 8}]"
    let third = try county.plan(in: space).plan
    let retired = Set(second.retired.map(\.code))
    #expect(third.grids.allSatisfy { !retired.contains($0.code) })
    #expect(Set(second.grids.map(\.code)).isSubset(of: Set(third.grids.map(\.code))))
  }

  @Test("Rural communities are planned and audited by their own band, which the file keeps")
  func ruralBand() throws {
    var county = DrawnCounty()
    county.policy =
      "levels: [{level: 1, households: {min: 300, target: 400, max: 500}, rural: {min: 90, target: 100, max: 120}}]"
    county.unitFields = "{id: id, households: hh, community: code, urban: urban}"
    county.units = county.units.enumerated().map { index, unit in
      unit.replacingOccurrences(of: "\"hh\"", with: "\"urban\":\(index % 8 < 4 ? 0 : 1),\"hh\"")
    }
    let space = try Workspace()
    let result = try county.plan(in: space)
    let rural = result.plan.grids.filter { $0.community == "990001001001" }
    let urban = result.plan.grids.filter { $0.community == "990001001002" }
    #expect(!rural.isEmpty && rural.allSatisfy { (90...120).contains($0.households) })
    #expect(!urban.isEmpty && urban.allSatisfy { (300...500).contains($0.households) })
    #expect(result.isClean)
    var read = try Plan(contentsOf: "\(space.path)/plan.gpkg")
    #expect(read.bands == result.plan.bands && read.bands.count == 2)
    #expect(try read.audit(threads: 1, control: PlanningControl()).findings.isEmpty)
    for index in read.atoms.indices { read.atoms[index].isUrban = true }
    let found = try read.audit(threads: 1, control: PlanningControl()).findings
    #expect(Set(found.map(\.rule)) == ["out-of-band"])
    #expect(Set(found.flatMap(\.grids)) == Set(rural.map(\.code.text)))
  }

  @Test("Dedicated grids laid over the others leave them whole")
  func overlaidSites() throws {
    let space = try Workspace()
    var county = DrawnCounty()
    try space.write(
      DrawnCounty.collection([DrawnCounty.square("{\"class\":\"school\",\"name\":\"第一小学\"}", 120, 130, 60, 50)]),
      to: "sites.geojson")
    county.extra = "  sites: {source: sites.geojson, crs: \"EPSG:4547\", fields: {class: class, name: name}}"
    let dedicated = "dedicated: {mode: MODE, classes: [school]}"
    let levels = "levels: [{level: 1, households: {min: 300, target: 400, max: 500}}]\n"
    county.policy = levels + dedicated.replacingOccurrences(of: "MODE", with: "overlay")
    let result = try county.plan(in: space)
    #expect(result.summary.grids.dedicated == 1)
    #expect(result.isClean)
    #expect(abs(result.plan.grids(of: .first).reduce(0) { $0 + $1.ground.area } - 320_000) < 1e-6)
    #expect(result.plan.grids(of: .dedicated)[0].name == "第一小学")
    #expect(try auditPlan(at: "\(space.path)/plan.gpkg", threads: 1, control: PlanningControl()).isClean)
  }

  @Test("Every point of a border belongs to exactly one grid; points away are outside")
  func locating() throws {
    let plan = try DrawnCounty().plan(in: try Workspace()).plan
    let locator = GridLocator(plan)
    for x in stride(from: 0.0, through: 800, by: 25) {
      for y in stride(from: 0.0, through: 400, by: 25) {
        let point = Point(500_000 + x, 3_800_000 + y)
        let owners = plan.grids.filter { $0.isLeaf && $0.ground.contains(point) }.map(\.code)
        switch locator.locate(point) {
        case .inside(let code): #expect(owners == [code])
        case .outside: #expect(owners.isEmpty && (x == 800 || y == 400 || x == 0 || y == 0))
        case .ambiguous: Issue.record("a tiling has no point in two grids")
        case .invalid: Issue.record("a point of the ground is a point")
        }
      }
    }
    #expect(locator.locate(Point(0, 0)) == .outside)
  }

  @Test("A cancelled plan throws and leaves no file")
  func cancelled() throws {
    let space = try Workspace()
    let manifest = try DrawnCounty().write(to: space)
    let before = space.files
    let control = PlanningControl()
    control.cancel()
    #expect(throws: PlanError.interrupted) {
      _ = try planCounty(at: manifest, writingTo: "\(space.path)/plan.gpkg", options: .test, control: control)
    }
    #expect(space.files == before)
  }

  @Test("Exports: GeoJSON in degrees, a marked GCJ-02 file, a CSV ledger, a map in three formats")
  func exports() throws {
    let space = try Workspace()
    let plan = try DrawnCounty().plan(in: space).plan
    let path = "\(space.path)/plan.gpkg"
    _ = try exportPlan(at: path, ExportRequest(format: .geojson, path: "\(space.path)/out"))
    let features = try Layers.open(LayerSource(path: "\(space.path)/out/first.geojson")).features()
    #expect(features.count == plan.grids.count)
    #expect(features.allSatisfy { ($0.geometry?.envelope.maxX ?? 999) < 180 })
    _ = try exportPlan(
      at: path, ExportRequest(format: .geojson, path: "\(space.path)/gcj.geojson", level: 1, datum: .gcj02))
    #expect(String(decoding: try space.bytes("gcj.geojson"), as: UTF8.self).contains("GCJ-02"))
    _ = try exportPlan(at: path, ExportRequest(format: .csv, path: "\(space.path)/ledger.csv", level: 1))
    #expect(
      String(decoding: try space.bytes("ledger.csv"), as: UTF8.self).split(whereSeparator: \.isNewline).count == plan
        .grids.count + 1)
    for format in [ExportFormat.png, .svg, .pdf] {
      _ = try exportPlan(at: path, ExportRequest(format: format, path: "\(space.path)/map.\(format.rawValue)", dpi: 40))
      #expect(try space.bytes("map.\(format.rawValue)").count > 1000)
    }
  }
}

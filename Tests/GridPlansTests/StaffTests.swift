import Foundation
import GridAccess
import GridAuditing
import GridGeometry
import GridLayers
import GridPlans
import GridStaffing
import Testing

/// A drawn county with its plan and a roster.
struct StaffedTown {
  let space: Workspace
  let plan: Plan
  var path: String { "\(space.path)/plan.gpkg" }

  init(policy: String? = nil, extra: String = "", roster: String? = nil) throws {
    space = try Workspace()
    var county = DrawnCounty()
    if let policy { county.policy = policy }
    county.extra = extra
    if let roster { try space.write(roster, to: "workers.csv") }
    plan = try county.plan(in: space).plan
  }

  /// People who live side by side along the south of the county, in the plan's system.
  static func roster(_ count: Int, role: String = "worker", more: [String] = []) -> String {
    let rows = (0..<count).map { "P\($0),\(role),\(500_000 + 90 * $0),3800010" }
    return (["id,role,x,y"] + rows + more).joined(separator: "\n") + "\n"
  }

  func staff(_ roster: String, _ change: (inout StaffOptions) -> Void = { _ in }) throws -> StaffResult {
    try space.write(roster, to: "people.csv")
    var options = StaffOptions(workers: "\(space.path)/people.csv", date: "2026-11-21", threads: 2)
    change(&options)
    return try staffPlan(at: path, options: options, control: PlanningControl())
  }

  /// What the call refuses, in English.
  func refusal(_ roster: String, _ change: (inout StaffOptions) -> Void = { _ in }) -> String {
    let before = try? space.bytes("plan.gpkg")
    let error = #expect(throws: PlanError.self) { _ = try staff(roster, change) }
    #expect((try? space.bytes("plan.gpkg")) == before)
    #expect(error?.text(in: .zh) != error?.text(in: .en))
    return error?.text(in: .en) ?? ""
  }
}

@Suite("Staffing a plan")
struct StaffTests {
  @Test("One worker a grid: everybody placed, proved, written into the plan, and found again")
  func onePerGrid() throws {
    let town = try StaffedTown()
    let count = town.plan.grids.count
    let result = try town.staff(StaffedTown.roster(count))
    #expect(result.isClean && result.findings.isEmpty, "\(result.lines(in: .en))")
    #expect(result.summary.filled == count && result.summary.proved)
    let read = try Plan(contentsOf: town.path)
    let staffing = try #require(read.staffing)
    #expect(staffing == result.plan.staffing)
    #expect(staffing.workers.count == count && staffing.assignments.count == count)
    #expect(Set(staffing.assignments.map(\.grid)) == Set(town.plan.grids.map(\.code)))
    #expect(staffing.assignments.allSatisfy { $0.since == "2026-11-21" && ($0.travel ?? -1) > 0 })
    #expect(
      staffing.assignments.reduce(0) { $0 + $1.households } == Double(town.plan.atoms.reduce(0) { $0 + $1.households }))
    #expect(read.grids == town.plan.grids && read.atoms == town.plan.atoms && read.digest == town.plan.digest)
    let audit = try auditPlan(at: town.path, threads: 1, control: PlanningControl())
    #expect(audit.isClean, "\(audit.lines(in: .en))")
    // Provenance, versions and the other tables are those of the plan.
    let names = Set(try Layers.layerNames(at: town.path))
    #expect(names.isSuperset(of: ["provenance", "versions", "exceptions", "retired_codes", "findings", "workers"]))
  }

  @Test("The same roster gives the same bytes, on any number of threads, into another file too")
  func determinism() throws {
    let town = try StaffedTown()
    var files: [Data] = []
    for threads in [1, 2, 3] {
      _ = try town.staff(StaffedTown.roster(3)) {
        $0.output = "\(town.space.path)/staffed.gpkg"
        $0.threads = threads
      }
      files.append(try town.space.bytes("staffed.gpkg"))
    }
    #expect(files[0] == files[1] && files[1] == files[2])
    #expect(try Plan(contentsOf: town.path).staffing == nil)
  }

  @Test("The sample's teams fill every post of one leader and two members")
  func sampleTeams() throws {
    let space = try Workspace()
    let folder = "\(space.path)/sample"
    _ = try makeSample(households: 4_000, seed: 7, directory: folder, control: PlanningControl())
    let path = "\(space.path)/plan.gpkg"
    let plan = try planCounty(
      at: "\(folder)/county.yaml", writingTo: path, options: .test, control: PlanningControl()
    ).plan
    var options = StaffOptions(workers: "\(folder)/teams.csv", date: "2026-11-21", threads: 2)
    options.rules = "one-leader-two-members"
    let summary = try staffPlan(at: path, options: options, control: PlanningControl()).summary
    #expect(summary.posts == 3 * plan.grids.filter(\.isLeaf).count && summary.posts > 0)
    #expect(summary.vacant == 0 && summary.filled == summary.posts)
  }

  @Test("A dry run writes nothing")
  func dryRun() throws {
    let town = try StaffedTown()
    let before = try town.space.bytes("plan.gpkg")
    _ = try town.staff(StaffedTown.roster(3)) {
      $0.isDryRun = true
      $0.charts = "\(town.space.path)/charts"
    }
    #expect(try town.space.bytes("plan.gpkg") == before)
    #expect(!town.space.files.contains("charts"))
  }

  @Test("Too few people: vacant grids are findings, told with the way out, and cured by more people")
  func shortage() throws {
    let town = try StaffedTown()
    let count = town.plan.grids.count
    let short = try town.staff(StaffedTown.roster(count - 1))
    #expect(!short.isClean && short.summary.vacant == 1)
    #expect(Set(short.findings.map(\.rule)) == ["staff-shortage", "unstaffed-grid"])
    let words = try #require(short.findings.first { $0.rule == "staff-shortage" })
    #expect(words.text.contains("1 more person in") && words.text.contains("a limit of 2 grids a person"))
    #expect(words.textZH.contains("再增加 1 人"))
    let audit = try auditPlan(at: town.path, threads: 1, control: PlanningControl())
    #expect(audit.summary.rules["unstaffed-grid"] == 1)
    let again = try town.staff(StaffedTown.roster(count - 1)) { $0.date = "2026-12-01" }
    #expect(again.summary.still == 2 && again.summary.new == 0)
    #expect(again.findings.allSatisfy { $0.since == "2026-11-21" })
    let cured = try town.staff(StaffedTown.roster(count)) { $0.date = "2026-12-02" }
    #expect(cured.isClean && cured.summary.cured == 2)
    // Whoever stayed holds the post since the first day.
    let since = Set((try Plan(contentsOf: town.path).staffing?.assignments ?? []).compactMap(\.since))
    #expect(since.isSubset(of: ["2026-11-21", "2026-12-02"]) && since.contains("2026-12-02"))
  }

  @Test("Present grids of the roster are kept where that makes no way longer")
  func present() throws {
    let town = try StaffedTown()
    let codes = town.plan.grids.map(\.code.text)
    let rows = codes.map { "P\($0),worker,500000,3800000,\($0)" }
    let result = try town.staff((["id,role,x,y,grid"] + rows).joined(separator: "\n"))
    #expect(result.summary.roles.first?.changes == 0)
    for post in result.plan.staffing?.assignments ?? [] { #expect(post.worker == "P\(post.grid)") }
    #expect(result.summary.before.first?.workers == codes.count)
  }

  @Test("The policy's rules are kept in the plan and used; --rules stands above them")
  func rules() throws {
    let policy = """
      levels: [{level: 1, households: {min: 300, target: 400, max: 500}}]
      staffing:
        roles:
          - {id: head, name: {zh: 网格长, en: head}, leader: true, maxGrids: 2, maxHouseholds: 1000}
          - {id: member, name: {zh: 成员, en: member}}
        posts:
          - {role: head, count: 1, on: leaves}
          - {role: member, oneFor: 200}
        band: {min: 150, max: 250}
      """
    let town = try StaffedTown(policy: policy)
    let leaves = town.plan.grids.count
    let members = town.plan.grids.reduce(0) { $0 + ($1.households - 1) / 200 + 1 }
    let heads = (0..<(leaves + 1) / 2).map { "H\($0),head,\(500_000 + $0 * 200),3800000" }
    let result = try town.staff(StaffedTown.roster(members, role: "member", more: heads))
    #expect(result.summary.roles.map(\.posts) == [leaves, members])
    #expect(result.summary.roles.map(\.filled) == [leaves, members], "\(result.lines(in: .en))")
    #expect(result.summary.balance.contains { $0.role == "member" && $0.inBand == members })
    let simple = try town.staff(StaffedTown.roster(leaves)) { $0.rules = "one-per-grid" }
    #expect(simple.summary.posts == leaves)
    #expect(try Plan(contentsOf: town.path).staffingText.contains("one-per-grid"))
  }

  @Test(
    "Faulty rules are refused with key and remedy",
    arguments: [
      ("staffing: two-per-grid", "no staffing preset"), ("staffing: {preset: one-per-grid, x: 3}", "`x` goes with"),
      ("staffing: {roles: []}", "needs a `preset`"), ("staffing: {preset: 1+4+X, posts: []}", "exclude each other"),
      ("staffing: {preset: 1+4+X, y: 2}", "unknown key `y`"),
      ("staffing: {roles: [{id: a}], posts: [{role: b, count: 1}]}", "role `b`"),
      ("staffing: {roles: [{id: a, leader: true}], posts: [{role: a, count: 2}]}", "one leader"),
      ("staffing: {roles: [{id: a}], posts: [{role: a}]}", "either `count` or `oneFor`"),
      ("staffing: {roles: [{id: a}], posts: [{role: a, count: 0}]}", "are 0 in every grid"),
      ("staffing: {roles: [{id: a, maxGrids: 0}], posts: [{role: a, count: 1}]}", "whole number"),
      ("staffing: {roles: [{id: a}], posts: [{role: a, count: 1, kinds: [fourth]}]}", "Choose one of"),
      ("staffing: {preset: one-per-grid, load: {count: all}}", "leaves, levels"),
      ("staffing: {preset: one-per-grid, band: {min: 5, max: 2}}", "min 5 is above max 2"),
    ])
  func faultyRules(yaml: String, words: String) throws {
    let text = "levels: [{households: {min: 3, max: 5}}]\n\(yaml)\n"
    let error = #expect(throws: PlanError.self) { _ = try Policy(yaml: text, file: "policy.yaml") }
    let told = error?.text(in: .en) ?? ""
    #expect(told.contains(words) && told.contains("policy.yaml"), "\(told)")
    #expect(error?.text(in: .zh) != told)
  }

  @Test("Rules that ask for nobody are refused, and sites that the plan does not have are told")
  func nobody() throws {
    let town = try StaffedTown()
    let count = town.plan.grids.count
    let roles = "roles: [{id: worker}]"
    try town.space.write("staffing: {\(roles), posts: [{role: worker, count: 1, sites: [scool]}]}", to: "none.yaml")
    let told = town.refusal(StaffedTown.roster(2)) { $0.rules = "\(town.space.path)/none.yaml" }
    #expect(told.contains("ask for nobody") && told.contains("`scool`") && told.contains("none.yaml"), "\(told)")
    try town.space.write(
      "staffing: {\(roles), posts: [{role: worker, count: 1}, {role: worker, count: 1, sites: [scool]}]}", to: "some.yaml")
    let some = try town.staff(StaffedTown.roster(count)) { $0.rules = "\(town.space.path)/some.yaml" }
    #expect(some.findings.map(\.rule) == ["post-rule"] && !some.isClean)
    #expect(some.findings.allSatisfy { $0.text.contains("`scool`") && $0.textZH.contains("`scool`") })
    try town.space.write(
      "staffing: {\(roles), posts: [{role: worker, count: 1}, {role: worker, count: 1, on: parents}]}", to: "flat.yaml")
    let flat = try town.staff(StaffedTown.roster(count)) { $0.rules = "\(town.space.path)/flat.yaml" }
    #expect(flat.findings.map(\.rule) == ["post-rule"] && flat.isClean)
  }

  @Test("Of a role without anybody no balance is told, and nothing is called the best")
  func nobodyWorks() throws {
    let town = try StaffedTown()
    let result = try town.staff(StaffedTown.roster(2, role: "head")) { $0.rules = "one-leader-two-members" }
    let line = try #require(result.text.en.split(separator: "\n").first { $0.hasPrefix("member:") })
    #expect(line.contains("nobody works") && !line.contains("proved") && !line.contains("load"), "\(line)")
    #expect(result.text.zh.contains("无人在岗"))
  }

  @Test("Straight ways are stretched alike for staff and for reach where nothing else is stated")
  func detour() throws {
    #expect(try StaffingRules(preset: "one-per-grid").detour == ReachSettings().detour)
    let town = try StaffedTown()
    let home = Point(500_000, 3_800_010)
    let result = try town.staff("id,x,y\nA,500000,3800010\n")
    let post = try #require(result.plan.staffing?.assignments.first { $0.worker == "A" })
    let grid = try #require(town.plan.grids.first { $0.code == post.grid })
    let place = try #require(grid.ground.interiorPoint)
    #expect(abs((post.travel ?? 0) - home.distance(to: place) * 1.3) < 0.2)
  }

  @Test("A roster in the manifest is placed while planning")
  func manifest() throws {
    let roster = StaffedTown.roster(40)
    let town = try StaffedTown(extra: "  workers: {source: workers.csv}", roster: roster)
    let staffing = try #require(town.plan.staffing)
    #expect(staffing.assignments.allSatisfy { $0.worker != nil } && staffing.workers.count == 40)
    #expect(try Plan(contentsOf: town.path).staffing == staffing)
    #expect(town.plan.findings.count { $0.rule == "worker-without-post" } == 40 - town.plan.grids.count)
    let audit = try auditPlan(at: town.path, threads: 1, control: PlanningControl())
    #expect(audit.summary.rules["worker-without-post"] == 40 - town.plan.grids.count)
  }

  @Test("Head counts, limits and comparisons need no roster and write nothing")
  func questions() throws {
    let town = try StaffedTown()
    let before = try town.space.bytes("plan.gpkg")
    let count = town.plan.grids.count
    let result = try staffPlan(
      at: town.path,
      options: StaffOptions(
        headCount: count + 5, method: .minMax, loadLimit: 200, whatIf: [count, 20], date: "2026-11-21"),
      control: PlanningControl())
    #expect(result.summary.apportionment?.townships.reduce(0) { $0 + $1.posts } == count + 5)
    #expect(result.summary.loadLimit?.people == town.plan.grids.reduce(0) { $0 + ($1.households + 199) / 200 })
    #expect(result.summary.whatIf.map(\.headCount) == [count, 20])
    #expect(result.summary.whatIf.first?.greatestLoad == town.plan.grids.map { Double($0.households) }.max())
    #expect(try town.space.bytes("plan.gpkg") == before)
  }

  @Test("A head count above the rules gives grids more posts, and the roster fills them")
  func headCount() throws {
    let town = try StaffedTown()
    let count = town.plan.grids.count
    let result = try town.staff(StaffedTown.roster(count + 3)) { $0.headCount = count + 3 }
    #expect(result.summary.posts == count + 3 && result.summary.filled == count + 3)
    #expect(try auditPlan(at: town.path, threads: 1, control: PlanningControl()).isClean)
  }

  @Test("Charts are drawn as SVG and PNG, the same at every run")
  func charts() throws {
    let town = try StaffedTown()
    let folder = "\(town.space.path)/charts"
    let roster = StaffedTown.roster(town.plan.grids.count)
    // From the second run on there is a staffing before.
    _ = try town.staff(roster)
    let files = try town.staff(roster) { $0.charts = folder }.summary.charts
    #expect(files == ["\(folder)/load-1-worker.svg", "\(folder)/load-1-worker.png"])
    let first = try files.map { try Data(contentsOf: URL(fileURLWithPath: $0)) }
    _ = try town.staff(roster) { $0.charts = folder }
    #expect(try files.map { try Data(contentsOf: URL(fileURLWithPath: $0)) } == first)
    #expect(first[0].starts(with: Data("<?xml".utf8)) && first[1].starts(with: [0x89, 0x50, 0x4E, 0x47]))
  }

  @Test(
    "A synthetic estate of 4,839 households in four committees is drawn as 21 grids, most over mean at most 1.107",
    arguments: ["households: {min: 160, target: 230, max: 255}", "count: 21, within: 0.1"])
  func estate(size: String) throws {
    // 237 stairwells of 20 or 21 households, 55 to 71 a committee, in rows of ten.
    let sizes = [56, 56, 57, 68]
    var left = 4_839
    var county = DrawnCounty()
    county.communities = []
    county.units = []
    var stairwells = 237
    for (committee, size) in sizes.enumerated() {
      let code = "99000100100\(committee + 1)"
      var rows: [String] = []
      for index in 0..<size {
        let households = (left + stairwells - 1) / stairwells
        left -= households
        stairwells -= 1
        let (x, y) = (committee * 1_000 + index % 10 * 100, index / 10 * 100)
        // The last of a committee is as wide as its row has room.
        let width = index == size - 1 ? (10 - index % 10) * 100 : 100
        rows.append(
          DrawnCounty.square(
            "{\"id\":\"s\(committee)-\(index)\",\"hh\":\(households),\"code\":\"\(code)\"}", x, y, width, 100))
      }
      county.units += rows
      county.communities.append(
        DrawnCounty.square(
          "{\"code\":\"\(code)\",\"name\":\"居委\(committee + 1)\"}", committee * 1_000, 0, 1_000, (size + 9) / 10 * 100))
    }
    county.policy = "levels: [{level: 1, \(size)}]\nstaffing: one-per-grid"
    let space = try Workspace()
    let plan = try county.plan(in: space).plan
    #expect(plan.grids.count == 21 && plan.atoms.reduce(0) { $0 + $1.households } == 4_839)
    #expect(plan.communities.map { community in plan.grids.count { $0.community == community.code } } == [5, 5, 5, 6])
    let most = plan.grids.map(\.households).max() ?? 0
    #expect(Double(most) / (4_839 / 21.0) <= 1.107, "\(plan.grids.map(\.households))")
    #expect(!plan.findings.contains { $0.rule == "uneven-grid" })
  }

  @Test("A share of the mean that the ground does not allow is told grid by grid, and goes with a count only")
  func uneven() throws {
    var county = DrawnCounty()
    county.policy = "levels: [{level: 1, count: 14, within: 0.05}]"
    let plan = try county.plan(in: Workspace()).plan
    // 32 units in 14 grids of two or three.
    let told = plan.findings.filter { $0.rule == "uneven-grid" }
    #expect(!told.isEmpty && told.allSatisfy { $0.text.contains("5.0 % either way") })
    #expect(throws: PlanError.self) {
      try Policy(yaml: "levels: [{level: 1, within: 0.1, households: {min: 3, max: 5}}]", file: "policy.yaml")
    }
  }
}

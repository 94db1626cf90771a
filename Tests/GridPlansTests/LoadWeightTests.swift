import Foundation
import GridPlans
import GridVisits
import Testing

@Suite("Weights of loads")
struct LoadWeightTests {
  static let visits = """
    visits:
      classes:
        - {class: shops, cadence: quarterly}
        - {class: elders-alone, cadence: monthly}
    """

  /// The drawn county whose unit number i counts i mod 4 elders and ten tenants: 1,572 households, 48 elders, 320 tenants.
  static func county(staffing: String) -> DrawnCounty {
    var county = DrawnCounty()
    county.units = (0..<32).map { index in
      let (x, y) = (index % 8, index / 8)
      return DrawnCounty.square(
        "{\"id\":\"u\(index)\",\"hh\":\(40 + (index * 7) % 20),\"old\":\(index % 4),\"let\":10,\"code\":\"99000100100\(x < 4 ? 1 : 2)\"}",
        x * 100, y * 100, 100, 100)
    }
    county.unitFields = "{id: id, households: hh, community: code, groups: {elders: old, tenants: let}}"
    county.policy = """
      levels: [{level: 1, households: {min: 300, target: 400, max: 500}}]
      \(visits)
      staffing: \(staffing)
      """
    return county
  }

  private static let weights = """
    {preset: one-per-grid, load: {groups: {elders: 0.5, tenants: 0.25}, visits: {shops: 0.2, elders-alone: 0.1}}}
    """

  @Test("Groups and visits weigh what the rules say, in posts, shares and balance")
  func weighted() throws {
    let space = try Workspace()
    let plan = try Self.county(staffing: Self.weights).plan(in: space).plan
    let path = "\(space.path)/plan.gpkg"
    #expect(plan.groups == ["elders", "tenants"])
    // Three shops a grid, each visited four times a year; nobody says how many elders, so one visit a month and grid.
    let rows = plan.grids.map { "\($0.code),shops,3" }
    let targets = try space.write((["grid,class,count"] + rows).joined(separator: "\n"), to: "targets.csv")
    var request = VisitRequest(asOf: try #require(CivilDate("2026-12-01")))
    request.targets = targets
    _ = try logVisits(in: path, request)
    try space.write(StaffedTown.roster(plan.grids.count), to: "people.csv")
    let options = StaffOptions(
      workers: "\(space.path)/people.csv", headCount: plan.grids.count, whatIf: [plan.grids.count], date: "2026-12-01")
    let result = try staffPlan(at: path, options: options, control: PlanningControl())
    let posts = try #require(result.plan.staffing).assignments
    for post in posts {
      let atoms = plan.atoms.filter { $0.grid == post.grid }
      let units = try atoms.map { try #require($0.unit.flatMap { Int($0.dropFirst()) }) }
      let households = units.reduce(0) { $0 + 40 + ($1 * 7) % 20 }
      let elders = units.reduce(0) { $0 + $1 % 4 }
      let load = Double(households) + 0.5 * Double(elders) + 2.5 * Double(units.count) + 3 * 4 * 0.2 + 12 * 0.1
      #expect(abs(post.households - load) < 1e-9, "\(post.grid)")
    }
    // 1,572 + 24 + 80, and 3.6 a grid.
    let total = 1_676 + 3.6 * Double(plan.grids.count)
    let balance = try #require(result.summary.balance.first)
    #expect(abs(balance.households - total) < 1e-6)
    #expect(balance.max == posts.map(\.households).max() && balance.max == result.summary.whatIf.first?.greatestLoad)
    let shares = try #require(result.summary.apportionment)
    #expect(abs(shares.townships.reduce(0) { $0 + $1.households } - total) < 1e-6)
    #expect(try Plan(contentsOf: path).atoms == plan.atoms)
  }

  @Test("A limit of households holds for the weighed load, in the audit too")
  func limit() throws {
    let rules = """
      {roles: [{id: worker, maxHouseholds: 250}], posts: [{role: worker, count: 1}], load: {urban: 0.5}}
      """
    let space = try Workspace()
    let plan = try Self.county(staffing: rules).plan(in: space).plan
    #expect(plan.grids.contains { $0.households > 250 } && plan.grids.allSatisfy { $0.households <= 500 })
    try space.write(StaffedTown.roster(plan.grids.count), to: "people.csv")
    let options = StaffOptions(workers: "\(space.path)/people.csv", date: "2026-12-01")
    let path = "\(space.path)/plan.gpkg"
    #expect(try staffPlan(at: path, options: options, control: PlanningControl()).isClean)
    #expect(try auditPlan(at: path, threads: 1, control: PlanningControl()).isClean)
  }

  @Test(
    "Weights of unknown names are refused with the names there are",
    arguments: [
      (
        "{preset: one-per-grid, load: {groups: {elder: 1}}}", "no household group `elder`; known: elders, tenants",
        "`elders`"
      ),
      (
        "{preset: one-per-grid, load: {visits: {bakery: 1}}}", "no visit class `bakery`; known: shops, elders-alone",
        "visits"
      ),
      ("{preset: one-per-grid, load: {visits: {shop: 1}}}", "no visit class `shop`", "Did you mean `shops`?"),
      ("{preset: one-per-grid, load: {groups: {elders: many}}}", "expected a number", "load.groups.elders"),
    ])
  func unknownNames(rules: String, cause: String, more: String) throws {
    let space = try Workspace()
    let error = #expect(throws: PlanError.self) { _ = try Self.county(staffing: rules).plan(in: space) }
    let told = error?.text(in: .en) ?? ""
    #expect(told.contains(cause) && told.contains(more), "\(told)")
    // A plan that counts them refuses the same rules from a file.
    let other = try Workspace()
    _ = try Self.county(staffing: "one-per-grid").plan(in: other)
    let options = StaffOptions(
      rules: try other.write("staffing: \(rules)", to: "rules.yaml"), headCount: 9, date: "2026-12-01")
    let refusal = #expect(throws: PlanError.self) {
      _ = try staffPlan(at: "\(other.path)/plan.gpkg", options: options, control: PlanningControl())
    }
    #expect(refusal?.text(in: .en).contains(cause) == true, "\(refusal?.text(in: .en) ?? "")")
    #expect(refusal?.text(in: .zh) != refusal?.text(in: .en))
  }

  @Test(
    "Group columns are checked like those of households",
    arguments: [
      ("{elders: age}", "no such field"), ("{\"a b\": old}", "cannot name a household group"),
      ("{Elders: old, elders: let}", "capitals aside"), ("{elders: code}", "beyond belief"),
    ])
  func columns(groups: String, words: String) throws {
    var county = Self.county(staffing: "one-per-grid")
    county.unitFields = "{id: id, households: hh, community: code, groups: \(groups)}"
    let error = #expect(throws: PlanError.self) { _ = try county.plan(in: Workspace()) }
    #expect(error?.text(in: .en).contains(words) == true, "\(error?.text(in: .en) ?? "")")
  }
}

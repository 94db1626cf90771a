import Foundation
import GridAuditing
import GridPlans
import Testing

/// What `staff` says of numbers of people and of loads.
@Suite("Numbers of staff")
struct StaffNumberTests {
  private func ask(_ town: StaffedTown, _ change: (inout StaffOptions) -> Void) throws -> StaffResult {
    var options = StaffOptions(date: "2026-11-21")
    change(&options)
    return try staffPlan(at: town.path, options: options, control: PlanningControl())
  }

  @Test("A head count below the posts of the rules is refused where people are placed, and answered where not")
  func belowThePosts() throws {
    let town = try StaffedTown()
    let count = town.plan.grids.count
    let told = town.refusal(StaffedTown.roster(count)) { $0.headCount = count - 1 }
    #expect(told.contains("ask for \(count) posts of the role worker") && told.contains("\(count - 1) people"), "\(told)")
    let asked = try ask(town) {
      $0.headCount = count - 1
      $0.whatIf = [count - 1]
    }
    let row = try #require(asked.summary.whatIf.first)
    #expect(!row.eachInOneGrid && row.needed == count && asked.summary.apportionment?.outcome == row)
    #expect(asked.text.en.contains("each in one grid takes \(count)") && asked.text.zh.contains("兼管"))
  }

  @Test("Rules of several roles need to be told whose people are counted")
  func roles() throws {
    let town = try StaffedTown()
    let rules = "one-leader-two-members"
    let count = town.plan.grids.count
    for role in [nil, "head", "boss"] {
      let told = town.refusal(StaffedTown.roster(1)) {
        ($0.rules, $0.role, $0.loadLimit) = (rules, role, 300)
      }
      #expect(told.contains("head") && told.contains(role ?? "--role"), "\(told)")
    }
    let asked = try ask(town) { ($0.rules, $0.role, $0.whatIf) = (rules, "member", [2 * count]) }
    #expect(asked.summary.countedRole == "member")
    #expect(asked.summary.whatIf.first?.greatestLoad == town.plan.grids.map { Double($0.households) / 2 }.max())
    #expect(asked.text.en.contains("of the role member") && asked.text.zh.contains("兼管"))
    let staffed = try town.staff(StaffedTown.roster(2 * count + 3, role: "member")) {
      ($0.rules, $0.role, $0.headCount) = (rules, "member", 2 * count + 3)
    }
    #expect(staffed.summary.roles.map(\.posts) == [count, 2 * count + 3])
    // The same number for the same people.
    #expect(staffed.summary.balance.first { $0.role == "member" }?.max == staffed.summary.apportionment?.outcome.greatestLoad)
    #expect(staffed.summary.balance.first { $0.role == "member" }?.mean == staffed.summary.apportionment?.outcome.meanLoad)
  }

  @Test("However many people are compared, loads are not told as 0")
  func manyPeople() throws {
    let asked = try ask(try StaffedTown()) { $0.whatIf = [1_000_000] }
    #expect(!asked.text.en.contains("mean 0 ") && !asked.text.en.contains("greatest 0 "), "\(asked.text.en)")
    #expect(asked.summary.whatIf.first.map { $0.meanLoad > 0 && $0.greatestLoad >= $0.meanLoad } == true)
  }

  @Test("Weighed loads are never told as households, in words and findings")
  func weighted() throws {
    let rules = """
      {roles: [{id: worker, maxGrids: 99, maxHouseholds: 2500}], posts: [{role: worker, count: 1}], load: {urban: 3, rural: 3}}
      """
    let policy = "levels: [{level: 1, households: {min: 300, target: 400, max: 500}}]\nstaffing: \(rules)\n"
    let town = try StaffedTown(policy: policy)
    func check(_ result: StaffResult) {
      for line in result.text.en.split(separator: "\n") + result.lines(in: .en).map({ $0[...] })
      where !line.contains("unstaffed-grid") && !line.hasPrefix("shared:") {
        #expect(!line.contains("household"), "\(line)")
      }
      for line in result.text.zh.split(separator: "\n") + result.lines(in: .zh).map({ $0[...] })
      where !line.contains("unstaffed-grid") {
        #expect(!line.contains(" 户") && !line.contains("户数"), "\(line)")
      }
      #expect(result.text.en.contains("load") && result.text.zh.contains("加权负荷"))
    }
    check(try town.staff(StaffedTown.roster(1)))
    check(
      try ask(town) {
        $0.headCount = town.plan.grids.count
        $0.loadLimit = 400
        $0.whatIf = [1, 20]
      })
  }

  @Test(
    "Weights by which nothing in the plan weighs anything are refused",
    arguments: [
      ("{urban: 0, rural: 0}", "every weight of `load` is 0"), ("{urban: 0, rural: 0, kilometre: 0}", "is 0"),
      ("{urban: 0}", "no grid of the plan has any load"),
    ])
  func weightless(load: String, words: String) throws {
    let town = try StaffedTown()
    #expect(town.plan.atoms.allSatisfy { $0.isUrban })
    let rules = try town.space.write("staffing: {preset: one-per-grid, load: \(load)}", to: "zero.yaml")
    let told = town.refusal(StaffedTown.roster(1)) { $0.rules = rules }
    #expect(told.contains(words) && told.contains("zero.yaml"), "\(told)")
  }

  @Test("A shortage says which of its posts need a skill, and what the additional people must be able to do")
  func skilledShortage() throws {
    let town = try StaffedTown()
    let count = town.plan.grids.count
    try town.space.write(
      """
      staffing:
        roles: [{id: w, name: {zh: 网格员, en: worker}}]
        posts: [{role: w, count: 1, on: leaves}, {role: w, count: 1, on: leaves, skills: [kids]}]
      """, to: "skills.yaml")
    // Two who can, one who cannot: both kinds of posts are short of people, and compete for the two.
    let roster = "id,role,x,y,skills\nA,w,500000,3800010,kids\nB,w,500100,3800010,kids\nC,w,500200,3800010,\n"
    let short = try town.staff(roster) { $0.rules = "\(town.space.path)/skills.yaml" }
    let words = short.findings.filter { $0.rule == "staff-shortage" }
    let told = try #require(words.first)
    #expect(words.count == 1 && told.text.contains("\(2 * count) posts (\(count) of them need kids)"), "\(told.text)")
    #expect(told.text.contains("more people with kids in this role") && told.textZH.contains("具备技能 kids 的"))
    #expect(told.textZH.contains("其中 \(count) 个需技能 kids"))
  }
}

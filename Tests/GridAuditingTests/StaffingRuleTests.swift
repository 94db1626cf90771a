import GridAuditing
import GridStaffing
import Testing

@Suite("People and posts")
struct StaffingRuleTests {
  @Test("A plan with everybody in place has no finding")
  func clean() throws {
    #expect(try audit(DrawnPlan.staffed.input).isEmpty)
  }

  @Test("One leader of two grids with over 1,000 households is flagged at the ceiling of 500 a grid, as in Yuzhong")
  func yuzhong() throws {
    var plan = DrawnPlan.staffed
    let (one, other) = (plan["b"].code, plan["c"].code)
    plan.edit { input in
      for index in input.atoms.indices where [one, other].contains(input.atoms[index].grid) {
        // 4 and 9 squares: 504 and 513 households.
        input.atoms[index].households = input.atoms[index].grid == one ? 126 : 57
      }
      input.bands = []
    }
    let ceiling = 500
    plan.staff { staffing in
      if let rules = DrawnPlan.staffRules(maximumHouseholds: 2 * ceiling, headGrids: 2) { staffing.rules = rules }
      if let index = staffing.assignments.firstIndex(where: { $0.grid == one && $0.role == "head" }) {
        staffing.workers.removeAll { $0.id == "head \(one)" }
        staffing.assignments[index].worker = "head \(other)"
      }
    }
    let found = try audit(plan.input, rules: AuditRules.staffing)
    #expect(found.map(\.rule) == ["worker-over-capacity"])
    let held = plan.input.atoms.reduce(0) { [one, other].contains($1.grid) ? $0 + $1.households : $0 }
    #expect(held > 1_000 && found.first?.measure == Double(held) && found.first?.unit == "households")
    #expect(Set(found.first?.grids ?? []) == [one, other])
  }

  @Test("Weighed loads beyond a limit are told as load, not as households", arguments: [1000, 2000])
  func weighted(urban: Int) throws {
    var plan = DrawnPlan.staffed
    let code = plan["b"].code
    let load = plan["b"].households * urban / 1000
    plan.staff { staffing in
      guard let rules = DrawnPlan.staffRules() else { return }
      let weights = LoadRule(urban: urban, rural: urban)
      staffing.rules = (try? StaffingRules(roles: rules.roles, posts: rules.posts, load: weights)) ?? rules
      staffing.loads = urban == 1000 ? [:] : [code: load * 1000]
      for index in staffing.workers.indices where staffing.workers[index].id == "member \(code)" {
        staffing.workers[index].maximumHouseholds = load - 1
      }
    }
    let found = try #require(try audit(plan.input, rules: AuditRules.staffing).first)
    #expect(found.text.contains(urban == 1000 ? "holds \(load) households" : "holds a load of \(load) "), "\(found.text)")
    #expect(found.textZH.contains(urban == 1000 ? "\(load) 户" : "加权负荷 \(load)"), "\(found.textZH)")
  }

  @Test("Households are shared among those who hold the same role in a grid, and counted on leaves alone")
  func shared() throws {
    var plan = DrawnPlan.staffed
    let code = plan["b"].code
    let half = plan["b"].households / 2
    plan.staff { staffing in
      staffing.workers.append(AuditWorker(id: "second", role: "member"))
      staffing.assignments.append(AuditAssignment(worker: "second", grid: code, role: "member"))
      for index in staffing.workers.indices where ["second", "member \(code)"].contains(staffing.workers[index].id) {
        staffing.workers[index].maximumHouseholds = half
      }
    }
    #expect(try audit(plan.input, rules: AuditRules.staffing).isEmpty)
  }

  @Test("A plan without a roster is not asked for people")
  func noRoster() throws {
    #expect(try audit(DrawnPlan.small.input, rules: AuditRules.staffing).isEmpty)
  }
}

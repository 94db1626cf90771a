/// How many more people of a role fill some posts: a number that is enough, and one below which none is.
struct MorePeople {
  let enough: Int
  let least: Int

  /// Beyond so many pairs of posts and people nothing is packed anew, and what is enough is told generously.
  private static let packedPairs = 1_000_000

  /// `nil` where a vacant post is too heavy for anybody with the role's limits. New people have those, whatever the roster
  /// grants people it knows, and the skills that posts ask for.
  ///
  /// - Parameters:
  ///   - competing: The posts, filled and vacant.
  ///   - able: The people who can hold any of them.
  init?(
    _ problem: RoleProblem, _ rules: StaffingRules, competing: [Int], able: [Int], vacant: [Int]
  ) {
    let role = rules.roles[problem.role]
    let limit = role.maximumHouseholds.map { $0 * 1000 } ?? .max
    guard vacant.allSatisfy({ problem.rows[$0].load <= limit }) else { return nil }
    let perGrid = { (rows: [Int]) in Dictionary(grouping: rows) { problem.rows[$0].grid }.values.map(\.count).max() ?? 0 }
    // The posts that people hold are left with them.
    var enough = vacant.count
    if limit == .max {
      enough = max((vacant.count + role.maximumGrids - 1) / role.maximumGrids, perGrid(vacant))
    } else if role.maximumGrids > 1, vacant.count * vacant.count <= Self.packedPairs {
      let crew = Self.packed(vacant, of: problem, rules, keeping: [], adding: vacant.count, .tightest)
      enough = crew.loads.indices.count { !crew.rowsOf[$0].isEmpty }
    }
    let loads = competing.map { problem.rows[$0].load }
    let people = able.map { (problem.capacities[$0], problem.limits[$0]) }
    let least = Self.first(max(0, perGrid(competing) - able.count), enough) { more in
      let new = Array(repeating: (role.maximumGrids, limit), count: more)
      return FillingBound(loads: loads, people: people + new).allows(loads.count)
    }
    // Between the two, everything that asks for the same people is packed anew.
    let classes = problem.costs.classes
    let whole = classes.connected(to: Set(competing.map { classes.ofPost[$0] }))
    let posts = problem.rows.indices.filter { whole.posts.contains(classes.ofPost[$0]) }
    let holders = problem.columns.indices.filter { whole.members.contains(classes.ofMember[$0]) }
    if least < enough, posts.count * (holders.count + enough) <= Self.packedPairs {
      enough = Self.first(least, enough) { more in
        WorkPlan.Fit.allCases.contains { fit in
          Self.packed(posts, of: problem, rules, keeping: holders, adding: more, fit).filled == posts.count
        }
      }
    }
    (self.enough, self.least) = (enough, least)
  }

  /// Posts packed on some people and on new ones.
  private static func packed(
    _ rows: [Int], of problem: RoleProblem, _ rules: StaffingRules, keeping able: [Int], adding more: Int,
    _ fit: WorkPlan.Fit
  ) -> WorkPlan {
    let skills = rows.reduce(into: Set<String>()) { $0.formUnion(problem.rows[$1].skills) }
    let new = (0..<more).map { StaffMember(id: "\($0)", role: problem.role, skills: skills, home: StaffPlace(x: 0, y: 0)) }
    let crew = RoleProblem(
      role: problem.role, posts: rows.map { problem.rows[$0] }, members: able.map { problem.columns[$0] } + new,
      grids: problem.grids, rules: rules, ways: .straight)
    var plan = WorkPlan(crew, rows: Array(rows.indices))
    plan.pack(fit)
    var effort = 200_000
    plan.insertVacant(aside: 1, effort: &effort)
    return plan
  }

  /// The least number that does, where the greatest does and they go on doing once they do; else one that does.
  private static func first(_ low: Int, _ high: Int, _ does: (Int) -> Bool) -> Int {
    var (low, high) = (min(low, high), high)
    while low < high {
      let middle = (low + high) / 2
      if does(middle) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

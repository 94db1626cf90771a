extension RoleProblem {
  /// Why posts are vacant, and the smallest relaxations that would fill them.
  ///
  /// - Parameter filledBound: No assignment fills more posts of the role.
  func shortages(_ columnOfRow: [Int32], filledBound: Int, rules: StaffingRules) -> [StaffShortage] {
    guard columnOfRow.contains(where: { $0 < 0 }) else { return [] }
    let flow = ClassFlow(costs.classes, capacities: isOneEachOnly ? capacities.map { min(1, $0) } : capacities)
    let grids = smallestGridLimit
    let households = smallestHouseholdLimit
    var groups = flow.violators
    // Posts left vacant although people could hold them one by one: limits of households add up against them, and against
    // all that ask for the same people.
    let told = groups.reduce(into: Set<Int>()) { $0.formUnion($1.posts) }
    let rest = Set(columnOfRow.indices.filter { columnOfRow[$0] < 0 }.map { costs.classes.ofPost[$0] }).subtracting(
      told)
    for post in rest.sorted() where !groups.contains(where: { $0.posts.contains(post) }) {
      var whole = costs.classes.connected(to: [post])
      let same = groups.filter { !$0.members.isDisjoint(with: whole.members) }
      groups.removeAll { !$0.members.isDisjoint(with: whole.members) }
      for group in same {
        whole.posts.formUnion(group.posts)
        whole.members.formUnion(group.members)
      }
      groups.append(whole)
    }
    return groups.map { shortage($0, columnOfRow, filledBound, rules, grids, households) }
  }

  private var isOneEachOnly: Bool { capacities.allSatisfy { $0 <= 1 } }

  private func shortage(
    _ violator: ClassFlow.Violator, _ columnOfRow: [Int32], _ filledBound: Int, _ rules: StaffingRules,
    _ gridLimit: Int?, _ householdLimit: Int?
  ) -> StaffShortage {
    let own = rules.roles[role]
    let competing = rows.indices.filter { violator.posts.contains(costs.classes.ofPost[$0]) }
    let able = columns.indices.filter { violator.members.contains(costs.classes.ofMember[$0]) }
    let vacant = competing.filter { columnOfRow[$0] < 0 }
    var counts: [String: Int] = [:]
    for row in vacant { counts[grids[rows[row].grid].community, default: 0] += 1 }
    var places: [StaffShortage.Place] = []
    for row in vacant {
      let grid = grids[rows[row].grid]
      guard let count = counts.removeValue(forKey: grid.community) else { continue }
      places.append(.init(community: grid.community, township: grid.township, vacant: count))
    }
    let heaviest = competing.map { rows[$0].load }.max() ?? 0
    let bound = FillingBound(loads: competing.map { rows[$0].load }, people: able.map { (capacities[$0], limits[$0]) })
    let bySkills = Dictionary(grouping: competing) { rows[$0].skills.subtracting(own.skills).sorted() }
    let needs = bySkills.map { skills, rows in
      StaffShortage.Need(skills: skills, posts: rows.count, vacant: rows.count { columnOfRow[$0] < 0 })
    }
    let more = MorePeople(self, rules, competing: competing, able: able, vacant: vacant)
    return StaffShortage(
      role: role, posts: competing.count,
      skills: Set(competing.flatMap { rows[$0].skills }).subtracting(own.skills).sorted(),
      needs: needs.sorted { $0.skills.lexicographicallyPrecedes($1.skills) }, heaviest: heaviest,
      capacity: min(bound.posts, filledBound), people: able.count, vacant: vacant.count, places: places,
      morePeople: more?.enough, morePeopleBound: more?.least, maximumGridsNeeded: gridLimit,
      maximumHouseholdsNeeded: householdLimit)
  }

  /// The least number of grids a person that lets every post be filled, others things as they are; told only where no
  /// limit of households could stand in the way.
  private var smallestGridLimit: Int? {
    guard limits.allSatisfy({ $0 == .max }), !columns.isEmpty else { return nil }
    let perGrid = Dictionary(grouping: rows.indices) { rows[$0].grid }.values.map(\.count).max() ?? 0
    guard perGrid <= columns.count else { return nil }
    func works(_ limit: Int) -> Bool {
      ClassFlow(costs.classes, capacities: capacities.map { max($0, limit) }).isComplete
    }
    return Self.least(1, rows.count, works)
  }

  /// The least number of households a person that lets every post be filled with one post each.
  private var smallestHouseholdLimit: Int? {
    guard isOneEachOnly, !columns.isEmpty else { return nil }
    let steps = Set(rows.map { ($0.load + 999) / 1000 }).sorted()
    func works(_ step: Int) -> Bool {
      let raised = limits.map { max($0, steps[step] * 1000) }
      let classes = EligibilityClasses(posts: rows, members: columns, limits: raised)
      return ClassFlow(classes, capacities: capacities).isComplete
    }
    return Self.least(0, steps.count - 1, works).map { steps[$0] }
  }

  /// The least number that works, of those that go on working once they do.
  private static func least(_ low: Int, _ high: Int, _ works: (Int) -> Bool) -> Int? {
    guard low <= high, works(high) else { return nil }
    var (low, high) = (low, high)
    while low < high {
      let middle = (low + high) / 2
      if works(middle) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

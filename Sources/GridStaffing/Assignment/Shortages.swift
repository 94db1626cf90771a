extension RoleProblem {
  /// Why posts are vacant, and the smallest relaxations that would fill them.
  func shortages(_ columnOfRow: [Int32], rules: StaffingRules) -> [StaffShortage] {
    guard columnOfRow.contains(where: { $0 < 0 }) else { return [] }
    let flow = ClassFlow(costs.classes, capacities: isOneEachOnly ? capacities.map { min(1, $0) } : capacities)
    let grids = smallestGridLimit
    let households = smallestHouseholdLimit
    var told = Set<Int>()
    var result: [StaffShortage] = []
    for violator in flow.violators {
      told.formUnion(violator.posts)
      result.append(shortage(violator, columnOfRow, rules, grids, households))
    }
    // Posts left vacant although people could hold them one by one: limits of households add up against them.
    let rest = Set(columnOfRow.indices.filter { columnOfRow[$0] < 0 }.map { costs.classes.ofPost[$0] }).subtracting(
      told)
    if !rest.isEmpty {
      let able = costs.classes.members.indices.filter { member in rest.contains { costs.classes.fits($0, member) } }
      result.append(
        shortage(ClassFlow.Violator(posts: rest, members: Set(able)), columnOfRow, rules, grids, households))
    }
    return result
  }

  private var isOneEachOnly: Bool { capacities.allSatisfy { $0 <= 1 } }

  private func shortage(
    _ violator: ClassFlow.Violator, _ columnOfRow: [Int32], _ rules: StaffingRules, _ gridLimit: Int?,
    _ householdLimit: Int?
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
    let isTooHeavy = vacant.contains { rows[$0].load > (own.maximumHouseholds.map { $0 * 1000 } ?? .max) }
    // New people have the role's own limits; one of them may take several grids where the role lets them.
    let each = own.maximumHouseholds == nil ? own.maximumGrids : 1
    let perGrid = Dictionary(grouping: vacant) { rows[$0].grid }.values.map(\.count).max() ?? 0
    return StaffShortage(
      role: role, posts: competing.count,
      skills: Set(competing.flatMap { rows[$0].skills }).subtracting(own.skills).sorted(), heaviest: heaviest,
      capacity: able.reduce(0) { $0 + capacities[$1] }, people: able.count, vacant: vacant.count, places: places,
      morePeople: isTooHeavy ? nil : max((vacant.count + each - 1) / each, perGrid), maximumGridsNeeded: gridLimit,
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

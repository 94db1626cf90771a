extension WorkPlan {
  /// Shortens ways by dividing anew, in the best way there is, what two or three people hold between them, without anybody's
  /// load passing the greatest; until nothing helps.
  ///
  /// A post goes to somebody nearer, who gives what is too much to whom it came from, or to a third.
  mutating func redivide(isCancelled: () -> Bool) {
    let most = greatest
    let near = NearPairs(problem.costs, perRow: 8, perColumn: 0, threads: 1).columnsOfRow
    var division = Division(effort: 60_000_000)
    // The pass in which somebody's posts last changed.
    var changed = [Int](repeating: 0, count: problem.columns.count)
    var pass = 0
    var hasChanged = true
    while hasChanged, division.effort > 0 {
      pass += 1
      hasChanged = false
      for (number, row) in wanted.enumerated() where columnOfRow[row] >= 0 {
        if number & 63 == 0, isCancelled() { return }
        let isStill = (near[row] + [columnOfRow[row]]).allSatisfy { changed[Int($0)] < pass - 1 }
        if isStill { continue }
        guard let people = improve(row, near, upTo: most, &division) else { continue }
        for column in people { changed[column] = pass }
        hasChanged = true
      }
    }
  }

  /// Looks for a better division that may bring a row to somebody nearer; whose posts changed.
  private mutating func improve(_ row: Int, _ near: [[Int32]], upTo most: Int, _ division: inout Division) -> [Int]? {
    let owner = Int(columnOfRow[row])
    let now = problem.costs.cost(row, owner)
    for nearer in near[row].lazy.map(Int.init) where nearer != owner && problem.costs.cost(row, nearer) < now {
      if divide(among: [owner, nearer], upTo: most, &division) { return [owner, nearer] }
      for given in rowsOf[nearer] {
        for third in near[given].prefix(5).lazy.map(Int.init) where third != owner && third != nearer {
          if divide(among: [owner, nearer, third], upTo: most, &division) { return [owner, nearer, third] }
        }
      }
    }
    return nil
  }

  private mutating func divide(among people: [Int], upTo most: Int, _ division: inout Division) -> Bool {
    let rows = people.flatMap { rowsOf[$0] }
    guard rows.count <= 12, division.search(rows, people, in: self, upTo: most) else { return false }
    let owners = zip(division.rows, division.best).filter { Int(columnOfRow[$0]) != people[$1] }
    for (row, _) in owners { take(row) }
    for (row, person) in owners { put(row, to: people[person]) }
    return true
  }
}

/// Every division of a few posts among a few people, the heaviest post first, as long as it may be shorter than the present.
private struct Division {
  /// How many steps are left.
  var effort: Int
  private(set) var rows: [Int] = []
  /// Whose each row is, by the position among the people.
  private(set) var best: [Int] = []

  private var costs: [Int] = []
  private var loads: [Int] = []
  private var grids: [Int] = []
  /// What the rows from each on cost at least.
  private var rest: [Int] = []
  private var room: [Int] = []
  private var places: [Int] = []
  private var owner: [Int] = []
  private var least = 0

  init(effort: Int) { self.effort = effort }

  /// Whether there is a shorter one.
  mutating func search(_ held: [Int], _ people: [Int], in plan: WorkPlan, upTo most: Int) -> Bool {
    let problem = plan.problem
    effort -= 4 * held.count * people.count
    rows = held.sorted { (plan.load($1), $0) < (plan.load($0), $1) }
    loads = rows.map { plan.load($0) }
    grids = rows.map { problem.rows[$0].grid }
    costs = rows.flatMap { row in
      people.map { problem.costs.isEligible(row, $0) ? problem.costs.cost(row, $0) : .max }
    }
    room = people.map { min(most, problem.limits[$0]) }
    places = people.map { problem.capacities[$0] }
    rest = [Int](repeating: 0, count: rows.count + 1)
    var sum = 0
    for index in rows.indices.reversed() {
      rest[index] = rest[index + 1] + (costs[index * people.count..<(index + 1) * people.count].min() ?? 0)
    }
    for row in rows { sum += problem.costs.cost(row, Int(plan.columnOfRow[row])) }
    guard rest[0] < sum else { return false }
    least = sum
    owner = [Int](repeating: 0, count: rows.count)
    best = []
    visit(0, cost: 0)
    return least < sum
  }

  private mutating func visit(_ index: Int, cost: Int) {
    effort -= 1
    guard index < rows.count else {
      (least, best) = (cost, owner)
      return
    }
    for person in room.indices {
      let own = costs[index * room.count + person]
      guard own < .max, cost + own + rest[index + 1] < least, loads[index] <= room[person], places[person] > 0 else {
        continue
      }
      let isThere = (0..<index).contains { owner[$0] == person && grids[$0] == grids[index] }
      if isThere { continue }
      owner[index] = person
      room[person] -= loads[index]
      places[person] -= 1
      visit(index + 1, cost: cost + own)
      room[person] += loads[index]
      places[person] += 1
    }
  }
}

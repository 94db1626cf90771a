/// Posts of one role in people's hands, while a plan is being made. Every step keeps limits of grids, households and
/// skills, and gives nobody two posts of one grid.
struct WorkPlan {
  let problem: RoleProblem
  /// The rows to be filled; the others stay vacant.
  var wanted: [Int]
  private(set) var columnOfRow: [Int32]
  private(set) var loads: [Int]
  private(set) var rowsOf: [[Int]]

  init(_ problem: RoleProblem, rows: [Int]) {
    self.problem = problem
    wanted = rows
    columnOfRow = [Int32](repeating: -1, count: problem.rows.count)
    loads = [Int](repeating: 0, count: problem.columns.count)
    rowsOf = [[Int]](repeating: [], count: problem.columns.count)
  }

  var greatest: Int { loads.max() ?? 0 }
  var filled: Int { columnOfRow.count { $0 >= 0 } }
  var filledLoad: Int { loads.reduce(0, +) }
  var cost: Int {
    columnOfRow.enumerated().reduce(0) { $1.1 >= 0 ? $0 + problem.costs.cost($1.0, Int($1.1)) : $0 }
  }

  func isBetter(than other: WorkPlan) -> Bool {
    (-filled, greatest, cost) < (-other.filled, other.greatest, other.cost)
  }

  func load(_ row: Int) -> Int { problem.rows[row].load }

  /// Whether somebody may take a row, perhaps in exchange for another, without passing a load.
  func mayTake(_ row: Int, _ column: Int, insteadOf given: Int? = nil, upTo most: Int) -> Bool {
    guard problem.costs.isEligible(row, column) else { return false }
    let count = rowsOf[column].count - (given == nil ? 0 : 1)
    guard count < problem.capacities[column] else { return false }
    let sum = loads[column] + load(row) - (given.map(load) ?? 0)
    guard sum <= min(most, problem.limits[column]) else { return false }
    let grid = problem.rows[row].grid
    return !rowsOf[column].contains { $0 != given && problem.rows[$0].grid == grid }
  }

  mutating func put(_ row: Int, to column: Int) {
    columnOfRow[row] = Int32(column)
    loads[column] += load(row)
    rowsOf[column].append(row)
  }

  mutating func take(_ row: Int) {
    let column = Int(columnOfRow[row])
    columnOfRow[row] = -1
    loads[column] -= load(row)
    rowsOf[column].removeAll { $0 == row }
  }

  mutating func move(_ row: Int, to column: Int) {
    take(row)
    put(row, to: column)
  }

  mutating func exchange(_ a: Int, _ b: Int) {
    let (ofA, ofB) = (Int(columnOfRow[a]), Int(columnOfRow[b]))
    take(a)
    take(b)
    put(a, to: ofB)
    put(b, to: ofA)
  }

  // MARK: Building

  /// The heaviest first, each to whoever has least, of those to whoever is nearest.
  mutating func buildHeaviestFirst() {
    for row in wanted.sorted(by: { (load($1), $0) < (load($0), $1) }) {
      var best: (load: Int, way: Int, column: Int)?
      for column in problem.columns.indices where best.map({ loads[column] <= $0.load }) ?? true {
        guard mayTake(row, column, upTo: .max) else { continue }
        let way = problem.costs.cost(row, column)
        if let known = best, (known.load, known.way) <= (loads[column], way) { continue }
        best = (loads[column], way, column)
      }
      if let best { put(row, to: best.column) }
    }
  }

  /// Fills what the first pass could not, by moving one post of somebody aside.
  mutating func fill() {
    for row in wanted where columnOfRow[row] < 0 {
      if let column = problem.columns.indices.first(where: { mayTake(row, $0, upTo: .max) }) {
        put(row, to: column)
        continue
      }
      search: for column in problem.columns.indices where problem.costs.isEligible(row, column) {
        for given in rowsOf[column] where mayTake(row, column, insteadOf: given, upTo: .max) {
          guard let other = problem.columns.indices.first(where: { $0 != column && mayTake(given, $0, upTo: .max) })
          else { continue }
          move(given, to: other)
          put(row, to: column)
          break search
        }
      }
    }
  }

  /// Takes over a plan as far as limits allow; rows that break one are put where they fit, nearest first.
  mutating func adopt(_ plan: [Int32]) {
    for row in wanted where columnOfRow[row] >= 0 { take(row) }
    for row in wanted.sorted(by: { (load($1), $0) < (load($0), $1) }) where plan[row] >= 0 {
      if mayTake(row, Int(plan[row]), upTo: .max) { put(row, to: Int(plan[row])) }
    }
    for row in wanted where columnOfRow[row] < 0 {
      let able = problem.columns.indices.filter { mayTake(row, $0, upTo: .max) }
      if let nearest = able.min(by: { problem.costs.cost(row, $0) < problem.costs.cost(row, $1) }) {
        put(row, to: nearest)
      }
    }
  }

  /// Takes over a plan that keeps every limit.
  mutating func copy(_ plan: WorkPlan) {
    for (row, column) in plan.columnOfRow.enumerated() where column >= 0 { put(row, to: Int(column)) }
  }

  // MARK: Loads

  /// Lowers the greatest load by moving or exchanging posts of the busiest person, until nothing helps.
  mutating func levelLoads(bound: Int, isCancelled: () -> Bool) {
    while !isCancelled() {
      let most = greatest
      guard most > bound, let busiest = loads.firstIndex(of: most) else { return }
      guard relieveOnce(busiest, below: most) else { return }
    }
  }

  /// One step that leaves both people below a load.
  private mutating func relieveOnce(_ busiest: Int, below most: Int) -> Bool {
    let own = rowsOf[busiest].sorted { (load($1), $0) < (load($0), $1) }
    for row in own {
      let able = problem.columns.indices.filter { $0 != busiest && mayTake(row, $0, upTo: most - 1) }
      if let least = able.min(by: { (loads[$0], $0) < (loads[$1], $1) }) {
        move(row, to: least)
        return true
      }
    }
    for row in own {
      for other in wanted where load(other) < load(row) {
        let column = Int(columnOfRow[other])
        guard column >= 0, column != busiest, mayTake(row, column, insteadOf: other, upTo: most - 1),
          mayTake(other, busiest, insteadOf: row, upTo: most - 1)
        else { continue }
        exchange(row, other)
        return true
      }
    }
    return false
  }

  /// Brings everybody down to a load at little detour; false where that does not succeed.
  mutating func relieve(to most: Int) -> Bool {
    // Where ways and loads pull hard against each other this leads nowhere, and the other plan stands.
    var steps = wanted.count + 16
    var exchanges = 256
    while let busiest = loads.indices.first(where: { loads[$0] > most }) {
      steps -= 1
      guard steps > 0, exchanges > 0 else { return false }
      var best: (detour: Int, row: Int, column: Int)?
      for row in rowsOf[busiest] {
        let now = problem.costs.cost(row, busiest)
        for column in problem.columns.indices where column != busiest && mayTake(row, column, upTo: most) {
          let detour = problem.costs.cost(row, column) - now
          if best.map({ detour < $0.detour }) ?? true { best = (detour, row, column) }
        }
      }
      if let best {
        move(best.row, to: best.column)
        continue
      }
      exchanges -= 1
      guard relieveOnce(busiest, below: loads[busiest]) else { return false }
    }
    return true
  }

  // MARK: Ways

  /// Shortens ways in all manners known here, without anybody's load passing the greatest.
  mutating func shorten(isCancelled: () -> Bool) {
    shortenWays(isCancelled: isCancelled)
    for _ in 0..<3 {
      let hasHelped = tradeEquals(isCancelled: isCancelled)
      let before = cost
      redivide(isCancelled: isCancelled)
      if !hasHelped || cost == before { break }
    }
  }

  /// Shortens ways without anybody's load passing the greatest, by moving posts to people near them and by exchanges.
  private mutating func shortenWays(isCancelled: () -> Bool) {
    let most = greatest
    let near = NearPairs(problem.costs, perRow: 16, perColumn: 0, threads: 1).columnsOfRow
    var isBetter = true
    while isBetter, !isCancelled() {
      isBetter = false
      for row in wanted where columnOfRow[row] >= 0 {
        for column in near[row] where column != columnOfRow[row] {
          if moveIfShorter(row, to: Int(column), most) || exchangeIfShorter(row, with: Int(column), most) {
            isBetter = true
          }
        }
      }
    }
  }

  private mutating func moveIfShorter(_ row: Int, to column: Int, _ most: Int) -> Bool {
    let now = Int(columnOfRow[row])
    guard column != now, problem.costs.cost(row, column) < problem.costs.cost(row, now),
      mayTake(row, column, upTo: most)
    else { return false }
    move(row, to: column)
    return true
  }

  private mutating func exchangeIfShorter(_ row: Int, with column: Int, _ most: Int) -> Bool {
    let now = Int(columnOfRow[row])
    guard column != now else { return false }
    let costs = problem.costs
    for other in rowsOf[column] {
      let gain =
        costs.cost(row, now) + costs.cost(other, column) - costs.cost(row, column) - costs.cost(other, now)
      guard gain > 0, mayTake(row, column, insteadOf: other, upTo: most),
        mayTake(other, now, insteadOf: row, upTo: most)
      else { continue }
      exchange(row, other)
      return true
    }
    return false
  }
}

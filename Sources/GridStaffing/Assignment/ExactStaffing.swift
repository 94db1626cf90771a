/// Tries every plan of a small case, heaviest posts first, and gives up beyond a number of steps.
struct ExactStaffing {
  private let problem: RoleProblem
  private let order: [Int]
  private var bestGreatest: Int
  private var bestCost: Int
  private var best: [Int32]?
  private var columnOfRow: [Int32]
  private var loads: [Int]
  private var counts: [Int]
  private var steps = 0
  /// The least that the posts from each place of the order on can cost.
  private let leastRest: [Int]

  /// Posts of cases that are tried, and the steps they may take.
  private static let mostPosts = 16
  private static let mostSteps = 1_500_000

  init(_ problem: RoleProblem, rows: [Int], incumbent: WorkPlan) {
    self.problem = problem
    order = rows.sorted { (problem.rows[$1].load, $0) < (problem.rows[$0].load, $1) }
    bestGreatest = incumbent.greatest
    bestCost = incumbent.cost
    columnOfRow = [Int32](repeating: -1, count: problem.rows.count)
    loads = [Int](repeating: 0, count: problem.columns.count)
    counts = loads
    var rest = [0]
    if order.count <= Self.mostPosts {
      for row in order.reversed() {
        let able = problem.columns.indices.filter { problem.costs.isEligible(row, $0) }
        rest.append(rest[rest.count - 1] + (able.map { problem.costs.cost(row, $0) }.min() ?? 0))
      }
    }
    leastRest = rest.reversed()
    best = incumbent.columnOfRow
  }

  /// The best plan, or `nil` where there were too many to try.
  mutating func search() -> [Int32]? {
    guard order.count <= Self.mostPosts else { return nil }
    descend(0, greatest: 0, cost: 0)
    return steps <= Self.mostSteps ? best : nil
  }

  private mutating func descend(_ depth: Int, greatest: Int, cost: Int) {
    steps += 1
    guard steps <= Self.mostSteps else { return }
    guard depth < order.count else {
      if (greatest, cost) < (bestGreatest, bestCost) {
        (bestGreatest, bestCost) = (greatest, cost)
        best = columnOfRow
      }
      return
    }
    guard (greatest, cost + leastRest[depth]) < (bestGreatest, bestCost) else { return }
    let row = order[depth]
    let load = problem.rows[row].load
    for column in problem.columns.indices where problem.costs.isEligible(row, column) {
      let sum = loads[column] + load
      guard counts[column] < problem.capacities[column], sum <= problem.limits[column] else { continue }
      guard max(greatest, sum) <= bestGreatest, !holdsGrid(of: row, column, depth) else { continue }
      columnOfRow[row] = Int32(column)
      loads[column] = sum
      counts[column] += 1
      descend(depth + 1, greatest: max(greatest, sum), cost: cost + problem.costs.cost(row, column))
      columnOfRow[row] = -1
      loads[column] -= load
      counts[column] -= 1
    }
  }

  private func holdsGrid(of row: Int, _ column: Int, _ depth: Int) -> Bool {
    order[..<depth].contains { columnOfRow[$0] == column && problem.rows[$0].grid == problem.rows[row].grid }
  }
}

extension WorkPlan {
  /// Shortens ways by giving posts of one load to the people who have such posts, in the best way there is: no load changes,
  /// however many people take part. A vacant post may come instead of a filled one as heavy.
  ///
  /// - Returns: Whether it helped.
  mutating func tradeEquals(isCancelled: () -> Bool) -> Bool {
    let near = NearPairs(problem.costs, perRow: 12, perColumn: 0, threads: 1).columnsOfRow
    let groups = Dictionary(grouping: problem.fillable, by: load)
    var hasHelped = false
    for (_, rows) in groups.sorted(by: { $0.key < $1.key }) where rows.count > 1 && !isCancelled() {
      if trade(rows, near) { hasHelped = true }
    }
    wanted = columnOfRow.indices.filter { columnOfRow[$0] >= 0 }
    return hasHelped
  }

  /// Beyond so many pairs of posts and people a post goes to people near it alone.
  private static let mostPairs = 100_000

  private mutating func trade(_ rows: [Int], _ near: [[Int32]]) -> Bool {
    let costs = problem.costs
    let held = rows.filter { columnOfRow[$0] >= 0 }
    var places: [Int: Int32] = [:]
    for row in held { places[Int(columnOfRow[row]), default: 0] += 1 }
    let columns = places.keys.sorted()
    // A vacancy outweighs all ways together.
    let (vacancy, isTooMuch) = costs.greatest.multipliedReportingOverflow(by: 2 * rows.count + 2)
    guard !columns.isEmpty, !isTooMuch, vacancy < Int.max / 8 else { return false }
    let isDense = rows.count * columns.count <= Self.mostPairs
    let number = Dictionary(uniqueKeysWithValues: columns.enumerated().map { ($1, Int32($0)) })
    var (starts, targets, prices) = ([0], [Int32](), [Int]())
    for row in rows {
      let own = columnOfRow[row] >= 0 ? [columnOfRow[row]] : []
      let able = isDense ? columns : Set(near[row] + own).map(Int.init).sorted()
      for column in able {
        guard let target = number[column], costs.isEligible(row, column) else { continue }
        let grid = problem.rows[row].grid
        if rowsOf[column].contains(where: { load($0) != load(row) && problem.rows[$0].grid == grid }) { continue }
        targets.append(target)
        prices.append(costs.cost(row, column))
      }
      starts.append(targets.count)
    }
    var search = TransportSearch<Int>(
      vacancy: rows.map { _ in vacancy }, capacity: columns.map { places[$0] ?? 0 })
    search.run(starts: starts, targets: targets, costs: prices) { false }
    let found = zip(rows, search.columnOfRow).filter { $1 >= 0 }.map { (row: $0, column: columns[Int($1)]) }
    let before = held.reduce(0) { $0 + costs.cost($1, Int(columnOfRow[$1])) }
    guard found.count == held.count, found.reduce(0, { $0 + costs.cost($1.row, $1.column) }) < before,
      Set(found.map { [problem.rows[$0.row].grid, $0.column] }).count == found.count
    else { return false }
    for row in held { take(row) }
    for pair in found { put(pair.row, to: pair.column) }
    return true
  }
}

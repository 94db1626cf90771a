import GridPartitioning

/// A cheapest assignment of posts to people over all pairs, with its proof.
struct TransportResult: Sendable {
  /// The person of each post, −1 for a vacant one.
  let columnOfRow: [Int32]
  /// Ways and changes of the pairs chosen, as ``PairCosts`` counts them.
  let cost: Int
  /// Whether the prices prove that no other assignment fills better or as well at less cost.
  let isProved: Bool
  /// A bound on ``cost`` when every post is filled.
  let bound: Int
  /// What it would save that a post were not there; empty where vacancies have prices.
  let rowPrices: [Int]
}

/// Solves the assignment over all pairs: first over near ones, then again with every pair that the prices say would have
/// been better, until there is none.
///
/// - Parameters:
///   - capacity: The most posts of each person.
///   - weights: For each post how bad it is that it stays vacant; `nil` when all can be filled.
/// - Complexity: O(rows · columns) a round for the proof; few rounds.
struct Transport: Sendable {
  let costs: PairCosts
  let capacity: [Int32]
  let weights: [Int]?
  let threads: Int

  func solve(isCancelled: @Sendable () -> Bool) -> TransportResult {
    // A vacancy must outweigh all ways together, and of vacancies the heavier post's that of the lighter.
    let all = costs.greatest.multipliedReportingOverflow(by: 2 * costs.rows + 2)
    guard weights == nil, !all.overflow, all.partialValue < Int.max / 8 else {
      let step = Int128(costs.greatest) * Int128(2 * costs.rows + 2)
      let vacancy = (weights ?? costs.rowWeights).map { step * Int128($0 + 1) }
      return solve(vacancy: vacancy, isCancelled)
    }
    return solve(vacancy: [Int](repeating: all.partialValue, count: costs.rows), isCancelled)
  }

  private func solve<Cost: FixedWidthInteger & SignedInteger & Sendable>(
    vacancy: [Cost], _ isCancelled: @Sendable () -> Bool
  ) -> TransportResult {
    var pairs = NearPairs(costs, perRow: 12, perColumn: 8, threads: threads)
    var more = 8
    var search = TransportSearch<Cost>(vacancy: vacancy, capacity: capacity)
    var changed: [Int]?
    while true {
      let (starts, targets, prices) = listed(pairs, Cost.self)
      let isGoingOn =
        changed.map {
          search.rerun(starts: starts, targets: targets, costs: prices, changed: $0, isCancelled: isCancelled)
        } ?? false
      if !isGoingOn { search.run(starts: starts, targets: targets, costs: prices, isCancelled: isCancelled) }
      let missing = Self.missing(costs, search.rowPrices, search.columnPrices, most: more, threads: threads)
      let isComplete = missing.allSatisfy(\.columns.isEmpty)
      if isComplete || more > costs.columns || isCancelled() {
        return result(search, missing, isProved: isComplete && !isCancelled())
      }
      changed = missing.indices.filter { !missing[$0].columns.isEmpty }
      for (row, found) in missing.enumerated() where !found.columns.isEmpty {
        for column in found.columns { pairs.add(column, to: row) }
        pairs.tidy(row)
      }
      more *= 2
    }
  }

  private func listed<Cost: FixedWidthInteger & SignedInteger & Sendable>(
    _ pairs: NearPairs, _: Cost.Type
  ) -> (starts: [Int], targets: [Int32], costs: [Cost]) {
    var starts = [0]
    var targets: [Int32] = []
    var prices: [Cost] = []
    for (row, columns) in pairs.columnsOfRow.enumerated() {
      for column in columns {
        targets.append(column)
        prices.append(Cost(costs.cost(row, Int(column))))
      }
      starts.append(targets.count)
    }
    return (starts, targets, prices)
  }

  private func result<Cost: FixedWidthInteger & SignedInteger & Sendable>(
    _ search: TransportSearch<Cost>, _ missing: [MissingPairs<Cost>], isProved: Bool
  ) -> TransportResult {
    var cost = 0
    for (row, column) in search.columnOfRow.enumerated() where column >= 0 { cost += costs.cost(row, Int(column)) }
    var dual: Cost = 0
    for (row, price) in search.rowPrices.enumerated() { dual += price + missing[row].worst }
    for (column, price) in search.columnPrices.enumerated() { dual += price * Cost(capacity[column]) }
    return TransportResult(
      columnOfRow: search.columnOfRow, cost: cost, isProved: isProved,
      bound: isProved ? cost : max(0, Int(exactly: dual) ?? 0),
      rowPrices: weights == nil ? search.rowPrices.compactMap { Int(exactly: $0) } : [])
  }
}

extension PairCosts {
  /// Every vacancy alike.
  fileprivate var rowWeights: [Int] { [Int](repeating: 0, count: rows) }
}

/// Pairs of one row that the prices call too dear to leave out.
private struct MissingPairs<Cost: FixedWidthInteger & SignedInteger & Sendable>: Sendable {
  var columns: [Int32] = []
  /// The least reduced cost, at most 0: what the row's price has to fall by to be a valid bound.
  var worst: Cost = 0
}

extension Transport {
  /// For each row the pairs with the most negative reduced costs, at most so many.
  ///
  /// Ways are compared squared and with a margin first, so that only few are counted in whole decimetres.
  fileprivate static func missing<Cost: FixedWidthInteger & SignedInteger & Sendable>(
    _ costs: PairCosts, _ rowPrices: [Cost], _ columnPrices: [Cost], most: Int, threads: Int
  ) -> [MissingPairs<Cost>] {
    let unit = 10 * Double(costs.scale)
    let rowReach = rowPrices.map { Double($0) / unit }
    let columnReach = columnPrices.map { Double($0) / unit }
    let spread = (rowReach + columnReach).reduce(0) { max($0, abs($1)) }
    let margin = 0.3 + spread * 1e-14
    let cells = PricedCells((0..<costs.columns).map { costs.place(ofColumn: $0) }, reaches: columnReach)
    let run = 64
    return inParallel(count: (costs.rows + run - 1) / run, threads: threads) { number in
      (number * run..<min(costs.rows, (number + 1) * run)).map { row in
        var found: [(reduced: Cost, rank: Int, column: Int32)] = []
        let turn = costs.columns > 0 ? row * costs.columns / costs.rows : 0
        cells.forEach(within: rowReach[row] + margin, of: costs.place(ofRow: row)) { column in
          let reduced = Cost(costs.cost(row, column)) - rowPrices[row] - columnPrices[column]
          guard reduced < 0, costs.isEligible(row, column) else { return }
          // Of equals those that follow the row's own turn.
          let rank = column >= turn ? column - turn : column - turn + costs.columns
          if found.count == most, let last = found.last, (reduced, rank) >= (last.reduced, last.rank) { return }
          if found.count == most { found.removeLast() }
          let position = found.firstIndex { (reduced, rank) < ($0.reduced, $0.rank) } ?? found.count
          found.insert((reduced, rank, Int32(truncatingIfNeeded: column)), at: position)
        }
        return MissingPairs(columns: found.map(\.column), worst: found.first?.reduced ?? 0)
      }
    }.flatMap(\.self)
  }
}

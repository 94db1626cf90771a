/// What it costs to give somebody a post besides the way: a price for every thousandth of a household, person by person.
struct LoadPrices: Sendable {
  /// Binary places of a price after the point.
  private static let places: Int128 = 24
  private let prices: [Int]
  private let loads: [Int]

  /// - Parameters:
  ///   - prices: Of each person, at least 0, in units of a cost a thousandth of a household.
  ///   - loads: Of each post.
  init(_ prices: [Double], loads: [Int]) {
    let unit = Double(1 << Self.places)
    self.prices = prices.map { Int(min(max(0, $0) * unit, 1e15)) }
    self.loads = loads
  }

  /// Rounded down, so that all a person pays is never more than ``revenue(_:)`` of their load.
  func fee(_ row: Int, _ column: Int) -> Int { Int((Int128(prices[column]) * Int128(loads[row])) >> Self.places) }

  var greatest: Int {
    let load = loads.max() ?? 0
    return prices.reduce(0) { max($0, Int((Int128($1) * Int128(load)) >> Self.places)) }
  }

  /// What everybody pays at most when nobody has more than a load.
  func revenue(_ most: (_ column: Int) -> Int) -> Int {
    prices.indices.reduce(0) { sum, column in
      sum + Int((Int128(prices[column]) * Int128(most(column))) >> Self.places) + 1
    }
  }
}

extension RoleProblem {
  /// A bound on the cost of plans that fill every post and give nobody more than a load.
  ///
  /// The limit of load is taken away and priced instead: where somebody has too much in the cheapest assignment their price
  /// rises, where there is room it falls, and every round gives a bound. Prices in proportion to the excess.
  ///
  /// - Parameters:
  ///   - most: The greatest load of a plan, in thousandths of a household.
  ///   - known: The cost of such a plan.
  ///   - start: The bound without prices.
  /// - Returns: The best bound found, at least `start`.
  /// - Complexity: ``rounds`` assignments; only for few enough pairs that each takes some milliseconds.
  /// - SeeAlso: Fisher, "The Lagrangian relaxation method for solving integer programming problems", Management Science
  ///   27(1), 1981.
  func costBound(
    carrying most: Int, known: Int, start: TransportResult, threads: Int, isCancelled: @Sendable () -> Bool
  ) -> Int {
    var bound = start.bound
    guard rows.count * columns.count <= Self.pricedPairs, start.isProved else { return bound }
    let loads = rows.map(\.load)
    let capacity = capacities.map { Int32(truncatingIfNeeded: min($0, rows.count)) }
    let room = limits.map { min($0, most) }
    var prices = [Double](repeating: 0, count: columns.count)
    var columnOfRow = start.columnOfRow
    var (step, failures) = (1.0, 0)
    var best = prices
    for _ in 0..<Self.rounds {
      if isCancelled() || bound >= known { break }
      var excess = room.map { -Double($0) }
      for (row, column) in columnOfRow.enumerated() where column >= 0 { excess[Int(column)] += Double(loads[row]) }
      // Nobody pays less than nothing.
      let norm = excess.indices.reduce(0) { $0 + (prices[$1] == 0 && excess[$1] < 0 ? 0 : excess[$1] * excess[$1]) }
      guard norm > 0 else { break }
      let length = step * Double(known - bound) / norm
      for column in prices.indices { prices[column] = max(0, prices[column] + length * excess[column]) }
      let priced = LoadPrices(prices, loads: loads)
      let found = Transport(costs: costs.charging(priced), capacity: capacity, weights: nil, threads: threads)
        .solve(isCancelled: isCancelled)
      guard found.isProved, found.columnOfRow.allSatisfy({ $0 >= 0 }) else { break }
      columnOfRow = found.columnOfRow
      let value = found.bound - priced.revenue { room[$0] }
      if value > bound {
        (bound, best, failures) = (value, prices, 0)
      } else {
        failures += 1
        if failures == 4 { (prices, step, failures) = (best, step / 2, 0) }
      }
    }
    return min(bound, known)
  }

  private static var rounds: Int { 60 }
  private static var pricedPairs: Int { 40_000 }
}

/// The linear programme of some spreading inequalities: the multiples with the greatest sum that together use no border
/// beyond its cost, `max Σ y(i)` with `Σ y(i) · f(i, e) ≤ c(e)`, and its dual, the least prices that satisfy them all.
///
/// Both are approached together by the primal-dual hybrid gradient method. Any multiples, scaled down where they ask too
/// much, prove a bound, so nothing has to be solved to the end.
///
/// - SeeAlso: Chambolle & Pock, "A First-Order Primal-Dual Algorithm for Convex Problems with Applications to Imaging",
///   J. Math. Imaging and Vision 40, 2011; Pock & Chambolle, "Diagonal Preconditioning for First Order Primal-Dual
///   Algorithms in Convex Optimization", ICCV 2011; Applegate et al., "Practical Large-Scale Linear Programming Using
///   Primal-Dual Hybrid Gradient", NeurIPS 2021.
struct SpreadingProgram: ~Copyable {
  private static let mostEntries = 4_000_000

  private let problem: SearchProblem
  /// Row `i` is `starts[i]..<starts[i + 1]` of edges and coefficients; its right side is 1.
  private var starts: Slab<Int32>
  private var edges: Slab<Int32>
  private var coefficients: Slab<Float>
  private var count = 0
  /// Whether there is room at all, and whether it is used up.
  let hasRoom: Bool
  private(set) var isFull = false

  // Rows: multiples, their mean over the rounds, and sums of coefficients.
  private var multiple: Slab<Double>
  private var meanMultiple: Slab<Double>
  private var rowSum: Slab<Double>
  // Borders: prices, their mean, what they are about to become, what is used of them, and sums of coefficients.
  private var price: Slab<Double>
  private var meanPrice: Slab<Double>
  private var ahead: Slab<Double>
  private var load: Slab<Double>
  private var columnSum: Slab<Double>

  /// Work done here, in borders looked at by a search, which cost as much as sixteen coefficients.
  private(set) var work = 0
  /// The best bound proved so far.
  private(set) var value = 0.0

  /// How many coefficients to make room for: 0 where even one inequality an atom would take too many.
  static func entries(for problem: SearchProblem) -> Int {
    let zones = max(1, Double(problem.totalWeight) / Double(max(1, problem.bounds.maximum)))
    let onePass = Double(problem.atomCount) * Double(problem.atomCount) / zones
    return onePass > Double(mostEntries) ? 0 : min(mostEntries, max(200_000, Int(64 * onePass)))
  }

  /// A programme without inequalities.
  init(_ problem: SearchProblem, entries: Int) {
    self.problem = problem
    let rows = entries / 4
    hasRoom = entries > 0
    starts = Slab(repeating: 0, count: rows + 1)
    edges = Slab(repeating: 0, count: entries)
    coefficients = Slab(repeating: 0, count: entries)
    multiple = Slab(repeating: 0, count: rows)
    meanMultiple = Slab(repeating: 0, count: rows)
    rowSum = Slab(repeating: 0, count: rows)
    price = Slab(repeating: 0, count: problem.edgeCount)
    meanPrice = Slab(repeating: 0, count: problem.edgeCount)
    ahead = Slab(repeating: 0, count: problem.edgeCount)
    load = Slab(repeating: 0, count: problem.edgeCount)
    columnSum = Slab(repeating: 0, count: problem.edgeCount)
  }

  private func row(_ index: Int) -> Range<Int> { Int(starts[index])..<Int(starts[index + 1]) }

  /// Takes over the inequality of the first `count` atoms of a search.
  mutating func add(_ search: inout SpreadingSearch, count atoms: Int, surplus: Double, multiple first: Double) {
    guard hasRoom, !isFull else { return }
    var end = Int(starts[count])
    guard count < multiple.count, end + atoms <= edges.count else {
      isFull = true
      return
    }
    var sum = 0.0
    search.weigh(atoms, surplus: surplus) { edge, weight in
      edges[end] = edge
      // Rounded up, the inequality still holds.
      coefficients[end] = Float(weight / surplus).nextUp
      sum += Double(coefficients[end])
      columnSum[edge] += Double(coefficients[end])
      end += 1
    }
    rowSum[count] = sum
    multiple[count] = first
    count += 1
    starts[count] = Int32(end)
  }

  /// Takes over an inequality that prices violate by a thousandth or more, unused for now.
  ///
  /// - Returns: Whether they do.
  mutating func add(
    _ search: inout SpreadingSearch, count atoms: Int, surplus: Double, violated prices: borrowing Slab<Double>
  ) -> Bool {
    var paid = 0.0
    search.weigh(atoms, surplus: surplus) { edge, weight in paid += weight / surplus * prices[edge] }
    if paid > 0.999 { return false }
    add(&search, count: atoms, surplus: surplus, multiple: 0)
    return !isFull
  }

  /// The present prices, none of them nothing, so that searches tell short ways from long ones everywhere.
  func copyPrices(to length: inout Slab<Double>) {
    var total = 0.0
    for edge in 0..<problem.edgeCount { total += price[edge] }
    let least = 0.001 * total / Double(max(1, problem.edgeCount))
    for edge in 0..<problem.edgeCount where problem.edges[edge].cost > 0 { length[edge] = max(price[edge], least) }
  }

  /// Starts from given prices, scaled so that the hardest inequality is just satisfied, and from the multiples given with
  /// the inequalities, scaled so that the most used border is used up.
  mutating func setPrices(_ prices: borrowing Slab<Double>) {
    var least = Double.infinity
    for index in 0..<count {
      var paid = 0.0
      for entry in row(index) { paid += Double(coefficients[entry]) * prices[edges[entry]] }
      least = min(least, paid)
    }
    accumulate()
    var most = 0.0
    for edge in 0..<problem.edgeCount where columnSum[edge] > 0 {
      price[edge] = prices[edge] / least
      most = max(most, load[edge] / problem.edges[edge].cost)
    }
    if most > 0 { for index in 0..<count { multiple[index] /= most } }
    prove()
  }

  /// Comes nearer to the best multiples and prices.
  mutating func approach(rounds: Int) {
    let weight = stepRatio()
    meanMultiple.fill(0)
    meanPrice.fill(0)
    accumulate()
    for round in 0..<rounds {
      let share = 1 / Double(round + 1)
      movePrices(weight, share: share)
      moveMultiples(weight, share: share)
    }
    work += rounds * Int(starts[count]) / 16
    // Means are nearer than the last of many swings.
    multiple.copy(from: meanMultiple)
    price.copy(from: meanPrice)
    prove()
  }

  /// Borders used beyond their cost become dearer, others cheaper.
  private mutating func movePrices(_ weight: Double, share: Double) {
    for edge in 0..<problem.edgeCount where columnSum[edge] > 0 {
      let before = price[edge]
      let next = max(0, before - (problem.edges[edge].cost - load[edge]) * weight / columnSum[edge])
      price[edge] = next
      ahead[edge] = 2 * next - before
      meanPrice[edge] += (next - meanPrice[edge]) * share
    }
  }

  /// Inequalities that the prices do not satisfy are used more, others less.
  private mutating func moveMultiples(_ weight: Double, share: Double) {
    load.fill(0)
    for index in 0..<count {
      let row = row(index)
      var paid = 0.0
      for entry in row { paid += Double(coefficients[entry]) * ahead[edges[entry]] }
      let next = max(0, multiple[index] + (1 - paid) / (weight * rowSum[index]))
      multiple[index] = next
      meanMultiple[index] += (next - meanMultiple[index]) * share
      if next == 0 { continue }
      for entry in row { load[edges[entry]] += Double(coefficients[entry]) * next }
    }
  }

  /// How far prices move against multiples: in proportion to what both are.
  private func stepRatio() -> Double {
    var prices = 0.0
    var multiples = 0.0
    for edge in 0..<problem.edgeCount { prices += price[edge] * price[edge] * columnSum[edge] }
    for index in 0..<count { multiples += multiple[index] * multiple[index] * rowSum[index] }
    return prices > 0 && multiples > 0 ? (prices / multiples).squareRoot() : 1
  }

  /// What the multiples use of each border.
  private mutating func accumulate() {
    load.fill(0)
    for index in 0..<count where multiple[index] > 0 {
      for entry in row(index) { load[edges[entry]] += Double(coefficients[entry]) * multiple[index] }
    }
  }

  /// What the multiples prove once each is divided by how far the most overused of its borders is overused: no border is
  /// then used beyond its cost.
  private mutating func prove() {
    accumulate()
    var sum = 0.0
    for index in 0..<count where multiple[index] > 0 {
      var most = 1.0
      for entry in row(index) { most = max(most, load[edges[entry]] / problem.edges[Int(edges[entry])].cost) }
      sum += multiple[index] / most
    }
    // Far more than the rounding of the sums.
    value = max(value, sum * (1 - 1e-9))
  }
}

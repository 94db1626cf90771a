import GridPartitioning

/// A bound on the cost of plans that fill so many posts, of so much load together, and give nobody more than a load.
///
/// Every post has a price. What a plan costs is the prices of the posts it fills, and what each person's posts cost over
/// their prices. The first is no less than the prices of the cheapest so many posts of so much load; the second, person by
/// person, no less than for the set of posts with the most price over cost that the person may hold. So there is a bound
/// whatever the prices. A post that too few would take grows dearer, one that several would take cheaper, step by step.
///
/// - SeeAlso: Fisher, Jaikumar & Van Wassenhove, "A Multiplier Adjustment Method for the Generalized Assignment Problem",
///   Management Science 32(9), 1986.
struct WaysBound {
  private let problem: RoleProblem
  /// The most load of each person.
  private let room: [Int]
  private let filled: Int
  private let load: Int
  private let threads: Int
  /// No price is beyond it, in either direction.
  private let most: Int
  private var cells: PricedCells
  /// What a thousandth of a household is paid when the posts to fill are chosen, times ``unit``: it draws their load to what it
  /// has to be.
  private var pay = 0
  private var effort = WaysBound.effort

  private static let unit = 1024
  private static let effort = 250_000_000
  /// Sets tried for one person in one round.
  private static let steps = 600
  private static let run = 32

  /// - Parameters:
  ///   - filled: How many posts the plans fill.
  ///   - load: Of these posts together.
  ///   - greatest: What nobody has more than.
  init?(_ problem: RoleProblem, filled: Int, load: Int, greatest: Int, threads: Int) {
    // Sums of prices, and of prices times `unit`, stay whole numbers that can be counted.
    let (most, isTooMuch) = problem.costs.greatest.multipliedReportingOverflow(by: 16)
    let places = problem.capacities.reduce(1) { max($0, min($1, problem.rows.count)) }
    guard filled > 0, !isTooMuch, most < (1 << 48) / places, most < (1 << 60) / problem.rows.count,
      problem.rows.allSatisfy({ $0.load < 1 << 33 })
    else { return nil }
    self.problem = problem
    self.filled = filled
    self.load = load
    self.threads = threads
    self.most = most
    room = problem.limits.map { min($0, greatest) }
    cells = PricedCells(
      problem.rows.indices.map { problem.costs.place(ofRow: $0) }, reaches: problem.rows.map { _ in 0 })
  }

  /// - Parameters:
  ///   - prices: Of the rows, to begin with.
  ///   - known: The cost of a plan of this kind.
  /// - Returns: The best bound found, at most `known`.
  mutating func run(from prices: [Int], known: Int, isCancelled: () -> Bool) -> Int {
    var prices = prices.map { Double(min(max($0, -most), most)) }
    var best: (value: Int, prices: [Double], slopes: [Double])?
    var direction = [Double](repeating: 0, count: prices.count)
    var (pace, stale) = (0.4, 0)
    while effort > 0, pace > 0.005, !isCancelled() {
      let (value, slopes) = value(at: prices.map { Int($0.rounded()) })
      var base = slopes
      let margin = best.map { (known - $0.value) / 1000 } ?? 0
      stale = value > (best?.value ?? .min) + margin ? 0 : stale + 1
      if value > best?.value ?? .min { best = (value, prices, slopes) }
      guard let top = best, top.value < known else { break }
      if stale > 7 {
        (pace, stale) = (pace * 0.7, 0)
        (prices, base) = (top.prices, top.slopes)
        for row in direction.indices { direction[row] = 0 }
      }
      var norm = 0.0
      for row in direction.indices {
        direction[row] = 0.75 * base[row] + 0.25 * direction[row]
        norm += direction[row] * direction[row]
      }
      guard norm > 0 else { break }
      let length = pace * Double(known - min(value, top.value)) / norm
      for row in prices.indices {
        prices[row] = min(max(prices[row] + length * direction[row], Double(-most)), Double(most))
      }
    }
    return min(known, best?.value ?? .min)
  }

  /// The bound at some prices, and for each row whether it is filled less how many people take it.
  private mutating func value(at prices: [Int]) -> (value: Int, slopes: [Double]) {
    let people = holdings(at: prices)
    let posts = cheapest(prices)
    var slopes = posts.isFilled.map { $0 ? 1.0 : 0 }
    var value = posts.value
    effort -= prices.count
    for person in people {
      value -= person.gain
      effort -= person.looked
      for row in person.rows { slopes[Int(row)] -= 1 }
    }
    // Less than this is no bound of any use.
    return (Int(max(value, Int128(Int.min / 4))), slopes)
  }

  // MARK: People

  /// What people take at some prices, and at most gain by it, some people together.
  private mutating func holdings(at prices: [Int]) -> [(gain: Int, rows: [Int32], looked: Int)] {
    let problem = problem
    let room = room
    let unit = 10 * Double(problem.costs.scale)
    // No way is shorter than the straight one, which is counted in whole decimetres.
    cells.reach(prices.map { $0 > 0 ? Double($0) / unit + 0.3 : -1 })
    let cells = cells
    let people = problem.columns.count
    return inParallel(count: (people + Self.run - 1) / Self.run, threads: threads) { number in
      var (gain, looked) = (0, 0)
      var rows: [Int32] = []
      for column in number * Self.run..<min(people, (number + 1) * Self.run) {
        var items: [BestHolding.Item] = []
        cells.forEach(within: 0, of: problem.costs.place(ofColumn: column)) { row in
          let post = problem.rows[row]
          looked += 1
          guard post.load <= room[column], problem.costs.isEligible(row, column) else { return }
          let gain = prices[row] - problem.costs.cost(row, column)
          guard gain > 0 else { return }
          items.append(.init(row: Int32(row), grid: Int32(post.grid), gain: gain, load: post.load))
        }
        var holding = BestHolding(places: problem.capacities[column], room: room[column])
        holding.search(items, steps: Self.steps)
        looked += 16 * items.count
        gain += holding.bound
        rows += holding.rows
      }
      return (gain, rows, looked)
    }
  }

  // MARK: Posts

  /// The least that posts of the number and load to be filled have for prices, and which they are, or about.
  private mutating func cheapest(_ prices: [Int]) -> (value: Int, isFilled: [Bool]) {
    let fillable = problem.fillable
    guard filled < fillable.count else {
      var isFilled = [Bool](repeating: false, count: prices.count)
      for row in fillable { isFilled[row] = true }
      return (fillable.reduce(0) { $0 + prices[$1] }, isFilled)
    }
    // Whatever a load is paid, posts of this load are paid the same: each pay gives a bound, and the best is where the load
    // of the posts chosen passes it.
    var found = cheapest(prices, paying: pay)
    var best = found
    var (low, high): (Int?, Int?)
    var trial = pay
    var step = max(Self.unit, abs(pay) / 16)
    for _ in 0..<8 where found.load != load {
      if found.load < load { low = trial } else { high = trial }
      switch (low, high) {
      case (let low?, let high?): trial = low + (high - low) / 2
      case (_?, nil): trial += step
      default: trial -= step
      }
      step *= 2
      if trial == low || abs(trial) > 1 << 28 { break }
      found = cheapest(prices, paying: trial)
      if found.value > best.value { (best, pay) = (found, trial) }
    }
    return (best.value, best.isFilled)
  }

  private func cheapest(_ prices: [Int], paying pay: Int) -> (value: Int, load: Int, isFilled: [Bool]) {
    var keys = problem.fillable.map { (key: prices[$0] * Self.unit - pay * problem.rows[$0].load, row: $0) }
    keys.sort { ($0.key, $0.row) < ($1.key, $1.row) }
    var isFilled = [Bool](repeating: false, count: prices.count)
    var sum = Int128(pay) * Int128(load)
    var load = 0
    for item in keys.prefix(filled) {
      isFilled[item.row] = true
      sum += Int128(item.key)
      load += problem.rows[item.row].load
    }
    // Rounded down, towards what is less.
    return (Int(sum >> Int128(Self.unit.trailingZeroBitCount)), load, isFilled)
  }
}

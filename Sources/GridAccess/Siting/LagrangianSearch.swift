/// The best choice of a ``LocationModel`` with a bound: subgradient steps on the relaxation, reduced costs that settle
/// candidates for good, and branching on what is left.
///
/// - SeeAlso: Held, Wolfe & Crowder, "Validation of Subgradient Optimization", Mathematical Programming 6, 1974; Beasley,
///   "Lagrangean Heuristics for Location Problems", European Journal of Operational Research 65(3), 1993.
struct LagrangianSearch<Model: LocationModel> {
  private(set) var model: Model
  private(set) var best: Choice
  private(set) var bound = -Double.infinity
  private(set) var nodes = 0
  /// Those of the root's bound.
  private(set) var rootMultipliers: [Double] = []
  let budget: Int
  let isCancelled: (@Sendable () -> Bool)?
  /// Ends the search as soon as the best is no more, or the bound is more, than this.
  var threshold: Double?

  private var prices: [Double]
  private var gradient: [Double]
  private var direction: [Double]
  private var chosen: [Bool]
  private var order: [Int32] = []
  private var seen: Set<[Int32]> = []
  private var furtherWork = 0
  /// Table entries the last step looked at, choices tried left out.
  private var stepWork = 0

  /// A subproblem: what is settled (1 open, −1 closed, 0 free), with the multipliers and bound it starts from.
  private struct Node {
    var status: [Int8]
    var multipliers: [Double]
    var bound: Double
  }

  init(_ model: Model, budget: Int, start: Choice? = nil, isCancelled: (@Sendable () -> Bool)? = nil) {
    self.model = model
    self.budget = budget
    self.isCancelled = isCancelled
    best = start ?? Choice(open: [], value: .infinity)
    prices = [Double](repeating: 0, count: model.candidateCount)
    chosen = [Bool](repeating: false, count: model.candidateCount)
    gradient = [Double](repeating: 0, count: model.demandCount)
    direction = gradient
  }

  /// Table entries looked at.
  var work: Int { model.work + furtherWork }

  /// Whether the best is proved.
  var isProved: Bool { bound >= cut }

  /// Takes over a bound by other means, with the work it took.
  mutating func lift(to value: Double, work: Int) {
    furtherWork += work
    bound = max(bound, rounded(min(value, best.value)))
  }

  /// What a better choice would have to stay below.
  private var cut: Double {
    guard best.value < .infinity else { return .infinity }
    return model.step > 0 ? best.value - model.step * (1 - 1e-6) : best.value - 1e-9 * max(1e-9, abs(best.value))
  }

  private var isSettled: Bool {
    guard let threshold else { return false }
    return best.value <= threshold || bound > threshold
  }

  /// - Throws: ``AccessError/cancelled``.
  mutating func run() throws(AccessError) {
    if best.open.isEmpty { best = model.improve(model.start()) }
    var status = [Int8](repeating: 0, count: model.candidateCount)
    for candidate in model.forced { status[Int(candidate)] = 1 }
    let root = Node(
      status: status, multipliers: model.multipliers(for: best), bound: bound)
    var stack = [root]
    while var node = stack.popLast() {
      if node.bound >= cut { continue }
      let isRoot = nodes == 0
      let isOpen = try solve(&node, iterations: isRoot ? 600 : 120, improvements: isRoot ? 24 : 2)
      nodes += 1
      if isRoot {
        bound = rounded(min(node.bound, best.value))
        rootMultipliers = node.multipliers
      }
      guard isOpen else { continue }
      let pending = stack.reduce(node.bound) { min($0, $1.bound) }
      bound = max(bound, rounded(min(pending, best.value)))
      if isSettled || work >= budget { return }
      if isRoot, !model.isCover, isHopeless(node.status) { return }
      guard let branch = branchingCandidate(node.status) else { continue }
      var closed = node
      closed.status[branch] = -1
      node.status[branch] = 1
      stack += [closed, node]
    }
    bound = best.value
  }

  /// Whether the budget is too small for branching: depth first, the bound rises over the root's only with the end of a whole
  /// side of the tree, and a side settles candidates one by one, each in at least a third of the steps a node may take.
  /// Covers branch all the same: their dives come upon better choices, those of p-medians hardly do.
  private func isHopeless(_ status: [Int8]) -> Bool {
    let free = status.reduce(0) { $0 + ($1 == 0 ? 1 : 0) }
    return free * 40 * stepWork > budget - work
  }

  /// A bound lifted to the next value an objective can have.
  private func rounded(_ value: Double) -> Double {
    model.step > 0 && value.isFinite ? (value / model.step - 1e-6).rounded(.up) * model.step : value
  }

  /// How long steps go on without a better bound before they are made shorter, and by how much. Covers have flat bounds that
  /// rise slowly; where steps are cheap beside the budget their root takes its time, because what it gains no branch has to.
  private struct Patience {
    var stale = 12
    var decay = 0.6
    var iterations: Int

    init(iterations: Int) { self.iterations = iterations }

    /// - Parameter affordable: So many steps are half of the budget.
    init(affordable: Int) {
      stale = affordable < 1500 ? 12 : min(40, affordable / 60)
      decay = 0.6 + 0.2 * Double(stale - 12) / 28
      iterations = 600 + 120 * (stale - 12)
    }
  }

  /// Lifts the bound of a node and settles candidates; false when nothing better can be in it.
  private mutating func solve(_ node: inout Node, iterations: Int, improvements: Int) throws(AccessError) -> Bool {
    var multipliers = node.multipliers
    var pace = nodes == 0 ? 1.5 : 0.6
    var stale = 0
    var improvements = improvements
    var patience = Patience(iterations: iterations)
    for index in direction.indices { direction[index] = 0 }
    var iteration = -1
    while iteration + 1 < patience.iterations {
      iteration += 1
      let before = model.work
      if iteration & 15 == 0, isCancelled?() == true { throw .cancelled }
      model.price(multipliers, into: &prices)
      let priced = model.work - before
      guard let value = select(node.status, sum: multipliers.reduce(0, +)) else { return false }
      if value > node.bound + 1e-9 * abs(value) {
        if value > node.bound + 1e-4 * abs(best.value - node.bound) { stale = 0 } else { stale += 1 }
        node.bound = value
        node.multipliers = multipliers
        if value >= cut { return false }
        settle(&node.status, value: value)
        if let leaf = leaf(node.status) {
          consider(model.value(of: leaf), improving: false)
          return false
        }
      } else {
        stale += 1
      }
      if stale > patience.stale {
        pace *= patience.decay
        stale = 0
        multipliers = node.multipliers
        for index in direction.indices { direction[index] = 0 }
        if pace < 0.004 { break }
        continue
      }
      if iteration % 12 == 5, improvements > 0 { improvements -= tryChoice() ? 1 : 0 }
      if nodes == 0, isSettled || work >= budget { break }
      let tried = model.work
      guard step(&multipliers, pace: pace, value: value) else { break }
      stepWork = model.work - tried + priced
      // The second step costs what most do.
      if nodes == 0, iteration == 1, model.isCover {
        patience = Patience(affordable: budget / 2 / max(1, model.work - before))
      }
    }
    if nodes == 0 || improvements > 0 { _ = tryChoice() }
    return node.bound < cut
  }

  /// Chooses by price and returns the value of the relaxation; `nil` where too few or too many are settled.
  private mutating func select(_ status: [Int8], sum: Double) -> Double? {
    var value = sum
    var count = 0
    order.removeAll(keepingCapacity: true)
    for (candidate, state) in status.enumerated() {
      chosen[candidate] = state == 1
      if state == 1 {
        value += prices[candidate]
        count += 1
      } else if state == 0 {
        order.append(Int32(candidate))
      }
    }
    guard count <= model.counts.upperBound, count + order.count >= model.counts.lowerBound else { return nil }
    let prices = prices
    order.sort { (prices[Int($0)], $0) < (prices[Int($1)], $1) }
    for candidate in order {
      if count >= model.counts.upperBound { break }
      if count >= model.counts.lowerBound, prices[Int(candidate)] >= 0 { break }
      value += prices[Int(candidate)]
      chosen[Int(candidate)] = true
      count += 1
    }
    return value
  }

  /// Settles candidates whose other state would lift the relaxation over the best known.
  private func settle(_ status: inout [Int8], value: Double) {
    let isExact = model.counts.lowerBound == model.counts.upperBound
    let lastIn = order.last { chosen[Int($0)] }.map { prices[Int($0)] }
    let firstOut = order.first { !chosen[Int($0)] }.map { prices[Int($0)] }
    for candidate in order {
      let price = prices[Int(candidate)]
      if chosen[Int(candidate)] {
        // Closing it brings in the next, or nothing.
        let change = isExact ? firstOut.map { $0 - price } ?? .infinity : max(0, -price)
        if value + change >= cut { status[Int(candidate)] = 1 }
      } else {
        let change = isExact ? lastIn.map { price - $0 } ?? .infinity : max(0, price)
        if value + change >= cut { status[Int(candidate)] = -1 }
      }
    }
  }

  /// The only choice left, when everything is settled.
  private func leaf(_ status: [Int8]) -> [Int32]? {
    let open = status.indices.filter { status[$0] == 1 }.map(Int32.init)
    if open.count == model.counts.upperBound { return open }
    let free = status.indices.filter { status[$0] == 0 }.map(Int32.init)
    if free.isEmpty { return open }
    return open.count + free.count == model.counts.lowerBound ? (open + free).sorted() : nil
  }

  /// Takes the relaxation's choice for a true one; whether it was worth looking around.
  private mutating func tryChoice() -> Bool {
    let open = chosen.indices.filter { chosen[$0] }.map(Int32.init)
    guard model.counts.contains(open.count), seen.count < 4096, seen.insert(open).inserted else { return false }
    consider(model.value(of: open), improving: true)
    return true
  }

  private mutating func consider(_ choice: Choice, improving: Bool) {
    var choice = choice
    if improving { choice = model.improve(choice) }
    if choice.value < best.value { best = choice }
  }

  /// One step along the deflected subgradient; false where it is zero.
  private mutating func step(_ multipliers: inout [Double], pace: Double, value: Double) -> Bool {
    model.gradient(multipliers, chosen: chosen, into: &gradient)
    var norm = 0.0
    for demand in gradient.indices {
      var slope = 0.75 * gradient[demand] + 0.25 * direction[demand]
      if (slope > 0 && multipliers[demand] >= model.upper[demand]) || (slope < 0 && multipliers[demand] <= model.lower[demand]) {
        slope = 0
      }
      direction[demand] = slope
      norm += slope * slope
    }
    guard norm > 0 else { return false }
    let target = best.value < .infinity ? best.value : value + abs(value) + 1
    let length = pace * max(target - value, 1e-6 * abs(target)) / norm
    for demand in multipliers.indices {
      multipliers[demand] = min(model.upper[demand], max(model.lower[demand], multipliers[demand] + length * direction[demand]))
    }
    return true
  }

  /// The free candidate to settle next: of those in the relaxation's last choice the one whose price matters most.
  private func branchingCandidate(_ status: [Int8]) -> Int? {
    let free = status.indices.filter { status[$0] == 0 }
    let inside = free.filter { chosen[$0] }
    return (inside.isEmpty ? free : inside).min { (prices[$0], $0) < (prices[$1], $1) }
  }
}

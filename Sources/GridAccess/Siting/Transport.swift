/// The cheapest way to share demands among open points that can each serve so much, parts of a demand at different points.
///
/// Every demand begins at its cheapest point; what is too much at a point moves on along the chain of points that costs
/// least, so that the sharing is the cheapest for its loads at every step.
///
/// - SeeAlso: Ahuja, Magnanti & Orlin, "Network Flows", 1993, section 9.7.
struct Transport {
  private let table: ServiceTable
  private let weights: [Double]
  private let capacities: [Double]

  init(_ table: ServiceTable, weights: [Double], capacities: [Double]) {
    self.table = table
    self.weights = weights
    self.capacities = capacities
  }

  /// How demands are shared at least cost.
  struct Sharing {
    /// Of serving all demands, the overflow's included.
    let cost: Double
    /// The weight at each point, the overflow's last.
    let loads: [Double]
    /// What one unit of weight more of room would save at each point, at least 0. With these prices added to its costs no
    /// demand is served anywhere but at its cheapest.
    let prices: [Double]
    /// Numbers looked at.
    let work: Int
  }

  /// - Complexity: O(moves × (k² + n)) for k points and n demands.
  func share(among open: [Int32]) -> Sharing {
    var flow = Flow(table, weights: weights, open: open)
    let room = open.map { capacities[Int($0)] } + [.infinity]
    for point in open.indices {
      while flow.loads[point] > room[point] + 1e-9 * max(1, room[point]) {
        guard flow.relieve(point, room: room) else { break }
      }
    }
    return Sharing(cost: flow.cost, loads: flow.loads, prices: flow.prices(room: room), work: flow.work)
  }
}

/// Who is served where, with what it would cost to move the cheapest of each point to each other.
private struct Flow {
  private let weights: [Double]
  private let width: Int
  /// Cost of one unit of each demand at each point, infinite where it cannot be served; the overflow last.
  private var unit: [Double]
  private var amount: [Double]
  private(set) var loads: [Double]
  /// The demands that each point serves a part of, ascending.
  private var members: [[Int32]]
  private var moveCost: [Double]
  private var mover: [Int32]
  private(set) var work = 0

  init(_ table: ServiceTable, weights: [Double], open: [Int32]) {
    self.weights = weights
    let width = open.count + 1
    self.width = width
    unit = [Double](repeating: .infinity, count: weights.count * width)
    for (point, candidate) in open.enumerated() {
      for entry in table.column(Int(candidate)) {
        let demand = Int(table.columnDemands[entry])
        unit[demand * width + point] = table.columnCosts[entry] / weights[demand]
      }
    }
    amount = [Double](repeating: 0, count: weights.count * width)
    loads = [Double](repeating: 0, count: width)
    members = [[Int32]](repeating: [], count: width)
    moveCost = [Double](repeating: .infinity, count: width * width)
    mover = [Int32](repeating: -1, count: width * width)
    for demand in weights.indices {
      unit[demand * width + width - 1] = table.overflow[demand] / weights[demand]
      var cheapest = width - 1
      for point in 0..<width where unit[demand * width + point] < unit[demand * width + cheapest] { cheapest = point }
      amount[demand * width + cheapest] = weights[demand]
      loads[cheapest] += weights[demand]
      members[cheapest].append(Int32(demand))
    }
    work = 4 * unit.count
    for point in 0..<width {
      for demand in members[point] { for to in 0..<width where to != point { offer(Int(demand), point, to) } }
    }
  }

  /// The least cost of moving one unit from each point to where there is room, along chains.
  func prices(room: [Double]) -> [Double] {
    var prices = loads.indices.map { loads[$0] < room[$0] * (1 - 1e-9) ? 0 : Double.infinity }
    for _ in 0..<width {
      var hasChanged = false
      for from in 0..<width {
        for to in 0..<width where to != from {
          let reached = moveCost[from * width + to] + prices[to]
          if reached < prices[from] - 1e-12 * max(1, abs(reached)) {
            prices[from] = reached
            hasChanged = true
          }
        }
      }
      if !hasChanged { break }
    }
    return prices.dropLast().map { $0 < .infinity ? max(0, $0) : 0 }
  }

  var cost: Double {
    var sum = 0.0
    for index in amount.indices where amount[index] > 0 { sum += amount[index] * unit[index] }
    return sum
  }

  /// Moves some of what is too much at a point to where there is room; false where there is none.
  mutating func relieve(_ source: Int, room: [Double]) -> Bool {
    var distance = [Double](repeating: .infinity, count: width)
    var previous = [Int](repeating: -1, count: width)
    distance[source] = 0
    // Costs along a chain may be negative, never around a circle.
    for _ in 0..<width {
      work += width * width
      var hasChanged = false
      for from in 0..<width where distance[from] < .infinity {
        for to in 0..<width where to != from {
          let reached = distance[from] + moveCost[from * width + to]
          if reached < distance[to] - 1e-12 * max(1, abs(reached)) {
            distance[to] = reached
            previous[to] = from
            hasChanged = true
          }
        }
      }
      if !hasChanged { break }
    }
    let free = (0..<width).filter { $0 != source && loads[$0] < room[$0] && distance[$0] < .infinity }
    guard let target = free.min(by: { (distance[$0], $0) < (distance[$1], $1) }) else { return false }
    var chain = [target]
    while let last = chain.last, last != source {
      guard previous[last] >= 0, chain.count <= width else { return false }
      chain.append(previous[last])
    }
    chain.reverse()
    var moved = min(loads[source] - room[source], room[target] - loads[target])
    for (from, to) in zip(chain, chain.dropFirst()) {
      moved = min(moved, amount[Int(mover[from * width + to]) * width + from])
    }
    guard moved > 0 else { return false }
    // All movers are those of before, whatever the moves change.
    let steps = zip(chain, chain.dropFirst()).map { (demand: Int(mover[$0 * width + $1]), from: $0, to: $1) }
    for step in steps { move(moved, of: step.demand, step.from, step.to) }
    loads[source] -= moved
    loads[target] += moved
    return true
  }

  private mutating func move(_ moved: Double, of demand: Int, _ from: Int, _ to: Int) {
    let rest = amount[demand * width + from] - moved
    // Less than a millionth of a millionth is rounding.
    amount[demand * width + from] = rest > 1e-12 * weights[demand] ? rest : 0
    if amount[demand * width + from] == 0 {
      members[from].removeAll { $0 == Int32(demand) }
      for other in 0..<width where other != from && mover[from * width + other] == Int32(demand) {
        refresh(from, other)
      }
    }
    if amount[demand * width + to] == 0 {
      members[to].append(Int32(demand))
      for other in 0..<width where other != to { offer(demand, to, other) }
    }
    amount[demand * width + to] += moved
  }

  /// Finds again what is cheapest to move from a point to another.
  private mutating func refresh(_ point: Int, _ to: Int) {
    moveCost[point * width + to] = .infinity
    mover[point * width + to] = -1
    work += members[point].count
    for demand in members[point] { offer(Int(demand), point, to) }
  }

  private mutating func offer(_ demand: Int, _ point: Int, _ to: Int) {
    let change = unit[demand * width + to] - unit[demand * width + point]
    guard change < moveCost[point * width + to] else { return }
    moveCost[point * width + to] = change
    mover[point * width + to] = Int32(demand)
  }
}

import GridPartitioning

/// So many points, each demand served by the cheapest of them or left at its overflow: the p-median, and maximal cover with
/// costs of nothing for what is covered and the weight for what is not.
struct MedianModel: LocationModel {
  let table: ServiceTable
  let points: Int
  let step: Double
  let isCover: Bool
  let lower: [Double]
  let upper: [Double]
  var random: StableRandom
  /// Rounds of shaking the first choice, and whether they are done.
  let rounds: Int
  var hasShaken = false

  /// The cheapest and second cheapest cost of each demand under the choice looked at, and the slot of the cheapest (−1 for
  /// the overflow).
  var first: [Double]
  var second: [Double]
  var slot: [Int32]
  /// The slot of the second cheapest.
  var runnerUp: [Int32]
  /// The slot of each candidate in the choice looked at, −1 outside it.
  var slotOf: [Int32]

  var candidateCount: Int { table.candidateCount }
  var demandCount: Int { table.demandCount }
  var counts: ClosedRange<Int> { points...points }
  /// Entries the last pricing looked at.
  private var touched = 0
  var work = 0

  init(_ table: ServiceTable, points: Int, step: Double, seed: UInt64) {
    self.table = table
    self.points = points
    self.step = step
    isCover = table.rowCosts.allSatisfy { $0 == 0 }
    random = StableRandom(seed: seed)
    lower = (0..<table.demandCount).map { demand in
      let row = table.row(demand)
      return row.isEmpty ? table.overflow[demand] : table.rowCosts[row.lowerBound]
    }
    upper = table.overflow
    rounds = max(1, min(32, 200_000_000 / max(1, table.entryCount)))
    first = [Double](repeating: 0, count: table.demandCount)
    second = first
    slot = [Int32](repeating: -1, count: table.demandCount)
    runnerUp = slot
    slotOf = [Int32](repeating: -1, count: table.candidateCount)
  }

  mutating func multipliers(for choice: Choice) -> [Double] {
    take(choice.open)
    // Between the cheapest and the second: a demand pays what losing its point would cost it.
    return first.indices.map { min(upper[$0], max(lower[$0], first[$0] + 0.5 * (second[$0] - first[$0]))) }
  }

  mutating func price(_ multipliers: [Double], into prices: inout [Double]) {
    for candidate in prices.indices { prices[candidate] = 0 }
    var looked = 0
    for demand in 0..<table.demandCount {
      let multiplier = multipliers[demand]
      let end = table.rowStarts[demand + 1]
      var entry = table.rowStarts[demand]
      looked -= entry
      while entry < end {
        let cost = table.rowCosts[entry]
        if cost >= multiplier { break }
        prices[Int(table.rowCandidates[entry])] += cost - multiplier
        entry += 1
      }
      looked += entry
    }
    touched = looked
    work += looked + table.demandCount
  }

  mutating func gradient(_ multipliers: [Double], chosen: [Bool], into gradient: inout [Double]) {
    let open = chosen.indices.filter { chosen[$0] }
    let entries = open.reduce(0) { $0 + table.column($1).count }
    work += min(entries, touched) + table.demandCount
    // Whichever is less to look at: all that the chosen can serve, or all that pricing came past.
    if entries < touched {
      for demand in gradient.indices { gradient[demand] = 1 }
      for candidate in open {
        for entry in table.column(candidate) {
          let demand = Int(table.columnDemands[entry])
          if table.columnCosts[entry] < multipliers[demand] { gradient[demand] -= 1 }
        }
      }
      return
    }
    for demand in 0..<table.demandCount {
      let multiplier = multipliers[demand]
      var served = 0
      for entry in table.row(demand) {
        if table.rowCosts[entry] >= multiplier { break }
        if chosen[Int(table.rowCandidates[entry])] { served += 1 }
      }
      gradient[demand] = Double(1 - served)
    }
  }

  mutating func value(of open: [Int32]) -> Choice {
    take(open)
    return Choice(open: open, value: first.reduce(0, +))
  }

  /// Finds the two cheapest of a choice for every demand.
  mutating func take(_ open: [Int32]) {
    for candidate in slotOf.indices { slotOf[candidate] = -1 }
    for (position, candidate) in open.enumerated() { slotOf[Int(candidate)] = Int32(position) }
    for demand in 0..<table.demandCount { find(demand) }
  }

  @inline(__always)
  mutating func find(_ demand: Int) {
    var found: Int32 = -1
    let overflow = table.overflow[demand]
    first[demand] = overflow
    second[demand] = overflow
    runnerUp[demand] = -1
    for entry in table.row(demand) {
      let at = slotOf[Int(table.rowCandidates[entry])]
      if at < 0 { continue }
      if found >= 0 {
        second[demand] = table.rowCosts[entry]
        runnerUp[demand] = at
        break
      }
      found = at
      first[demand] = table.rowCosts[entry]
    }
    slot[demand] = found
  }

  /// Greedy: again and again the candidate that saves most; savings only shrink, so most need not be reckoned again.
  ///
  /// - SeeAlso: Minoux, "Accelerated Greedy Algorithms for Maximizing Submodular Set Functions", 1978.
  mutating func start() -> Choice {
    value(of: greedy { open, _ in open.count >= points }.open.sorted())
  }

  /// The greedy choice of as few candidates as leave no more than so much cost, in the order taken; `nil` where all
  /// together leave more.
  func greedyOrder(until allowed: Double) -> [Int32]? {
    let found = greedy { _, cost in cost <= allowed }
    return found.cost <= allowed ? found.open : nil
  }

  private func greedy(until isDone: (_ open: [Int32], _ cost: Double) -> Bool) -> (open: [Int32], cost: Double) {
    var costs = table.overflow
    var cost = costs.reduce(0, +)
    var heap = PriorityQueue((0..<candidateCount).map { saving(of: $0, costs) })
    // When each candidate's saving was reckoned, in points opened by then.
    var reckoned = [Int](repeating: 0, count: candidateCount)
    var open: [Int32] = []
    while !isDone(open, cost), let candidate = heap.popFirst() {
      guard reckoned[candidate] == open.count else {
        reckoned[candidate] = open.count
        heap.push(candidate, saving(of: candidate, costs))
        continue
      }
      open.append(Int32(candidate))
      for entry in table.column(candidate) {
        let demand = Int(table.columnDemands[entry])
        costs[demand] = min(costs[demand], table.columnCosts[entry])
      }
      cost = costs.reduce(0, +)
    }
    return (open, cost)
  }

  private func saving(of candidate: Int, _ cost: [Double]) -> Double {
    var sum = 0.0
    for entry in table.column(candidate) {
      sum += max(0, cost[Int(table.columnDemands[entry])] - table.columnCosts[entry])
    }
    return sum
  }
}

/// Candidates by their savings, greatest first, of equals by number.
struct PriorityQueue {
  private var heap: [(saving: Double, item: Int)] = []

  /// The greatest saving in it.
  var first: Double? { heap.first?.saving }

  init(_ savings: [Double]) {
    heap.reserveCapacity(savings.count)
    for (item, saving) in savings.enumerated() { push(item, saving) }
  }

  private static func precedes(_ a: (saving: Double, item: Int), _ b: (saving: Double, item: Int)) -> Bool {
    a.saving > b.saving || (a.saving == b.saving && a.item < b.item)
  }

  mutating func push(_ item: Int, _ saving: Double) {
    heap.append((saving, item))
    var index = heap.count - 1
    while index > 0, Self.precedes(heap[index], heap[(index - 1) / 2]) {
      heap.swapAt(index, (index - 1) / 2)
      index = (index - 1) / 2
    }
  }

  mutating func popFirst() -> Int? {
    guard let top = heap.first, let last = heap.popLast() else { return nil }
    guard !heap.isEmpty else { return top.item }
    heap[0] = last
    var index = 0
    while true {
      var best = index
      for child in (2 * index + 1)...(2 * index + 2) where child < heap.count && Self.precedes(heap[child], heap[best]) {
        best = child
      }
      if best == index { return top.item }
      heap.swapAt(index, best)
      index = best
    }
  }
}

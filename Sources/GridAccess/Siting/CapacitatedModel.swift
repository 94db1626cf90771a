/// So many points that can each serve so much; a demand may be shared among several.
struct CapacitatedModel: LocationModel {
  let table: ServiceTable
  let weights: [Double]
  let capacities: [Double]
  /// Candidates that stand already.
  let fixed: [Int32]
  let points: Int
  let step: Double
  let lower: [Double]
  let upper: [Double]
  private var median: MedianModel
  let transport: Transport
  let budget: Int
  private var queue: [(ratio: Double, entry: Int)] = []
  var hasImproved = false
  var work = 0

  var candidateCount: Int { table.candidateCount }
  var demandCount: Int { table.demandCount }
  var counts: ClosedRange<Int> { (points + fixed.count)...(points + fixed.count) }
  var forced: [Int32] { fixed }

  /// - Parameter budget: Of the whole search.
  init(
    _ table: ServiceTable, weights: [Double], capacities: [Double], fixed: [Int32], points: Int, step: Double, seed: UInt64,
    budget: Int
  ) {
    self.table = table
    self.weights = weights
    self.capacities = capacities
    self.fixed = fixed
    self.points = points
    self.step = step
    self.budget = budget
    median = MedianModel(table, points: points + fixed.count, step: step, seed: seed, budget: 0)
    lower = median.lower
    upper = median.upper
    transport = Transport(table, weights: weights, capacities: capacities)
  }

  /// Between what a demand pays where points sell their room at the prices of the choice, and what it would pay without its
  /// point.
  mutating func multipliers(for choice: Choice) -> [Double] {
    let sharing = transport.share(among: choice.open)
    work += sharing.work
    let ground = SoldRoom(table, weights: weights, open: choice.open, prices: sharing.prices)
    return weights.indices.map { min(upper[$0], max(lower[$0], weights[$0] * ground.middle(of: $0))) }
  }

  /// Each candidate serves what pays best for the room it takes, the last demand in part.
  mutating func price(_ multipliers: [Double], into prices: inout [Double]) {
    work += 4 * table.entryCount
    for candidate in prices.indices { prices[candidate] = fill(candidate, multipliers) { _, _ in } }
  }

  mutating func gradient(_ multipliers: [Double], chosen: [Bool], into gradient: inout [Double]) {
    for demand in gradient.indices { gradient[demand] = 1 }
    for candidate in chosen.indices where chosen[candidate] {
      _ = fill(candidate, multipliers) { demand, part in gradient[demand] -= part }
    }
  }

  private mutating func fill(_ candidate: Int, _ multipliers: [Double], _ body: (Int, Double) -> Void) -> Double {
    queue.removeAll(keepingCapacity: true)
    for entry in table.column(candidate) {
      let demand = Int(table.columnDemands[entry])
      let worth = table.columnCosts[entry] - multipliers[demand]
      if worth < 0 { queue.append((worth / weights[demand], entry)) }
    }
    queue.sort { ($0.ratio, $0.entry) < ($1.ratio, $1.entry) }
    var room = capacities[candidate]
    var price = 0.0
    for item in queue where room > 0 {
      let demand = Int(table.columnDemands[item.entry])
      let part = min(1, room / weights[demand])
      price += part * (table.columnCosts[item.entry] - multipliers[demand])
      room -= part * weights[demand]
      body(demand, part)
    }
    return price
  }

  mutating func value(of open: [Int32]) -> Choice {
    let sharing = transport.share(among: open)
    work += sharing.work
    return Choice(open: open, value: sharing.cost)
  }

  /// The greedy choice as if there were no limits, its smallest points exchanged for larger ones until all can be served.
  mutating func start() -> Choice {
    let greedy = median.start().open.filter { !fixed.contains($0) }
    var open = Array(greedy.prefix(points))
    let total = weights.reduce(0, +)
    var rest = (0..<Int32(candidateCount)).filter { !open.contains($0) && !fixed.contains($0) }
      .sorted { (-capacities[Int($0)], $0) < (-capacities[Int($1)], $1) }
    func room() -> Double { (open + fixed).reduce(0) { $0 + capacities[Int($1)] } }
    while room() < total, let larger = rest.first {
      let smallest = open.indices.min { (capacities[Int(open[$0])], $0) < (capacities[Int(open[$1])], $1) }
      guard let smallest, capacities[Int(open[smallest])] < capacities[Int(larger)] else { break }
      open[smallest] = larger
      rest.removeFirst()
    }
    return value(of: (open + fixed).sorted())
  }
}

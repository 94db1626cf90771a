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
  /// The demands that would pay each candidate, and how much for one unit and for all.
  private var queues: [[(ratio: Double, demand: Int32, worth: Double)]]
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
    median = MedianModel(table, points: points + fixed.count, step: step, seed: seed)
    lower = median.lower
    upper = median.upper
    queues = [[(ratio: Double, demand: Int32, worth: Double)]](repeating: [], count: table.candidateCount)
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
    for candidate in queues.indices { queues[candidate].removeAll(keepingCapacity: true) }
    var looked = 0
    for demand in 0..<table.demandCount {
      for entry in table.row(demand) {
        looked += 1
        let worth = table.rowCosts[entry] - multipliers[demand]
        if worth >= 0 { break }
        queues[Int(table.rowCandidates[entry])].append((worth / weights[demand], Int32(demand), worth))
      }
    }
    work += 6 * looked
    for candidate in prices.indices { prices[candidate] = fill(candidate) { _, _ in } }
  }

  mutating func gradient(_ multipliers: [Double], chosen: [Bool], into gradient: inout [Double]) {
    for demand in gradient.indices { gradient[demand] = 1 }
    for candidate in chosen.indices where chosen[candidate] {
      queues[candidate].removeAll(keepingCapacity: true)
      for entry in table.column(candidate) {
        let demand = Int(table.columnDemands[entry])
        let worth = table.columnCosts[entry] - multipliers[demand]
        if worth < 0 { queues[candidate].append((worth / weights[demand], Int32(demand), worth)) }
      }
      work += 2 * table.column(candidate).count
      _ = fill(candidate) { demand, part in gradient[demand] -= part }
    }
  }

  /// Serves the queue of a candidate as far as its room goes, and returns what that pays.
  private mutating func fill(_ candidate: Int, _ body: (Int, Double) -> Void) -> Double {
    queues[candidate].sort { ($0.ratio, $0.demand) < ($1.ratio, $1.demand) }
    var room = capacities[candidate]
    var price = 0.0
    for item in queues[candidate] where room > 0 {
      let weight = weights[Int(item.demand)]
      let part = min(1, room / weight)
      price += part * item.worth
      room -= part * weight
      body(Int(item.demand), part)
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

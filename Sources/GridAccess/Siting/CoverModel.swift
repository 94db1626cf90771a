import GridPartitioning

/// The fewest candidates that cover every row: each costs 1, and an uncovered row would cost as much.
struct CoverModel: LocationModel {
  /// Rows cost nothing where covered.
  let table: ServiceTable
  let lower: [Double]
  let upper: [Double]
  var random: StableRandom
  private var hasSearched = false
  private(set) var work = 0

  var candidateCount: Int { table.candidateCount }
  var demandCount: Int { table.demandCount }
  var counts: ClosedRange<Int> { 0...table.candidateCount }
  var step: Double { 1 }
  var isCover: Bool { true }

  init(_ rows: CoverRows, seed: UInt64) {
    table = ServiceTable(
      columns: rows.columns().map { column in column.map { (demand: $0, cost: 0) } },
      overflow: [Double](repeating: 1, count: rows.rows.count))
    lower = [Double](repeating: 0, count: rows.rows.count)
    upper = [Double](repeating: 1, count: rows.rows.count)
    random = StableRandom(seed: seed)
  }

  /// Each row pays its share of the largest candidate that covers it, which no price can find too much.
  func multipliers(for choice: Choice) -> [Double] {
    (0..<demandCount).map { row in
      let largest = table.row(row).map { table.column(Int(table.rowCandidates[$0])).count }.max() ?? 1
      return 1 / Double(max(1, largest))
    }
  }

  mutating func price(_ multipliers: [Double], into prices: inout [Double]) {
    work += table.entryCount
    for candidate in prices.indices {
      var sum = 1.0
      for entry in table.column(candidate) { sum -= multipliers[Int(table.columnDemands[entry])] }
      prices[candidate] = sum
    }
  }

  mutating func gradient(_ multipliers: [Double], chosen: [Bool], into gradient: inout [Double]) {
    work += table.demandCount
    for row in gradient.indices { gradient[row] = 1 }
    for candidate in chosen.indices where chosen[candidate] {
      work += table.column(candidate).count
      for entry in table.column(candidate) { gradient[Int(table.columnDemands[entry])] -= 1 }
    }
  }

  mutating func start() -> Choice { value(of: []) }

  /// The choice made a cover: what is missing added greedily, what is not needed taken away.
  mutating func value(of open: [Int32]) -> Choice {
    work += 2 * table.entryCount
    var cover = CoverState(table)
    for candidate in open { cover.open(Int(candidate)) }
    var heap = PriorityQueue(cover.gain.map(Double.init))
    while cover.uncoveredCount > 0, let candidate = heap.popFirst() {
      guard cover.gain[candidate] > 0 else { continue }
      if let next = heap.first, Double(cover.gain[candidate]) < next {
        heap.push(candidate, Double(cover.gain[candidate]))
        continue
      }
      cover.open(candidate)
    }
    cover.dropNeedless()
    let chosen = cover.members.sorted().map(Int32.init)
    return Choice(open: chosen, value: Double(chosen.count))
  }

  mutating func improve(_ choice: Choice) -> Choice {
    guard !hasSearched else { return choice }
    hasSearched = true
    var search = WeightedCoverSearch(table, from: choice.open, random: random)
    let found = search.run(steps: 20_000, work: 60_000_000)
    work += search.work
    return found
  }
}

/// Which rows a choice covers, and what each candidate outside it would add.
struct CoverState {
  let table: ServiceTable
  /// How many of the choice cover each row.
  private(set) var depth: [Int32]
  /// The uncovered rows each candidate covers.
  private(set) var gain: [Int32]
  private(set) var isOpen: [Bool]
  private(set) var uncoveredCount: Int

  init(_ table: ServiceTable) {
    self.table = table
    depth = [Int32](repeating: 0, count: table.demandCount)
    gain = (0..<table.candidateCount).map { Int32(table.column($0).count) }
    isOpen = [Bool](repeating: false, count: table.candidateCount)
    uncoveredCount = table.demandCount
  }

  var members: [Int] { isOpen.indices.filter { isOpen[$0] } }

  mutating func open(_ candidate: Int) {
    guard !isOpen[candidate] else { return }
    isOpen[candidate] = true
    for entry in table.column(candidate) {
      let row = Int(table.columnDemands[entry])
      depth[row] += 1
      guard depth[row] == 1 else { continue }
      uncoveredCount -= 1
      for other in table.row(row) { gain[Int(table.rowCandidates[other])] -= 1 }
    }
  }

  /// Closes what the others cover without it, the smallest first.
  mutating func dropNeedless() {
    for candidate in members.sorted(by: { (table.column($0).count, $0) < (table.column($1).count, $1) }) {
      guard table.column(candidate).allSatisfy({ depth[Int(table.columnDemands[$0])] > 1 }) else { continue }
      isOpen[candidate] = false
      for entry in table.column(candidate) { depth[Int(table.columnDemands[entry])] -= 1 }
    }
  }
}

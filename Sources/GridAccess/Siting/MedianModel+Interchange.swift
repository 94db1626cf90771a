import GridPartitioning

extension MedianModel {
  /// Swaps one point for another as long as it helps; for the first choice also from shaken copies of the best, until many in
  /// a row lead to nothing.
  mutating func improve(_ choice: Choice) -> Choice {
    guard !choice.open.isEmpty, choice.open.count < candidateCount else { return value(of: choice.open) }
    take(choice.open)
    var search = SwapSearch(
      open: choice.open, value: first.reduce(0, +), ledger: SwapLedger(points: choice.open.count, candidates: candidateCount))
    for demand in 0..<demandCount { book(demand, 1, &search.ledger) }
    interchange(&search)
    guard !hasShaken else { return value(of: search.open.sorted()) }
    hasShaken = true
    var best = (open: search.open, value: search.value)
    var fruitless = 0
    let end = work + shakingWork
    while fruitless < Self.fruitlessShakes, work < end {
      shake(&search, swaps: 2 + fruitless % 3)
      interchange(&search)
      fruitless += 1
      if search.value < best.value - 1e-9 * max(1e-9, best.value) {
        best = (search.open, search.value)
        fruitless = 0
      } else {
        goBack(to: best.open, &search)
      }
    }
    return value(of: best.open.sorted())
  }

  private static var fruitlessShakes: Int { 600 }

  /// Exchanges some points at random.
  private mutating func shake(_ search: inout SwapSearch, swaps: Int) {
    for _ in 0..<min(swaps, search.open.count) {
      let out = Int(random.below(Int32(search.open.count)))
      var entrant = Int(random.below(Int32(candidateCount)))
      while slotOf[entrant] >= 0 { entrant = Int(random.below(Int32(candidateCount))) }
      swap(out, for: entrant, &search)
    }
  }

  private mutating func goBack(to open: [Int32], _ search: inout SwapSearch) {
    let wanted = Set(open)
    let entrants = open.filter { slotOf[Int($0)] < 0 }
    let outs = search.open.indices.filter { !wanted.contains(search.open[$0]) }
    for (out, entrant) in zip(outs, entrants) { swap(out, for: Int(entrant), &search) }
  }

  private mutating func interchange(_ search: inout SwapSearch) {
    while let best = search.ledger.best(outside: slotOf), best.change < -1e-9 * max(1e-9, search.value) {
      work += candidateCount * search.open.count
      let before = search.value
      swap(best.out, for: best.entrant, &search)
      guard search.value < before else { break }  // rounding alone
    }
  }

  /// Closes the point at a slot and opens another there.
  private mutating func swap(_ out: Int, for entrant: Int, _ search: inout SwapSearch) {
    let leaver = Int(search.open[out])
    let affected = affected(by: entrant, leaver)
    for demand in affected {
      search.value -= first[demand]
      book(demand, -1, &search.ledger)
    }
    slotOf[leaver] = -1
    slotOf[entrant] = Int32(out)
    search.open[out] = Int32(entrant)
    for demand in affected {
      find(demand)
      search.value += first[demand]
      book(demand, 1, &search.ledger)
    }
  }

  /// Enters what a demand would save or cost in every swap, or takes it out again.
  ///
  /// Only candidates nearer than its second point matter to it, the beginning of its row.
  private mutating func book(_ demand: Int, _ sign: Double, _ ledger: inout SwapLedger) {
    let (now, next, owner) = (first[demand], second[demand], Int(slot[demand]))
    if owner >= 0 { ledger.losses[owner] += sign * (next - now) }
    var entry = table.rowStarts[demand]
    let end = table.rowStarts[demand + 1]
    work -= entry
    while entry < end {
      let cost = table.rowCosts[entry]
      if cost >= next { break }
      let candidate = Int(table.rowCandidates[entry])
      if cost < now { ledger.gains[candidate] += sign * (now - cost) }
      if owner >= 0 { ledger.extras[candidate * ledger.points + owner] += sign * (next - max(cost, now)) }
      entry += 1
    }
    work += entry
  }

  /// The demands whose first or second point a swap changes, ascending.
  private mutating func affected(by entrant: Int, _ leaver: Int) -> [Int] {
    var list: [Int] = []
    let out = slotOf[leaver]
    let (old, new) = (table.column(leaver), table.column(entrant))
    work += old.count + new.count
    for entry in old {
      let demand = Int(table.columnDemands[entry])
      if slot[demand] == out || runnerUp[demand] == out { list.append(demand) }
    }
    for entry in new {
      let demand = Int(table.columnDemands[entry])
      if table.columnCosts[entry] < second[demand], slot[demand] != out, runnerUp[demand] != out { list.append(demand) }
    }
    return list
  }
}

/// A choice by slots, its cost, and what every swap would change.
private struct SwapSearch {
  var open: [Int32]
  var value: Double
  var ledger: SwapLedger
}

/// What every swap of a point for a candidate would change, kept up to date demand by demand.
///
/// - SeeAlso: Resende & Werneck, "A Fast Swap-Based Local Search Procedure for Location Problems", Annals of Operations
///   Research 150, 2007; after Whitaker, "A Fast Algorithm for the Greedy Interchange", INFOR 21, 1983.
private struct SwapLedger {
  let points: Int
  /// What each candidate saves if nothing is closed.
  var gains: [Double]
  /// What closing each point costs if nothing is opened.
  var losses: [Double]
  /// What of the two does not come true when both happen, `points` numbers a candidate.
  var extras: [Double]

  init(points: Int, candidates: Int) {
    self.points = points
    gains = [Double](repeating: 0, count: candidates)
    losses = [Double](repeating: 0, count: points)
    extras = [Double](repeating: 0, count: points * candidates)
  }

  /// The swap that changes most for the better; of equals the first.
  func best(outside slotOf: [Int32]) -> (entrant: Int, out: Int, change: Double)? {
    var best: (entrant: Int, out: Int, change: Double)?
    for candidate in gains.indices where slotOf[candidate] < 0 {
      let base = candidate * points
      for point in 0..<points {
        let change = losses[point] - extras[base + point] - gains[candidate]
        if change < best?.change ?? .infinity { best = (candidate, point, change) }
      }
    }
    return best
  }
}

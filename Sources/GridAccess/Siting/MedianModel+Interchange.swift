import GridPartitioning

extension MedianModel {
  /// Swaps one point for another as long as it helps; for the first choice also from shaken copies of the best.
  mutating func improve(_ choice: Choice) -> Choice {
    var best = interchanged(choice)
    guard !hasShaken, points < candidateCount else { return best }
    hasShaken = true
    for round in 0..<rounds {
      let shaken = interchanged(shake(best, swaps: 2 + round % 3))
      if shaken.value < best.value { best = shaken }
    }
    return best
  }

  /// The choice with some points exchanged at random.
  private mutating func shake(_ choice: Choice, swaps: Int) -> Choice {
    var open = Set(choice.open)
    for _ in 0..<min(swaps, points) {
      open.remove(open.sorted()[Int(random.below(Int32(open.count)))])
      var entrant = random.below(Int32(candidateCount))
      while open.contains(entrant) { entrant = random.below(Int32(candidateCount)) }
      open.insert(entrant)
    }
    return Choice(open: open.sorted(), value: .infinity)
  }

  private mutating func interchanged(_ choice: Choice) -> Choice {
    var open = choice.open
    guard !open.isEmpty, open.count < candidateCount else { return value(of: open) }
    take(open)
    var value = first.reduce(0, +)
    var ledger = SwapLedger(points: open.count, candidates: candidateCount)
    for demand in 0..<demandCount { book(demand, 1, &ledger) }
    while let swap = ledger.best(outside: slotOf), swap.change < -1e-9 * max(1e-9, value) {
      let leaver = Int(open[swap.out])
      let affected = affected(by: swap.entrant, leaver)
      var difference = 0.0
      for demand in affected {
        difference -= first[demand]
        book(demand, -1, &ledger)
      }
      slotOf[leaver] = -1
      slotOf[swap.entrant] = Int32(swap.out)
      open[swap.out] = Int32(swap.entrant)
      for demand in affected {
        find(demand)
        difference += first[demand]
        book(demand, 1, &ledger)
      }
      work += candidateCount * open.count
      guard difference < 0 else { break }  // rounding alone
      value += difference
    }
    return self.value(of: open.sorted())
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

extension CapacitatedModel {
  /// Swaps one point for another as long as it helps, the most promising swaps first.
  mutating func improve(_ choice: Choice) -> Choice {
    var best = choice
    let end = work + (hasImproved ? budget / 100 : budget / 4)
    hasImproved = true
    search: while work < end, best.value < .infinity {
      let sharing = transport.share(among: best.open)
      work += sharing.work
      let least = best.value - 1e-9 * max(1e-9, best.value)
      for swap in swaps(of: best.open, sharing) where swap.bound < least {
        let open = (best.open.filter { $0 != swap.leaver } + [swap.entrant]).sorted()
        let swapped = value(of: open)
        if swapped.value < least {
          best = swapped
          continue search
        }
        if work >= end { break search }
      }
      break
    }
    return best
  }

  private typealias Swap = (bound: Double, leaver: Int32, entrant: Int32)

  /// Every swap with a cost that it does not fall below, the lowest first.
  ///
  /// The points that stay sell their room at the prices of the present sharing, so that every demand takes what is cheapest;
  /// the entrant takes over what saves most for the room it has, at most as much as its room times a price and what its
  /// demands save beyond that. Prices make no choice dearer than it is.
  private mutating func swaps(of open: [Int32], _ sharing: Transport.Sharing) -> [Swap] {
    let ground = SoldRoom(table, weights: weights, open: open, prices: sharing.prices)
    work += 2 * open.reduce(0) { $0 + table.column(Int($1)).count } + 3 * table.entryCount
    let base = ground.cost - zip(open, sharing.prices).reduce(0) { $0 + capacities[Int($1.0)] * $1.1 }
    // What closing a point costs, its room no longer sold.
    let losses = open.indices.map { ground.losses[$0] + capacities[Int(open[$0])] * sharing.prices[$0] }
    let isFixed = Set(fixed)
    let leavers = open.indices.filter { !isFixed.contains(open[$0]) }
    let isOpen = Set(open)
    var found: [Swap] = []
    for entrant in 0..<Int32(candidateCount) where !isOpen.contains(entrant) {
      let savings = ground.savings(by: Int(entrant), room: capacities[Int(entrant)], points: open.count)
      for slot in leavers {
        found.append((base + losses[slot] - savings.alone - savings.further[slot], open[slot], entrant))
      }
    }
    found.sort { ($0.bound, $0.leaver, $0.entrant) < ($1.bound, $1.leaver, $1.entrant) }
    return found
  }
}

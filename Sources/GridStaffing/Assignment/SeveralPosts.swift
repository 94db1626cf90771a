import GridPartitioning

extension RoleProblem {
  /// People who hold several posts each: a plan by construction and local search, with bounds; small cases to the end.
  func severalEach(threads: Int, isCancelled: @Sendable () -> Bool) -> RoleSolution {
    let flow = ClassFlow(costs.classes, capacities: capacities)
    // Limits of households in sum, and two posts of one grid, are left out of this one: its ways are a bound.
    let relaxed = Transport(
      costs: costs, capacity: capacities.map { Int32(truncatingIfNeeded: min($0, rows.count)) },
      weights: flow.isComplete ? nil : rows.map(\.load), threads: threads
    ).solve(isCancelled: isCancelled)
    let wanted = rows.indices.filter { relaxed.columnOfRow[$0] >= 0 }
    var best = WorkPlan(self, rows: wanted)
    best.buildHeaviestFirst()
    best.fill()
    best.levelLoads(bound: loadBound(wanted), isCancelled: isCancelled)
    best.shortenWays(isCancelled: isCancelled)
    // The other way round: shortest ways first, then down to the same greatest load.
    var near = WorkPlan(self, rows: wanted)
    near.adopt(relaxed.columnOfRow)
    if near.relieve(to: best.greatest), near.filled >= best.filled {
      near.shortenWays(isCancelled: isCancelled)
      if near.isBetter(than: best) { best = near }
    }
    var isExact = false
    var exact = ExactStaffing(self, rows: wanted, incumbent: best)
    if best.filled == wanted.count, let searched = exact.search() {
      best.adopt(searched)
      isExact = true
    }
    let isWhole = !isExact && flow.isComplete && best.filled == rows.count
    let costBound =
      isWhole
      ? self.costBound(
        carrying: best.greatest, known: best.cost, start: relaxed, threads: threads, isCancelled: isCancelled)
      : relaxed.bound
    return outcome(best, relaxed, flow, wanted: wanted, costBound: costBound, isExact: isExact)
  }

  /// - Parameter costBound: No plan that fills as much and gives nobody more than the greatest load here costs less.
  private func outcome(
    _ plan: WorkPlan, _ relaxed: TransportResult, _ flow: ClassFlow, wanted: [Int], costBound: Int, isExact: Bool
  ) -> RoleSolution {
    let counts = tally(plan.columnOfRow)
    let isFilled = relaxed.isProved && counts.filled == wanted.count && counts.filled == flow.filled
    let loadBound = isExact ? counts.greatest : min(counts.greatest, isFilled ? self.loadBound(wanted) : 0)
    let travelBound = isExact ? counts.travel : isFilled ? min(counts.travel, costBound / costs.scale) : 0
    let cost = plan.cost
    return RoleSolution(
      columnOfRow: plan.columnOfRow,
      outcome: RoleOutcome(
        role: role, posts: rows.count, filled: counts.filled, people: columns.count, placed: counts.placed,
        isFillingProved: isFilled, greatestLoad: counts.greatest, greatestLoadBound: loadBound, travel: counts.travel,
        travelBound: travelBound, changes: presentCount - counts.kept,
        areChangesProved: isExact || (isFilled && cost == costBound)))
  }

  /// No division of these posts among the people who can hold them has a smaller greatest load.
  ///
  /// Three reasons: the heaviest post; the mean; and, since of m·k + 1 posts somebody among m has k + 1, the sum of the
  /// k + 1 lightest of the heaviest m·k + 1. Each holds also for posts that only some people can take.
  func loadBound(_ wanted: [Int]) -> Int {
    var bound = 0
    for own in costs.classes.posts.indices {
      let able = Set(costs.classes.members.indices.filter { costs.classes.fits(own, $0) })
      let among = costs.classes.posts.indices.filter { other in
        costs.classes.members.indices.allSatisfy { !costs.classes.fits(other, $0) || able.contains($0) }
      }
      let people = costs.classes.ofMember.count { able.contains($0) }
      guard people > 0 else { continue }
      let loads = wanted.filter { among.contains(costs.classes.ofPost[$0]) }.map { rows[$0].load }.sorted(by: >)
      guard let heaviest = loads.first else { continue }
      let total = loads.reduce(0, +)
      bound = max(bound, heaviest, (total + people - 1) / people)
      var sums = [0]
      for load in loads { sums.append(sums[sums.count - 1] + load) }
      var k = 1
      while people * k < loads.count {
        bound = max(bound, sums[people * k + 1] - sums[people * k - k])
        k += 1
      }
    }
    return bound
  }
}

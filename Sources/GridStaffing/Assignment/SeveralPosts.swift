import GridPartitioning

extension RoleProblem {
  /// People who hold several posts each: small cases to the end, others a plan by construction and local search, with
  /// bounds.
  func severalEach(threads: Int, isCancelled: @Sendable () -> Bool) -> RoleSolution {
    if let plan = ExactStaffing(self)?.search(isCancelled: isCancelled) { return tried(plan) }
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
    var filling: PostFilling?
    if best.filled < wanted.count {
      let found = self.filling(from: best, relaxed: relaxed, flow: flow, isCancelled: isCancelled)
      best = WorkPlan(self, rows: rows.indices.filter { found.plan.columnOfRow[$0] >= 0 })
      best.copy(found.plan)
      filling = found
    }
    best.levelLoads(bound: loadBound(best.wanted), isCancelled: isCancelled)
    best.shorten(isCancelled: isCancelled)
    // The other way round: shortest ways first, then down to the same greatest load.
    var near = WorkPlan(self, rows: best.wanted)
    near.adopt(relaxed.columnOfRow)
    if near.relieve(to: best.greatest), near.filled >= best.filled {
      near.shorten(isCancelled: isCancelled)
      if near.isBetter(than: best) { best = near }
    }
    if let filling {
      return outcome(best, filling, costBound: costBound(best, from: [], threads: threads, isCancelled: isCancelled))
    }
    let costBound = self.costBound(
      best, from: relaxed.isProved ? relaxed.rowPrices : [], threads: threads, isCancelled: isCancelled)
    return outcome(best, relaxed, costBound: max(costBound, relaxed.bound))
  }

  /// No plan that fills as many posts of as much load and gives nobody more than the greatest load of a plan costs less.
  ///
  /// - Parameter prices: Of the rows, to begin with; about what the nearest way costs where there are none.
  private func costBound(_ plan: WorkPlan, from prices: [Int], threads: Int, isCancelled: () -> Bool) -> Int {
    let bound = WaysBound(
      self, filled: plan.filled, load: plan.filledLoad, greatest: plan.greatest, threads: threads)
    guard var bound else { return 0 }
    var start = prices
    if start.isEmpty {
      let near = NearPairs(costs, perRow: 1, perColumn: 0, threads: threads).columnsOfRow
      start = near.enumerated().map { row, columns in columns.map { costs.cost(row, Int($0)) }.min() ?? 0 }
    }
    return bound.run(from: start, known: plan.cost, isCancelled: isCancelled)
  }

  /// Of a plan that is the best of all.
  private func tried(_ columnOfRow: [Int32]) -> RoleSolution {
    let counts = tally(columnOfRow)
    return RoleSolution(
      columnOfRow: columnOfRow,
      outcome: RoleOutcome(
        role: role, posts: rows.count, filled: counts.filled, filledBound: counts.filled,
        vacantLoad: vacantLoad(columnOfRow), vacantLoadBound: vacantLoad(columnOfRow), people: columns.count,
        placed: counts.placed, greatestLoad: counts.greatest, greatestLoadBound: counts.greatest,
        travel: counts.travel, travelBound: counts.travel, changes: presentCount - counts.kept, areChangesProved: true))
  }

  /// Of a plan that fills as much as people could hold if limits of households held for each post alone.
  ///
  /// - Parameter costBound: No plan that fills as much and gives nobody more than the greatest load here costs less.
  private func outcome(_ plan: WorkPlan, _ relaxed: TransportResult, costBound: Int) -> RoleSolution {
    let counts = tally(plan.columnOfRow)
    let isFilled = relaxed.isProved
    let vacant = vacantLoad(plan.columnOfRow)
    return RoleSolution(
      columnOfRow: plan.columnOfRow,
      outcome: RoleOutcome(
        role: role, posts: rows.count, filled: counts.filled, filledBound: isFilled ? counts.filled : fillable.count,
        vacantLoad: vacant, vacantLoadBound: isFilled ? vacant : 0, people: columns.count, placed: counts.placed,
        greatestLoad: counts.greatest, greatestLoadBound: isFilled ? min(counts.greatest, loadBound(plan.wanted)) : 0,
        travel: counts.travel, travelBound: isFilled ? min(counts.travel, costBound / costs.scale) : 0,
        changes: presentCount - counts.kept, areChangesProved: isFilled && plan.cost == costBound))
  }

  /// Of a plan that limits of households keep from more. Which posts the best plan fills is not known, so that the lightest
  /// so many stand for them.
  ///
  /// - Parameter costBound: As for the other.
  private func outcome(_ plan: WorkPlan, _ filling: PostFilling, costBound: Int) -> RoleSolution {
    let counts = tally(plan.columnOfRow)
    let vacant = vacantLoad(plan.columnOfRow)
    let lightest = Array(fillable.sorted { (rows[$0].load, $0) < (rows[$1].load, $1) }.prefix(counts.filled))
    let people = max(1, columns.count)
    var greatestBound = loadBound(of: lightest, people: people)
    // As heavy a filling weighs as much, whoever holds it.
    if filling.isProved { greatestBound = max(greatestBound, (plan.filledLoad + people - 1) / people) }
    return RoleSolution(
      columnOfRow: plan.columnOfRow,
      outcome: RoleOutcome(
        role: role, posts: rows.count, filled: counts.filled, filledBound: max(counts.filled, filling.postsBound),
        vacantLoad: vacant, vacantLoadBound: min(vacant, rows.reduce(0) { $0 + $1.load } - filling.loadBound),
        people: columns.count, placed: counts.placed, greatestLoad: counts.greatest,
        greatestLoadBound: min(counts.greatest, greatestBound), travel: counts.travel,
        travelBound: min(counts.travel, costBound / costs.scale), changes: presentCount - counts.kept,
        areChangesProved: plan.cost == costBound))
  }

  /// What weighs on the posts that nobody holds.
  func vacantLoad(_ columnOfRow: [Int32]) -> Int {
    zip(rows, columnOfRow).reduce(0) { $1.1 < 0 ? $0 + $1.0.load : $0 }
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
      bound = max(bound, loadBound(of: wanted.filter { among.contains(costs.classes.ofPost[$0]) }, people: people))
    }
    return bound
  }

  /// The same for posts that all of some people can hold.
  private func loadBound(of wanted: [Int], people: Int) -> Int {
    let loads = wanted.map { rows[$0].load }.sorted(by: >)
    guard let heaviest = loads.first else { return 0 }
    var sums = [0]
    for load in loads { sums.append(sums[sums.count - 1] + load) }
    var bound = max(heaviest, (sums[loads.count] + people - 1) / people)
    var k = 1
    while people * k < loads.count {
      bound = max(bound, sums[people * k + 1] - sums[people * k - k])
      k += 1
    }
    return bound
  }
}

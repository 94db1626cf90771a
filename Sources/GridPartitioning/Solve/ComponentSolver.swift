/// One connected part of a request: its search and what is known about its result.
struct ComponentSolver {
  struct Result {
    var plan: Plan
    var moves: Int
    /// Why the plan is out of band, if it is; applies to every zone without a reason of its own.
    var reason: OutOfBoundsReason?
    /// A bound on the scaled cost of cut borders; 0 where nothing is known.
    var lowerBound: CutBound
    var isOptimal: Bool
    /// Costs of the search to one of the caller's.
    let costScale: Double
  }

  let problem: SearchProblem
  let previous: [Int32]
  var effort: Effort
  let seed: UInt64
  let threads: Int
  var keepsSearching: Bool
  /// The cost, in units of the problem, that ends the search.
  let goal: Double?
  var boundWork: Int
  let control: RunControl
  /// Whether the graph has other parts.
  let hasSiblings: Bool
  /// Whether the request has plans that this problem does not, so that nothing proved here holds for it.
  let isRestricted: Bool

  /// What is known of the cut before any search.
  private func boundByInequalities() -> CutBound {
    // Beside an atom above the maximum no plan keeps the band, and no bound holds for the one that is made.
    guard boundWork > 0, !isRestricted, problem.totalWeight > problem.bounds.maximum,
      problem.weights.array().allSatisfy({ $0 <= problem.bounds.maximum })
    else { return .none }
    var bound = SpreadingBound(problem)
    // Against the clock, most of the time is for the search.
    let time = control.deadline.map { ($0 - ContinuousClock.now) * 0.1 }
    control.timed("bound") { bound.run(work: boundWork, seed: seed, time: time, control: control) }
    return CutBound(value: bound.value, method: .spreading)
  }

  /// Solves with as many zones as fit the band.
  ///
  /// - Parameter choice: Whether the first number that does is taken, or the cheapest of some or all.
  func solveFitting(_ choice: ZoneCount) -> Result {
    let total = problem.totalWeight
    let counts = CountChoice.fitting(
      total: total, atoms: problem.atomCount, bounds: problem.bounds,
      heavy: problem.weights.array().filter { $0 > problem.bounds.maximum })
    guard !counts.isEmpty else {
      let zones = CountChoice.leastViolating(total: total, atoms: problem.atomCount, bounds: problem.bounds)
      var result = solve(zones: zones)
      if result.plan.violation > 0 { result.reason = reasonForTotal }
      return result
    }
    let compared = choice == .cheapest ? counts.count : choice == .eitherSide ? CountChoice.besideTarget(counts, of: problem) : 1
    var best: Result?
    var moves = 0
    for (index, zones) in counts.enumerated() {
      let result = solve(zones: zones)
      moves += result.moves
      if result.plan.isBetter(than: best?.plan) { best = result }
      if control.shouldStop { break }
      if index + 1 < compared { continue }
      if best?.plan.violation == 0 && choice != .cheapest { break }
      // Each further count is worth a try only while the graph is small beside the number of zones.
      if zones > 64 && choice != .cheapest { break }
    }
    guard var best else { preconditionFailure("counts is not empty") }
    best.moves = moves
    if choice == .cheapest && counts.count > 1 { best.isOptimal = false }
    return best
  }

  /// Solves with a given number of zones.
  ///
  /// - Parameter isShare: Whether the number is this part's share of a number for several parts. What is proved for one
  ///   way of sharing says nothing about the others.
  func solve(zones: Int, isShare: Bool = false) -> Result {
    let bound = boundByInequalities()
    var portfolio = Portfolio(
      problem: problem, zones: zones, effort: effort, seed: seed, threads: threads, keepsSearching: keepsSearching,
      goal: goal, control: control)
    control.timed("search") { portfolio.run(start: WarmStart.labels(previous, problem: problem, zones: zones)) }
    guard let plan = portfolio.best else { preconditionFailure("a portfolio always has a plan after running") }
    var reason: OutOfBoundsReason?
    if plan.violation > 0 {
      if problem.bounds.leastViolation(total: problem.totalWeight, zones: zones) > 0 {
        reason = .totalFitsNotThisCount(total: problem.totalWeight, zones: zones)
      } else if !isRestricted, let atom = ChokePoints.overloaded(in: problem), problem.weights[Int(atom)] <= problem.bounds.maximum {
        reason = .chokePoint(AtomIndex(atom))
      } else if case .infeasible = portfolio.proof, !isShare, !isRestricted {
        reason = .provedInfeasible(method: "exhaustive search")
      } else {
        reason = .notFound(moves: portfolio.moves)
      }
    }
    var isOptimal = zones == 1 || zones == problem.atomCount
    if case .optimal = portfolio.proof { isOptimal = true }
    let cutAlone = problem.objective.evennessWeight == 0 && !problem.hasShapes && problem.stabilityCost == 0
    return Result(
      plan: plan, moves: portfolio.moves, reason: reason,
      lowerBound: isOptimal && plan.violation == 0 && cutAlone && !isShare && !isRestricted
        ? CutBound(value: plan.cost, method: .exhaustive) : bound,
      isOptimal: isOptimal, costScale: problem.costScale)
  }

  private var reasonForTotal: OutOfBoundsReason {
    if problem.totalWeight == 0 { return .noWeight }
    if hasSiblings && problem.totalWeight < problem.bounds.minimum {
      return .componentTooSmall(weight: problem.totalWeight)
    }
    return .totalFitsNoCount(total: problem.totalWeight)
  }
}

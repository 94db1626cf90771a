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
  var control: RunControl
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
  /// - Parameters:
  ///   - choice: Whether the first number that does is taken, or the cheapest of some or all.
  ///   - isShare: Whether another part could take a zone more where this one takes one less.
  func solveFitting(_ choice: ZoneCount, isShare: Bool) -> Result {
    let total = problem.totalWeight
    var counts = CountChoice.fitting(atoms: problem.weights.array(), bounds: problem.bounds)
    if choice == .fitting { counts = promisingFirst(counts) }
    guard !counts.isEmpty else {
      let zones = CountChoice.leastViolating(total: total, atoms: problem.atomCount, bounds: problem.bounds)
      var result = solve(zones: zones)
      if result.plan.violation > 0 { result.reason = reasonForTotal }
      return result
    }
    let compared = choice == .cheapest ? counts.count : choice == .eitherSide ? CountChoice.besideTarget(counts, of: problem) : 1
    // The same for every number.
    let bound = boundByInequalities()
    var best: Result?
    var moves = 0
    var refuted = 0
    for (index, zones) in counts.enumerated() {
      let result = solve(zones: zones, bound: bound)
      moves += result.moves
      if case .provedInfeasible = result.reason { refuted += 1 }
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
    // The best division into this number proves nothing of one into as many in all.
    if isShare && best.lowerBound.method == .exhaustive { best.lowerBound = bound }
    // That one number of zones is impossible is no proof that the others are.
    if case .provedInfeasible = best.reason, refuted < counts.count || counts.count == CountChoice.mostCounts {
      best.reason = .notFound(moves: moves)
    }
    return best
  }

  /// The counts with one that a short search can do with in front: against the clock, the first takes all the time.
  private func promisingFirst(_ counts: [Int]) -> [Int] {
    guard keepsSearching, let deadline = control.deadline, counts.count > 1 else { return counts }
    let now = ContinuousClock.now
    var trial = self
    trial.effort = .quick
    trial.keepsSearching = false
    trial.control = RunControl(partOf: control, deadline: now + (deadline - now) * 0.1)
    for zones in counts {
      let found = trial.solve(zones: zones, bound: CutBound.none)
      if found.plan.violation == 0 { return [zones] + counts.filter { $0 != zones } }
      if trial.control.shouldStop { break }
    }
    return counts
  }

  /// Solves with a given number of zones.
  ///
  /// - Parameters:
  ///   - isShare: Whether the number is this part's share of a number for several parts. What is proved for one way of
  ///     sharing says nothing about the others.
  ///   - known: What is known of the cut of any number of zones, where that was asked before.
  func solve(zones: Int, isShare: Bool = false, bound known: CutBound? = nil) -> Result {
    let bound = known ?? boundByInequalities()
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

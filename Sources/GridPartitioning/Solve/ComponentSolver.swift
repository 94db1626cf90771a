/// One connected part of a request: its search and what is known about its result.
struct ComponentSolver {
  struct Result {
    var plan: Plan
    var moves: Int
    /// Why the plan is out of band, if it is; applies to every zone without a reason of its own.
    var reason: OutOfBoundsReason?
    /// A bound on the scaled objective, if one is known.
    var lowerBound: (value: Double, method: String)?
    var isOptimal: Bool
  }

  let problem: SearchProblem
  let previous: [Int32]
  let effort: Effort
  let seed: UInt64
  let control: RunControl
  /// Whether the graph has other parts.
  let hasSiblings: Bool

  /// Solves with as many zones as fit the band.
  func solveFitting(cheapest: Bool) -> Result {
    let total = problem.totalWeight
    let counts = CountChoice.fitting(
      total: total, atoms: problem.atomCount, bounds: problem.bounds,
      heavy: problem.weights.filter { $0 > problem.bounds.maximum })
    guard !counts.isEmpty else {
      let zones = CountChoice.leastViolating(total: total, atoms: problem.atomCount, bounds: problem.bounds)
      var result = solve(zones: zones)
      if result.plan.violation > 0 { result.reason = reasonForTotal }
      return result
    }
    var best: Result?
    var moves = 0
    for zones in counts {
      let result = solve(zones: zones)
      moves += result.moves
      if result.plan.isBetter(than: best?.plan) { best = result }
      if (result.plan.violation == 0 && !cheapest) || control.shouldStop { break }
      // Each further count is worth a try only while the graph is small beside the number of zones.
      if zones > 64 && !cheapest { break }
    }
    guard var best else { preconditionFailure("counts is not empty") }
    best.moves = moves
    if cheapest && counts.count > 1 { best.isOptimal = false }
    return best
  }

  /// Solves with a given number of zones.
  func solve(zones: Int) -> Result {
    var portfolio = Portfolio(problem: problem, zones: zones, effort: effort, seed: seed, control: control)
    portfolio.run(start: WarmStart.labels(previous, problem: problem, zones: zones))
    guard let plan = portfolio.best else { preconditionFailure("a portfolio always has a plan after running") }
    var reason: OutOfBoundsReason?
    if plan.violation > 0 {
      if problem.bounds.leastViolation(total: problem.totalWeight, zones: zones) > 0 {
        reason = .totalFitsNotThisCount(total: problem.totalWeight, zones: zones)
      } else if let atom = ChokePoints.overloaded(in: problem), problem.weights[Int(atom)] <= problem.bounds.maximum {
        reason = .chokePoint(AtomIndex(atom))
      } else if case .infeasible = portfolio.proof {
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
      lowerBound: isOptimal && plan.violation == 0 && cutAlone ? (plan.cost, "exhaustive search") : nil,
      isOptimal: isOptimal)
  }

  private var reasonForTotal: OutOfBoundsReason {
    if problem.totalWeight == 0 { return .noWeight }
    if hasSiblings && problem.totalWeight < problem.bounds.minimum {
      return .componentTooSmall(weight: problem.totalWeight)
    }
    return .totalFitsNoCount(total: problem.totalWeight)
  }
}

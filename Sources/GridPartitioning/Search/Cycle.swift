/// One fresh start and one annealing from it: the piece of work that restarts repeat. Cycles know nothing of each other,
/// so they run on any thread in any order.
struct Cycle: Sendable {
  let problem: SearchProblem
  let zones: Int
  let seed: UInt64
  /// Which cycle of the search this is; decides its chance.
  let number: Int
  /// Proposed moves of the annealing.
  let moves: Int
  /// Strict tree divisions tried for themselves before annealing.
  let draws: Int
  let control: RunControl

  struct Outcome: Sendable {
    var plans: [Plan] = []
    var moves = 0
  }

  func run() -> Outcome {
    var outcome = Outcome()
    var random = StableRandom(seed: seed, stream: UInt64(2 * number))
    var bisection = TreeBisection(problem)
    var best: Plan?
    for _ in 0..<draws {
      if control.shouldStop { break }
      guard let labels = bisection.draw(zones: zones, isStrict: true, trees: 50, candidates: 1, using: &random) else {
        continue
      }
      let plan = problem.plan(labels, zoneCount: zones)
      if plan.isBetter(than: best) { best = plan }
    }
    if let best { outcome.plans.append(best) }
    let start = start(&bisection, using: &random)
    outcome.plans.append(problem.plan(start, zoneCount: zones))
    if control.shouldStop { return outcome }
    var annealer = Annealer(problem, zones: zones, seed: seed, stream: UInt64(2 * number + 1))
    annealer.start(start, zoneCount: zones)
    annealer.run(AnnealingSchedule(problem: problem, zones: zones, moves: moves), control: control)
    outcome.moves = annealer.movesProposed
    // Rated afresh, so that rounding from millions of moves does not decide between plans.
    if let found = annealer.bestPlan { outcome.plans.append(problem.plan(found.zones, zoneCount: zones)) }
    return outcome
  }

  private func start(_ bisection: inout TreeBisection, using random: inout StableRandom) -> [Int32] {
    for _ in 0..<(zones <= 64 ? 3 : 1) {
      if let labels = bisection.draw(
        zones: zones, isStrict: true, trees: 10, candidates: 1 + number % 3, using: &random)
      {
        return labels
      }
    }
    guard let labels = bisection.draw(zones: zones, isStrict: false, trees: 5, candidates: 3, using: &random) else {
      preconditionFailure("a connected graph with enough atoms always has a soft division")
    }
    return labels
  }
}

/// The search for one connected graph and one number of zones: tree divisions as starts, annealing cycles from them,
/// the best of all kept. Everything is counted; the seed decides everything else.
struct Portfolio {
  let problem: SearchProblem
  let zones: Int
  let effort: Effort
  let seed: UInt64
  let control: RunControl

  /// What the exhaustive search has established.
  enum Proof {
    case none
    /// ``best`` is optimal inside the band.
    case optimal
    /// No division into this many zones keeps the band.
    case infeasible
  }

  private(set) var best: Plan?
  private(set) var moves = 0
  private(set) var proof = Proof.none

  init(problem: SearchProblem, zones: Int, effort: Effort, seed: UInt64, control: RunControl) {
    precondition(zones >= 1 && zones <= problem.atomCount, "a portfolio needs 1 to n zones")
    self.problem = problem
    self.zones = zones
    self.effort = effort
    self.seed = seed
    self.control = control
  }

  /// Few zones profit from many short cycles, many zones from one long cycle.
  private var cycles: Int { zones <= 8 ? effort.restarts : 1 }
  private var movesPerCycle: Int {
    max(2_000, effort.movesPerAtom * problem.atomCount) * (zones <= 8 ? 1 : effort.restarts)
  }
  private var isSettled: Bool {
    if case .optimal = proof { true } else { false }
  }
  /// Fewer than one mean atom fits between the bounds.
  private var isLumpy: Bool {
    Double(problem.bounds.maximum - problem.bounds.minimum) < 0.75 * problem.meanWeight
  }

  /// Searches, from `start` too if there is one.
  mutating func run(start: [Int32]?) {
    if zones == 1 || zones == problem.atomCount {
      let labels = (0..<Int32(problem.atomCount)).map { zones == 1 ? 0 : $0 }
      best = problem.plan(labels, zoneCount: zones)
      return
    }
    var random = StableRandom(seed: seed, stream: 0)
    var bisection = TreeBisection(problem)
    var annealer = Annealer(problem, zones: zones, seed: seed, stream: 1)
    if let start {
      offer(problem.plan(start, zoneCount: zones))
      anneal(&annealer, from: start, isGentle: true)
    }
    if isLumpy { drawStarts(&bisection, using: &random) }
    for cycle in 0..<cycles {
      // Without any plan there is nothing to return, so the first start is drawn even when time is up.
      if control.shouldStop && best != nil { break }
      let labels = drawStart(&bisection, cycle: cycle, using: &random)
      offer(problem.plan(labels, zoneCount: zones))
      if cycle == 0 {
        // The smallest graphs are settled before any annealing.
        searchExhaustively(nodes: min(effort.exactNodes, 4_000))
        if isSettled { return }
      }
      anneal(&annealer, from: labels, isGentle: false)
      control.progress?(cycle + 1, cycles, "search")
      if cycle == 0 { searchExhaustively(nodes: effort.exactNodes) }
      if isSettled { return }
    }
    if let best, cycles > 1 { anneal(&annealer, from: best.zones, isGentle: true) }
    if zones > 8 { searchClusters(from: annealer.presentZones) }
    if let best, zones > 3, best.violation > 0 { searchClusters(from: best.zones) }
  }

  /// Zones out of band are mended in small clusters; many zones are polished the same way. With many zones the end of
  /// annealing is better than its best plan but for a few zones out of band.
  private mutating func searchClusters(from labels: [Int32]) {
    let floor = problem.bounds.leastViolation(total: problem.totalWeight, zones: zones)
    let plan = problem.plan(labels, zoneCount: zones)
    guard plan.violation > floor || zones > 8 else { return }
    var clusters = ClusterSearch(plan, problem: problem, seed: seed, control: control)
    if plan.violation > floor { clusters.repair(tries: 4 * effort.restarts) }
    if zones > 8 && problem.atomCount / zones < 16 {
      for size in 3..<5 { clusters.polish(size: size, exactNodes: min(effort.exactNodes, 10_000)) }
    }
    moves += clusters.moves
    offer(clusters.plan)
  }

  /// Where the graph is small, everything is looked at; one annealed plan first makes that much shorter.
  private mutating func searchExhaustively(nodes: Int) {
    guard !isSettled else { return }
    let canKeepBand = problem.bounds.leastViolation(total: problem.totalWeight, zones: zones) == 0
    guard canKeepBand, let best, var search = ExactSearch(problem, nodes: nodes) else { return }
    switch search.run(zones: zones, below: best.violation == 0 ? best.cost : .infinity) {
    case .optimum(let labels, _):
      offer(problem.plan(labels, zoneCount: zones))
      proof = .optimal
    case .noneBelowLimit: proof = best.violation == 0 ? .optimal : .infeasible
    case .gaveUp: break
    }
  }

  private mutating func offer(_ plan: Plan) {
    if plan.isBetter(than: best) { best = plan }
  }

  /// On lumpy graphs strict tree divisions alone find most of what there is, and few draws are feasible.
  private mutating func drawStarts(_ bisection: inout TreeBisection, using random: inout StableRandom) {
    for _ in 0..<8 * effort.treeDraws {
      if control.shouldStop { return }
      if let labels = bisection.draw(zones: zones, isStrict: true, trees: 50, candidates: 1, using: &random) {
        offer(problem.plan(labels, zoneCount: zones))
      }
    }
  }

  private func drawStart(
    _ bisection: inout TreeBisection, cycle: Int, using random: inout StableRandom
  ) -> [Int32] {
    for _ in 0..<(zones <= 64 ? 3 : 1) {
      if let labels = bisection.draw(
        zones: zones, isStrict: true, trees: 10, candidates: 1 + cycle % 3, using: &random)
      {
        return labels
      }
    }
    guard let labels = bisection.draw(zones: zones, isStrict: false, trees: 5, candidates: 3, using: &random) else {
      preconditionFailure("a connected graph with enough atoms always has a soft division")
    }
    return labels
  }

  private mutating func anneal(_ annealer: inout Annealer, from labels: [Int32], isGentle: Bool) {
    var schedule = AnnealingSchedule(problem: problem, zones: zones, moves: movesPerCycle)
    if isGentle {
      schedule.temperatureStart = min(schedule.temperatureStart, 0.4)
      schedule.temperatureEnd = min(schedule.temperatureEnd, 0.1)
      schedule.penaltyStart = schedule.penaltyEnd
    }
    let before = annealer.movesProposed
    annealer.start(labels, zoneCount: zones)
    annealer.run(schedule, control: control)
    moves += annealer.movesProposed - before
    // Rated afresh, so that rounding from millions of moves does not decide between plans.
    if let plan = annealer.bestPlan { offer(problem.plan(plan.zones, zoneCount: zones)) }
  }
}

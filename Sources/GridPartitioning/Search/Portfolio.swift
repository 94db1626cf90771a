/// The search for one connected graph and one number of zones: which method gets how much of the work, and the best of
/// all that they find. The seed and the measured features of the graph decide everything; threads do not.
///
/// Few zones are annealed again and again from fresh starts; many zones are annealed once, region by region.
struct Portfolio {
  let problem: SearchProblem
  let zones: Int
  let effort: Effort
  let seed: UInt64
  let threads: Int
  /// Whether to go on until the deadline.
  let keepsSearching: Bool
  /// The cost of a plan inside the band that is good enough.
  let goal: Double?
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
  /// Plans worth recombining, best first, no two of equal cost.
  private var elite: [Plan] = []
  private(set) var moves = 0
  private(set) var proof = Proof.none

  init(
    problem: SearchProblem, zones: Int, effort: Effort, seed: UInt64, threads: Int, keepsSearching: Bool,
    goal: Double? = nil, control: RunControl
  ) {
    precondition(zones >= 1 && zones <= problem.atomCount, "a portfolio needs 1 to n zones")
    self.problem = problem
    self.zones = zones
    self.effort = effort
    self.seed = seed
    self.threads = threads
    self.keepsSearching = keepsSearching
    self.goal = goal
    self.control = control
  }

  /// Cycles that run side by side. A fixed number, so that threads do not show in the result.
  private static let lanes = 2
  private static let eliteSize = 6

  /// Nothing better is to be found, or asked for.
  private var isSettled: Bool {
    if case .optimal = proof { return true }
    guard let goal, let best else { return false }
    return best.violation == 0 && best.cost <= goal + 1e-9
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
    if let start {
      offer(problem.plan(start, zoneCount: zones))
      anneal(from: start)
    }
    var pace = Pace(
      budget: max(2_000, effort.movesPerAtom * problem.atomCount) * effort.restarts, isTimed: keepsSearching,
      threads: threads, control: control)
    if zones > 48 {
      searchRegions(&pace)
    } else if problem.atomCount > 20_000 {
      searchCoarseFirst(&pace)
    } else {
      searchInCycles(&pace)
    }
  }

  // MARK: Few zones

  /// Up to eight zones profit from many short cycles, more from few long ones, whose results are then recombined.
  private mutating func searchInCycles(_ pace: inout Pace) {
    if zones <= 8 { searchInShortCycles(&pace) } else { searchInLongCycles(&pace) }
    if let best, !isSettled { anneal(from: best.zones) }
  }

  private mutating func searchInShortCycles(_ pace: inout Pace) {
    let length = max(2_000, (keepsSearching ? 2_000 : effort.movesPerAtom) * problem.atomCount)
    var number = 0
    // Nearly nothing left is not worth another start.
    while !isSettled && (number == 0 || (!pace.isOver && pace.left >= length / 4)) {
      pace.spend(run(cycles: number..<number + Self.lanes, moves: length))
      if number == 0 { searchExhaustively(nodes: effort.exactNodes) }
      number += Self.lanes
      control.progress?(Int(min(1, pace.progress) * 100), 100, "search")
    }
  }

  private mutating func searchInLongCycles(_ pace: inout Pace) {
    let shortest = max(2_000, effort.movesPerAtom * problem.atomCount)
    var number = 0
    if keepsSearching {
      // A long cycle must fit into the time, so the speed is measured first.
      pace.spend(run(cycles: 0..<Self.lanes, moves: 50 * problem.atomCount))
      elite = []
      number += Self.lanes
    }
    while elite.isEmpty || !(pace.isOver || isSettled) {
      // Beyond this length a second start gains more than a longer one.
      let length = min(max(shortest, pace.left * 3 / 10), 30_000 * problem.atomCount)
      pace.spend(run(cycles: number..<number + Self.lanes, moves: length))
      number += Self.lanes
      repeat {
        if pace.isOver || isSettled || elite.count < 2 { break }
        recombine(moves: max(shortest / 4, length / 8), number: number, &pace)
        number += Self.lanes
        control.progress?(Int(min(1, pace.progress) * 100), 100, "search")
      } while pace.left < 2 * length
    }
  }

  /// Few zones in a large graph: the layout is found on a coarse form, and only its lines are smoothed on finer ones.
  private mutating func searchCoarseFirst(_ pace: inout Pace) {
    var random = StableRandom(seed: seed, stream: 0)
    let levels = Multilevel(
      problem, downTo: 10_000, heaviest: max(1, problem.bounds.target / 256), using: &random)
    guard let coarse = levels.problems.last else { preconditionFailure("the problem itself is a level") }
    guard coarse.atomCount <= 20_000 else { return searchInCycles(&pace) }
    // Coarse moves are cheap: a plan from them is worth its time on any budget.
    var layout = Portfolio(
      problem: coarse, zones: zones, effort: effort.capped(movesPerAtom: 600, restarts: 6), seed: seed,
      threads: threads, keepsSearching: false, control: control)
    layout.run(start: nil)
    guard var labels = layout.best?.zones else { preconditionFailure("a portfolio always has a plan after running") }
    moves += layout.moves
    for (index, classes) in levels.classes.enumerated().reversed() {
      let finer = levels.problems[index]
      labels = classes.map { labels[Int($0)] }
      var schedule = AnnealingSchedule(problem: finer, zones: zones, moves: 20 * finer.atomCount)
      schedule.smooth(from: 0.6)
      var annealer = Annealer(finer, zones: zones, seed: seed, stream: UInt64(index))
      annealer.start(labels, zoneCount: zones)
      annealer.run(schedule, control: control)
      moves += annealer.movesProposed
      labels = annealer.bestPlan?.zones ?? labels
    }
    offer(problem.plan(labels, zoneCount: zones))
    pace.spend(moves)
    var number: UInt64 = 0
    while keepsSearching && !pace.isOver && !isSettled, let best {
      let before = moves
      anneal(from: best.zones, stream: number)
      pace.spend(moves - before)
      number += 1
    }
  }

  private mutating func run(cycles: Range<Int>, moves: Int) -> Int {
    let first = cycles.lowerBound
    let draws = isLumpy ? (keepsSearching ? 240 : effort.treeDraws) : 0
    let (problem, zones, seed, control) = (problem, zones, seed, control)
    let outcomes = inParallel(count: cycles.count, threads: threads) { lane in
      Cycle(
        problem: problem, zones: zones, seed: seed, number: first + lane, moves: moves, draws: draws, control: control
      ).run()
    }
    for outcome in outcomes {
      self.moves += outcome.moves
      for plan in outcome.plans { offer(plan) }
      if let last = outcome.plans.last { enrol(last) }
    }
    return outcomes.reduce(0) { $0 + $1.moves }
  }

  private mutating func recombine(moves: Int, number: Int, _ pace: inout Pace) {
    let elite = elite
    let (problem, zones, seed, control) = (problem, zones, seed, control)
    let outcomes = inParallel(count: Self.lanes, threads: threads) { lane in
      Recombination(problem: problem, zones: zones, seed: seed, number: number + lane, moves: moves, control: control)
        .run(elite)
    }
    for outcome in outcomes {
      self.moves += outcome.moves
      for plan in outcome.plans {
        offer(plan)
        enrol(plan)
      }
    }
    // Plans that agree on everything leave nothing to do, which must not go on for ever.
    pace.spend(max(problem.atomCount, outcomes.reduce(0) { $0 + $1.moves }))
  }

  private mutating func anneal(from labels: [Int32], stream: UInt64 = .max) {
    var schedule = AnnealingSchedule(
      problem: problem, zones: zones, moves: max(2_000, min(effort.movesPerAtom, 600) * problem.atomCount))
    schedule.smooth(from: 0.4)
    var annealer = Annealer(problem, zones: zones, seed: seed, stream: stream)
    annealer.start(labels, zoneCount: zones)
    annealer.run(schedule, control: control)
    moves += annealer.movesProposed
    if let plan = annealer.bestPlan { offer(problem.plan(plan.zones, zoneCount: zones)) }
  }

  // MARK: Many zones

  private mutating func searchRegions(_ pace: inout Pace) {
    var random = StableRandom(seed: seed, stream: 0)
    let levels = Multilevel(
      problem, downTo: 120 * zones, heaviest: max(1, problem.bounds.target / 8), using: &random)
    guard var coarse = levels.problems.last else { preconditionFailure("the problem itself is a level") }
    var labels = firstDivision(of: coarse, using: &random)
    let hasLevels = !levels.classes.isEmpty
    // Layout is cheap on the coarse form; most of the work smooths the lines of the finer ones.
    let mainShare = hasLevels ? 0.3 : 0.6
    // With fewer moves than this for each atom the last tenth is too little to search clusters anew.
    let lastShare = pace.slice(to: 0.1, of: 1) < 100 * Double(problem.atomCount) ? 1 : 0.9
    var search = ClusterSearch(
      labels, zoneCount: zones, problem: coarse, seed: seed, threads: threads, pace: pace, control: control)
    var schedule = AnnealingSchedule(problem: coarse, zones: zones, moves: 0)
    if !isLumpy { schedule.start(coolerFor: pace.slice(to: mainShare, of: 1) / Double(coarse.atomCount)) }
    search.cool(schedule, to: mainShare)
    // Finer and finer; what is left of the work is shared by the number of atoms.
    for (index, classes) in levels.classes.enumerated().reversed() {
      coarse = levels.problems[index]
      let zonesAbove = search.zones
      labels = classes.map { zonesAbove[Int($0)] }
      search = ClusterSearch(
        labels, zoneCount: zones, problem: coarse, seed: seed &+ UInt64(index), threads: threads, pace: search.pace,
        control: control)
      let share = mainShare + (lastShare - mainShare) * Double(levels.classes.count - index) / Double(levels.classes.count)
      search.cool(
        AnnealingSchedule(.quadratic, penalty: 10...60, temperature: 0.4, 0.1, resplit: 0.0005, moves: 0), to: share)
    }
    if !hasLevels {
      search.trade(to: 0.8, clusterSize: 12)
    }
    if let best, best.isBetter(than: search.plan) {
      // What came from the caller's start is ahead: the rest of the work goes into that.
      search = ClusterSearch(
        best.zones, zoneCount: zones, problem: problem, seed: seed, threads: threads, pace: search.pace,
        control: control)
    }
    let atomsPerZone = problem.atomCount / zones
    search.refine(movesPerAtom: 800, exactNodes: atomsPerZone < 16 ? min(effort.exactNodes, 10_000) : 0)
    search.mendAll(tries: 6)
    pace = search.pace
    moves += pace.used
    offer(search.plan)
  }

  /// Compact zones; where single atoms are heavy against the band, whatever spanning trees bring nearest to it.
  private func firstDivision(of problem: SearchProblem, using random: inout StableRandom) -> [Int32] {
    if !isLumpy {
      var dichotomies = Dichotomies(problem)
      return dichotomies.draw(zones: zones)
    }
    var bisection = TreeBisection(problem)
    guard let labels = bisection.draw(zones: zones, isStrict: false, trees: 5, candidates: 3, using: &random) else {
      preconditionFailure("a connected graph with enough atoms always has a soft division")
    }
    return labels
  }

  // MARK: Proof

  /// Where the graph is small, everything is looked at; one annealed plan first makes that much shorter.
  private mutating func searchExhaustively(nodes: Int) {
    guard !isSettled else { return }
    let canKeepBand = problem.bounds.leastViolation(total: problem.totalWeight, zones: zones) == 0
    guard canKeepBand, let best,
      let result = problem.searchExhaustively(
        zones: zones, below: best.violation == 0 ? best.cost : .infinity, nodes: nodes)
    else { return }
    switch result {
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

  /// Adds a plan to those worth recombining.
  private mutating func enrol(_ plan: Plan) {
    if elite.contains(where: { $0.violation == plan.violation && abs($0.cost - plan.cost) < 1e-9 }) { return }
    let place = elite.firstIndex { plan.isBetter(than: $0) } ?? elite.count
    elite.insert(plan, at: place)
    if elite.count > Self.eliteSize { elite.removeLast() }
  }
}

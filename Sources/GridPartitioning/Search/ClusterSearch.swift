/// Searches a plan of many zones a few neighbouring zones at a time, on several threads.
///
/// One annealing of the whole is split in space: each round covers the plan with clusters drawn afresh, anneals all of
/// them at the temperature of the round, and goes on from where they end. Afterwards smaller clusters are searched anew,
/// and what is better is kept. Clusters are worked on in any order; results are taken over in the order of drawing.
///
/// - SeeAlso: Shaw, "Using Constraint Programming and Local Search Methods to Solve Vehicle Routing Problems", 1998
///   (large neighbourhoods).
struct ClusterSearch {
  let problem: SearchProblem
  let threads: Int
  let control: RunControl
  let zoneCount: Int
  var labels: [Int32]
  var weights: [Int]
  var random: StableRandom
  var pace: Pace

  /// What a cluster came to.
  struct Outcome: Sendable {
    var atoms: [Int32] = []
    var zones: [Int32] = []
    var moves = 0
    var isAdopted = false
    /// Cost, with what is out of band counted in.
    var merit = Double.infinity
    /// How much less lies out of band than before, and what the lines cost more.
    var mended = 0
    var dearer = 0.0
  }

  /// How a round treats its clusters.
  enum Rule: Sendable {
    /// Goes on from wherever annealing ends.
    case goOn
    /// Keeps what has less out of band, or as much at less cost.
    case keepStrictlyBetter
  }

  init(
    _ labels: [Int32], zoneCount: Int, problem: SearchProblem, seed: UInt64, threads: Int, pace: Pace,
    control: RunControl
  ) {
    self.problem = problem
    self.labels = labels
    self.zoneCount = zoneCount
    self.threads = threads
    self.pace = pace
    self.control = control
    random = StableRandom(seed: seed, stream: 7)
    weights = Array(repeating: 0, count: zoneCount)
    for (atom, zone) in labels.enumerated() { weights[Int(zone)] += problem.weights[atom] }
  }

  /// The plan as it is now.
  var plan: Plan { problem.plan(labels, zoneCount: zoneCount) }

  /// The zone of each atom as it is now.
  var zones: [Int32] { labels }

  var violation: Int { weights.reduce(0) { $0 + problem.bounds.violation(of: $1) } }

  /// Anneals from hot to cold.
  ///
  /// - Parameters:
  ///   - target: How much of all searching is done at the end, 0…1.
  mutating func cool(_ schedule: AnnealingSchedule, to target: Double) {
    // A round has to lay out its clusters anew, which costs as much as a few moves an atom.
    let movesPerAtom = pace.slice(to: target, of: 1) / Double(problem.atomCount)
    let rounds = max(4, min(64, Int(movesPerAtom / 30)))
    let clusterSize = min(40, max(12, zoneCount / 10))
    var setting = schedule
    let cooling = ElementaryFunctions.exponential(
      ElementaryFunctions.logarithm(schedule.temperatureEnd / schedule.temperatureStart) / Double(rounds))
    let hardening = ElementaryFunctions.exponential(
      ElementaryFunctions.logarithm(schedule.penaltyEnd / schedule.penaltyStart) / Double(rounds))
    for round in 0..<rounds {
      if control.shouldStop { return }
      setting.temperatureEnd = setting.temperatureStart * cooling
      setting.penaltyEnd = setting.penaltyStart * hardening
      let moves = pace.slice(to: target, of: rounds - round)
      self.round(setting, movesPerAtom: moves / Double(problem.atomCount), clusterSize: clusterSize, rule: .goOn)
      control.progress?(round + 1, rounds, "anneal")
      setting.temperatureStart = setting.temperatureEnd
      setting.penaltyStart = setting.penaltyEnd
    }
  }

  /// Searches small clusters anew until the moves are used up, zones out of band first.
  mutating func refine(movesPerAtom: Double, exactNodes: Int) {
    var size = 3
    var price = 10.0
    // Clusters searched with less than this come out as they went in.
    while !pace.isOver && pace.left > 100 * problem.atomCount {
      // Cheap repairs are looked for first; in the end any price is paid.
      if pace.progress > 0.75 {
        mendAll(tries: 6)
      } else {
        mend(price: price, movesPerAtom: 2 * movesPerAtom)
        price *= 1.5
      }
      let setting = AnnealingSchedule(
        .quadratic, penalty: 3...60, temperature: 0.5, 0.1, resplit: 0.005, moves: 0)
      round(
        setting, movesPerAtom: movesPerAtom, clusterSize: size, exactNodes: exactNodes, rule: .keepStrictlyBetter)
      size = size == 12 ? 3 : size + 1
      control.progress?(Int(min(1, pace.progress) * 100), 100, "refine")
    }
  }

  mutating func adopt(_ outcome: Outcome, _ names: [Int32], before: [Int32]) {
    if !outcome.isAdopted { return }
    for zone in before { weights[Int(zone)] = 0 }
    for zone in names { weights[Int(zone)] = 0 }
    for (atom, zone) in zip(outcome.atoms, outcome.zones) {
      labels[Int(atom)] = names[Int(zone)]
      weights[Int(names[Int(zone)])] += problem.weights[Int(atom)]
    }
  }

  private mutating func round(
    _ setting: AnnealingSchedule, movesPerAtom: Double, clusterSize: Int, exactNodes: Int = 0, rule: Rule
  ) {
    let (labels, problem, control) = (labels, problem, control)
    let zones = ZoneClusters(labels, zoneCount: zoneCount, problem: problem)
    let bad = (0..<Int32(zoneCount)).filter { !problem.bounds.contains(weights[Int($0)]) }
    let clusters = zones.cover(size: clusterSize, first: bad, using: &random).filter { $0.count > 1 }
    let stream = random.next()
    let outcomes = inParallel(count: clusters.count, threads: threads) { index in
      Self.work(
        clusters[index], zones, labels, problem, setting, movesPerAtom: movesPerAtom, exactNodes: exactNodes,
        rule: rule, seed: stream &+ UInt64(index), control: control)
    }
    var moves = 0
    for (cluster, outcome) in zip(clusters, outcomes) {
      moves += outcome.moves
      adopt(outcome, cluster, before: cluster)
    }
    // A round that found nothing to do must not go on for ever.
    pace.spend(max(moves, problem.atomCount))
  }

  /// Searches one cluster.
  static func work(
    _ cluster: [Int32], _ zones: ZoneClusters, _ labels: [Int32], _ problem: SearchProblem,
    _ setting: AnnealingSchedule, movesPerAtom: Double, exactNodes: Int, rule: Rule, seed: UInt64, control: RunControl
  ) -> Outcome {
    if control.shouldStop { return Outcome() }
    let (part, atoms, present) = zones.part(cluster, labels: labels, of: problem)
    let count = cluster.count
    var outcome = Outcome(atoms: atoms)
    let old = part.plan(present, zoneCount: count)
    if exactNodes > 0, part.atomCount <= 64, part.bounds.leastViolation(total: part.totalWeight, zones: count) == 0,
      let result = part.searchExhaustively(
        zones: count, below: old.violation == 0 ? old.cost : .infinity, nodes: exactNodes)
    {
      switch result {
      case .optimum(let zones, _):
        outcome.zones = zones
        outcome.isAdopted = true
        return outcome
      case .noneBelowLimit: return outcome
      case .gaveUp: break
      }
    }
    var setting = setting
    setting.moves = Int(movesPerAtom * Double(part.atomCount))
    var annealer = Annealer(part, zones: count, seed: seed, stream: 0)
    annealer.start(present, zoneCount: count)
    annealer.run(setting, control: control)
    outcome.moves = annealer.movesProposed
    if case .goOn = rule {
      outcome.zones = annealer.presentZones
      outcome.isAdopted = true
      return outcome
    }
    guard let found = annealer.bestPlan else { return outcome }
    let new = part.plan(found.zones, zoneCount: count)
    outcome.zones = new.zones
    outcome.isAdopted = new.isBetter(than: old)
    outcome.mended = old.violation - new.violation
    outcome.dearer = new.cost - old.cost
    return outcome
  }
}

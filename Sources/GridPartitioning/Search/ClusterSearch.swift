/// Betters a plan of many zones by searching a few neighbouring zones at a time: around each zone out of band until
/// none is left, then anywhere for a cheaper line.
///
/// Annealing of the whole leaves one or two zones in a hundred out of band; a handful of zones is small enough to be
/// searched thoroughly, often exhaustively.
struct ClusterSearch {
  private let graph: AtomGraph
  private let problem: SearchProblem
  private var labels: [Int32]
  private var members: [[Int32]]
  private var weights: [Int]
  private var random: StableRandom
  private let control: RunControl
  private(set) var moves = 0

  init(_ plan: Plan, problem: SearchProblem, seed: UInt64, control: RunControl) {
    self.problem = problem
    graph = problem.graph
    labels = plan.zones
    members = Array(repeating: [], count: plan.zoneCount)
    weights = Array(repeating: 0, count: plan.zoneCount)
    for (atom, zone) in plan.zones.enumerated() {
      members[Int(zone)].append(Int32(atom))
      weights[Int(zone)] += problem.weights[atom]
    }
    random = StableRandom(seed: seed, stream: 7)
    self.control = control
  }

  /// The plan as it is now.
  var plan: Plan { problem.plan(labels, zoneCount: members.count) }

  /// Works on clusters around zones out of band.
  ///
  /// - Parameter tries: Clusters per such zone.
  mutating func repair(tries: Int) {
    for attempt in 0..<tries {
      let bad = weights.indices.filter { !problem.bounds.contains(weights[$0]) }
      if bad.isEmpty { return }
      for zone in bad where !problem.bounds.contains(weights[zone]) {
        if control.shouldStop { return }
        // Excess travels over several zones; larger clusters reach farther. Every other try starts afresh and may pass
        // the excess on to somewhere it is easier to lose.
        let zones = cluster(around: zone, size: 2 + (attempt + Int(random.below(3))) % 6)
        improve(zones, exactNodes: 20_000, mayWander: attempt % 2 == 1)
      }
    }
  }

  /// Works on clusters around every zone once, in random order.
  mutating func polish(size: Int, exactNodes: Int) {
    var order = Array(members.indices)
    order.shuffle(using: &random)
    for zone in order {
      if control.shouldStop { return }
      improve(cluster(around: zone, size: size), exactNodes: exactNodes, mayWander: false)
    }
  }

  private mutating func freshStart(_ part: SearchProblem, zones: Int) -> [Int32]? {
    var bisection = TreeBisection(part)
    return bisection.draw(zones: zones, isStrict: false, trees: 5, candidates: 2, using: &random)
  }

  /// A connected set of zones: the first and random neighbours of what there is.
  private mutating func cluster(around zone: Int, size: Int) -> [Int] {
    var chosen = [zone]
    while chosen.count < size {
      var rim: [Int] = []
      for inside in chosen {
        for atom in members[inside] {
          for arc in graph.row(Int(atom)) {
            let other = Int(labels[Int(arc.target)])
            if !chosen.contains(other) && !rim.contains(other) { rim.append(other) }
          }
        }
      }
      guard !rim.isEmpty else { break }
      chosen.append(rim[Int(random.below(Int32(rim.count)))])
    }
    return chosen
  }

  /// Searches the zones of a cluster anew and keeps what is better.
  ///
  /// - Parameter mayWander: Whether a plan as much out of band and hardly dearer is taken too.
  private mutating func improve(_ cluster: [Int], exactNodes: Int, mayWander: Bool) {
    guard cluster.count > 1 else { return }
    var atoms: [AtomIndex] = []
    var present: [Int32] = []
    for (index, zone) in cluster.enumerated() {
      atoms += members[zone].map { AtomIndex($0) }
      present += Array(repeating: Int32(index), count: members[zone].count)
    }
    let part = SearchProblem(
      graph: graph.subgraph(atoms), bounds: problem.bounds, objective: problem.objective,
      previous: problem.previous.isEmpty ? [] : atoms.map { problem.previous[$0.position] },
      costUnit: problem.costUnit, weightUnit: problem.weightUnit)
    let old = part.plan(present, zoneCount: cluster.count)
    let stream = random.next()
    var best = old
    if part.bounds.leastViolation(total: part.totalWeight, zones: cluster.count) == 0,
      var search = ExactSearch(part, nodes: exactNodes),
      case .optimum(let zones, _) = search.run(zones: cluster.count, below: old.violation == 0 ? old.cost : .infinity)
    {
      best = part.plan(zones, zoneCount: cluster.count)
    } else if old.violation > 0 {
      var annealer = Annealer(part, zones: cluster.count, seed: stream, stream: 0)
      annealer.start(mayWander ? freshStart(part, zones: cluster.count) ?? present : present, zoneCount: cluster.count)
      let schedule = AnnealingSchedule(
        .quadratic, penalty: 3...60, temperature: 0.6, 0.1, resplit: 0.005, moves: 400 * part.atomCount)
      annealer.run(schedule, control: control)
      moves += annealer.movesProposed
      if let plan = annealer.bestPlan { best = part.plan(plan.zones, zoneCount: cluster.count) }
    }
    let isDetour = mayWander && best.violation == old.violation && best.cost < 1.02 * old.cost
    guard best.isBetter(than: old) || isDetour else { return }
    for zone in cluster {
      members[zone].removeAll(keepingCapacity: true)
      weights[zone] = 0
    }
    for (index, atom) in atoms.enumerated() {
      let zone = cluster[Int(best.zones[index])]
      labels[atom.position] = Int32(zone)
      members[zone].append(atom.offset)
      weights[zone] += problem.weights[atom.position]
    }
  }
}

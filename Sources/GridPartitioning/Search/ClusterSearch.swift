/// Searches a plan of many zones a few neighbouring zones at a time, on several threads.
///
/// One annealing of the whole is split in space: each round covers the plan with clusters drawn afresh, anneals all of
/// them at the temperature of the round, and goes on from where they end. Afterwards smaller clusters are searched anew,
/// and what is better is kept. Clusters are worked on in any order; results are taken over in the order of drawing.
///
/// - SeeAlso: Shaw, "Using Constraint Programming and Local Search Methods to Solve Vehicle Routing Problems", 1998
///   (large neighbourhoods).
struct ClusterSearch {
  private let problem: SearchProblem
  private let threads: Int
  private let control: RunControl
  private let zoneCount: Int
  private var labels: [Int32]
  private var weights: [Int]
  private var random: StableRandom
  private(set) var pace: Pace

  /// What a cluster came to.
  private struct Outcome: Sendable {
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
  private enum Rule: Sendable {
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

  private var violation: Int { weights.reduce(0) { $0 + problem.bounds.violation(of: $1) } }

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
      mend(price: price, movesPerAtom: 2 * movesPerAtom)
      // Cheap repairs are looked for first; in the end any price is paid.
      price *= pace.progress > 0.8 ? 4 : 1.5
      let setting = AnnealingSchedule(
        .quadratic, penalty: 3...60, temperature: 0.5, 0.1, resplit: 0.005, moves: 0)
      round(
        setting, movesPerAtom: movesPerAtom, clusterSize: size, exactNodes: exactNodes, rule: .keepStrictlyBetter)
      size = size == 7 ? 3 : size + 1
      control.progress?(Int(min(1, pace.progress) * 100), 100, "refine")
    }
  }

  /// Searches around the zones out of band until none is left or a few tries have changed nothing.
  mutating func mendAll(tries: Int) {
    var price = 10.0
    for _ in 0..<tries {
      if violation <= problem.bounds.leastViolation(total: problem.totalWeight, zones: zoneCount) { return }
      mend(price: price, movesPerAtom: 800)
      price *= 3
    }
  }

  /// Searches clusters of several sizes around each zone out of band and takes good bargains.
  ///
  /// - Parameter price: What a mean atom weight out of band is worth, in mean border costs.
  private mutating func mend(price: Double, movesPerAtom: Double) {
    let floor = problem.bounds.leastViolation(total: problem.totalWeight, zones: zoneCount)
    let bad = (0..<Int32(zoneCount)).filter { !problem.bounds.contains(weights[Int($0)]) }
    if bad.count > zoneCount / 4 || bad.isEmpty || violation <= floor { return }
    let sizes = [2, 3, 4, 6, 8, 11, 15, 20]
    for zone in bad where !problem.bounds.contains(weights[Int(zone)]) { mendByChain(zone, price: price) }
    if violation <= floor { return }
    if bad.count <= 8 {
      // Few are worth a choice among all sizes at once.
      for zone in bad where !problem.bounds.contains(weights[Int(zone)]) {
        let zones = ZoneClusters(labels, zoneCount: zoneCount, problem: problem)
        let clusters = sizes.map { zones.cluster(around: zone, size: $0, using: &random) }
        takeBargain(clusters, zones, price: price, movesPerAtom: movesPerAtom, onlyBest: true)
      }
    } else {
      for size in sizes.prefix(5) {
        let zones = ZoneClusters(labels, zoneCount: zoneCount, problem: problem)
        let bad = Set((0..<Int32(zoneCount)).filter { !problem.bounds.contains(weights[Int($0)]) })
        let clusters = zones.cover(size: size, first: bad.sorted(), using: &random)
          .filter { $0.contains { bad.contains($0) } }
        takeBargain(clusters, zones, price: price, movesPerAtom: movesPerAtom, onlyBest: false)
      }
    }
  }

  private mutating func mendByChain(_ zone: Int32, price: Double) {
    if control.shouldStop { return }
    let zones = ZoneClusters(labels, zoneCount: zoneCount, problem: problem)
    let cluster = zones.cluster(around: zone, size: 24, using: &random)
    let (part, atoms, present) = zones.part(cluster, labels: labels, of: problem)
    var annealer = Annealer(part, zones: cluster.count, seed: 0, stream: 0)
    annealer.start(present, zoneCount: cluster.count)
    let worth = price / problem.meanWeight * Double(problem.bounds.violation(of: weights[Int(zone)]))
    // A little goes a long way where many zones have to shift.
    let limit = max(worth, 0.5 * price)
    guard annealer.mendByChain(0, depth: 8, limit: limit, width: 60) else { return }
    var outcome = Outcome(atoms: atoms)
    outcome.zones = annealer.presentZones
    outcome.isAdopted = true
    adopt(outcome, cluster, before: cluster)
  }

  /// - Parameter onlyBest: Whether the clusters overlap, so that only one result can be taken.
  private mutating func takeBargain(
    _ clusters: [[Int32]], _ zones: ZoneClusters, price: Double, movesPerAtom: Double, onlyBest: Bool
  ) {
    if control.shouldStop { return }
    let (labels, problem, control) = (labels, problem, control)
    let stream = random.next()
    let setting = AnnealingSchedule(.quadratic, penalty: 10...100, temperature: 0.7, 0.1, resplit: 0.005, moves: 0)
    let outcomes = inParallel(count: clusters.count, threads: threads) { index in
      Self.work(
        clusters[index], zones, labels, problem, setting, movesPerAtom: movesPerAtom, exactNodes: 0,
        rule: .keepStrictlyBetter, seed: stream &+ UInt64(index), control: control)
    }
    pace.spend(outcomes.reduce(0) { $0 + $1.moves })
    let worth = price / problem.meanWeight
    let bargains = outcomes.map { $0.isAdopted ? worth * Double($0.mended) - $0.dearer : -1 }
    if onlyBest {
      guard let best = bargains.indices.max(by: { (bargains[$0], -$0) < (bargains[$1], -$1) }) else { return }
      if bargains[best] > 0 { adopt(outcomes[best], clusters[best], before: clusters[best]) }
    } else {
      for index in clusters.indices where bargains[index] > 0 {
        adopt(outcomes[index], clusters[index], before: clusters[index])
      }
    }
  }

  /// Lets clusters trade zones: one does with a zone less, another takes one more, where that costs less in all.
  ///
  /// Wide zones are dear and compact ones cheap, so wide zones want to be heavy and compact ones light. Moves of single
  /// atoms carry weight across a county very slowly; here each cluster is searched for one zone less, as many, and one
  /// more, and the numbers are then chosen for the least sum. Sorted pairs are the optimum, because every cluster
  /// changes by one at most.
  ///
  /// - Parameter target: How much of all searching is done at the end, 0…1.
  mutating func trade(to target: Double, clusterSize: Int) {
    // Each round searches everything three times; with fewer moves than this it finds little.
    let least = 250.0 * 3 * Double(problem.atomCount)
    let rounds = min(6, Int(pace.slice(to: target, of: 1) / least))
    for round in 0..<rounds {
      if control.shouldStop { return }
      let moves = pace.slice(to: target, of: rounds - round)
      trade(movesPerAtom: moves / 3 / Double(problem.atomCount), clusterSize: clusterSize)
      control.progress?(round + 1, rounds, "trade")
    }
  }

  private mutating func trade(movesPerAtom: Double, clusterSize: Int) {
    let (labels, problem, control) = (labels, problem, control)
    let zones = ZoneClusters(labels, zoneCount: zoneCount, problem: problem)
    let clusters = zones.cover(size: clusterSize, using: &random).filter { $0.count > 2 }
    let stream = random.next()
    let offers = inParallel(count: 3 * clusters.count, threads: threads) { index in
      Self.offer(
        clusters[index / 3], zones, labels, problem, change: index % 3 - 1, movesPerAtom: movesPerAtom,
        seed: stream &+ UInt64(index), control: control)
    }
    pace.spend(max(offers.reduce(0) { $0 + $1.moves }, problem.atomCount))
    let without = clusters.indices.map { (gain: offers[3 * $0 + 1].merit - offers[3 * $0].merit, cluster: $0) }
      .filter { $0.gain.isFinite }.sorted { ($1.gain, $0.cluster) < ($0.gain, $1.cluster) }
    var with = clusters.indices.map { (price: offers[3 * $0 + 2].merit - offers[3 * $0 + 1].merit, cluster: $0) }
      .filter { $0.price.isFinite }.sorted { ($0.price, $0.cluster) < ($1.price, $1.cluster) }[...]
    var change = [Int](repeating: 0, count: clusters.count)
    for (gain, giver) in without where change[giver] == 0 {
      while let next = with.first, change[next.cluster] != 0 || next.cluster == giver { with.removeFirst() }
      guard let next = with.first, gain - next.price > 1e-9 else { break }
      change[giver] = -1
      change[next.cluster] = 1
    }
    var freed: [Int32] = []
    for index in clusters.indices.sorted(by: { (change[$0], $0) < (change[$1], $1) }) {
      var names = clusters[index]
      if change[index] < 0 { freed.append(names.removeLast()) }
      if change[index] > 0 { names.append(freed.removeLast()) }
      adopt(offers[3 * index + 1 + change[index]], names, before: clusters[index])
    }
  }

  private mutating func adopt(_ outcome: Outcome, _ names: [Int32], before: [Int32]) {
    if !outcome.isAdopted { return }
    for zone in before { weights[Int(zone)] = 0 }
    for zone in names { weights[Int(zone)] = 0 }
    for (atom, zone) in zip(outcome.atoms, outcome.zones) {
      labels[Int(atom)] = names[Int(zone)]
      weights[Int(names[Int(zone)])] += problem.weights[Int(atom)]
    }
  }

  /// What a cluster would cost with one zone less, as many, or one more.
  private static func offer(
    _ cluster: [Int32], _ zones: ZoneClusters, _ labels: [Int32], _ problem: SearchProblem, change: Int,
    movesPerAtom: Double, seed: UInt64, control: RunControl
  ) -> Outcome {
    var (part, atoms, present) = zones.part(cluster, labels: labels, of: problem)
    let count = cluster.count + change
    var outcome = Outcome(atoms: atoms)
    let floor = problem.bounds.leastViolation(total: part.totalWeight, zones: count)
    if control.shouldStop || (change != 0 && floor > 0) || count > part.atomCount { return outcome }
    if change != 0 {
      guard let labels = WarmStart.labels(present, problem: part, zones: count) else { return outcome }
      present = labels
    }
    var annealer = Annealer(part, zones: count, seed: seed, stream: 0)
    annealer.start(present, zoneCount: count)
    annealer.run(
      AnnealingSchedule(
        .quadratic, penalty: 3...60, temperature: 0.6, 0.1, resplit: 0.005,
        moves: Int(movesPerAtom * Double(part.atomCount))), control: control)
    outcome.moves = annealer.movesProposed
    guard let found = annealer.bestPlan else { return outcome }
    let plan = part.plan(found.zones, zoneCount: count)
    outcome.zones = plan.zones
    outcome.merit = plan.cost + 20 / problem.meanWeight * Double(plan.violation)
    outcome.isAdopted = true
    return outcome
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
  private static func work(
    _ cluster: [Int32], _ zones: ZoneClusters, _ labels: [Int32], _ problem: SearchProblem,
    _ setting: AnnealingSchedule, movesPerAtom: Double, exactNodes: Int, rule: Rule, seed: UInt64, control: RunControl
  ) -> Outcome {
    if control.shouldStop { return Outcome() }
    let (part, atoms, present) = zones.part(cluster, labels: labels, of: problem)
    let count = cluster.count
    var outcome = Outcome(atoms: atoms)
    let old = part.plan(present, zoneCount: count)
    if exactNodes > 0, part.bounds.leastViolation(total: part.totalWeight, zones: count) == 0,
      var search = ExactSearch(part, nodes: exactNodes)
    {
      switch search.run(zones: count, below: old.violation == 0 ? old.cost : .infinity) {
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

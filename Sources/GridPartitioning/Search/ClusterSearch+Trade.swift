extension ClusterSearch {
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
    outcome.merit = plan.cost + 200 / problem.meanWeight * Double(plan.violation)
    outcome.isAdopted = true
    return outcome
  }
}

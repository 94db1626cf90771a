extension ClusterSearch {
  /// Searches around the zones out of band until none is left or a few tries have changed nothing. Each try pays more,
  /// and is hot enough for longer borders to move.
  mutating func mendAll(tries: Int) {
    var price = 10.0
    var heat = 0.7
    let hottest = min(20, max(heat, problem.longBorderCost))
    for _ in 0..<tries {
      if violation <= problem.bounds.leastViolation(total: problem.totalWeight, zones: zoneCount) { return }
      mend(price: price, movesPerAtom: 800, heat: heat)
      price *= 3
      heat = heat * 2 > hottest ? 0.7 : heat * 2
    }
  }

  /// Searches clusters of several sizes around each zone out of band and takes good bargains.
  ///
  /// - Parameters:
  ///   - price: What a mean atom weight out of band is worth, in mean border costs.
  ///   - heat: The temperature to start from, in mean border costs.
  mutating func mend(price: Double, movesPerAtom: Double, heat: Double = 0.7) {
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
        takeBargain(clusters, zones, price: price, movesPerAtom: movesPerAtom, heat: heat, onlyBest: true)
      }
    } else {
      for size in sizes.prefix(5) {
        let zones = ZoneClusters(labels, zoneCount: zoneCount, problem: problem)
        let bad = Set((0..<Int32(zoneCount)).filter { !problem.bounds.contains(weights[Int($0)]) })
        let clusters = zones.cover(size: size, first: bad.sorted(), using: &random)
          .filter { $0.contains { bad.contains($0) } }
        takeBargain(clusters, zones, price: price, movesPerAtom: movesPerAtom, heat: heat, onlyBest: false)
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
    _ clusters: [[Int32]], _ zones: ZoneClusters, price: Double, movesPerAtom: Double, heat: Double,
    onlyBest: Bool
  ) {
    if control.shouldStop { return }
    let (labels, problem, control) = (labels, problem, control)
    let stream = random.next()
    // In the end even a breach by one must cost more than any border.
    let setting = AnnealingSchedule(
      .quadratic, penalty: max(10, 3 * heat)...max(100, 3 * price), temperature: heat, 0.1, resplit: 0.005, moves: 0)
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
}

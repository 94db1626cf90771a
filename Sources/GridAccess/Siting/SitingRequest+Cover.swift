extension SitingRequest {
  /// The fewest points that cover all that can be covered.
  func cover(_ minutes: Double, _ budget: Int) throws(AccessError) -> SitingOutcome {
    let demands = demands(within: minutes)
    var rows = [[Int32]](repeating: [], count: demands.places.count)
    for (candidate, column) in columns(of: candidates, demands, within: minutes, cost: { _, time in time }).enumerated() {
      for entry in column where demands.existing[Int(entry.demand)] > minutes {
        rows[Int(entry.demand)].append(Int32(candidate))
      }
    }
    var cover = CoverRows(rows.filter { !$0.isEmpty }, candidateCount: candidates.pointCount)
    cover.reduce()
    var search = LagrangianSearch(CoverModel(cover, seed: seed), budget: budget, isCancelled: isCancelled)
    if !cover.rows.isEmpty { try search.run() }
    let chosen = (cover.forced + (cover.rows.isEmpty ? [] : search.best.open)).map(Int.init).sorted()
    let isProved = cover.rows.isEmpty || search.isProved
    return SitingOutcome(
      chosen: chosen, objective: Double(chosen.count),
      bound: isProved ? Double(chosen.count) : Double(cover.forced.count) + search.bound, isProved: isProved,
      unservable: demands.unservable, nodes: search.nodes, work: search.work)
  }

  /// The fewest points that cover a share of all weight, the unservable's included.
  func partialCover(_ minutes: Double, _ share: Double, _ budget: Int) throws(AccessError) -> SitingOutcome {
    let demands = demands(within: minutes)
    let all = weights.reduce(0, +)
    let lost = demands.unservable.reduce(0) { $0 + weights[$1] }
    let allowed = (all - share * all) * (1 + 1e-12) - lost
    let columns = columns(of: candidates, demands, within: minutes) { _, _ in 0 }
    let overflow = demands.weights.indices.map { demands.existing[$0] <= minutes ? 0 : demands.weights[$0] }
    let cover = PartialCover(
      table: ServiceTable(columns: columns, overflow: overflow).mergingEqualRows(), allowed: allowed, step: weightStep(demands.weights),
      seed: seed, budget: budget, isCancelled: isCancelled)
    guard allowed >= 0, let found = try cover.run() else {
      throw .outOfReach(demands: demands.unservable.count, weight: lost)
    }
    return SitingOutcome(
      chosen: found.choice.open.map(Int.init), objective: found.choice.value, bound: Double(found.bound),
      isProved: Double(found.bound) >= found.choice.value, unservable: demands.unservable, nodes: found.nodes,
      work: found.work)
  }

  /// So many points, least greatest time.
  func centre(_ points: Int, _ budget: Int) throws(AccessError) -> SitingOutcome {
    let demands = demands(within: .infinity)
    guard !demands.places.isEmpty else { return nothing(demands, points: points, objective: 0) }
    let columns = columns(of: candidates, demands, within: .infinity) { _, time in time }
    var search = CentreSearch(
      ServiceTable(columns: columns, overflow: demands.existing), points: points, seed: seed, budget: budget,
      isCancelled: isCancelled)
    guard let found = try search.run() else {
      throw .outOfReach(demands: demands.places.count, weight: demands.weights.reduce(0, +))
    }
    return SitingOutcome(
      chosen: found.choice.open.map(Int.init), objective: found.choice.value, bound: found.bound,
      isProved: found.bound >= found.choice.value, unservable: demands.unservable, nodes: search.nodes, work: search.work)
  }
}

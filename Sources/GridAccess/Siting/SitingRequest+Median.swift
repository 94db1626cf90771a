extension SitingRequest {
  /// The p-median, or with minutes maximal cover, without capacities.
  func median(_ points: Int, within minutes: Double?, _ budget: Int) throws(AccessError) -> SitingOutcome {
    let reach = minutes ?? .infinity
    let demands = demands(within: reach)
    let total = demands.weights.reduce(0, +)
    guard !demands.places.isEmpty else { return nothing(demands, points: points, objective: 0) }
    let columns = columns(of: candidates, demands, within: reach) { minutes == nil ? demands.weights[$0] * $1 : 0 }
    let overflow = minutes.map { limit in
      demands.weights.indices.map { demands.existing[$0] <= limit ? 0 : demands.weights[$0] }
    } ?? unserved(demands, columns)
    let table = ServiceTable(columns: columns, overflow: overflow)
    let model = MedianModel(
      minutes == nil ? table : table.mergingEqualRows(), points: points,
      step: minutes == nil ? 0 : weightStep(demands.weights), seed: seed)
    var search = LagrangianSearch(model, budget: budget, isCancelled: isCancelled)
    try search.run()
    if minutes != nil, !search.isProved {
      // On top of the effort, a third of it: what this gains branching does not.
      let waste = CoverWaste(model.table, multipliers: search.rootMultipliers, points: points)
      let bound = try waste.bound(budget: budget / 3, isCancelled: isCancelled)
      search.lift(to: bound.value, work: bound.work)
    }
    if minutes == nil, candidates.limit == .infinity { try requireServed(search.best, model.table, demands) }
    return outcome(search, demands, total: minutes == nil ? nil : total)
  }

  /// What a demand costs that none of the new points serves: the way to an existing point; else the limit of the table; else
  /// more than all the longest ways together, so that it happens only where it must.
  private func unserved(_ demands: Demands, _ columns: [[(demand: Int32, cost: Double)]]) -> [Double] {
    var longest = [Double](repeating: 0, count: demands.places.count)
    for column in columns { for entry in column { longest[Int(entry.demand)] = max(longest[Int(entry.demand)], entry.cost) } }
    let dear = 1 + 2 * longest.reduce(0, +)
    return demands.weights.indices.map { demand in
      let weight = demands.weights[demand]
      if demands.existing[demand] < .infinity { return weight * min(demands.existing[demand], candidates.limit) }
      return candidates.limit < .infinity ? weight * candidates.limit : dear
    }
  }

  /// Throws where the best choice leaves somebody unserved at the prohibitive cost.
  private func requireServed(_ choice: Choice, _ table: ServiceTable, _ demands: Demands) throws(AccessError) {
    var isServed = demands.existing.map { $0 < .infinity }
    for candidate in choice.open {
      for entry in table.column(Int(candidate)) { isServed[Int(table.columnDemands[entry])] = true }
    }
    let left = isServed.indices.filter { !isServed[$0] }
    guard left.isEmpty else {
      throw .outOfReach(demands: left.count, weight: left.reduce(0) { $0 + demands.weights[$1] })
    }
  }

  /// The same with capacities; existing points are candidates that are chosen in any case.
  func capacitated(_ points: Int, within minutes: Double?, _ budget: Int) throws(AccessError) -> SitingOutcome {
    let reach = minutes ?? .infinity
    let demands = demands(within: reach)
    let total = demands.weights.reduce(0, +)
    guard !demands.places.isEmpty, let own = capacities else { return nothing(demands, points: points, objective: 0) }
    func cost(_ demand: Int, _ time: Double) -> Double { minutes == nil ? demands.weights[demand] * time : 0 }
    var columns = columns(of: candidates, demands, within: reach, cost: cost)
    let fresh = columns.count
    if let existing { columns += self.columns(of: existing, demands, within: reach, cost: cost) }
    let room = own + (existingCapacities ?? [])
    let fixed = (fresh..<columns.count).map(Int32.init)
    if minutes == nil {
      let most = own.sorted(by: >).prefix(points).reduce(0, +) + (existingCapacities ?? []).reduce(0, +)
      guard most >= total * (1 - 1e-12) else { throw .tooLittleCapacity(capacity: most, weight: total) }
    }
    var open = demands
    open.existing = open.existing.map { _ in .infinity }
    let overflow = minutes == nil ? unserved(open, columns) : demands.weights
    let table = ServiceTable(columns: columns, overflow: overflow)
    let model = CapacitatedModel(
      table, weights: demands.weights, capacities: room, fixed: fixed, points: points, step: 0, seed: seed, budget: budget)
    var search = LagrangianSearch(model, budget: budget, isCancelled: isCancelled)
    try search.run()
    if minutes == nil, candidates.limit == .infinity {
      let unserved = Transport(table, weights: demands.weights, capacities: room).share(among: search.best.open).loads.last ?? 0
      guard unserved <= 1e-6 * total else { throw .outOfReach(demands: demands.places.count, weight: unserved) }
    }
    return outcome(search, demands, total: minutes == nil ? nil : total, candidates: fresh)
  }

  /// - Parameter total: For maximal cover, whose objective is what is not left uncovered.
  private func outcome<Model>(
    _ search: LagrangianSearch<Model>, _ demands: Demands, total: Double?, candidates count: Int? = nil
  ) -> SitingOutcome {
    let bound = min(search.best.value, search.bound)
    let chosen = search.best.open.map(Int.init).filter { $0 < count ?? .max }
    return SitingOutcome(
      chosen: chosen, objective: total.map { $0 - search.best.value } ?? search.best.value,
      bound: total.map { $0 - bound } ?? bound, isProved: search.isProved, unservable: demands.unservable,
      nodes: search.nodes, work: search.work)
  }

  func nothing(_ demands: Demands, points: Int, objective: Double) -> SitingOutcome {
    SitingOutcome(
      chosen: Array(0..<points), objective: objective, bound: objective, isProved: true, unservable: demands.unservable,
      nodes: 0, work: 0)
  }
}

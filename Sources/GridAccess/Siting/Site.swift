/// Chooses where points should stand, with a bound on how good any choice can be.
///
/// Lagrangian relaxation gives the bound and most of the choices, interchange improves them, reduced costs settle
/// candidates, and branch and bound proves the rest where ``SitingRequest/effort`` allows; large maximal covers have their
/// bound lifted by what they must waste. Costs are rounded nowhere.
///
/// - Returns: The same for the same request, on every machine.
/// - Throws: ``AccessError`` where the request cannot be met or makes no sense.
/// - Complexity: About O(entries log entries) to set up, then bounded by the effort.
public func site(_ request: SitingRequest) throws(AccessError) -> SitingOutcome {
  try request.check()
  let budget = max(1, request.effort) * 1_000_000
  switch request.objective {
  case .pMedian(let points):
    return try request.capacities == nil
      ? request.median(points, within: nil, budget) : request.capacitated(points, within: nil, budget)
  case .maximalCover(let points, let minutes):
    return try request.capacities == nil
      ? request.median(points, within: minutes, budget) : request.capacitated(points, within: minutes, budget)
  case .setCover(let minutes, let share):
    return share < 1 ? try request.partialCover(minutes, share, budget) : try request.cover(minutes, budget)
  case .pCentre(let points): return try request.centre(points, budget)
  }
}

extension SitingRequest {
  /// The weight the demands that take part have, and where they stand in the request.
  struct Demands {
    var places: [Int] = []
    var weights: [Double] = []
    var unservable: [Int] = []
    /// Minutes to the nearest existing point, infinite where there is none.
    var existing: [Double] = []
    /// The demand of each place, −1 for none.
    var demandOfPlace: [Int32]
  }

  /// More in all is no count of anything.
  private static var mostWeight: Double { 1e15 }

  fileprivate func check() throws(AccessError) {
    guard weights.count == candidates.placeCount else {
      throw .sizeMismatch(expected: candidates.placeCount, found: weights.count)
    }
    if let existing, existing.placeCount != weights.count {
      throw .sizeMismatch(expected: weights.count, found: existing.placeCount)
    }
    for (index, weight) in weights.enumerated() where !(weight >= 0 && weight.isFinite) {
      throw .badWeight(index: index, value: weight)
    }
    guard weights.contains(where: { $0 > 0 }) else { throw .noDemand }
    // Sums of weight × minutes have to be numbers too.
    guard weights.reduce(0, +) < Self.mostWeight else {
      let greatest = weights.indices.max { weights[$0] < weights[$1] } ?? 0
      throw .badWeight(index: greatest, value: weights[greatest])
    }
    for table in [candidates, existing].compactMap(\.self) {
      for point in 0..<table.pointCount {
        for entry in table[point] where !(entry.minutes >= 0 && entry.minutes.isFinite) {
          throw .badCost(demand: entry.place, candidate: point, value: entry.minutes)
        }
      }
    }
    for (list, count) in [(capacities, candidates.pointCount), (existingCapacities, existing?.pointCount ?? 0)] {
      guard let list else { continue }
      guard list.count == count else { throw .sizeMismatch(expected: count, found: list.count) }
      for (index, value) in list.enumerated() where !(value >= 0 && value.isFinite) {
        throw .badWeight(index: index, value: value)
      }
    }
    if capacities != nil, let existing, existing.pointCount > 0, existingCapacities == nil {
      throw .sizeMismatch(expected: existing.pointCount, found: 0)
    }
    switch objective {
    case .pMedian(let points), .pCentre(let points): try check(points)
    case .maximalCover(let points, let minutes):
      try check(points)
      guard minutes > 0, minutes.isFinite else { throw .badSetting(name: "minutes", value: minutes) }
    case .setCover(let minutes, let share):
      guard minutes > 0, minutes.isFinite else { throw .badSetting(name: "minutes", value: minutes) }
      guard share > 0, share <= 1 else { throw .badSetting(name: "coverage", value: share) }
    }
  }

  private func check(_ points: Int) throws(AccessError) {
    guard points > 0 else { throw .badSetting(name: "points", value: Double(points)) }
    guard points <= candidates.pointCount else {
      throw .tooFewCandidates(asked: points, candidates: candidates.pointCount)
    }
  }

  /// The places with weight that somebody can serve within the minutes.
  func demands(within minutes: Double) -> Demands {
    var nearest = [Double](repeating: .infinity, count: weights.count)
    var isServable = [Bool](repeating: false, count: weights.count)
    if let existing {
      for point in 0..<existing.pointCount {
        existing.forEach(from: point) { place, time in
          nearest[place] = min(nearest[place], time)
          if time <= minutes { isServable[place] = true }
        }
      }
    }
    for point in 0..<candidates.pointCount {
      candidates.forEach(from: point) { place, time in if time <= minutes { isServable[place] = true } }
    }
    var demands = Demands(demandOfPlace: [Int32](repeating: -1, count: weights.count))
    for place in weights.indices where weights[place] > 0 {
      guard isServable[place] else {
        demands.unservable.append(place)
        continue
      }
      demands.demandOfPlace[place] = Int32(demands.places.count)
      demands.places.append(place)
      demands.weights.append(weights[place])
      demands.existing.append(nearest[place])
    }
    return demands
  }

  /// The demands that each point of a table serves within the minutes, with a cost made of demand and minutes.
  func columns(
    of times: TravelTimes, _ demands: Demands, within minutes: Double, cost: (_ demand: Int, _ minutes: Double) -> Double
  ) -> [[(demand: Int32, cost: Double)]] {
    (0..<times.pointCount).map { point in
      var column: [(demand: Int32, cost: Double)] = []
      times.forEach(from: point) { place, time in
        let demand = demands.demandOfPlace[place]
        if demand >= 0, time <= minutes { column.append((demand, cost(Int(demand), time))) }
      }
      return column
    }
  }

  /// 1 where all weights are whole numbers, so that covered weight is too.
  func weightStep(_ weights: [Double]) -> Double { weights.allSatisfy { $0 == $0.rounded() } ? 1 : 0 }
}

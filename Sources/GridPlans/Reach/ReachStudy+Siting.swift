import GridAccess
import GridGeometry

/// New points as chosen, with what they change.
struct SitedPoints {
  let outcome: SitingOutcome
  let candidates: [ReadPoint]
  /// How many households each chosen point has within the limit, in the order of `outcome.chosen`.
  let households: [Double]
  let candidateCount: Int
  let demand: Double
  let leftOut: Double
  /// Households on other pieces of the network than those looked at; see ``ReachStudy/scope(_:of:)``.
  let onOtherPieces: Double
  let isCapacitated: Bool
  let after: ReachShare

  var chosen: [ReadPoint] { outcome.chosen.map { candidates[$0] } }
}

extension ReachStudy {
  /// So many atoms at most are candidates, those with most households first: a table of all pairs would not fit.
  static let mostCandidates = 4000

  /// Looks for the best places for new points, the points that stand already kept.
  ///
  /// Households and candidates of every piece of the network take part, unless the goal is to leave nobody out and the
  /// pieces are more than the new points; see ``scope(_:of:)``.
  func site(
    _ siting: ReachOptions.Siting, candidates given: [ReadPoint]?, control: PlanningControl
  ) throws(PlanError) -> SitedPoints {
    let candidates = given ?? atomCandidates()
    do throws(AccessError) {
      let spots = traveller.place(candidates.map(\.point), threads: options.threads)
      let scope = scope(siting, of: spots)
      let usable = members(of: spots, on: scope)
      let pool = usable.map { candidates[$0] }
      let takesPart = Set(members(of: places, on: scope))
      // A share to cover is one of all households, those without any way included.
      let demand = siting.goal == .lscp ? weights : weights.indices.map { takesPart.contains($0) ? weights[$0] : 0 }
      let located = Set(members(of: places, on: nil)).subtracting(takesPart)
      guard !pool.isEmpty else { throw .candidatesOffNetwork(candidates: candidates.count, metres: options.settings.snapLimit) }
      let minutes = options.settings.minutes
      let limit: Double =
        switch siting.goal {
        case .pMedian: max(60, 4 * minutes)
        case .pCentre: .infinity
        case .mclp, .lscp: minutes
        }
      control.report(0, 2, "siting")
      let table = traveller.times(
        from: spots.selecting(usable), to: places, within: limit, threads: options.threads)
      var request = SitingRequest(
        siting.objective(minutes: minutes), candidates: table, weights: demand,
        existing: traveller.times(from: stops, to: places, within: limit, threads: options.threads), seed: options.seed,
        effort: options.effort, isCancelled: { control.isCancelled })
      let room = pool.map { $0.capacity ?? siting.capacity }
      let isCapacitated =
        siting.goal.takesCapacities && options.capacityField != nil && room.allSatisfy { $0 != nil }
      if isCapacitated {
        request.capacities = room.map { $0 ?? 0 }
        request.existingCapacities = services.map { $0.capacity ?? 0 }
      }
      control.report(1, 2, "siting")
      let outcome = try GridAccess.site(request)
      let all = TravelPlaces.joined(stops, spots.selecting(outcome.chosen.map { usable[$0] }))
      let after = try traveller.reach(
        of: all, for: places, weights: weights, within: minutes, threads: options.threads)
      return SitedPoints(
        outcome: outcome, candidates: pool, households: Array(after.catchments.suffix(outcome.chosen.count)),
        candidateCount: pool.count, demand: demand.reduce(0, +),
        leftOut: weights.reduce(0, +) - demand.reduce(0, +) + outcome.unservable.reduce(0) { $0 + weights[$1] },
        onOtherPieces: located.reduce(0) { $0 + weights[$1] },
        isCapacitated: isCapacitated, after: after.share(of: weights.indices, weights: weights))
    } catch {
      if error == .cancelled { throw .interrupted }
      throw .badInput(InputProblem(error, source: "--site"))
    }
  }

  /// The pieces of the network that are looked at; `nil` for all of them.
  ///
  /// The longest walk of all is endless as long as one piece is without a point. Where there are more of them than new
  /// points, the p-centre looks at the largest piece and at those with a point only.
  private func scope(_ siting: ReachOptions.Siting, of spots: TravelPlaces) -> Set<Int32>? {
    guard siting.goal == .pCentre, let candidates = spots.positions, let homes = places.positions else { return nil }
    let served = Set((stops.positions ?? []).map(piece))
    let needy = Set(candidates.map(piece)).intersection(homes.map(piece)).subtracting(served).subtracting([-1])
    return needy.count > siting.count ?? 0 ? served.union([0]).subtracting([-1]) : nil
  }

  /// Those that meet a way on one of some pieces; all of them without a network.
  private func members(of spots: TravelPlaces, on pieces: Set<Int32>?) -> [Int] {
    guard let positions = spots.positions else { return Array(0..<spots.count) }
    return positions.indices.filter { index in
      positions[index] != nil && pieces?.contains(piece(positions[index])) ?? true
    }
  }

  private func atomCandidates() -> [ReadPoint] {
    var chosen = Array(plan.atoms.indices)
    if chosen.count > Self.mostCandidates {
      chosen = chosen.sorted { (-plan.atoms[$0].households, $0) < (-plan.atoms[$1].households, $1) }
        .prefix(Self.mostCandidates).sorted()
    }
    return chosen.compactMap { index in
      plan.atoms[index].ground.interiorPoint.map {
        ReadPoint(id: plan.atoms[index].id, category: category, name: "", capacity: nil, point: $0)
      }
    }
  }
}

extension ReachOptions.Siting {
  /// The goal as the search takes it.
  func objective(minutes: Double) -> SitingObjective {
    switch goal {
    case .lscp: return .setCover(minutes: minutes, share: coverage)
    case .pMedian: return .pMedian(points: count ?? 0)
    case .mclp: return .maximalCover(points: count ?? 0, minutes: minutes)
    case .pCentre: return .pCentre(points: count ?? 0)
    }
  }

  /// What value and bound count.
  var unit: String {
    switch goal {
    case .pMedian: "household-minutes"
    case .mclp: "households covered"
    case .lscp: "points"
    case .pCentre: "minutes"
    }
  }
}

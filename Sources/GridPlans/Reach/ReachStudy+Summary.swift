import GridAccess
import GridGeometry

extension ReachStudy {
  /// All figures of the study.
  func summary(siting: ReachSummary.Siting?, problems: [BilingualText], locator: GridLocator) -> ReachSummary {
    let whole = result.share(of: weights.indices, weights: weights)
    let settings = options.settings
    let townshipOf = Dictionary(plan.communities.map { ($0.code, $0.township) }, uniquingKeysWith: { first, _ in first })
    let communityNames = Dictionary(plan.communities.map { ($0.code, $0.name) }, uniquingKeysWith: { first, _ in first })
    let gridNames = Dictionary(plan.grids.map { ($0.code.text, $0.name) }, uniquingKeysWith: { first, _ in first })
    return ReachSummary(
      schema: 1, asOf: options.asOf, category: category, minutes: settings.minutes, speed: settings.speed,
      travel: settings.usesNetwork ? "network" : "straight", detour: settings.usesNetwork ? nil : settings.detour,
      snap: settings.usesNetwork ? settings.snapLimit : nil, network: ways, households: Int(whole.total),
      within: Int(whole.within), beyond: Int(whole.beyond), unreached: Int(whole.unreached),
      meanMinutes: whole.meanMinutes, modelledHouseholds: plan.modelledHouseholds,
      points: services.indices.map { stop($0, locator) },
      townships: groups { townshipOf[$0.community] ?? "" }.map { group($0.key, "", $0.places) },
      communities: groups(\.community).map { group($0.key, communityNames[$0.key] ?? "", $0.places) },
      grids: groups(\.grid.text).map { group($0.key, gridNames[$0.key] ?? "", $0.places) }, siting: siting,
      problems: problems)
  }

  private func group(_ code: String, _ name: String, _ places: [Int]) -> ReachSummary.Group {
    let share = result.share(of: places, weights: weights)
    return ReachSummary.Group(
      code: code, name: name, households: Int(share.total), beyond: Int(share.beyond), unreached: Int(share.unreached),
      meanMinutes: share.meanMinutes, accessibility: accessibility(of: places))
  }

  private func stop(_ index: Int, _ locator: GridLocator) -> ReachSummary.Stop {
    ReachSummary.Stop(
      id: services[index].id, name: services[index].name, grid: locator.leaf(at: services[index].point),
      households: Int(result.catchments[index]), nearestFor: Int(result.assigned[index]),
      gap: stops.positions.flatMap { $0[index]?.gap })
  }

  private var ways: ReachSummary.Ways? {
    guard let network = traveller.network, let pieces else { return nil }
    return ReachSummary.Ways(
      nodes: network.nodes.count, edges: network.edgeCount, kilometres: network.totalLength / 1000, pieces: pieces.count,
      largestPieceKilometres: pieces.lengths[0] / 1000, householdsCutOff: Int(householdsCutOff),
      householdsOffNetwork: Int(places.lost.reduce(0) { $0 + weights[$1] }))
  }

  /// What the summary says about new points.
  func summary(of sited: SitedPoints, _ siting: ReachOptions.Siting, locator: GridLocator) throws(PlanError)
    -> ReachSummary.Siting
  {
    let before = result.share(of: weights.indices, weights: weights)
    func effect(_ share: ReachShare) -> ReachSummary.Effect {
      .init(households: Int(share.total), beyond: Int(share.beyond), meanMinutes: share.meanMinutes)
    }
    let places = try geographic(sited.chosen.map(\.point))
    let outcome = sited.outcome
    return ReachSummary.Siting(
      objective: siting.goal.rawValue, candidates: sited.candidateCount, demandHouseholds: Int(sited.demand),
      leftOut: Int(sited.leftOut), onOtherPieces: Int(sited.onOtherPieces), capacitated: sited.isCapacitated,
      points: sited.chosen.indices.map { index in
        let point = sited.chosen[index]
        let grid = locator.leaf(at: point.point)
        return .init(
          id: point.id, longitude: places[index].x, latitude: places[index].y, grid: grid,
          community: grid.flatMap { locator.path(of: GridCode($0)).last?.community }, households: Int(sited.households[index]))
      },
      value: outcome.objective, bound: outcome.bound, gap: outcome.gap, proved: outcome.isProved, unit: siting.unit,
      before: effect(before), after: effect(sited.after))
  }

  /// Longitude and latitude to a metre's tenth.
  private func geographic(_ points: [Point]) throws(PlanError) -> [Point] {
    do {
      return try Transformation(from: plan.referenceSystem, to: .wgs84).apply(points).map {
        Point(($0.x * 1e6).rounded() / 1e6, ($0.y * 1e6).rounded() / 1e6)
      }
    } catch {
      throw .internalFault("placing new points: \(error.message)")
    }
  }
}

extension GridLocator {
  /// The code of the leaf grid at a point; the first of several, `nil` outside.
  func leaf(at point: Point) -> String? {
    switch locate(point) {
    case .inside(let code): code.text
    case .ambiguous(let codes): codes.first?.text
    case .outside, .invalid: nil
    }
  }
}

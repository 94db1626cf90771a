import GridAccess
import GridAuditing
import GridGeometry

/// Everything `gridwright reach` reckons about one class of services.
struct ReachStudy {
  let plan: Plan
  let options: ReachOptions
  let category: String
  let services: [ReadPoint]
  let traveller: Traveller
  let stops: TravelPlaces
  /// The atoms with households; the places of every table.
  let atoms: [Int]
  let weights: [Double]
  let places: TravelPlaces
  let times: TravelTimes
  let result: ReachResult
  /// Supply a household, where the points' capacities are known.
  let catchment: FloatingCatchment
  let pieces: NetworkPieces?

  init(
    _ plan: Plan, options: ReachOptions, category: String, services: [ReadPoint], ways: [WayLine], control: PlanningControl
  ) throws(PlanError) {
    self.plan = plan
    self.options = options
    self.category = category
    self.services = services
    var members: [Int] = []
    var points: [Point] = []
    for (index, atom) in plan.atoms.enumerated() where atom.households > 0 {
      guard let point = atom.ground.interiorPoint else { continue }
      members.append(index)
      points.append(point)
    }
    let weights = members.map { Double(plan.atoms[$0].households) }
    atoms = members
    self.weights = weights
    do throws(AccessError) {
      control.report(0, 3, "network")
      let traveller = try options.settings.traveller(over: ways)
      let places = traveller.place(points, threads: options.threads)
      let stops = traveller.place(services.map(\.point))
      control.report(1, 3, "reach")
      let result = try traveller.reach(
        of: stops, for: places, weights: weights, within: options.settings.minutes, threads: options.threads)
      control.report(2, 3, "reach")
      let times = traveller.times(from: stops, to: places, within: options.settings.minutes, threads: options.threads)
      // A capacity that was asked for and could not be read supplies nothing.
      let unstated = options.capacityField == nil ? 1.0 : 0
      catchment = try FloatingCatchment(times, supply: services.map { $0.capacity ?? unstated }, demand: weights)
      self.traveller = traveller
      self.places = places
      self.stops = stops
      self.times = times
      self.result = result
      pieces = traveller.network.map(NetworkPieces.init)
    } catch {
      throw .badInput(InputProblem(error, source: options.points ?? "service_points"))
    }
  }

  /// The places of each group of atoms that a key makes, in the order of the keys.
  func groups(_ key: (PlanAtom) -> String) -> [(key: String, places: [Int])] {
    var groups: [String: [Int]] = [:]
    for (place, atom) in atoms.enumerated() { groups[key(plan.atoms[atom]), default: []].append(place) }
    return groups.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// Supply a thousand households of a group, households counted once; `nil` for a group of nobody.
  func accessibility(of places: [Int]) -> Double? {
    let total = places.reduce(0) { $0 + weights[$1] }
    return total > 0 ? 1000 * places.reduce(0) { $0 + weights[$1] * catchment.accessibility[$1] } / total : nil
  }

  /// The piece of the network a position is on, −1 for none.
  func piece(_ position: NetworkPosition?) -> Int32 {
    guard let position, let network = traveller.network, let pieces else { return -1 }
    return pieces.pieceOfNode[network.edge(Int(position.edge)).start]
  }

  /// Households on pieces of the network without any of the points.
  var householdsCutOff: Double {
    guard let positions = places.positions else { return 0 }
    let served = Set((stops.positions ?? []).map(piece).filter { $0 >= 0 })
    return positions.indices.reduce(0) { sum, place in
      let piece = piece(positions[place])
      return piece >= 0 && !served.contains(piece) ? sum + weights[place] : sum
    }
  }
}

extension InputProblem {
  /// What reach cannot be reckoned with.
  init(_ error: AccessError, source: String) {
    self.init(source: source, cause: BilingualText(en: error.message, zh: error.messageZH), remedy: Self.remedy(error))
  }

  private static func remedy(_ error: AccessError) -> BilingualText {
    switch error {
    case .emptyNetwork:
      BilingualText(
        en: "Name a layer of roads and paths with --network, or --network none for straight lines",
        zh: "请用 --network 指定道路图层，或用 --network none 按直线计算")
    case .noPoints:
      BilingualText(en: "Name a file with points, and check --class and --where", zh: "请指定含有点的文件，并检查 --class 和 --where")
    case .tooFewCandidates: BilingualText(en: "Ask for fewer points, or give more candidates", zh: "请减少点数，或提供更多候选点")
    case .candidatesOffNetwork:
      BilingualText(
        en: "Raise --snap, check the candidates' coordinates, or use --network none", zh: "请增大 --snap、检查候选点坐标，或用 --network none")
    case .outOfReach:
      BilingualText(en: "Lower --coverage, raise --minutes, or give more candidates", zh: "请降低 --coverage、增大 --minutes 或提供更多候选点")
    case .tooLittleCapacity: BilingualText(en: "Ask for more points or larger ones", zh: "请增加点数或容量")
    default: BilingualText(en: "Correct it and run again", zh: "请更正后重试")
    }
  }
}

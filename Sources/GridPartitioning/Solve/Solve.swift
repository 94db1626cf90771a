/// Divides a graph into connected zones inside hard bounds, at the least cost the search finds.
///
/// Plans are ordered by total weight outside the band first and cost second. A plan that cannot keep the band is
/// returned all the same, each zone outside it with its reason. The same request gives the same result on every
/// machine and thread; cancelling or a deadline makes the search stop early with the best it has.
///
/// - Throws: ``PartitionError`` for requests that contradict themselves.
/// - Complexity: O((atoms + borders) · effort), with O(log zones) passes for the starts.
public func solve(
  _ request: PartitionRequest, control: RunControl = RunControl()
) throws(PartitionError) -> PartitionOutcome {
  try request.objective.validate()
  if case .exactly(let count) = request.count, count < 1 { throw .zoneCountInvalid(count) }
  var ways: Set<Int32> = []
  var best: PartitionOutcome?
  for _ in 0..<mostWaysTried {
    let contraction = try Contraction(request, shunning: ways)
    var run = SolveRun(request: request, contraction: contraction, control: control)
    run.solveParts()
    let outcome = run.outcome()
    if best.map({ outcome.isNearer(than: $0) }) ?? true { best = outcome }
    // Where groups in pieces were joined by ways that leave no plan, others may leave one.
    let isSettled = outcome.exceptions.allSatisfy { $0.isProved }
    if isSettled || contraction.ways.isSubset(of: ways) || control.shouldStop { break }
    ways.formUnion(contraction.ways)
  }
  guard let best else { preconditionFailure("there is at least one try") }
  return best
}

private let mostWaysTried = 6

extension PartitionOutcome {
  /// Whether less lies out of band, or as much at less cost.
  fileprivate func isNearer(than other: PartitionOutcome) -> Bool {
    (exceptions.count, cutCost) < (other.exceptions.count, other.cutCost)
  }
}

/// The state of one call of `solve`.
struct SolveRun {
  let request: PartitionRequest
  let contraction: Contraction
  let control: RunControl

  private var labels: [Int32]
  private var zoneReasons: [OutOfBoundsReason?] = []
  private var countReason: OutOfBoundsReason?
  private var moves = 0
  private var isOptimal = true
  private var boundTotal = 0.0
  private var weakestBound = CutBound.Method.exhaustive
  /// The parts that the band admits several numbers of zones for. With two of them, the number of all could be shared in
  /// another way, of which the best division into one's own number says nothing.
  private var flexible: Set<Int> = []
  /// Means over the whole request, so that all parts weigh terms alike.
  private let costUnit, weightUnit: Double

  init(request: PartitionRequest, contraction: Contraction, control: RunControl) {
    self.request = request
    self.contraction = contraction
    self.control = control
    let costs = request.graph.borders.filter { $0.cost > 0 }.map(\.cost)
    costUnit = costs.isEmpty ? 0 : costs.reduce(0, +) / Double(costs.count)
    weightUnit = Double(request.graph.totalWeight) / Double(max(1, request.graph.atomCount))
    labels = [Int32](repeating: -1, count: request.graph.atomCount)
    for atoms in request.locked {
      for atom in atoms { labels[atom.position] = Int32(zoneReasons.count) }
      zoneReasons.append(.locked)
    }
  }

  /// Solves each connected part and puts the results together.
  mutating func solveParts() {
    let parts = contraction.graph.components()
    var shares = shareCount(among: parts)
    if shares == nil && parts.count > 1 { flexible = flexibleParts(parts) }
    isOptimal = !contraction.isRestricted && (parts.count <= 1 || shares == nil) && flexible.count <= 1
    // Against the clock the first search takes all the time, so whether the sharing will do is tried out before it.
    if control.deadline != nil, request.keepsSearching, let others = otherShares(than: shares, among: parts, nil) {
      shares = others
    }
    var results = parts.indices.map { solve(parts, $0, shares) }
    if let others = otherShares(than: shares, among: parts, results) {
      for index in parts.indices where others[index] != shares?[index] { results[index] = solve(parts, index, others) }
    }
    for (part, result) in zip(parts, results) { adopt(result, part) }
  }

  private func solve(_ parts: [[AtomIndex]], _ index: Int, _ shares: [Int]?) -> ComponentSolver.Result {
    var control = control
    if let end = end(ofPart: index, of: parts, shares) { control = RunControl(partOf: control, deadline: end) }
    let solver = solver(of: parts[index], number: index, isOnly: parts.count == 1, control: control)
    guard let shares else {
      return solver.solveFitting(request.count, isShare: flexible.count > 1 && flexible.contains(index))
    }
    return solver.solve(zones: shares[index], isShare: parts.count > 1)
  }

  private func flexibleParts(_ parts: [[AtomIndex]]) -> Set<Int> {
    let weights = contraction.graph.weights
    return Set(
      parts.indices.filter { part in
        CountChoice.fitting(atoms: parts[part].map { weights[$0.position] }, bounds: request.bounds).count > 1
      })
  }

  /// When a part must be done, so that each gets time by its number of atoms; `nil` without a deadline, or for one part.
  private func end(ofPart index: Int, of parts: [[AtomIndex]], _ shares: [Int]?) -> ContinuousClock.Instant? {
    guard let deadline = control.deadline, parts.count > 1 else { return nil }
    // A part that stays whole needs no time.
    let work = parts.indices.map { shares?[$0] == 1 ? 0 : parts[$0].count }
    let left = work[index...].reduce(0, +)
    let now = ContinuousClock.now
    return now + (deadline - now) * (left == 0 ? 1 : Double(work[index]) / Double(left))
  }

  func solver(of part: [AtomIndex], number: Int, isOnly: Bool, control: RunControl) -> ComponentSolver {
    let graph = contraction.graph
    let previous = part.map { contraction.previous[$0.position] }
    let problem = SearchProblem(
      graph: part.count == graph.atomCount ? graph : graph.subgraph(part), previous: previous,
      terms: SearchProblem.Terms(
        bounds: searchBounds, objective: request.objective, costUnit: costUnit, weightUnit: weightUnit))
    return ComponentSolver(
      problem: problem, previous: previous, effort: request.effort,
      seed: request.seed &+ UInt64(number) &* 0x9E37_79B9_7F4A_7C15, threads: request.threads,
      keepsSearching: request.keepsSearching,
      goal: isOnly && request.locked.isEmpty ? request.goal.map { $0 * problem.costScale } : nil,
      boundWork: request.boundWork, control: control, hasSiblings: !isOnly, isRestricted: contraction.isRestricted)
  }

  /// The band of the request, with a minimum whose multiples can be counted. Where this changes it, the zones asked for
  /// weigh more together than any graph does, so that no division keeps either band.
  private var searchBounds: WeightBounds {
    guard case .exactly(let count) = request.count else { return request.bounds }
    return request.bounds.withMinimum(atMost: (1 << 62) / min(count, max(1, request.graph.atomCount)))
  }

  /// The number of zones of each part where a number is prescribed.
  private mutating func shareCount(among parts: [[AtomIndex]]) -> [Int]? {
    guard case .exactly(let count) = request.count else { return nil }
    let wanted = count - request.locked.count
    let sharing = ZoneSharing(count: wanted, parts: parts, of: contraction.graph, bounds: request.bounds)
    let given = sharing.evenest.reduce(0, +)
    if given < wanted {
      countReason = .fewerAtomsThanZones(atoms: contraction.graph.atomCount + request.locked.count, zones: count)
    } else if given > wanted {
      countReason = .fewerZonesThanComponents(zones: count, components: parts.count + request.locked.count)
    }
    let before = parts.map { part in Set(part.map { contraction.previous[$0.position] }).count { $0 >= 0 } }
    return before.reduce(0, +) == given && !before.contains(0) ? before : sharing.evenest
  }

  /// Another way to share the zones, where one part keeps no band with its own: one that short searches can do with.
  ///
  /// - Parameter results: What came of the shares; without, they are tried out too.
  /// - Returns: `nil` where the shares will do, none is found, or the band forbids them all.
  private func otherShares(
    than shares: [Int]?, among parts: [[AtomIndex]], _ results: [ComponentSolver.Result]?
  ) -> [Int]? {
    guard let shares, countReason == nil, (2...Self.mostPartsTried).contains(parts.count) else { return nil }
    if results?.allSatisfy({ $0.plan.violation == 0 }) ?? false { return nil }
    let sharing = ZoneSharing(
      count: shares.reduce(0, +), parts: parts, of: contraction.graph, bounds: request.bounds)
    guard sharing.canKeepBand else { return nil }
    let others = sharing.firstThat(preferring: shares) { zones, part in
      if let results, zones == shares[part] { return results[part].plan.violation == 0 }
      return tryOut(zones, ofPart: part, parts[part])
    }
    return others == shares ? nil : others
  }

  /// With more parts than this the first sharing is taken as it is.
  private static let mostPartsTried = 64

  /// Whether a short search divides a part into so many zones inside the band.
  private func tryOut(_ zones: Int, ofPart index: Int, _ part: [AtomIndex]) -> Bool {
    var solver = solver(of: part, number: index, isOnly: false, control: control)
    solver.effort = .quick
    solver.keepsSearching = false
    solver.boundWork = 0
    return solver.solve(zones: zones, isShare: true).plan.violation == 0
  }

  private mutating func adopt(_ result: ComponentSolver.Result, _ part: [AtomIndex]) {
    let first = Int32(zoneReasons.count)
    var heaviest = [AtomIndex?](repeating: nil, count: result.plan.zoneCount)
    for (index, atom) in part.enumerated() {
      let zone = result.plan.zones[index]
      for member in contraction.members[atom.position] { labels[member.position] = first + zone }
      if contraction.graph.weights[atom.position] > request.bounds.maximum, heaviest[Int(zone)] == nil { heaviest[Int(zone)] = atom }
    }
    for zone in 0..<result.plan.zoneCount {
      if let atom = heaviest[zone] {
        zoneReasons.append(
          .atomAboveMaximum(contraction.members[atom.position][0], weight: contraction.graph.weights[atom.position]))
      } else if case .chokePoint(let atom) = result.reason {
        zoneReasons.append(.chokePoint(contraction.members[part[atom.position].position][0]))
      } else {
        zoneReasons.append(result.reason)
      }
    }
    moves += result.moves
    isOptimal = isOptimal && result.isOptimal && result.plan.violation == 0
    if result.costScale > 0 { boundTotal += result.lowerBound.value / result.costScale }
    weakestBound = max(weakestBound, result.lowerBound.method)
  }

  /// The result in the words of the caller.
  func outcome() -> PartitionOutcome {
    let partition = Partition(labels: labels)
    var reasons = [OutOfBoundsReason?](repeating: nil, count: partition.zoneCount)
    for (atom, label) in labels.enumerated() { reasons[Int(partition.zones[atom])] = zoneReasons[Int(label)] }
    var exceptions: [OutOfBounds] = []
    for (zone, weight) in partition.zoneWeights(in: request.graph).enumerated()
    where !request.bounds.contains(weight) {
      let reason = reasons[zone] ?? .notFound(moves: moves)
      exceptions.append(OutOfBounds(zone: ZoneID(zone), weight: weight, reason: reason, isProved: reason.isProof))
    }
    let cutCost = partition.cutCost(in: request.graph)
    let lowerBound = lowerBound
    let meetsBound = request.objective.isCutAlone && lowerBound.map { cutCost <= $0.value + 1e-9 } ?? false
    let isOptimal = (isOptimal || meetsBound || partition.zoneCount == 1) && exceptions.isEmpty
    return PartitionOutcome(
      partition: partition, feasible: exceptions.isEmpty && countReason == nil, exceptions: exceptions,
      countReason: countReason, cutCost: cutCost,
      cutLength: partition.cutLength(in: request.graph), lowerBound: lowerBound,
      provedOptimal: isOptimal,
      stoppedByClock: control.isLate || (request.keepsSearching && control.deadline != nil && !isOptimal), moves: moves)
  }

  private var lowerBound: LowerBound? {
    let borders = request.graph.borders
    var isLocked = [Bool](repeating: false, count: request.graph.atomCount)
    for atoms in request.locked { for atom in atoms { isLocked[atom.position] = true } }
    let settled = borders.reduce(0.0) { sum, border in
      let touchesLocked = isLocked[border.a.position] || isLocked[border.b.position]
      return sum + (touchesLocked && labels[border.a.position] != labels[border.b.position] ? border.cost : 0)
    }
    let first = borders.first?.cost ?? 0
    return LowerBound(
      parts: boundTotal, weakest: weakestBound, settled: settled,
      wholeCost: borders.allSatisfy { $0.cost == first } ? first : nil)
  }
}

/// A tree of zones with its place in the order of trees.
struct RatedHierarchy {
  var outcome: HierarchyOutcome
  /// Weight out of band over all levels with a band.
  var violation: Int

  /// Whether another tree could lie better: not where all that is out of band is proved so for any first level.
  var mayImprove: Bool {
    for (level, list) in outcome.exceptions.enumerated() {
      for exception in list {
        switch exception.reason {
        case .atomAboveMaximum, .noWeight, .locked: continue
        default: if level > 0 || !exception.isProved { return true }
        }
      }
    }
    return false
  }

  func isBetter(than other: RatedHierarchy) -> Bool {
    violation != other.violation ? violation < other.violation : outcome.cost < other.outcome.cost - 1e-9
  }
}

/// One attempt at a tree of zones.
struct HierarchyBuilder {
  let request: HierarchyRequest
  let attempt: Int
  let control: RunControl
  /// Per level, what locks further below ask of it.
  private let kept: [[KeptGround]]
  private var levels: [[Int32]] = []
  private var exceptions: [[OutOfBounds]] = []
  private var countReasons: [OutOfBoundsReason?] = []
  private var proofs: [ProofTally] = []

  init(request: HierarchyRequest, attempt: Int, control: RunControl) {
    self.request = request
    self.attempt = attempt
    self.control = control
    kept = request.levels.indices.map { KeptGround.all(at: $0, of: request) }
  }

  /// Level by level downwards.
  func fromTheTop() throws(PartitionError) -> RatedHierarchy {
    var builder = self
    try builder.makeFirstLevel()
    for level in request.levels.indices.dropFirst() { try builder.makeChildren(at: level) }
    return builder.rated()
  }

  /// The smallest zones that every parent must have first, then their parents out of them, then whatever is ragged
  /// below. `nil` where the rules leave no room for it: a second level that need not exist, counts, or locked zones.
  func fromTheBottom() throws(PartitionError) -> RatedHierarchy? {
    guard request.locked.allSatisfy(\.isEmpty) else { return nil }
    var depth = 0
    while depth + 1 < request.levels.count, request.levels[depth + 1].dividesAlways,
      case .band = request.levels[depth + 1].size
    { depth += 1 }
    guard depth > 0, case .band = request.levels[0].size else { return nil }

    var builder = self
    var graph = request.graph
    var atomClass = Array(0..<Int32(graph.atomCount))
    var made: [[Int32]] = []
    for level in stride(from: depth, through: 0, by: -1) {
      var part = builder.partRequest(graph, level: level, seedPart: 0)
      part.groups = request.levels[level].groups.map { group in
        Set(group.map { atomClass[$0.position] }).sorted().map { AtomIndex($0) }
      }
      let partition = try solve(part, keeping: []).partition
      atomClass = atomClass.map { partition.zones[Int($0)] }
      made.append(atomClass)
      graph = graph.quotient(partition.zones, count: partition.zoneCount)
    }
    for labels in made.reversed() {
      let level = builder.levels.count
      builder.levels.append(Partition(labels: labels).zones)
      builder.proofs.append(builder.proofsOfOnlyChildren(level))
      builder.countReasons.append(nil)
      builder.exceptions.append(builder.exceptionsAgainstBand(level))
    }
    for level in request.levels.indices.dropFirst(depth + 1) { try builder.makeChildren(at: level) }
    return builder.rated()
  }

  private mutating func makeFirstLevel() throws(PartitionError) {
    var part = partRequest(request.graph, level: 0, seedPart: 0)
    part.count = request.firstCount
    part.groups = request.levels[0].groups
    part.locked = request.locked.first ?? []
    part.previous = previous(at: 0)
    if case .count(let count) = request.levels[0].size {
      part.count = .exactly(max(1, count))
      part.bounds = Self.evenBounds(request.graph.totalWeight, max(1, count), request.levels[0].spread)
    }
    let outcome = try solve(part, keeping: kept[0])
    levels.append(outcome.partition.zones)
    proofs.append(Self.tally(of: outcome, keeping: kept[0]))
    countReasons.append(outcome.countReason)
    if case .band = request.levels[0].size { exceptions.append(outcome.exceptions) } else { exceptions.append([]) }
  }

  /// Divides the zones of the level above, each for itself.
  private mutating func makeChildren(at level: Int) throws(PartitionError) {
    let rule = request.levels[level]
    let graph = request.graph
    let above = levels[level - 1]
    let parents = Self.members(above)
    let counts = try childCounts(at: level, parents: parents)
    var labels = [Int32](repeating: -1, count: graph.atomCount)
    var found: [(atom: AtomIndex, weight: Int, reason: OutOfBoundsReason)] = []
    var next: Int32 = 0
    var proofs = ProofTally()
    for (index, atoms) in parents.enumerated() where counts[index] != 0 {
      let count = counts[index]
      var part = partRequest(graph.subgraph(atoms), level: level, seedPart: index)
      part.groups = Self.restrict(rule.groups, to: atoms, atomCount: graph.atomCount)
      part.locked = Self.restrict(locked(at: level), to: atoms, atomCount: graph.atomCount, least: 1)
      part.previous = previous(at: level).map { list in atoms.map { list[$0.position] } }
      if let count {
        part.count = .exactly(count)
        part.bounds = Self.evenBounds(part.graph.totalWeight, count, rule.spread)
      }
      let keptHere = kept[level].compactMap { ground in
        Self.restrict([ground.atoms], to: atoms, atomCount: graph.atomCount, least: 1).first.map {
          KeptGround(former: ground.former, atoms: $0)
        }
      }
      let outcome = try solve(part, keeping: keptHere)
      // Where a level is ragged, a single child is no division, unless somebody settled it.
      let isSettled = !part.locked.isEmpty || !keptHere.isEmpty
      if outcome.partition.zoneCount < 2 && !rule.dividesAlways && !isSettled { continue }
      for (place, atom) in atoms.enumerated() { labels[atom.position] = next + outcome.partition.zones[place] }
      next += Int32(outcome.partition.zoneCount)
      proofs = proofs + Self.tally(of: outcome, keeping: keptHere)
      if case .band = rule.size {
        for exception in outcome.exceptions {
          let place = outcome.partition.zones.firstIndex(of: exception.zone.offset) ?? 0
          found.append((atoms[place], exception.weight, Self.translated(exception.reason, atoms)))
        }
      }
    }
    let numbered = Self.renumbered(labels)
    levels.append(numbered)
    self.proofs.append(proofs)
    exceptions.append(
      found.map {
        OutOfBounds(
          zone: ZoneID(numbered[$0.atom.position]), weight: $0.weight, reason: $0.reason, isProved: $0.reason.isProof)
      }.sorted { $0.zone < $1.zone })
    if case .count(let wanted) = rule.size, Int(next) != wanted {
      countReasons.append(
        Int(next) < wanted
          ? .fewerAtomsThanZones(atoms: graph.atomCount, zones: wanted)
          : .fewerZonesThanComponents(zones: wanted, components: Int(next)))
    } else {
      countReasons.append(nil)
    }
  }

  private func locked(at level: Int) -> [[AtomIndex]] { level < request.locked.count ? request.locked[level] : [] }

  /// Per parent: 0 to leave it whole, a number to make, or `nil` for as many as fit.
  private func childCounts(at level: Int, parents: [[AtomIndex]]) throws(PartitionError) -> [Int?] {
    let rule = request.levels[level]
    let graph = request.graph
    let settled = Set(locked(at: level).joined()).union(kept[level].lazy.flatMap(\.atoms))
    let mustDivide = parents.map { atoms in !settled.isEmpty && atoms.contains { settled.contains($0) } }
    let mayDivide = zip(parents, mustDivide).map { atoms, mustDivide in
      if mustDivide { return true }
      let weight = atoms.reduce(0) { $0 + graph.weights[$1.position] }
      return (rule.moreThan.map { weight > $0 } ?? true)
        && (rule.mayDivide.map { flags in atoms.allSatisfy { flags[$0.position] } } ?? true)
    }
    guard case .count(let total) = rule.size else { return mayDivide.map { $0 ? nil : 0 } }
    var sharing = ChildCountSharing(total: total, isRagged: !rule.dividesAlways)
    for (index, atoms) in parents.enumerated() {
      let part = graph.subgraph(atoms)
      let groups = Self.restrict(rule.groups, to: atoms, atomCount: graph.atomCount)
      let locks = Self.restrict(locked(at: level), to: atoms, atomCount: graph.atomCount, least: 1)
      let classes = try Contraction(
        PartitionRequest(graph: part, bounds: Self.evenBounds(part.totalWeight, 1), groups: groups, locked: locks))
      sharing.add(
        weight: part.totalWeight, least: locks.count + classes.graph.components().count,
        most: mayDivide[index] ? locks.count + classes.graph.atomCount : 0, mustDivide: mustDivide[index])
    }
    return try sharing.shares()
  }

  private func partRequest(_ graph: AtomGraph, level: Int, seedPart: Int) -> PartitionRequest {
    let rule = request.levels[level]
    var bounds = Self.evenBounds(graph.totalWeight, 1)
    if case .band(let band) = rule.size { bounds = band }
    let seed = request.seed &+ UInt64(level) << 48 &+ UInt64(attempt) << 56 &+ UInt64(seedPart)
    return PartitionRequest(graph: graph, bounds: bounds, objective: rule.objective, effort: level == 0 ? request.effort : request.effort.forChildren, seed: seed)
  }

  private func previous(at level: Int) -> [Int32]? {
    guard level < request.previous.count, !request.previous[level].isEmpty else { return nil }
    return request.previous[level]
  }

  private func exceptionsAgainstBand(_ level: Int) -> [OutOfBounds] {
    guard case .band(let bounds) = request.levels[level].size else { return [] }
    let partition = Partition(labels: levels[level])
    return partition.zoneWeights(in: request.graph).enumerated().compactMap { zone, weight in
      if bounds.contains(weight) { return nil }
      let fits = !bounds.admissibleCounts(total: request.graph.totalWeight).isEmpty
      let reason =
        fits ? OutOfBoundsReason.notFound(moves: 0) : .totalFitsNoCount(total: request.graph.totalWeight)
      return OutOfBounds(zone: ZoneID(zone), weight: weight, reason: reason, isProved: reason.isProof)
    }
  }

  private func rated() -> RatedHierarchy {
    var parents: [[Int32]] = []
    var cost = 0.0
    var violation = 0
    for (level, labels) in levels.enumerated() {
      let count = Int(labels.max() ?? -1) + 1
      var above = [Int32](repeating: -1, count: count)
      if level > 0 {
        for (atom, zone) in labels.enumerated() where zone >= 0 { above[Int(zone)] = levels[level - 1][atom] }
      }
      parents.append(above)
      for border in request.graph.borders where labels[border.a.position] != labels[border.b.position] {
        // A line of the level above is not drawn again.
        let isOld = level > 0 && levels[level - 1][border.a.position] != levels[level - 1][border.b.position]
        if !isOld { cost += border.cost }
      }
      if case .band(let bounds) = request.levels[level].size {
        violation += exceptions[level].reduce(0) { $0 + bounds.violation(of: $1.weight) }
      }
    }
    return RatedHierarchy(
      outcome: HierarchyOutcome(
        levels: levels, parents: parents, exceptions: exceptions, countReasons: countReasons, proofs: proofs,
        cost: cost),
      violation: violation)
  }

  // MARK: Proofs

  /// What one call proved. Kept ground may have settled zones that nobody locked, so beside it nothing is claimed.
  private static func tally(of outcome: PartitionOutcome, keeping kept: [KeptGround]) -> ProofTally {
    var tally = ProofTally()
    tally.add(zones: outcome.partition.zoneCount, isProved: outcome.provedOptimal && kept.isEmpty)
    return tally
  }

  /// Zones made before their parents are nobody's best division; a parent with one zone has no other.
  private func proofsOfOnlyChildren(_ level: Int) -> ProofTally {
    let above = level > 0 ? levels[level - 1] : levels[level].map { _ in 0 }
    var children: [Int32: Set<Int32>] = [:]
    for (parent, zone) in zip(above, levels[level]) { children[parent, default: []].insert(zone) }
    var tally = ProofTally()
    for zones in children.values { tally.add(zones: zones.count, isProved: false) }
    return tally
  }

  // MARK: Small parts

  /// A count prescribes no band but a share of the mean.
  private static func evenBounds(
    _ total: Int, _ zones: Int, _ spread: Double = LevelRule.usualSpread
  ) -> WeightBounds {
    let mean = max(1, (total + zones / 2) / zones)
    return WeightBounds(around: mean, spread: Int(Double(mean) * min(max(0, spread), 1)))
  }

  private static func members(_ labels: [Int32]) -> [[AtomIndex]] {
    var result = [[AtomIndex]](repeating: [], count: Int(labels.max() ?? -1) + 1)
    for (atom, label) in labels.enumerated() where label >= 0 { result[Int(label)].append(AtomIndex(atom)) }
    return result
  }

  /// Labels in order of first appearance; −1 stays.
  private static func renumbered(_ labels: [Int32]) -> [Int32] {
    var number = [Int32](repeating: -1, count: Int(labels.max() ?? -1) + 1)
    var count: Int32 = 0
    return labels.map { label in
      if label < 0 { return -1 }
      if number[Int(label)] < 0 {
        number[Int(label)] = count
        count += 1
      }
      return number[Int(label)]
    }
  }

  /// Groups as far as they lie inside a parent with so many atoms, in the parent's own numbering.
  private static func restrict(
    _ groups: [[AtomIndex]], to atoms: [AtomIndex], atomCount: Int, least: Int = 2
  ) -> [[AtomIndex]] {
    if groups.isEmpty { return [] }
    var place = [Int32](repeating: -1, count: atomCount)
    for (index, atom) in atoms.enumerated() { place[atom.position] = Int32(index) }
    return groups.compactMap { group in
      let inside = group.compactMap { place[$0.position] >= 0 ? AtomIndex(place[$0.position]) : nil }
      return inside.count >= least ? inside : nil
    }
  }

  /// A reason with its atom in the numbering of the whole ground.
  private static func translated(_ reason: OutOfBoundsReason, _ atoms: [AtomIndex]) -> OutOfBoundsReason {
    switch reason {
    case .atomAboveMaximum(let atom, let weight): .atomAboveMaximum(atoms[atom.position], weight: weight)
    case .chokePoint(let atom): .chokePoint(atoms[atom.position])
    default: reason
    }
  }
}

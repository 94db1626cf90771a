import GridCoverages
import GridGeometry
import GridPartitioning
import Synchronization

/// A grid outside its band as the search left it, before it has a code.
struct ZoneException {
  /// 1 for the first level.
  let level: Int
  /// The zone's number at that level, through the whole county.
  let zone: Int
  let weight: Int
  let reason: OutOfBoundsReason
  let isProved: Bool
  let community: Int
  /// Locked grids brought it about: by what they leave of the ground, or by what they hold together.
  let isBesideLocks: Bool
}

/// Divides every community by the policy: each is a problem of its own, solved on any thread with its own seed.
struct CountyPartitioning {
  let map: AtomMap
  let graphs: [CommunityGraph]
  let policy: Policy
  let previous: PreviousPlan
  let options: PlanningOptions
  let control: PlanningControl

  init(
    map: AtomMap, policy: Policy, previous: PreviousPlan, options: PlanningOptions, control: PlanningControl
  ) throws(PlanError) {
    self.map = map
    graphs = try CommunityGraph.all(of: map)
    self.policy = policy
    self.previous = previous
    self.options = options
    self.control = control
  }

  /// - Returns: Beside the zones, for each level how many divisions of all communities are proved to be the best.
  func solve() throws(PlanError) -> (tree: ZoneTree, exceptions: [ZoneException], proofs: [ProofTally]) {
    var outcomes: [HierarchyOutcome]
    if policy.levels.contains(where: { if case .count = $0.size { true } else { false } }) {
      outcomes = try solveCounts()
    } else {
      outcomes = try solveAll(demands: [])
    }
    let (tree, exceptions) = collect(outcomes)
    let proofs = policy.levels.indices.map { level in
      outcomes.reduce(ProofTally()) { $0 + $1.proofs[level] }
    }
    return (tree, exceptions, proofs)
  }

  // MARK: One round over all communities

  /// - Parameter demands: For each level, the number of grids of each community; empty where bands decide.
  private func solveAll(demands: [[Int]]) throws(PlanError) -> [HierarchyOutcome] {
    let done = Atomic<Int>(0)
    return try concurrentMap(count: graphs.count, threads: options.threads) { index in
      if control.isCancelled { return .failure(PlanError.interrupted) }
      let outcome = Result { () throws(PlanError) in try solve(index, demands: demands.map { $0[index] }) }
      let count = done.add(1, ordering: .relaxed).newValue
      control.report(count, graphs.count, "partition")
      return outcome
    }
  }

  private func solve(_ index: Int, demands: [Int]) throws(PlanError) -> HierarchyOutcome {
    let community = graphs[index]
    do {
      let request = HierarchyRequest(
        graph: community.graph, levels: try rules(of: community, demands: demands),
        locked: locked(in: community),
        previous: previous.isEmpty
          ? [] : policy.levels.map { previous.zones(ofAtoms: community.atoms, level: $0.level) ?? [] },
        seed: options.seed ^ stableHash(map.communities[community.community].code),
        effort: options.effort.effort(forCounts: !demands.isEmpty),
        components: policy.exclaves == .join ? .join : .alone, firstCount: options.effort.firstCount)
      let outcome = try solveHierarchy(request, control: control.run)
      if control.isCancelled { throw PlanError.interrupted }
      return outcome
    } catch let error as PlanError {
      throw error
    } catch PartitionError.lockedTwice(let atom) {
      throw lockConflict(at: community.atoms[atom.position], in: map.communities[community.community])
    } catch {
      throw .internalFault("community \(map.communities[community.community].code): \(error)")
    }
  }

  /// Per level; empty where nothing is locked.
  private func locked(in community: CommunityGraph) -> [[[AtomIndex]]] {
    let zones = policy.levels.map { level in
      previous.lockedZones(ofAtoms: community.atoms, level: level.level).map { $0.map { AtomIndex($0) } }
    }
    return zones.allSatisfy(\.isEmpty) ? [] : zones
  }

  private func lockConflict(at atom: Int, in community: CommunityArea) -> PlanError {
    let codes = policy.levels.compactMap { previous.childCode(ofAtom: atom, level: $0.level)?.text }
    let place = map.atoms[atom].position
    return .badInput(
      InputProblem(
        source: "previous", place: BilingualText("\(place.x), \(place.y)"),
        cause: BilingualText(
          en:
            "\(community.name): the locks of last time's grids contradict each other, or part what is kept whole, around \(codes.joined(separator: ", "))",
          zh: "\(community.name)：\(codes.joined(separator: "、")) 一带，上期网格的锁定相互矛盾，或切分了须保持完整的地块"),
        remedy: BilingualText(en: "Unlock one of these grids", zh: "请解除其中一个网格的锁定")))
  }

  private func rules(of community: CommunityGraph, demands: [Int]) throws -> [LevelRule] {
    var rules: [LevelRule] = []
    for (offset, level) in policy.levels.enumerated() {
      let size: LevelRule.Size
      switch level.size {
      case .households(let band, let rural):
        let chosen = community.isUrban ? band : rural ?? band
        size = .band(try WeightBounds(minimum: chosen.minimum, target: chosen.target, maximum: chosen.maximum))
      case .count: size = .count(demands[offset])
      }
      rules.append(
        LevelRule(
          size: size, moreThan: level.divide?.moreThan,
          mayDivide: level.divide.map { divide in
            community.atoms.map { divide.classes.contains(map.atoms[$0].isUrban ? .urban : .rural) }
          }, groups: groups(of: community, wholes: level.whole), objective: policy.objective,
          spread: level.within ?? LevelRule.usualSpread))
    }
    return rules
  }

  /// Atoms that belong together at a level: parts of one unit.
  private func groups(of community: CommunityGraph, wholes: [Policy.Whole]) -> [[AtomIndex]] {
    guard wholes.contains(.units) else { return [] }
    var members: [Int: [AtomIndex]] = [:]
    var order: [Int] = []
    for (offset, atom) in community.atoms.enumerated() {
      guard let unit = map.atoms[atom].unit else { continue }
      if members[unit] == nil { order.append(unit) }
      members[unit, default: []].append(AtomIndex(offset))
    }
    return order.compactMap { unit in members[unit].flatMap { $0.count > 1 ? $0 : nil } }
  }

  // MARK: County-wide counts

  /// Apportions each counted level to communities by households, solves, and moves what a community could not take to
  /// others until the county's counts are met or nothing moves any more.
  private func solveCounts() throws(PlanError) -> [HierarchyOutcome] {
    var limits = policy.levels.map { _ in graphs.map(\.graph.atomCount) }
    var best: (missing: Int, outcomes: [HierarchyOutcome])?
    for _ in 0..<6 {
      let demands = try apportioned(limits: limits)
      let outcomes = try solveAll(demands: demands)
      var missing = 0
      for level in policy.levels.indices {
        guard case .count(let count, _) = policy.levels[level].size else { continue }
        let got = outcomes.map { $0.zoneCounts[level] }
        missing += abs(count - got.reduce(0, +))
        for index in graphs.indices where got[index] < demands[level][index] {
          limits[level][index] = got[index]
        }
      }
      if best.map({ missing < $0.missing }) ?? true { best = (missing, outcomes) }
      if missing == 0 { break }
    }
    return best?.outcomes ?? []
  }

  /// How many grids each community gets at each counted level; 0 at levels with a band.
  private func apportioned(limits: [[Int]]) throws(PlanError) -> [[Int]] {
    var demands: [[Int]] = []
    for (offset, level) in policy.levels.enumerated() {
      guard case .count(let count, let method) = level.size else {
        demands.append([Int](repeating: 0, count: graphs.count))
        continue
      }
      let takes = graphs.map { takesPart($0, in: level) }
      var least: [Int]
      if level.divide != nil {
        least = graphs.map { _ in 0 }
      } else if offset == 0 {
        least = graphs.map { _ in 1 }
      } else {
        least = zip(demands[offset - 1], limits[offset]).map { min($0, $1) }
      }
      least = zip(least, graphs).map { max($0, previous.lockedZones(ofAtoms: $1.atoms, level: level.level).count) }
      let most = graphs.indices.map { takes[$0] ? max(least[$0], limits[offset][$0]) : least[$0] }
      let weights = graphs.indices.map { takes[$0] ? graphs[$0].households : 0 }
      let total = min(max(count, least.reduce(0, +)), most.reduce(0, +))
      do {
        var shares = try apportion(total, weights: weights, minimum: least, maximum: most, method: method)
        if level.divide != nil { Self.pair(&shares, least: least, most: most, weights: weights) }
        demands.append(shares)
      } catch {
        throw .internalFault("apportionment of level \(level.level): \(error)")
      }
    }
    return demands
  }

  private func takesPart(_ community: CommunityGraph, in level: Policy.Level) -> Bool {
    guard let divide = level.divide else { return true }
    if let moreThan = divide.moreThan, community.households <= moreThan { return false }
    return divide.classes.contains(community.isUrban ? .urban : .rural)
  }

  /// A ragged level divides a grid into two or more, so one alone is no division: single shares go to communities that
  /// have some already.
  private static func pair(_ shares: inout [Int], least: [Int], most: [Int], weights: [Int]) {
    var spare = 0
    for index in shares.indices where shares[index] == 1 && least[index] == 0 {
      shares[index] = 0
      spare += 1
    }
    let order = shares.indices.sorted { (-weights[$0], $0) < (-weights[$1], $1) }
    while spare > 0 {
      guard
        let index = order.first(where: { shares[$0] >= 2 && shares[$0] < most[$0] })
          ?? order.first(where: { shares[$0] == 0 && most[$0] >= 2 && spare >= 2 })
      else { return }
      let step = shares[index] == 0 ? 2 : 1
      shares[index] += step
      spare -= step
    }
  }

  // MARK: Collecting

  private func collect(_ outcomes: [HierarchyOutcome]) -> (tree: ZoneTree, exceptions: [ZoneException]) {
    var tree = ZoneTree(levelCount: policy.levels.count, atoms: map.atoms.count)
    var exceptions: [ZoneException] = []
    for (index, outcome) in outcomes.enumerated() {
      let first = tree.levels.map(\.count)
      tree.add(graphs[index], zones: outcome.levels)
      let hasLocks = !outcome.exceptions.allSatisfy(\.isEmpty) && !locked(in: graphs[index]).isEmpty
      for (level, list) in outcome.exceptions.enumerated() {
        for item in list {
          exceptions.append(
            ZoneException(
              level: level + 1, zone: first[level] + Int(item.zone.offset), weight: item.weight, reason: item.reason,
              isProved: item.isProved, community: graphs[index].community, isBesideLocks: hasLocks && !stands(item.reason, in: graphs[index])))
        }
      }
    }
    var sites: [Int: [Int]] = [:]
    for (index, atom) in map.atoms.enumerated() {
      if let site = atom.site { sites[site, default: []].append(index) }
    }
    tree.sites = sites.keys.sorted().map { (site: $0, atoms: sites[$0] ?? []) }
    return (tree, exceptions)
  }

  /// Whether a reason would stand without any lock: an atom too heavy by itself, not with others it is kept with.
  private func stands(_ reason: OutOfBoundsReason, in community: CommunityGraph) -> Bool {
    guard case .atomAboveMaximum(let atom, let weight) = reason else { return false }
    return community.graph.weights[atom.position] == weight
  }
}

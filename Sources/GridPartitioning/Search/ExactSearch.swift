/// How an exhaustive search ended.
enum ExactResult {
  /// The cheapest division inside the band among those below the limit.
  case optimum([Int32], cost: Double)
  /// No division inside the band costs less than the limit.
  case noneBelowLimit
  case gaveUp
}

extension SearchProblem {
  /// Searches exhaustively for a division into `zones` zones that costs less than `limit`, with an allowance of nodes.
  ///
  /// - Returns: `nil` for graphs that are too large, and for objectives whose cost is no sum over zones.
  func searchExhaustively(zones: Int, below limit: Double, nodes: Int) -> ExactResult? {
    if var search = ExactSearch<UInt64>(self, nodes: nodes) { return search.run(zones: zones, below: limit) }
    if var search = ExactSearch<UInt128>(self, nodes: nodes) { return search.run(zones: zones, below: limit) }
    return nil
  }
}

/// Exhaustive search for the best division of a small graph inside its band: it ends with an optimum, with the proof
/// that there is none, or when its allowance of nodes is used up.
///
/// The zone of the first atom left over is enumerated as a growing connected set; borders to atoms decided against are
/// cut for certain and bound the cost from below. What remains falls into connected rests, each solved once per number
/// of zones and remembered. Atoms are numbered from the rim inwards, so that rests stay compact.
///
/// Sets of atoms are bit masks, which bounds what can be searched: 64 atoms at full speed, 128 at about half of it.
struct ExactSearch<Atoms: FixedWidthInteger & UnsignedInteger & Sendable>: ~Copyable {
  /// What is known about one rest and one number of zones.
  private struct Known {
    /// The optimum, or a bound from below where `first` is 0.
    var cost: Double
    /// The zone of the rest's first atom in an optimal division.
    var first: Atoms
    /// The rests that remain beyond it, with their numbers of zones.
    var others: [Part] = []
  }

  private struct Part: Hashable {
    var atoms: Atoms
    var zones: Int
  }

  /// A zone under construction, with every measure kept as it grows.
  private struct Growth {
    var atoms: Atoms = 0
    var refused: Atoms = 0
    /// Everything that touches one of the atoms, these included where they touch each other.
    var around: Atoms = 0
    var weight = 0
    /// Cost of borders to refused atoms, and to all atoms of the part that are not in the zone.
    var cut = 0.0
    var border = 0.0
    var area = 0.0
    var perimeter = 0.0
  }

  private let problem: SearchProblem
  private let adjacent: [Atoms]
  private let weights: [Int]
  private let rank: [Int32]
  private let atomAt: [Int32]
  private let rows: [[(target: Int, cost: Double, length: Double)]]
  private let areas, perimeters: [Double]
  private let minimum, maximum: Int
  private var known: [Part: Known] = [:]
  private var nodesLeft: Int

  /// - Returns: `nil` for graphs that are too large, and for objectives whose cost is no sum over zones.
  init?(_ problem: SearchProblem, nodes: Int) {
    guard problem.atomCount <= Atoms.bitWidth, problem.stabilityCost == 0, nodes > 0 else { return nil }
    self.problem = problem
    minimum = problem.bounds.minimum
    maximum = problem.bounds.maximum
    nodesLeft = nodes
    atomAt = Self.orderFromTheRim(problem)
    var rank = [Int32](repeating: 0, count: problem.atomCount)
    for (index, atom) in atomAt.enumerated() { rank[Int(atom)] = Int32(index) }
    self.rank = rank
    weights = atomAt.map { problem.weights[Int($0)] }
    rows = atomAt.map { atom in
      (Int(problem.offsets[Int(atom)])..<Int(problem.offsets[Int(atom) + 1])).map { slot in
        let arc = problem.arcs[slot]
        return (Int(rank[Int(arc.target)]), arc.cost, problem.edges[Int(arc.edge)].length)
      }
    }
    areas = problem.hasShapes ? atomAt.map { problem.areas[Int($0)] } : []
    perimeters = problem.hasShapes ? atomAt.map { problem.perimeters[Int($0)] } : []
    adjacent = rows.map { row in row.reduce(0) { $0 | 1 &<< Atoms($1.target) } }
  }

  /// Searches for a division into `zones` zones that costs less than `limit`.
  mutating func run(zones: Int, below limit: Double) -> ExactResult {
    let all = problem.atomCount == Atoms.bitWidth ? Atoms.max : (1 &<< Atoms(problem.atomCount)) - 1
    let whole = Part(atoms: all, zones: zones)
    let cost = best(whole, below: limit)
    if cost < limit {
      var labels = [Int32](repeating: 0, count: problem.atomCount)
      var next: Int32 = 0
      write(whole, into: &labels, next: &next)
      return .optimum(labels, cost: cost)
    }
    return nodesLeft > 0 ? .noneBelowLimit : .gaveUp
  }

  /// Breadth first from an atom as far from the rest as any.
  private static func orderFromTheRim(_ problem: SearchProblem) -> [Int32] {
    var order: [Int32] = [0]
    for _ in 0..<3 {
      guard let start = order.last else { break }
      order = [start]
      var seen = [Bool](repeating: false, count: problem.atomCount)
      seen[Int(start)] = true
      var head = 0
      while head < order.count {
        let atom = Int(order[head])
        head += 1
        for slot in problem.offsets[atom]..<problem.offsets[atom + 1] where !seen[Int(problem.arcs[Int(slot)].target)] {
          seen[Int(problem.arcs[Int(slot)].target)] = true
          order.append(problem.arcs[Int(slot)].target)
        }
      }
    }
    return order
  }

  /// The least cost of dividing a connected part, if below the limit, else infinity.
  private mutating func best(_ part: Part, below limit: Double) -> Double {
    let weight = weight(of: part.atoms)
    guard problem.bounds.leastViolation(total: weight, zones: part.zones) == 0,
      part.atoms.nonzeroBitCount >= part.zones
    else { return .infinity }
    if part.zones == 1 {
      let cost = zoneCost(whole(part.atoms, weight: weight))
      return cost < limit ? cost : .infinity
    }
    if let fact = known[part] {
      if fact.first != 0 { return fact.cost < limit ? fact.cost : .infinity }
      if fact.cost >= limit { return .infinity }
    }
    let root = part.atoms & (~part.atoms &+ 1)
    var found = Known(cost: limit, first: 0)
    extend(grown(Growth(), by: root.trailingZeroBitCount, of: part), of: part, found: &found)
    if nodesLeft <= 0 { return .infinity }
    known[part] = found
    return found.first != 0 ? found.cost : .infinity
  }

  /// Closes the zone as it is, then grows it by each atom on its rim in turn, refusing the atom afterwards: every
  /// connected set is met once.
  private mutating func extend(_ growth: Growth, of part: Part, found: inout Known) {
    nodesLeft -= 1
    if nodesLeft <= 0 || growth.weight > maximum { return }
    var growth = growth
    var rim = growth.around & part.atoms & ~growth.atoms & ~growth.refused
    if growth.weight >= minimum { close(growth, of: part, found: &found) }
    while rim != 0 {
      let bit = rim & (~rim &+ 1)
      let atom = bit.trailingZeroBitCount
      rim &= ~bit
      if growth.weight + weights[atom] <= maximum {
        let grown = grown(growth, by: atom, of: part)
        if grown.cut < found.cost - 1e-9 { extend(grown, of: part, found: &found) }
      }
      growth.refused |= bit
      growth.cut += cost(from: atom, to: growth.atoms)
      if growth.cut >= found.cost - 1e-9 || nodesLeft <= 0 { return }
      if growth.weight < minimum && !canReachMinimum(growth, of: part) { return }
    }
  }

  private func canReachMinimum(_ growth: Growth, of part: Part) -> Bool {
    let free = part.atoms & ~growth.refused
    return weight(of: spread(growth.atoms, in: free)) >= minimum
  }

  /// The zone with one atom more.
  @inline(__always)
  private func grown(_ growth: Growth, by atom: Int, of part: Part) -> Growth {
    var grown = growth
    grown.atoms |= 1 &<< Atoms(atom)
    grown.around |= adjacent[atom]
    grown.weight += weights[atom]
    var lengthWithin = 0.0
    for arc in rows[atom] {
      let target: Atoms = 1 &<< Atoms(arc.target)
      if growth.atoms & target != 0 {
        grown.border -= arc.cost
        lengthWithin += arc.length
      } else if part.atoms & target != 0 {
        grown.border += arc.cost
        if growth.refused & target != 0 { grown.cut += arc.cost }
      }
    }
    if problem.hasShapes {
      grown.area += areas[atom]
      grown.perimeter += perimeters[atom] - 2 * lengthWithin
    }
    return grown
  }

  /// A zone of given atoms, with the measures that its cost depends on.
  private func whole(_ atoms: Atoms, weight: Int) -> Growth {
    var zone = Growth(atoms: atoms, weight: weight)
    guard problem.hasShapes else { return zone }
    var left = atoms
    while left != 0 {
      let atom = left.trailingZeroBitCount
      zone.area += areas[atom]
      zone.perimeter += perimeters[atom]
      for arc in rows[atom] where atoms & (1 &<< Atoms(arc.target)) != 0 { zone.perimeter -= arc.length }
      left &= left - 1
    }
    return zone
  }

  /// Evenness and compactness of a zone.
  @inline(__always)
  private func zoneCost(_ zone: Growth) -> Double {
    problem.zoneCost(weight: zone.weight, area: zone.area, perimeter: zone.perimeter)
  }

  /// Rates the zone together with the best divisions of what it leaves over.
  private mutating func close(_ growth: Growth, of part: Part, found: inout Known) {
    let total = growth.border + zoneCost(growth)
    if total >= found.cost - 1e-9 { return }
    var rests: [Atoms] = []
    var left = part.atoms & ~growth.atoms
    while left != 0 {
      let rest = spread(left & (~left &+ 1), in: left)
      rests.append(rest)
      left &= ~rest
    }
    if rests.count >= part.zones { return }
    var chosen: [Part] = []
    let cost = share(rests[...], zones: part.zones - 1, below: found.cost - total, chosen: &chosen)
    if total + cost < found.cost - 1e-9 {
      found = Known(cost: total + cost, first: growth.atoms, others: chosen)
    }
  }

  /// The cheapest way to divide several rests into a number of zones in all.
  private mutating func share(_ rests: ArraySlice<Atoms>, zones: Int, below limit: Double, chosen: inout [Part])
    -> Double
  {
    guard let rest = rests.first else { return zones == 0 ? 0 : .infinity }
    let others = rests.dropFirst()
    if others.isEmpty {
      let part = Part(atoms: rest, zones: zones)
      chosen = [part]
      return best(part, below: limit)
    }
    let weight = weight(of: rest)
    let least = max(1, (weight + maximum - 1) / maximum)
    let most = min(minimum > 0 ? weight / minimum : rest.nonzeroBitCount, zones - others.count)
    var bestCost = Double.infinity
    for count in stride(from: least, through: most, by: 1) {
      let part = Part(atoms: rest, zones: count)
      let cost = best(part, below: min(limit, bestCost))
      if cost == .infinity { continue }
      var tail: [Part] = []
      let remaining = share(others, zones: zones - count, below: min(limit, bestCost) - cost, chosen: &tail)
      if cost + remaining < bestCost {
        bestCost = cost + remaining
        chosen = [part] + tail
      }
    }
    return bestCost
  }

  private func write(_ part: Part, into labels: inout [Int32], next: inout Int32) {
    let fact = part.zones == 1 ? nil : known[part]
    var atoms = fact?.first ?? part.atoms
    while atoms != 0 {
      labels[Int(atomAt[atoms.trailingZeroBitCount])] = next
      atoms &= atoms - 1
    }
    next += 1
    for other in fact?.others ?? [] { write(other, into: &labels, next: &next) }
  }

  // MARK: Sets of atoms

  private func neighbours(of atoms: Atoms) -> Atoms {
    var result: Atoms = 0
    var left = atoms
    while left != 0 {
      result |= adjacent[left.trailingZeroBitCount]
      left &= left - 1
    }
    return result
  }

  /// Everything in `space` that connects to `start`.
  private func spread(_ start: Atoms, in space: Atoms) -> Atoms {
    var reached = start
    var fresh = start
    while fresh != 0 {
      fresh = neighbours(of: fresh) & space & ~reached
      reached |= fresh
    }
    return reached
  }

  private func weight(of atoms: Atoms) -> Int {
    var result = 0
    var left = atoms
    while left != 0 {
      result += weights[left.trailingZeroBitCount]
      left &= left - 1
    }
    return result
  }

  @inline(__always)
  private func cost(from atom: Int, to atoms: Atoms) -> Double {
    if adjacent[atom] & atoms == 0 { return 0 }
    var result = 0.0
    for arc in rows[atom] where atoms & (1 &<< Atoms(arc.target)) != 0 { result += arc.cost }
    return result
  }
}

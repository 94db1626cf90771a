/// Divides a graph by cutting random spanning trees again and again.
///
/// A region due to become `k` zones is cut at any tree edge whose two sides can become `j` and `k − j` zones in the
/// band, for any `j`. Leaving `j` free and bounding both sides from both ends is what makes lumpy graphs solvable;
/// see Clelland et al. and McCartan & Imai for the bipartition this generalises.
struct TreeBisection: ~Copyable {
  private let problem: SearchProblem
  private var tree: RandomTree
  private var order: Slab<Int32>
  private var label: Slab<Int32>
  private var chosen: Slab<Int32>
  private var pending: [Region] = []

  private struct Region {
    var range: Range<Int>
    var zones: Int
    var firstZone: Int32
    var weight: Int
  }

  private struct Cut {
    var slot: Int
    var zonesBelow: Int
    var atoms: Int
    var weight: Int
  }

  init(_ problem: SearchProblem) {
    self.problem = problem
    tree = RandomTree(problem)
    order = Slab(repeating: 0, count: problem.atomCount)
    label = Slab(repeating: 0, count: problem.atomCount)
    chosen = Slab(repeating: 0, count: problem.atomCount)
  }

  /// Draws one division into `zones` zones.
  ///
  /// - Parameters:
  ///   - isStrict: Whether to give up (`nil`) when a region cannot be cut inside its bounds; otherwise the least bad cut
  ///     is taken.
  ///   - trees: Trees per region before giving up or in.
  ///   - candidates: Among how many admissible edges the one with the cheapest line is chosen.
  mutating func draw(
    zones: Int, isStrict: Bool, trees: Int, candidates: Int, using random: inout StableRandom
  ) -> [Int32]? {
    for atom in 0..<problem.atomCount {
      order[atom] = Int32(atom)
      label[atom] = 0
    }
    pending.removeAll(keepingCapacity: true)
    pending.append(Region(range: 0..<problem.atomCount, zones: zones, firstZone: 0, weight: problem.totalWeight))
    while let region = pending.popLast() {
      if region.zones == 1 { continue }
      guard
        let cut = chooseCut(region, isStrict: isStrict, trees: trees, candidates: candidates, using: &random)
      else { return nil }
      divide(region, at: cut)
    }
    return label.array()
  }

  /// Chooses where to cut and lists the atoms below the cut in ``chosen``.
  private mutating func chooseCut(
    _ region: Region, isStrict: Bool, trees: Int, candidates: Int, using random: inout StableRandom
  ) -> Cut? {
    var fallback: Cut?
    var fallbackScore = Double.infinity
    for _ in 0..<trees {
      guard
        tree.draw(
          over: order, region.range, labels: label, first: region.firstZone, second: region.firstZone, bias: 0,
          using: &random)
      else { return nil }
      if let cut = admissibleCut(region, candidates: candidates, using: &random) {
        list(cut)
        return cut
      }
      if isStrict { continue }
      let (cut, score) = leastBadCut(region)
      if let cut, score < fallbackScore {
        // The next tree overwrites this one.
        list(cut)
        fallback = cut
        fallbackScore = score
      }
    }
    return fallback
  }

  private mutating func list(_ cut: Cut) {
    for index in 0..<cut.atoms { chosen[index] = tree.order[cut.slot + index] }
  }

  /// Every admissible edge has the same chance while few zones are left; large regions are cut near the middle, which
  /// keeps the recursion shallow.
  private func admissibleCut(_ region: Region, candidates: Int, using random: inout StableRandom) -> Cut? {
    let share = region.zones > 8 ? region.zones / 3 : 1
    var best: Cut?
    var bestCost = Double.infinity
    for wanted in [share, 1] {
      var seen: Int32 = 0
      let none = Cut(slot: 0, zonesBelow: 0, atoms: 0, weight: 0)
      var kept = (none, none, none)
      for slot in 1..<tree.count {
        guard let below = zonesBelow(slot, region), below >= wanted, region.zones - below >= wanted else { continue }
        let cut = Cut(slot: slot, zonesBelow: below, atoms: Int(tree.size[slot]), weight: tree.weight[slot])
        seen += 1
        // Three reservoirs of one: each holds a uniformly drawn admissible edge.
        if random.below(seen) == 0 { kept.0 = cut }
        if candidates > 1, random.below(seen) == 0 { kept.1 = cut }
        if candidates > 2, random.below(seen) == 0 { kept.2 = cut }
      }
      if seen == 0 { continue }
      if candidates == 1 { return kept.0 }
      for cut in [kept.0, kept.1, kept.2].prefix(candidates) {
        let cost = tree.cutCost(
          below: cut.slot, labels: label, first: region.firstZone, second: region.firstZone)
        if cost < bestCost {
          best = cut
          bestCost = cost
        }
      }
      return best
    }
    return nil
  }

  /// The number of zones the part below a position should become, or `nil` if no number suits both sides.
  @inline(__always)
  private func zonesBelow(_ slot: Int, _ region: Region) -> Int? {
    let bounds = problem.bounds
    let below = tree.weight[slot]
    let above = region.weight - below
    let atoms = Int(tree.size[slot])
    let k = region.zones
    let ideal = Int((Double(below) * Double(k) / Double(max(1, region.weight))).rounded())
    var least = max(1, k - (region.range.count - atoms))
    var most = min(k - 1, atoms)
    guard bounds.maximum > 0 else { return nil }
    least = max(least, (below + bounds.maximum - 1) / bounds.maximum)
    most = min(most, k - (above + bounds.maximum - 1) / bounds.maximum)
    if bounds.minimum > 0 {
      most = min(most, below / bounds.minimum)
      least = max(least, k - above / bounds.minimum)
    }
    return least <= most ? min(max(ideal, least), most) : nil
  }

  private func leastBadCut(_ region: Region) -> (Cut?, Double) {
    var best: Cut?
    var bestScore = Double.infinity
    for slot in 1..<tree.count {
      let below = tree.weight[slot]
      let atoms = Int(tree.size[slot])
      let k = region.zones
      let least = max(1, k - (region.range.count - atoms))
      let most = min(k - 1, atoms)
      if least > most { continue }
      let ideal = Int((Double(below) * Double(k) / Double(max(1, region.weight))).rounded())
      let zones = min(max(ideal, least), most)
      let violation =
        problem.bounds.leastViolation(total: below, zones: zones)
        + problem.bounds.leastViolation(total: region.weight - below, zones: k - zones)
      // Among equals, the more even division.
      let score = Double(violation) + 0.5 * Double(abs(2 * zones - k)) / Double(k)
      if score < bestScore {
        best = Cut(slot: slot, zonesBelow: zones, atoms: atoms, weight: below)
        bestScore = score
      }
    }
    return (best, bestScore)
  }

  private mutating func divide(_ region: Region, at cut: Cut) {
    let newZone = region.firstZone + Int32(region.zones - cut.zonesBelow)
    for index in 0..<cut.atoms { label[chosen[index]] = newZone }
    // Atoms that stay move up; those below the cut follow them.
    var middle = region.range.lowerBound
    for slot in region.range where label[order[slot]] != newZone {
      order[middle] = order[slot]
      middle += 1
    }
    for index in 0..<cut.atoms { order[middle + index] = chosen[index] }
    pending.append(
      Region(
        range: region.range.lowerBound..<middle, zones: region.zones - cut.zonesBelow, firstZone: region.firstZone,
        weight: region.weight - cut.weight))
    pending.append(
      Region(range: middle..<region.range.upperBound, zones: cut.zonesBelow, firstZone: newZone, weight: cut.weight))
  }
}

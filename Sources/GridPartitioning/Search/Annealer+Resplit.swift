extension Annealer {
  /// A tree edge to cut at, by the position below it, and what the weights on its two sides cost.
  struct Candidate: BitwiseCopyable {
    var slot: Int
    var penalty: Double
  }

  /// How many tree edges have their lines counted.
  static let mostCandidates = 12

  /// One proposal of the second kind (recombination): two neighbouring zones are merged and cut anew at an edge of a
  /// random spanning tree. Single moves keep the layout of a start; this changes it.
  ///
  /// - SeeAlso: DeFord, Duchin & Solomon, "Recombination: A Family of Markov Chains for Redistricting", 2021.
  mutating func proposeResplit() {
    let edge = problem.edges[Int(cutList[random.below(Int32(cutCount))])]
    let first = zone[edge.a]
    let second = zone[edge.b]
    let total = Int(zoneSize[first]) + Int(zoneSize[second])
    // Beyond this a single re-split costs more than the moves it stands in for.
    if total > 4_096 { return }
    gather(from: edge.a, first, second)
    let bias = random.next() & 1 == 0 ? 0 : random.unit()
    guard
      tree.draw(over: members, 0..<total, labels: zone, first: first, second: second, bias: bias, using: &random)
    else { return }
    let count = bestByPenalty(weight: zoneWeight[first] + zoneWeight[second])
    let presentCut = cutCost(between: first, second, over: total)
    let present = presentCut + zonePenalty[first] + zonePenalty[second]
    var chosen = 0
    var chosenCut = 0.0
    var chosenScore = Double.infinity
    // The best candidates mostly lie near each other in the tree, so each line is counted from that before.
    var line = RandomTree.Line()
    for index in 0..<count {
      let candidate = candidates[index]
      // Further ones cost more by their weights alone.
      if candidate.penalty >= chosenScore { break }
      tree.move(&line, below: candidate.slot, labels: zone, first: first, second: second)
      if line.cost + candidate.penalty < chosenScore {
        chosen = candidate.slot
        chosenCut = line.cost
        chosenScore = line.cost + candidate.penalty
      }
    }
    guard chosen > 0 else { return }
    let allowed = temperature * ElementaryFunctions.metropolis[Int(random.next() & 4095)]
    if chosenScore - present > allowed { return }
    saveBest()
    adopt(chosen, first, second, total: total, cutChange: chosenCut - presentCut, allowed: allowed)
    if problem.atomCount <= 5_000 { noteIfBest() }
  }

  /// Lists the atoms of two neighbouring zones.
  private mutating func gather(from start: Int32, _ first: Int32, _ second: Int32) {
    let seen = freshMarks().wanted
    mark[start] = seen
    members[0] = start
    var tail = 1
    var head = 0
    while head < tail {
      let atom = Int(members[head])
      head += 1
      for place in Int(problem.offsets[atom])..<Int(problem.offsets[atom + 1]) {
        let target = problem.arcs[place].target
        if mark[target] == seen { continue }
        let label = zone[target]
        if label != first && label != second { continue }
        mark[target] = seen
        members[tail] = target
        tail += 1
      }
    }
  }

  /// Lists the tree edges whose two sides weigh best, best first, in ``candidates``; returns how many.
  private mutating func bestByPenalty(weight: Int) -> Int {
    var count = 0
    var last = Double.infinity
    for slot in 1..<tree.count {
      let below = tree.weight[slot]
      let score = penalty(below) + penalty(weight - below)
      if count == Self.mostCandidates {
        if score >= last { continue }
        count -= 1
      }
      var index = count
      while index > 0 && candidates[index - 1].penalty > score {
        candidates[index] = candidates[index - 1]
        index -= 1
      }
      candidates[index] = Candidate(slot: slot, penalty: score)
      count += 1
      last = candidates[count - 1].penalty
    }
    return count
  }

  private func cutCost(between first: Int32, _ second: Int32, over total: Int) -> Double {
    var cost = 0.0
    for index in 0..<total {
      let atom = members[index]
      if zone[atom] != first { continue }
      if contacts.isKept {
        cost += contacts.cost(atom, second)
        continue
      }
      for place in row(atom) {
        let arc = problem.arcs[place]
        if zone[arc.target] == second { cost += arc.cost }
      }
    }
    return cost
  }

  /// Relabels the two zones, the part that keeps more atoms keeping its name. Shape and stability are only known
  /// afterwards; if they spoil the bargain, everything is put back.
  private mutating func adopt(
    _ slot: Int, _ first: Int32, _ second: Int32, total: Int, cutChange: Double, allowed: Double
  ) {
    let low = slot
    let high = slot + Int(tree.size[slot])
    var firstBelow = 0
    for index in low..<high where zone[tree.order[index]] == first { firstBelow += 1 }
    let secondBelow = high - low - firstBelow
    let firstAbove = Int(zoneSize[first]) - firstBelow
    let secondAbove = Int(zoneSize[second]) - secondBelow
    let below = firstBelow + secondAbove >= secondBelow + firstAbove ? first : second
    let above = below == first ? second : first
    let before = cost
    let penaltyBefore = zonePenalty[first] + zonePenalty[second]
    let shapeBefore = zoneShape[first] + zoneShape[second]
    var changed = 0
    for index in 0..<total {
      let atom = tree.order[index]
      let to = index >= low && index < high ? below : above
      if zone[atom] == to { continue }
      if problem.stabilityCost > 0 { cost += stabilityChange(atom, zone[atom], to) }
      move(atom, to: to)
      members[changed] = atom
      changed += 1
    }
    cost += cutChange + zoneShape[first] + zoneShape[second] - shapeBefore
    let penaltyAfter = zonePenalty[first] + zonePenalty[second]
    guard cost - before + penaltyAfter - penaltyBefore > allowed else { return }
    for index in 0..<changed {
      let atom = members[index]
      move(atom, to: zone[atom] == first ? second : first)
    }
    cost = before
  }
}

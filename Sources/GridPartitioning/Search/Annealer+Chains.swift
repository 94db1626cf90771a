extension Annealer {
  /// One step of a chain: an atom changes its zone.
  struct Step {
    var atom, from, to: Int32
    var change: Double
  }

  /// Brings a zone into the band by a chain of moves: what one zone has too much goes to a neighbour, which may have to
  /// pass something on, until no zone of the chain is out of band.
  ///
  /// Where zones all around are full to the last household, no single move helps and annealing hardly ever strings
  /// together the three or four that do. Chains grow side by side, the most promising ones only, and the cheapest that
  /// arrives is carried out.
  ///
  /// - Parameters:
  ///   - limit: A chain must cost less than this.
  ///   - width: Unfinished chains kept at each length.
  /// - Returns: Whether a chain was found.
  /// - Complexity: O(depth · width · borders between zones).
  /// - SeeAlso: Glover, "Ejection Chains, Reference Structures and Alternating Path Methods", Discrete Applied
  ///   Mathematics 65, 1996.
  mutating func mendByChain(_ zone: Int32, depth: Int, limit: Double, width: Int) -> Bool {
    var limit = limit
    var best: [Step] = []
    var growing = [Chain(open: zone)]
    for _ in 0..<depth {
      var longer: [Chain] = []
      for chain in growing {
        for step in chain.steps { move(step.atom, to: step.to) }
        for step in steps(mending: chain.open, without: chain.steps) {
          let cost = chain.cost + step.change
          move(step.atom, to: step.to)
          let touched = [chain.open, step.from == chain.open ? step.to : step.from]
          if let open = touched.first(where: { bandViolation($0) > 0 }) {
            longer.append(
              Chain(
                steps: chain.steps + [step], open: open, cost: cost,
                outside: touched.reduce(0) { $0 + bandViolation($1) }))
          } else if cost < limit - 1e-9 {
            limit = cost
            best = chain.steps + [step]
          }
          move(step.atom, to: step.from)
        }
        for step in chain.steps.reversed() { move(step.atom, to: step.from) }
      }
      // What a chain has paid may come back at its next steps, but hardly all of it.
      longer.removeAll { $0.cost > 1.5 * limit + 3 }
      longer.sort { $0.merit(problem.meanWeight) < $1.merit(problem.meanWeight) }
      growing = Array(longer.prefix(width))
      if growing.isEmpty { break }
    }
    for step in best {
      cost += step.change
      move(step.atom, to: step.to)
    }
    return !best.isEmpty
  }

  /// Moves that leave one zone out of band at their end.
  private struct Chain {
    var steps: [Step] = []
    var open: Int32
    var cost = 0.0
    /// Weight out of band at its end.
    var outside = 0

    func merit(_ meanWeight: Double) -> Double { cost + 2 * Double(outside) / meanWeight }
  }

  private func bandViolation(_ zone: Int32) -> Int { problem.bounds.violation(of: zoneWeight[zone]) }

  /// The moves that bring a zone nearer to the band and leave all zones in one piece, cheapest first.
  private mutating func steps(mending zone: Int32, without chain: [Step]) -> [Step] {
    let isHeavy = zoneWeight[zone] > problem.bounds.maximum
    let before = bandViolation(zone)
    var steps: [Step] = []
    for index in 0..<cutCount {
      let edge = problem.edges[Int(cutList[index])]
      let (near, far) = self.zone[edge.a] == zone ? (edge.a, edge.b) : (edge.b, edge.a)
      guard self.zone[near] == zone else { continue }
      let step =
        isHeavy
        ? Step(atom: near, from: zone, to: self.zone[far], change: 0)
        : Step(atom: far, from: self.zone[far], to: zone, change: 0)
      let weight = problem.weights[step.atom]
      let after = problem.bounds.violation(of: zoneWeight[zone] + (isHeavy ? -weight : weight))
      if after >= before || zoneSize[step.from] == 1 { continue }
      if chain.contains(where: { $0.atom == step.atom }) { continue }
      if steps.contains(where: { $0.atom == step.atom && $0.to == step.to }) { continue }
      steps.append(step)
    }
    var possible: [Step] = []
    for step in steps {
      var step = step
      for slot in row(step.atom) {
        let arc = problem.arcs[slot]
        let other = self.zone[arc.target]
        if other == step.from { step.change += arc.cost }
        if other == step.to { step.change -= arc.cost }
      }
      step.change += zoneTermChange(step.atom, step.from, step.to)
      if staysConnected(step.atom, leaving: step.from) { possible.append(step) }
    }
    return possible.sorted { ($0.change, $0.atom, $0.to) < ($1.change, $1.atom, $1.to) }
  }
}

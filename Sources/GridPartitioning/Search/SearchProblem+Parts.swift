extension SearchProblem {
  /// Some atoms as a problem of their own, in the same units.
  ///
  /// - Parameters:
  ///   - atoms: What becomes atom 0, 1, …
  ///   - place: The number an atom of this problem gets there, or −1.
  /// - Complexity: O(atoms chosen + their borders).
  func part(_ atoms: [Int32], place: (Int32) -> Int32) -> SearchProblem {
    var arcCount = 0
    for atom in atoms { arcCount += Int(offsets[Int(atom) + 1] - offsets[atom]) }
    var kept = Slab(repeating: Edge(a: 0, b: 0, cost: 0, length: 0), count: arcCount)
    var count = 0
    for (index, atom) in atoms.enumerated() {
      for slot in Int(offsets[atom])..<Int(offsets[Int(atom) + 1]) {
        let other = place(arcs[slot].target)
        if other <= Int32(index) { continue }
        var edge = edges[Int(arcs[slot].edge)]
        edge.a = Int32(index)
        edge.b = other
        kept[count] = edge
        count += 1
      }
    }
    return SearchProblem(
      weights: Slab(atoms.lazy.map { self.weights[$0] }), edges: kept.prefix(count),
      areas: Slab(hasShapes ? atoms.map { self.areas[$0] } : []),
      perimeters: Slab(hasShapes ? atoms.map { self.perimeters[$0] } : []), positions: Slab([]),
      previous: previous.isEmpty ? [] : atoms.map { previous[Int($0)] }, terms: terms)
  }

  /// The problem whose atoms are the classes of a labelling: weights, areas and borders add up, lines inside a class
  /// leave its perimeter. A class lies in the middle of its atoms. Stability does not survive this.
  ///
  /// - Parameters:
  ///   - classes: The class of each atom, in `0..<count`.
  ///   - rescales: Whether the mean border there counts as a cost of 1; else costs stay what they are.
  /// - Complexity: O(atoms + borders).
  func contracted(_ classes: [Int32], count: Int, rescales: Bool) -> SearchProblem {
    var weight = Slab(repeating: 0, count: count)
    var area = Slab(repeating: 0.0, count: hasShapes ? count : 0)
    var perimeter = Slab(repeating: 0.0, count: hasShapes ? count : 0)
    var start = Slab<Int32>(repeating: 0, count: count + 1)
    for atom in 0..<atomCount {
      let label = classes[atom]
      weight[label] += weights[atom]
      start[label + 1] += 1
      if hasShapes {
        area[label] += areas[atom]
        perimeter[label] += perimeters[atom]
      }
    }
    for label in 0..<count { start[label + 1] += start[label] }
    var members = Slab<Int32>(repeating: 0, count: atomCount)
    var next = Slab<Int32>(repeating: 0, count: count + 1)
    next.copy(from: start)
    for atom in 0..<atomCount {
      members[next[classes[atom]]] = Int32(atom)
      next[classes[atom]] += 1
    }
    var merged = Slab(repeating: Edge(a: 0, b: 0, cost: 0, length: 0), count: edgeCount)
    var edgeTotal: Int32 = 0
    var cost = 0.0
    // Where the edge from the present class to another stands; older entries lie below its first edge.
    var known = Slab<Int32>(repeating: -1, count: count)
    for label in 0..<Int32(count) {
      let first = edgeTotal
      for index in Int(start[label])..<Int(start[label + 1]) {
        let atom = members[index]
        for slot in Int(offsets[atom])..<Int(offsets[Int(atom) + 1]) {
          let arc = arcs[slot]
          let other = classes[Int(arc.target)]
          let length = edges[Int(arc.edge)].length
          // Each inner border is met from both sides, and lies on the outline of both.
          if other == label && hasShapes { perimeter[label] -= length }
          if other <= label { continue }
          cost += arc.cost
          if known[other] >= first {
            merged[known[other]].cost += arc.cost
            merged[known[other]].length += length
          } else {
            known[other] = edgeTotal
            merged[edgeTotal] = Edge(a: label, b: other, cost: arc.cost, length: length)
            edgeTotal += 1
          }
        }
      }
    }
    var terms = terms
    let unit = rescales && edgeTotal > 0 && cost > 0 ? cost / Double(edgeTotal) : 1
    if unit != 1 {
      terms.costUnit *= unit
      for index in 0..<edgeTotal { merged[index].cost /= unit }
    }
    return SearchProblem(
      weights: weight, edges: merged.prefix(Int(edgeTotal)), areas: area, perimeters: perimeter,
      positions: middles(of: classes, count: count), previous: [], terms: terms)
  }

  private func middles(of classes: [Int32], count: Int) -> Slab<SIMD2<Double>> {
    guard positions.count > 0 else { return Slab([]) }
    var sum = Slab(repeating: SIMD2<Double>.zero, count: count)
    var atoms = Slab(repeating: 0.0, count: count)
    for atom in 0..<atomCount {
      sum[classes[atom]] += positions[atom]
      atoms[classes[atom]] += 1
    }
    for label in 0..<count { sum[label] /= max(1, atoms[label]) }
    return sum
  }
}

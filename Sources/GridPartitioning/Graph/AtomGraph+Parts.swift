extension AtomGraph {
  /// The connected parts of the graph, links counted as connections. Parts are ordered by their first atom, atoms
  /// ascend inside a part.
  ///
  /// - Complexity: O(atoms + borders).
  public func components() -> [[AtomIndex]] {
    let labels = componentLabels()
    var parts = [[AtomIndex]](repeating: [], count: labels.count)
    for (atom, label) in labels.label.enumerated() { parts[Int(label)].append(AtomIndex(atom)) }
    return parts
  }

  /// The number of each atom's part, numbered by first atom.
  func componentLabels() -> (label: [Int32], count: Int) {
    var label = [Int32](repeating: -1, count: atomCount)
    var stack: [Int32] = []
    var count = 0
    for first in 0..<atomCount where label[first] < 0 {
      label[first] = Int32(count)
      stack.append(Int32(first))
      while let atom = stack.popLast() {
        for arc in row(Int(atom)) where label[Int(arc.target)] < 0 {
          label[Int(arc.target)] = Int32(count)
          stack.append(arc.target)
        }
      }
      count += 1
    }
    return (label, count)
  }

  /// The graph of some atoms and the borders among them; atom `i` of the result is `atoms[i]` here. Atoms outside the
  /// graph or named twice are a mistake of the caller.
  ///
  /// - Complexity: O(atoms of this graph + borders of the chosen atoms).
  public func subgraph(_ atoms: [AtomIndex]) -> AtomGraph {
    var place = [Int32](repeating: -1, count: atomCount)
    for (index, atom) in atoms.enumerated() {
      precondition(place[atom.position] < 0, "an atom stands twice in a subgraph")
      place[atom.position] = Int32(index)
    }
    var kept: [Border] = []
    for atom in atoms {
      for arc in row(atom.position) where atom.offset < arc.target && place[Int(arc.target)] >= 0 {
        var border = borders[Int(arc.border)]
        border.a = AtomIndex(place[atom.position])
        border.b = AtomIndex(place[Int(arc.target)])
        kept.append(border)
      }
    }
    let weights = atoms.map { self.weights[$0.position] }
    return AtomGraph(
      checkedWeights: weights, total: weights.reduce(0, +), borders: Self.merged(kept, atoms: atoms.count),
      areas: areas.isEmpty ? [] : atoms.map { areas[$0.position] },
      perimeters: perimeters.isEmpty ? [] : atoms.map { perimeters[$0.position] },
      positions: positions.isEmpty ? [] : atoms.map { positions[$0.position] })
  }

  /// The graph whose atoms are the classes of a labelling: weights, areas and borders add up, lines inside a class
  /// leave its perimeter. Positions become means.
  ///
  /// - Parameters:
  ///   - classes: The class of each atom, in `0..<count`.
  ///   - count: The number of classes.
  /// - Complexity: O(atoms + borders).
  public func quotient(_ classes: [Int32], count: Int) -> AtomGraph {
    precondition(classes.count == atomCount, "one class per atom")
    var weights = [Int](repeating: 0, count: count)
    var areas = [Double](repeating: 0, count: self.areas.isEmpty ? 0 : count)
    var perimeters = [Double](repeating: 0, count: self.perimeters.isEmpty ? 0 : count)
    var positions = [SIMD2<Double>](repeating: .zero, count: self.positions.isEmpty ? 0 : count)
    var members = [Double](repeating: 0, count: count)
    for (atom, label) in classes.enumerated() {
      let label = Int(label)
      weights[label] += self.weights[atom]
      members[label] += 1
      if !areas.isEmpty { areas[label] += self.areas[atom] }
      if !perimeters.isEmpty { perimeters[label] += self.perimeters[atom] }
      if !positions.isEmpty { positions[label] += self.positions[atom] }
    }
    var outer: [Border] = []
    for border in borders {
      let a = classes[border.a.position]
      let b = classes[border.b.position]
      if a != b {
        outer.append(Border(AtomIndex(a), AtomIndex(b), length: border.length, cost: border.cost, isLink: border.isLink))
      } else if !perimeters.isEmpty {
        perimeters[Int(a)] -= 2 * border.length
      }
    }
    for label in positions.indices where members[label] > 0 { positions[label] /= members[label] }
    return AtomGraph(
      checkedWeights: weights, total: totalWeight, borders: Self.merged(outer, atoms: count), areas: areas,
      perimeters: perimeters, positions: positions)
  }
}

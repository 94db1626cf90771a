/// A graph and ever coarser forms of it: pairs of atoms with dear borders between them become one atom, again and again.
///
/// A division of a coarse graph is a division of the fine one, and zones stay in one piece, because only neighbours are
/// joined. Moves on a coarse graph carry whole groups of atoms, so the large lines are settled cheaply there.
///
/// - SeeAlso: Karypis & Kumar, "A Fast and High Quality Multilevel Scheme for Partitioning Irregular Graphs", SIAM J.
///   Sci. Comput. 20(1), 1998 (heavy-edge matching).
struct Multilevel {
  /// The finest first.
  let problems: [SearchProblem]
  /// For each level but the last, the atom of the next level that each atom belongs to.
  let classes: [[Int32]]

  /// - Parameters:
  ///   - atoms: About how many the coarsest form shall have.
  ///   - heaviest: No atom grows beyond this weight by joining.
  /// - Complexity: O((atoms + borders) · 2) where each level halves the one before.
  init(_ problem: SearchProblem, downTo atoms: Int, heaviest: Int, using random: inout StableRandom) {
    var problems = [problem]
    var classes: [[Int32]] = []
    while let last = problems.last, last.atomCount > atoms {
      let (labels, count) = Self.match(last, heaviest: heaviest, using: &random)
      // A graph of stars hardly shrinks any more.
      if Double(count) > 0.9 * Double(last.atomCount) { break }
      problems.append(last.contracted(labels, count: count, rescales: true))
      classes.append(labels)
    }
    self.problems = problems
    self.classes = classes
  }

  /// Pairs each atom with the free neighbour it shares the dearest border with, of equals the lightest.
  private static func match(
    _ problem: SearchProblem, heaviest: Int, using random: inout StableRandom
  ) -> (labels: [Int32], count: Int) {
    var order = Slab(repeating: Int32(0), count: problem.atomCount)
    for atom in 0..<problem.atomCount { order[atom] = Int32(atom) }
    for index in 0..<max(0, problem.atomCount - 1) {
      order.swapAt(index, index + Int(random.below(Int32(problem.atomCount - index))))
    }
    var labels = [Int32](repeating: -1, count: problem.atomCount)
    var count: Int32 = 0
    for index in 0..<problem.atomCount {
      let atom = order[index]
      if labels[Int(atom)] >= 0 { continue }
      var partner: Int32 = -1
      var bestCost = -1.0
      var bestWeight = 0
      for slot in Int(problem.offsets[atom])..<Int(problem.offsets[Int(atom) + 1]) {
        let arc = problem.arcs[slot]
        if labels[Int(arc.target)] >= 0 || arc.cost < bestCost { continue }
        let weight = problem.weights[arc.target]
        if weight + problem.weights[atom] > heaviest { continue }
        if arc.cost > bestCost || weight < bestWeight {
          partner = arc.target
          bestCost = arc.cost
          bestWeight = weight
        }
      }
      labels[Int(atom)] = count
      if partner >= 0 { labels[Int(partner)] = count }
      count += 1
    }
    // Numbered by first atom, so that what lay together in memory still does.
    return renumbered(labels, count: Int(count))
  }

  private static func renumbered(_ labels: [Int32], count: Int) -> ([Int32], Int) {
    var number = [Int32](repeating: -1, count: count)
    var next: Int32 = 0
    let result = labels.map { label in
      if number[Int(label)] < 0 {
        number[Int(label)] = next
        next += 1
      }
      return number[Int(label)]
    }
    return (result, count)
  }
}

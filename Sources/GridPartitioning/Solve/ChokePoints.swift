/// Proofs of infeasibility by cut atoms: where the graph hangs together by one atom only, a piece behind it that weighs
/// less than the minimum can form no zone and must share the zone of that atom.
enum ChokePoints {
  /// An atom whose zone must weigh more than the maximum, or `nil`.
  ///
  /// - Complexity: O(atoms + borders); one depth-first search with low points (Hopcroft & Tarjan 1973).
  static func overloaded(in problem: SearchProblem) -> Int32? {
    let count = problem.atomCount
    guard count > 1 else { return nil }
    var depth = [Int32](repeating: -1, count: count)
    var low = depth
    var parent = depth
    var below = problem.weights.array()
    /// Weight of light pieces behind each atom, and of all pieces.
    var forced = [Int](repeating: 0, count: count)
    var behind = forced
    var next = problem.offsets.array()
    var stack: [Int32] = [0]
    depth[0] = 0
    low[0] = 0
    while let atom = stack.last {
      let here = Int(atom)
      if next[here] < problem.offsets[here + 1] {
        let target = Int(problem.arcs[Int(next[here])].target)
        next[here] += 1
        if depth[target] < 0 {
          depth[target] = Int32(stack.count)
          low[target] = depth[target]
          parent[target] = atom
          stack.append(Int32(target))
        } else if Int32(target) != parent[here] {
          low[here] = min(low[here], depth[target])
        }
        continue
      }
      stack.removeLast()
      guard parent[here] >= 0 else { continue }
      let above = Int(parent[here])
      below[above] += below[here]
      low[above] = min(low[above], low[here])
      if low[here] >= depth[above] {
        behind[above] += below[here]
        if below[here] < problem.bounds.minimum { forced[above] += below[here] }
      }
    }
    for atom in 0..<count {
      let rest = problem.totalWeight - problem.weights[atom] - behind[atom]
      let load = problem.weights[atom] + forced[atom] + (rest < problem.bounds.minimum ? rest : 0)
      if load > problem.bounds.maximum { return Int32(atom) }
    }
    return nil
  }
}

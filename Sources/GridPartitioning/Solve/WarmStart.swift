/// Last time's zones as a start: made connected, and brought to the wanted number.
enum WarmStart {
  /// - Returns: Labels `0..<zones` with every zone in one piece, or `nil` if no atom has a previous zone.
  static func labels(_ previous: [Int32], problem: SearchProblem, zones: Int) -> [Int32]? {
    guard previous.contains(where: { $0 >= 0 }) else { return nil }
    var (labels, count) = pieces(previous, problem)
    while count > zones {
      guard let pair = cheapestMerge(labels, count, problem) else { return nil }
      for atom in labels.indices {
        if labels[atom] == pair.1 { labels[atom] = pair.0 }
        if labels[atom] == Int32(count - 1) && pair.1 != Int32(count - 1) { labels[atom] = pair.1 }
      }
      count -= 1
    }
    while count < zones {
      guard splitHeaviest(&labels, count, problem) else { return nil }
      count += 1
    }
    return labels
  }

  /// Connected pieces of equal label, numbered by first atom.
  private static func pieces(_ previous: [Int32], _ problem: SearchProblem) -> ([Int32], Int) {
    var labels = [Int32](repeating: -1, count: previous.count)
    var count = 0
    var stack: [Int32] = []
    for first in previous.indices where labels[first] < 0 {
      labels[first] = Int32(count)
      stack.append(Int32(first))
      while let atom = stack.popLast() {
        for slot in problem.offsets[Int(atom)]..<problem.offsets[Int(atom) + 1] {
          let target = Int(problem.arcs[Int(slot)].target)
          if labels[target] < 0 && previous[target] == previous[first] {
            labels[target] = Int32(count)
            stack.append(Int32(target))
          }
        }
      }
      count += 1
    }
    return (labels, count)
  }

  /// The lightest zone and its lightest neighbour, kept label first.
  private static func cheapestMerge(_ labels: [Int32], _ count: Int, _ problem: SearchProblem) -> (Int32, Int32)? {
    var weight = [Int](repeating: 0, count: count)
    for (atom, label) in labels.enumerated() { weight[Int(label)] += problem.weights[atom] }
    var best: (Int, Int, Int32, Int32)?
    for index in 0..<problem.edgeCount {
      let edge = problem.edges[index]
      let a = labels[Int(edge.a)]
      let b = labels[Int(edge.b)]
      if a == b { continue }
      let lighter = min(weight[Int(a)], weight[Int(b)])
      let candidate = (lighter, weight[Int(a)] + weight[Int(b)], min(a, b), max(a, b))
      if best.map({ candidate < $0 }) ?? true { best = candidate }
    }
    return best.map { ($0.2, $0.3) }
  }

  /// Cuts the heaviest zone that has two atoms along a breadth-first order, near half its weight.
  private static func splitHeaviest(_ labels: inout [Int32], _ count: Int, _ problem: SearchProblem) -> Bool {
    var weight = [Int](repeating: 0, count: count)
    var size = [Int](repeating: 0, count: count)
    for (atom, label) in labels.enumerated() {
      weight[Int(label)] += problem.weights[atom]
      size[Int(label)] += 1
    }
    let splittable = (0..<count).filter { size[$0] > 1 }
    guard let heaviest = splittable.max(by: { (weight[$0], -$0) < (weight[$1], -$1) }) else { return false }
    var random = StableRandom(seed: UInt64(count))
    var tree = RandomTree(problem)
    let members = Slab(labels.indices.filter { labels[$0] == heaviest }.map { Int32($0) })
    let label = Int32(heaviest)
    guard
      tree.draw(
        over: members, 0..<members.count, labels: Slab(labels), first: label, second: label, bias: 0, using: &random)
    else { return false }
    var chosen = 1
    for slot in 1..<tree.count
    where abs(2 * tree.weight[slot] - weight[heaviest]) < abs(2 * tree.weight[chosen] - weight[heaviest]) {
      chosen = slot
    }
    for slot in chosen..<(chosen + Int(tree.size[chosen])) { labels[Int(tree.order[slot])] = Int32(count) }
    return true
  }
}

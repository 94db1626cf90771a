/// Draws groups whose atoms do not touch together, by the free atoms between them: a zone that holds such a group has to
/// hold a way through it too.
///
/// A short and light way is taken: the least sum of weights, each atom counted as heavier by the mean. Others may serve
/// better, so what is proved for the graph with the ways in it holds for plans with these ways only.
struct GroupLinks {
  private let graph: AtomGraph
  private let lockOf: [Int32]
  private let maximum: Int
  private(set) var classes: AtomClasses
  /// Atoms to go round where there is another way.
  private let shunned: Set<Int32>
  /// The atoms on the ways that drew groups together.
  private(set) var ways: Set<Int32> = []

  init(_ graph: AtomGraph, lockOf: [Int32], classes: AtomClasses, maximum: Int, shunning shunned: Set<Int32>) {
    self.shunned = shunned
    self.graph = graph
    self.lockOf = lockOf
    self.maximum = maximum
    self.classes = classes
  }

  /// Joins what can be joined without a class above the maximum; the rest stays as it is.
  ///
  /// - Complexity: O(atoms + borders) where all groups are in one piece, and as much again for each way.
  mutating func join() {
    for first in brokenClasses() {
      while let way = wayBetweenPieces(of: first) {
        for atom in way { classes.join(atom, first) }
        ways.formUnion(way)
      }
    }
  }

  /// The first atom of each class of free atoms in more than one piece.
  private mutating func brokenClasses() -> [Int32] {
    var pieces = AtomClasses(count: graph.atomCount)
    for border in graph.borders where classes.first(of: border.a.offset) == classes.first(of: border.b.offset) {
      pieces.join(border.a.offset, border.b.offset)
    }
    var broken: Set<Int32> = []
    for atom in 0..<Int32(graph.atomCount) where lockOf[Int(atom)] < 0 {
      let first = classes.first(of: atom)
      if pieces.first(of: atom) != pieces.first(of: first) { broken.insert(first) }
    }
    return broken.sorted()
  }

  /// The atoms between the piece of a class that holds an atom and the nearest other piece; `nil` where there is none, no
  /// way, or only one that is too heavy.
  private mutating func wayBetweenPieces(of start: Int32) -> [Int32]? {
    let own = classes.first(of: start)
    let weights = classWeights()
    let mean = max(1, graph.totalWeight / max(1, graph.atomCount))
    var from = [Int32](repeating: -1, count: graph.atomCount)
    var cost = [Int](repeating: .max, count: graph.atomCount)
    var weight = cost
    var end: Int32?
    // Costs are corrected until none falls: simple, and ways are short beside the graph.
    var queue = pieceAround(start)
    for atom in queue { (cost[Int(atom)], weight[Int(atom)]) = (0, weights[Int(own)]) }
    var index = 0
    while index < queue.count {
      let atom = queue[index]
      index += 1
      if let end, cost[Int(end)] <= cost[Int(atom)] { continue }
      for arc in graph.row(Int(atom)) where lockOf[Int(arc.target)] < 0 {
        let entered = classes.first(of: arc.target)
        let added = entered == classes.first(of: atom) || entered == own ? 0 : weights[Int(entered)]
        let target = Int(arc.target)
        let reached = cost[Int(atom)] + added + mean * (shunned.contains(arc.target) && entered != own ? 8 : 1)
        guard reached < cost[target], weight[Int(atom)] + added <= maximum else { continue }
        cost[target] = reached
        weight[target] = weight[Int(atom)] + added
        from[target] = atom
        if entered != own {
          queue.append(arc.target)
        } else if end.map({ cost[target] < cost[Int($0)] }) ?? true {
          end = arc.target
        }
      }
    }
    return end.map { end in Array(sequence(first: end) { from[Int($0)] < 0 ? nil : from[Int($0)] }) }
  }

  private mutating func classWeights() -> [Int] {
    var weights = [Int](repeating: 0, count: graph.atomCount)
    for atom in 0..<Int32(graph.atomCount) { weights[Int(classes.first(of: atom))] += graph.weights[Int(atom)] }
    return weights
  }

  /// The atoms of its class that hang together with an atom.
  private mutating func pieceAround(_ start: Int32) -> [Int32] {
    let own = classes.first(of: start)
    var piece = [start]
    var seen: Set<Int32> = [start]
    var index = 0
    while index < piece.count {
      for arc in graph.row(Int(piece[index])) where classes.first(of: arc.target) == own && seen.insert(arc.target).inserted {
        piece.append(arc.target)
      }
      index += 1
    }
    return piece
  }
}

/// Atoms joined into classes, each known by its first atom (union and find, Tarjan 1975).
struct AtomClasses {
  private var root: [Int32]

  /// Every atom alone.
  init(count: Int) { root = Array(0..<Int32(count)) }

  /// The first atom of an atom's class.
  mutating func first(of atom: Int32) -> Int32 {
    var atom = atom
    while root[Int(atom)] != atom {
      root[Int(atom)] = root[Int(root[Int(atom)])]
      atom = root[Int(atom)]
    }
    return atom
  }

  mutating func join(_ a: Int32, _ b: Int32) {
    let (a, b) = (first(of: a), first(of: b))
    root[Int(max(a, b))] = min(a, b)
  }
}

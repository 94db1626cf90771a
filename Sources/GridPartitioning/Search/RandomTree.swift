/// Random spanning trees of a region: borders in random order, each kept that joins two parts (Kruskal). After a
/// draw, atoms stand in preorder, so that what hangs below position `i` is `i..<i + size[i]`.
struct RandomTree: ~Copyable {
  private let problem: SearchProblem
  private var edges: Slab<Int32>
  private var root: Slab<Int32>
  private var firstLink: Slab<Int32>
  private var nextLink: Slab<Int32>
  private var linkTarget: Slab<Int32>
  private var stack: Slab<Int32>
  private var parentOfAtom: Slab<Int32>

  /// Atoms in preorder.
  private(set) var order: Slab<Int32>
  /// Position of each atom in ``order``; means nothing for atoms outside the region.
  private(set) var position: Slab<Int32>
  /// Per position: the position above it; −1 at the root.
  private(set) var parent: Slab<Int32>
  /// Per position: how many atoms hang below, itself included.
  private(set) var size: Slab<Int32>
  /// Per position: their weight.
  private(set) var weight: Slab<Int>
  /// Number of atoms in the region.
  private(set) var count = 0

  init(_ problem: SearchProblem) {
    self.problem = problem
    let atoms = problem.atomCount
    edges = Slab(repeating: 0, count: problem.edgeCount)
    root = Slab(repeating: 0, count: atoms)
    firstLink = Slab(repeating: -1, count: atoms)
    nextLink = Slab(repeating: 0, count: 2 * atoms)
    linkTarget = Slab(repeating: 0, count: 2 * atoms)
    stack = Slab(repeating: 0, count: atoms)
    parentOfAtom = Slab(repeating: -1, count: atoms)
    order = Slab(repeating: 0, count: atoms)
    position = Slab(repeating: 0, count: atoms)
    parent = Slab(repeating: 0, count: atoms)
    size = Slab(repeating: 0, count: atoms)
    weight = Slab(repeating: 0, count: atoms)
  }

  /// Draws a tree over `atoms[range]`.
  ///
  /// - Parameters:
  ///   - labels: The label of each atom; borders count when both ends have label `first` or `second`.
  ///   - bias: 0…1, how much borders between the two labels are put off; the tree then keeps to the present line.
  /// - Returns: Whether the region is connected; if not, there is no tree.
  mutating func draw(
    over atoms: borrowing Slab<Int32>, _ range: Range<Int>, labels: borrowing Slab<Int32>, first: Int32, second: Int32,
    bias: Double, using random: inout StableRandom
  ) -> Bool {
    collectEdges(atoms, range, labels: labels, first: first, second: second, bias: bias, using: &random)
    var joined = 0
    var links: Int32 = 0
    var index = 0
    while joined < range.count - 1 {
      if index == edgeTotal { return false }
      let edge = problem.edges[Int(edges[index])]
      index += 1
      let a = find(edge.a)
      let b = find(edge.b)
      if a == b { continue }
      root[a] = b
      addLink(links, edge.a, edge.b)
      addLink(links + 1, edge.b, edge.a)
      links += 2
      joined += 1
    }
    settle(root: atoms[range.lowerBound + Int(random.below(Int32(range.count)))])
    return true
  }

  private var edgeTotal = 0

  /// Puts the region's borders into random order. With a bias, key `u + bias` for borders on the present line and
  /// `u` for others is the same as three shuffled groups, so nothing is sorted.
  private mutating func collectEdges(
    _ atoms: borrowing Slab<Int32>, _ range: Range<Int>, labels: borrowing Slab<Int32>, first: Int32, second: Int32,
    bias: Double, using random: inout StableRandom
  ) {
    var early = 0
    var total = 0
    var late = problem.edgeCount
    let threshold = UInt64(bias * 0x1p32)
    for slot in range {
      let atom = atoms[slot]
      root[atom] = atom
      firstLink[atom] = -1
      let label = labels[atom]
      for place in Int(problem.offsets[Int(atom)])..<Int(problem.offsets[Int(atom) + 1]) {
        let arc = problem.arcs[place]
        if arc.target < atom { continue }
        let other = labels[arc.target]
        if other != first && other != second { continue }
        if threshold == 0 {
          edges[total] = arc.edge
          total += 1
          continue
        }
        let draw = random.next() >> 32
        if label != other {
          if draw + threshold >= 1 << 32 {
            late -= 1
            edges[late] = arc.edge
            continue
          }
        } else if draw < threshold {
          edges[total] = edges[early]
          edges[early] = arc.edge
          early += 1
          total += 1
          continue
        }
        edges[total] = arc.edge
        total += 1
      }
    }
    shuffle(0..<early, using: &random)
    shuffle(early..<total, using: &random)
    shuffle(late..<problem.edgeCount, using: &random)
    var next = total
    for slot in late..<problem.edgeCount {
      edges[next] = edges[slot]
      next += 1
    }
    edgeTotal = next
  }

  private mutating func shuffle(_ range: Range<Int>, using random: inout StableRandom) {
    guard range.count > 1 else { return }
    for slot in range.dropLast() { edges.swapAt(slot, slot + Int(random.below(Int32(range.upperBound - slot)))) }
  }

  @inline(__always)
  private mutating func find(_ atom: Int32) -> Int32 {
    var atom = atom
    while root[atom] != atom {
      root[atom] = root[root[atom]]
      atom = root[atom]
    }
    return atom
  }

  @inline(__always)
  private mutating func addLink(_ link: Int32, _ from: Int32, _ to: Int32) {
    linkTarget[link] = to
    nextLink[link] = firstLink[from]
    firstLink[from] = link
  }

  /// Numbers the tree from its root and adds weights up from the leaves.
  private mutating func settle(root top: Int32) {
    count = 0
    var depth = 1
    stack[0] = top
    parentOfAtom[top] = -1
    while depth > 0 {
      depth -= 1
      let atom = stack[depth]
      let above = parentOfAtom[atom]
      order[count] = atom
      position[atom] = Int32(count)
      parent[count] = above < 0 ? -1 : position[above]
      size[count] = 1
      weight[count] = problem.weights[Int(atom)]
      count += 1
      var link = firstLink[atom]
      while link >= 0 {
        let target = linkTarget[link]
        if target != above {
          parentOfAtom[target] = atom
          stack[depth] = target
          depth += 1
        }
        link = nextLink[link]
      }
    }
    var slot = count - 1
    while slot > 0 {
      size[parent[slot]] += size[slot]
      weight[parent[slot]] += weight[slot]
      slot -= 1
    }
  }

  /// The cost of borders between what hangs below a position and the rest of the region.
  func cutCost(below slot: Int, labels: borrowing Slab<Int32>, first: Int32, second: Int32) -> Double {
    let low = Int32(slot)
    let high = low + size[slot]
    var cost = 0.0
    for index in slot..<Int(high) {
      let atom = Int(order[index])
      for place in Int(problem.offsets[atom])..<Int(problem.offsets[atom + 1]) {
        let arc = problem.arcs[place]
        let label = labels[arc.target]
        if label != first && label != second { continue }
        let other = position[arc.target]
        if other < low || other >= high { cost += arc.cost }
      }
    }
    return cost
  }
}

/// Random spanning trees of a region: borders in random order, each kept that joins two parts (Kruskal). After a
/// draw, atoms stand in preorder, so that what hangs below position `i` is `i..<i + size[i]`.
struct RandomTree: ~Copyable {
  /// A border of the region.
  private struct Ends: BitwiseCopyable {
    var a, b: Int32
  }

  private let problem: SearchProblem
  private var edges: Slab<Ends>
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
    edges = Slab(repeating: Ends(a: 0, b: 0), count: problem.edgeCount)
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
    let (early, total, late) = collectEdges(
      atoms, range, labels: labels, first: first, second: second, bias: bias, using: &random)
    joined = 0
    let wanted = range.count - 1
    join(0..<early, upTo: wanted, using: &random)
    join(early..<total, upTo: wanted, using: &random)
    join(late..<problem.edgeCount, upTo: wanted, using: &random)
    if joined < wanted { return false }
    settle(root: atoms[range.lowerBound + Int(random.below(Int32(range.count)))])
    return true
  }

  /// Tree borders found so far.
  private var joined = 0

  /// Takes borders of a stretch in random order until the tree has as many as wanted. The order is drawn as it is needed:
  /// the last third mostly is not.
  private mutating func join(_ stretch: Range<Int>, upTo wanted: Int, using random: inout StableRandom) {
    var slot = stretch.lowerBound
    while joined < wanted && slot < stretch.upperBound {
      let drawn = slot + Int(random.below(Int32(stretch.upperBound - slot)))
      let edge = edges[drawn]
      edges[drawn] = edges[slot]
      slot += 1
      let a = find(edge.a)
      let b = find(edge.b)
      if a == b { continue }
      root[a] = b
      let link = Int32(2 * joined)
      addLink(link, edge.a, edge.b)
      addLink(link + 1, edge.b, edge.a)
      joined += 1
    }
  }

  /// Lists the region's borders. With a bias, key `u + bias` for borders on the present line and `u` for others is the
  /// same as three groups one after the other, each in random order, so nothing is sorted.
  ///
  /// - Returns: The ends of the first two groups, and where the third begins, which ends with the table.
  private mutating func collectEdges(
    _ atoms: borrowing Slab<Int32>, _ range: Range<Int>, labels: borrowing Slab<Int32>, first: Int32, second: Int32,
    bias: Double, using random: inout StableRandom
  ) -> (early: Int, total: Int, late: Int) {
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
        let target = problem.arcs[place].target
        if target < atom { continue }
        let other = labels[target]
        if other != first && other != second { continue }
        let edge = Ends(a: atom, b: target)
        if threshold == 0 {
          edges[total] = edge
          total += 1
          continue
        }
        let draw = random.next() >> 32
        if label != other {
          if draw + threshold >= 1 << 32 {
            late -= 1
            edges[late] = edge
            continue
          }
        } else if draw < threshold {
          edges[total] = edges[early]
          edges[early] = edge
          early += 1
          total += 1
          continue
        }
        edges[total] = edge
        total += 1
      }
    }
    return (early, total, late)
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

  /// The line between what hangs below a position and the rest of the region.
  struct Line {
    /// Positions below, a stretch of the preorder; empty before the first.
    fileprivate(set) var low: Int32 = 0
    fileprivate(set) var high: Int32 = 0
    fileprivate(set) var cost = 0.0
  }

  /// Counts the line below another position: what joins or leaves its side is walked through, or all of it where that is
  /// less.
  func move(_ line: inout Line, below slot: Int, labels: borrowing Slab<Int32>, first: Int32, second: Int32) {
    let low = Int32(slot)
    let high = low + size[slot]
    let grows = low <= line.low && high >= line.high
    let isNested = grows || (low >= line.low && high <= line.high)
    if line.high == line.low || !isNested || abs((high - low) - (line.high - line.low)) > high - low {
      line.cost = cutCost(below: slot, labels: labels, first: first, second: second)
    } else {
      let (outer, inner) = grows ? (low..<high, line.low..<line.high) : (line.low..<line.high, low..<high)
      let change =
        between(outer.lowerBound..<inner.lowerBound, inner, outer, labels, first, second)
        + between(inner.upperBound..<outer.upperBound, inner, outer, labels, first, second)
      line.cost += grows ? change : -change
    }
    line.low = low
    line.high = high
  }

  /// What the line around `outer` has of some positions, less what that around `inner` has.
  private func between(
    _ positions: Range<Int32>, _ inner: Range<Int32>, _ outer: Range<Int32>, _ labels: borrowing Slab<Int32>,
    _ first: Int32, _ second: Int32
  ) -> Double {
    var change = 0.0
    for index in positions {
      let atom = order[index]
      for place in Int(problem.offsets[atom])..<Int(problem.offsets[Int(atom) + 1]) {
        let arc = problem.arcs[place]
        let label = labels[arc.target]
        if label != first && label != second { continue }
        let other = position[arc.target]
        if other < outer.lowerBound || other >= outer.upperBound {
          change += arc.cost
        } else if other >= inner.lowerBound && other < inner.upperBound {
          change -= arc.cost
        }
      }
    }
    return change
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

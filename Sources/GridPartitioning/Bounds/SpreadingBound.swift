/// A proven bound on the cost of all lines between zones, from the maximum weight of a zone alone.
///
/// Take an atom `v` and a connected set `S` around it that weighs more than the maximum `U`. At least `w(S) − U` of `S`
/// must lie in other zones than `v`, so along any tree that spans `S` from `v`, with `f(e)` the weight beyond tree
/// border `e`, every plan satisfies `Σ f(e) · [e is cut] ≥ w(S) − U`. As cutting one border cannot count for more than
/// what is asked, `f(e)` may be capped at `w(S) − U`. Multiples of such inequalities that together use no border beyond
/// its cost add up to a lower bound on the cut. This is the dual of the spreading metric relaxation; the multiples are
/// found by multiplicative weights, and the bound holds at whatever moment one stops.
///
/// - SeeAlso: Even, Naor, Rao & Schieber, "Fast Approximate Graph Partitioning Algorithms", SIAM J. Comput. 28(6), 1999
///   (spreading metrics); Garg & Könemann, "Faster and Simpler Algorithms for Multicommodity Flow", SIAM J. Comput.
///   37(2), 2007; Fleischer, SIAM J. Discrete Math. 13(4), 2000.
struct SpreadingBound: ~Copyable {
  private let problem: SearchProblem
  /// Price of each border for now, and how much of its cost is used up, as a share.
  private var length: Slab<Double>
  private var load: Slab<Double>
  private var total = 0.0

  // One search from an atom.
  private var distance: Slab<Double>
  private var parentArc: Slab<Int32>
  private var parent: Slab<Int32>
  private var below: Slab<Double>
  private var isDone: Slab<Bool>
  private var order: Slab<Int32>
  private var settled = 0
  private var touched: Slab<Int32>
  private var touchedCount = 0
  private var heap: IndexedHeap

  /// Borders looked at, a measure of work.
  private(set) var steps = 0

  init(_ problem: SearchProblem) {
    self.problem = problem
    length = Slab(repeating: 0, count: problem.edgeCount)
    load = Slab(repeating: 0, count: problem.edgeCount)
    distance = Slab(repeating: .infinity, count: problem.atomCount)
    parentArc = Slab(repeating: -1, count: problem.atomCount)
    parent = Slab(repeating: -1, count: problem.atomCount)
    below = Slab(repeating: 0, count: problem.atomCount)
    isDone = Slab(repeating: false, count: problem.atomCount)
    order = Slab(repeating: 0, count: problem.atomCount)
    touched = Slab(repeating: 0, count: problem.atomCount)
    heap = IndexedHeap(count: problem.atomCount)
  }

  /// The bound in the unit of the problem's costs.
  private(set) var value = 0.0

  /// Adds inequalities for a while.
  ///
  /// - Parameters:
  ///   - precision: Relative step of the prices; small is slow and close.
  ///   - steps: Borders to look at, about.
  ///   - deadline: When to stop in any case.
  mutating func run(
    precision: Double, steps limit: Int, seed: UInt64, until deadline: ContinuousClock.Instant? = nil,
    control: RunControl
  ) {
    var random = StableRandom(seed: seed, stream: 11)
    total = 0
    for edge in 0..<problem.edgeCount {
      let cost = problem.edges[edge].cost
      length[edge] = cost > 0 ? 1 / cost : .infinity
      load[edge] = 0
    }
    var order = Array(0..<Int32(problem.atomCount))
    order.shuffle(using: &random)
    let end = steps + limit
    var isOver: Bool { control.shouldStop || deadline.map { ContinuousClock.now >= $0 } ?? false }
    var threshold = 0.0
    var isFirst = true
    while steps < end && !isOver {
      var least = Double.infinity
      for atom in order {
        if steps >= end || isOver { break }
        while steps < end {
          guard let found = cheapestInequality(at: atom) else { break }
          if isFirst || found.ratio > (1 + precision) * threshold {
            least = min(least, found.ratio)
            break
          }
          add(found.set, surplus: found.surplus, precision: precision)
        }
      }
      if least == .infinity && isFirst { return }
      isFirst = false
      threshold = max(threshold * (1 + precision), least == .infinity ? 0 : least)
      settle()
    }
    settle()
  }

  /// The bound that the multiples so far prove: scaled down until no border is used beyond its cost.
  private mutating func settle() {
    var most = 0.0
    for edge in 0..<problem.edgeCount { most = max(most, load[edge]) }
    if most > 0 { value = max(value, total / most) }
  }

  /// Of the sets of nearest atoms around one, that with the least price for its surplus.
  ///
  /// Taking in an atom farther away than the present ratio makes the ratio worse, and all later ones are farther, so the
  /// search ends there.
  private mutating func cheapestInequality(at start: Int32) -> (ratio: Double, set: Int, surplus: Double)? {
    for index in 0..<touchedCount {
      let atom = touched[index]
      distance[atom] = .infinity
      isDone[atom] = false
    }
    touchedCount = 0
    settled = 0
    heap.removeAll()
    reach(start, 0, from: -1, arc: -1)
    var weight = 0
    var price = 0.0
    var best = Double.infinity
    var bestSet = 0
    var bestSurplus = 0.0
    let maximum = problem.bounds.maximum
    while let atom = heap.popLeast(distance) {
      let here = distance[atom]
      if here >= best { break }
      isDone[atom] = true
      order[settled] = atom
      settled += 1
      weight += problem.weights[atom]
      price += Double(problem.weights[atom]) * here
      if weight > maximum {
        let surplus = Double(weight - maximum)
        if price / surplus < best {
          best = price / surplus
          bestSet = settled
          bestSurplus = surplus
        }
      }
      for place in Int(problem.offsets[atom])..<Int(problem.offsets[Int(atom) + 1]) {
        let arc = problem.arcs[place]
        steps += 1
        if isDone[arc.target] { continue }
        let candidate = here + length[arc.edge]
        if candidate < distance[arc.target] { reach(arc.target, candidate, from: atom, arc: arc.edge) }
      }
    }
    return bestSet > 0 && best < .infinity ? (best, bestSet, bestSurplus) : nil
  }

  private mutating func reach(_ atom: Int32, _ newDistance: Double, from: Int32, arc: Int32) {
    if distance[atom] == .infinity {
      touched[touchedCount] = atom
      touchedCount += 1
    }
    distance[atom] = newDistance
    parent[atom] = from
    parentArc[atom] = arc
    heap.insertOrRaise(atom, distance)
  }

  /// Uses the inequality of the first `count` atoms found as far as the scarcest border allows in one step.
  private mutating func add(_ count: Int, surplus: Double, precision: Double) {
    for index in 0..<count { below[order[index]] = Double(problem.weights[order[index]]) }
    var scarcest = 0.0
    var index = count - 1
    while index > 0 {
      let atom = order[index]
      let flow = below[atom]
      below[parent[atom]] += flow
      scarcest = max(scarcest, min(flow, surplus) / problem.edges[Int(parentArc[atom])].cost)
      index -= 1
    }
    guard scarcest > 0 else { return }
    let multiple = 1 / scarcest
    total += multiple * surplus
    for index in 1..<count {
      let atom = order[index]
      let edge = parentArc[atom]
      let share = multiple * min(below[atom], surplus) / problem.edges[Int(edge)].cost
      if share == 0 { continue }
      load[edge] += share
      length[edge] *= 1 + precision * share
    }
  }
}

/// A binary heap of atoms by a table of keys kept elsewhere, whose members can move up.
private struct IndexedHeap: ~Copyable {
  private var atoms: Slab<Int32>
  private var place: Slab<Int32>
  private var count = 0

  init(count: Int) {
    atoms = Slab(repeating: 0, count: count)
    place = Slab(repeating: -1, count: count)
  }

  mutating func removeAll() {
    for index in 0..<count { place[atoms[index]] = -1 }
    count = 0
  }

  mutating func insertOrRaise(_ atom: Int32, _ keys: borrowing Slab<Double>) {
    if place[atom] < 0 {
      place[atom] = Int32(count)
      atoms[count] = atom
      count += 1
    }
    var index = Int(place[atom])
    let key = keys[atom]
    while index > 0 {
      let above = (index - 1) / 2
      if keys[atoms[above]] <= key { break }
      atoms[index] = atoms[above]
      place[atoms[index]] = Int32(index)
      index = above
    }
    atoms[index] = atom
    place[atom] = Int32(index)
  }

  mutating func popLeast(_ keys: borrowing Slab<Double>) -> Int32? {
    if count == 0 { return nil }
    let least = atoms[0]
    place[least] = -1
    count -= 1
    if count == 0 { return least }
    let last = atoms[count]
    let key = keys[last]
    var index = 0
    while true {
      var child = 2 * index + 1
      if child >= count { break }
      if child + 1 < count && keys[atoms[child + 1]] < keys[atoms[child]] { child += 1 }
      if keys[atoms[child]] >= key { break }
      atoms[index] = atoms[child]
      place[atoms[index]] = Int32(index)
      index = child
    }
    atoms[index] = last
    place[last] = Int32(index)
    return least
  }
}

/// Searches for spreading inequalities: those of one atom and the sets of nearest atoms around it, where every border has
/// a price as its length. See ``SpreadingBound`` for what they say.
struct SpreadingSearch: ~Copyable {
  private let problem: SearchProblem
  private var distance: Slab<Double>
  private var isDone: Slab<Bool>
  private var touched: Slab<Int32>
  private var touchedCount = 0
  private var heap: IndexedHeap
  private var below: Slab<Double>

  /// Atoms from near to far, the first of them the atom itself.
  private(set) var order: Slab<Int32>
  private(set) var settled = 0
  /// The border by which each atom was reached, and from where.
  private(set) var parentArc: Slab<Int32>
  private(set) var parent: Slab<Int32>

  /// Borders looked at, a measure of work.
  private(set) var steps = 0

  init(_ problem: SearchProblem) {
    self.problem = problem
    distance = Slab(repeating: .infinity, count: problem.atomCount)
    parentArc = Slab(repeating: -1, count: problem.atomCount)
    parent = Slab(repeating: -1, count: problem.atomCount)
    below = Slab(repeating: 0, count: problem.atomCount)
    isDone = Slab(repeating: false, count: problem.atomCount)
    order = Slab(repeating: 0, count: problem.atomCount)
    touched = Slab(repeating: 0, count: problem.atomCount)
    heap = IndexedHeap(count: problem.atomCount)
  }

  /// Of the sets of nearest atoms around one, that with the least price for its surplus.
  ///
  /// Taking in an atom farther away than the present ratio makes the ratio worse, and all later ones are farther, so the
  /// search ends there.
  mutating func cheapestInequality(
    at start: Int32, lengths length: borrowing Slab<Double>
  ) -> (ratio: Double, set: Int, surplus: Double)? {
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

  /// Tells each border of the tree over the first `count` atoms, and how much of the weight beyond it counts: no more
  /// than what the inequality asks for.
  mutating func weigh(_ count: Int, surplus: Double, _ tell: (_ edge: Int32, _ weight: Double) -> Void) {
    for index in 0..<count { below[order[index]] = Double(problem.weights[order[index]]) }
    var index = count - 1
    while index > 0 {
      let atom = order[index]
      let beyond = below[atom]
      below[parent[atom]] += beyond
      if beyond > 0 { tell(parentArc[atom], min(beyond, surplus)) }
      index -= 1
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

/// A request with locked zones taken out and groups drawn together: what is left to search.
struct Contraction {
  /// The free atoms, groups contracted.
  let graph: AtomGraph
  /// The atoms of the request behind each atom of ``graph``.
  let members: [[AtomIndex]]
  /// The previous zone of each atom of ``graph``: that of most of its weight, or −1.
  let previous: [Int32]
  /// Atoms on the ways by which groups in pieces were joined. With any, not every plan of the request can be found.
  let ways: Set<Int32>

  var isRestricted: Bool { !ways.isEmpty }

  /// - Parameter shunned: Atoms that groups in pieces should rather not be joined by.
  init(_ request: PartitionRequest, shunning shunned: Set<Int32> = []) throws(PartitionError) {
    let count = request.graph.atomCount
    try Self.check(request.groups, "a group", count)
    try Self.check(request.locked, "a locked zone", count)
    if let previous = request.previous, previous.count != count {
      throw .countMismatch(what: "previous zones", expected: count, found: previous.count)
    }
    var lockOf = [Int32](repeating: -1, count: count)
    for (index, atoms) in request.locked.enumerated() {
      if atoms.isEmpty { throw .lockedZoneEmpty(index) }
      for atom in atoms {
        if lockOf[atom.position] >= 0 { throw .lockedTwice(atom) }
        lockOf[atom.position] = Int32(index)
      }
    }
    var joined = AtomClasses(count: count)
    for group in request.groups {
      guard let first = group.first else { continue }
      for atom in group {
        guard lockOf[atom.position] == lockOf[first.position] else { throw .lockedTwice(atom) }
        joined.join(atom.offset, first.offset)
      }
    }
    var links = GroupLinks(
      request.graph, lockOf: lockOf, classes: joined, maximum: request.bounds.maximum, shunning: shunned)
    if !request.groups.isEmpty { links.join() }
    ways = links.ways
    joined = links.classes
    // Classes are numbered by their first atom.
    var free: [AtomIndex] = []
    var classes: [Int32] = []
    var number = [Int32](repeating: -1, count: count)
    var members: [[AtomIndex]] = []
    for atom in 0..<count where lockOf[atom] < 0 {
      let top = Int(joined.first(of: Int32(atom)))
      if number[top] < 0 {
        number[top] = Int32(members.count)
        members.append([])
      }
      members[Int(number[top])].append(AtomIndex(atom))
      free.append(AtomIndex(atom))
      classes.append(number[top])
    }
    self.members = members
    if free.count == count && members.count == count {
      graph = request.graph
    } else {
      graph = request.graph.subgraph(free).quotient(classes, count: members.count)
    }
    previous = Self.majority(request.previous, members: members, weights: request.graph.weights)
  }

  private static func majority(_ previous: [Int32]?, members: [[AtomIndex]], weights: [Int]) -> [Int32] {
    guard let previous else { return Array(repeating: -1, count: members.count) }
    return members.map { atoms in
      if atoms.count == 1 { return max(-1, previous[atoms[0].position]) }
      var best: (weight: Int, zone: Int32) = (-1, -1)
      for zone in Set(atoms.map { previous[$0.position] }).sorted() where zone >= 0 {
        let weight = atoms.reduce(0) { $0 + (previous[$1.position] == zone ? weights[$1.position] : 0) }
        if weight > best.weight { best = (weight, zone) }
      }
      return best.zone
    }
  }

  private static func check(_ lists: [[AtomIndex]], _ what: String, _ count: Int) throws(PartitionError) {
    for list in lists {
      for atom in list where atom.offset < 0 || atom.position >= count {
        throw .atomOutOfRange(atom, atomCount: count, in: what)
      }
    }
  }
}

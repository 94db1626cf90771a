import GridPartitioning

/// Edges by the atom they leave, as files list them.
struct EdgeTable {
  /// Row `v` is `starts[v]..<starts[v + 1]`.
  private(set) var starts: [Int] = [0]
  private(set) var targets: [Int32] = []
  /// One per target, or empty where the file has none.
  private(set) var lengths: [Double] = []
  /// The attribute that lengths come from.
  var field: String?
  var withoutLength = 0

  var rowCount: Int { starts.count - 1 }
  /// Number of entries, each edge in both directions.
  var entryCount: Int { targets.count }

  mutating func reserve(atoms: Int, entries: Int) {
    starts.reserveCapacity(atoms + 1)
    targets.reserveCapacity(entries)
  }

  mutating func append(_ target: AtomIndex, length: Double?) {
    targets.append(target.offset)
    if let length { lengths.append(length) }
  }

  mutating func endRow() { starts.append(targets.count) }

  /// An edge table whose rows come from a list of edges, each given once.
  init(edges: [(a: AtomIndex, b: AtomIndex, length: Double?)], atoms: Int) {
    starts = [Int](repeating: 0, count: atoms + 1)
    for edge in edges {
      starts[edge.a.position + 1] += 1
      starts[edge.b.position + 1] += 1
    }
    for atom in 0..<atoms { starts[atom + 1] += starts[atom] }
    var next = starts
    targets = [Int32](repeating: 0, count: 2 * edges.count)
    let hasLengths = edges.contains { $0.length != nil }
    if hasLengths { lengths = [Double](repeating: 0, count: targets.count) }
    for edge in edges {
      for (from, to) in [(edge.a, edge.b), (edge.b, edge.a)] {
        let slot = next[from.position]
        next[from.position] += 1
        targets[slot] = to.offset
        if hasLengths { lengths[slot] = edge.length ?? 0 }
      }
    }
  }

  init() {}

  /// The borders, each once. The table must have been checked.
  func borders(_ objective: CutObjective) -> [Border] {
    var borders: [Border] = []
    borders.reserveCapacity(targets.count / 2)
    for atom in 0..<rowCount {
      for slot in starts[atom]..<starts[atom + 1] where targets[slot] > atom {
        let length = lengths.isEmpty ? 0 : lengths[slot]
        borders.append(
          Border(AtomIndex(atom), AtomIndex(targets[slot]), length: length, cost: objective == .cutEdges ? 1 : length))
      }
    }
    return borders
  }

  /// What is wrong with a table as a whole.
  enum Fault: Error {
    case loop(AtomIndex)
    case repeated(AtomIndex, AtomIndex)
    case oneSided(AtomIndex, AtomIndex)
    case lengths(AtomIndex, AtomIndex, there: Double, back: Double)
  }

  /// Sorts the rows and checks that every edge stands once at each end, with one length.
  ///
  /// - Complexity: O(entries · log longest row).
  mutating func check() throws(Fault) {
    for atom in 0..<rowCount {
      sortRow(starts[atom]..<starts[atom + 1])
      for slot in starts[atom]..<starts[atom + 1] {
        if Int(targets[slot]) == atom { throw .loop(AtomIndex(atom)) }
        if slot > starts[atom], targets[slot] == targets[slot - 1] {
          throw .repeated(AtomIndex(atom), AtomIndex(targets[slot]))
        }
      }
    }
    // Going through the rows in order meets the entries of each column in order too: they must be that atom's row.
    var next = starts
    for atom in 0..<rowCount {
      for slot in starts[atom]..<starts[atom + 1] {
        let other = Int(targets[slot])
        let back = next[other]
        guard back < starts[other + 1], targets[back] <= atom else {
          throw .oneSided(AtomIndex(atom), AtomIndex(other))
        }
        guard targets[back] == atom else { throw .oneSided(AtomIndex(other), AtomIndex(targets[back])) }
        next[other] += 1
        if !lengths.isEmpty, abs(lengths[slot] - lengths[back]) > 1e-9 * max(lengths[slot], lengths[back]) {
          throw .lengths(AtomIndex(atom), AtomIndex(other), there: lengths[slot], back: lengths[back])
        }
      }
    }
  }

  /// Rows are short: insertion moves targets and lengths together without allocating. Long ones are sorted by rank.
  private mutating func sortRow(_ row: Range<Int>) {
    if row.count > 64 {
      let order = row.sorted { (targets[$0], $0) < (targets[$1], $1) }
      let sorted = order.map { targets[$0] }
      targets.replaceSubrange(row, with: sorted)
      if !lengths.isEmpty { lengths.replaceSubrange(row, with: order.map { lengths[$0] }) }
      return
    }
    for slot in row.dropFirst() {
      var place = slot
      while place > row.lowerBound, targets[place] < targets[place - 1] {
        targets.swapAt(place, place - 1)
        if !lengths.isEmpty { lengths.swapAt(place, place - 1) }
        place -= 1
      }
    }
  }
}

extension GraphError {
  /// A fault of a table, with the atoms' ids.
  init(_ fault: EdgeTable.Fault, names: AtomNames, path: String) {
    switch fault {
    case .loop(let atom): self = .selfLoop(path: path, atom: names[atom])
    case .repeated(let a, let b): self = .repeatedEdge(path: path, atom: names[a], neighbour: names[b])
    case .oneSided(let a, let b): self = .oneSidedEdge(path: path, atom: names[a], neighbour: names[b])
    case .lengths(let a, let b, let there, let back):
      self = .lengthsDisagree(path: path, atom: names[a], neighbour: names[b], there: there, back: back)
    }
  }
}

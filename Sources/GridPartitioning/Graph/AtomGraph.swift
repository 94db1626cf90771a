/// Atoms with their weights and the borders between them, as compressed sparse rows.
///
/// A graph is checked once, when it is made; everything that works on it may rely on ends in range, no self loops,
/// at most one border per pair, and measures that are finite and at least 0.
public struct AtomGraph: Hashable, Sendable {
  /// One direction of a border, in the row of the atom it leaves.
  package struct Arc: Hashable, Sendable {
    package var target: Int32
    package var border: Int32
  }

  /// Weight of each atom (households), at least 0.
  public let weights: [Int]

  /// The borders, each pair once with `a < b`, ordered by `a` then `b`.
  public let borders: [Border]

  /// Areas in square metres, or empty.
  public let areas: [Double]

  /// Lengths of outline in metres, the borders with neighbours included, or empty.
  public let perimeters: [Double]

  /// Places in metres, or empty. A hint for the search; results never depend on connectivity read from it.
  public let positions: [SIMD2<Double>]

  /// Sum of all weights.
  public let totalWeight: Int

  /// Row `v` of ``arcs`` is `offsets[v]..<offsets[v + 1]`.
  package let offsets: [Int32]
  package let arcs: [Arc]

  /// A graph from weights and borders in any order. Borders given twice become one: lengths and costs add up, and
  /// it is a link only if all were.
  ///
  /// - Parameters:
  ///   - areas: One per atom in square metres, or empty.
  ///   - perimeters: One per atom in metres, or empty.
  ///   - positions: One per atom in metres, or empty.
  /// - Throws: The first fault found, with its place.
  /// - Complexity: O(atoms + borders), for borders spread evenly.
  public init(
    weights: [Int], borders: [Border], areas: [Double] = [], perimeters: [Double] = [], positions: [SIMD2<Double>] = []
  ) throws(PartitionError) {
    let count = weights.count
    guard count <= 1 << 30, borders.count <= 1 << 30 else { throw .tooManyAtoms(max(count, borders.count)) }
    try Self.check(count: areas.count, of: "areas", atoms: count)
    try Self.check(count: perimeters.count, of: "perimeters", atoms: count)
    try Self.check(count: positions.count, of: "positions", atoms: count)
    var total = 0
    for (index, weight) in weights.enumerated() {
      guard weight >= 0 else { throw .negativeWeight(AtomIndex(index), weight: weight) }
      let sum = total.addingReportingOverflow(weight)
      guard !sum.overflow, sum.partialValue < 1 << 62 else { throw .weightsOverflow }
      total = sum.partialValue
    }
    for (index, border) in borders.enumerated() { try Self.check(border, at: index, atoms: count) }

    self.init(
      checkedWeights: weights, total: total, borders: Self.merged(borders, atoms: count), areas: areas,
      perimeters: perimeters, positions: positions)
  }

  /// A graph from parts that are known to be sound: borders merged, `a < b`, ordered.
  init(
    checkedWeights weights: [Int], total: Int, borders: [Border], areas: [Double], perimeters: [Double],
    positions: [SIMD2<Double>]
  ) {
    self.weights = weights
    self.borders = borders
    self.areas = areas
    self.perimeters = perimeters
    self.positions = positions
    totalWeight = total

    var offsets = [Int32](repeating: 0, count: weights.count + 1)
    for border in borders {
      offsets[border.a.position + 1] += 1
      offsets[border.b.position + 1] += 1
    }
    for index in weights.indices { offsets[index + 1] += offsets[index] }
    var next = offsets
    var arcs = [Arc](repeating: Arc(target: 0, border: 0), count: 2 * borders.count)
    for (index, border) in borders.enumerated() {
      arcs[Int(next[border.a.position])] = Arc(target: border.b.offset, border: Int32(index))
      next[border.a.position] += 1
      arcs[Int(next[border.b.position])] = Arc(target: border.a.offset, border: Int32(index))
      next[border.b.position] += 1
    }
    self.offsets = offsets
    self.arcs = arcs
  }

  /// Number of atoms.
  public var atomCount: Int { weights.count }

  /// The atoms that share a border with `atom`, links included, in no order that means anything.
  public func neighbours(of atom: AtomIndex) -> [AtomIndex] { row(atom.position).map { AtomIndex($0.target) } }

  /// The arcs that leave an atom.
  package func row(_ atom: Int) -> ArraySlice<Arc> { arcs[Int(offsets[atom])..<Int(offsets[atom + 1])] }

  private static func check(count: Int, of what: String, atoms: Int) throws(PartitionError) {
    guard count == 0 || count == atoms else { throw .countMismatch(what: what, expected: atoms, found: count) }
  }

  private static func check(_ border: Border, at index: Int, atoms: Int) throws(PartitionError) {
    let range = 0..<Int32(atoms)
    guard range.contains(border.a.offset), range.contains(border.b.offset) else {
      throw .borderOutOfRange(border: index, a: border.a, b: border.b, atomCount: atoms)
    }
    guard border.a != border.b else { throw .borderJoinsAtomToItself(border: index, atom: border.a) }
    guard border.length.isFinite, border.cost.isFinite, border.length >= 0, border.cost >= 0 else {
      throw .borderMeasureInvalid(border: index, length: border.length, cost: border.cost)
    }
  }

  /// Borders with `a < b`, ordered, each pair once. A bucket per lower end keeps this linear.
  static func merged(_ borders: [Border], atoms: Int) -> [Border] {
    var starts = [Int32](repeating: 0, count: atoms + 1)
    for border in borders { starts[Int(min(border.a.offset, border.b.offset)) + 1] += 1 }
    for index in 0..<atoms { starts[index + 1] += starts[index] }
    var next = starts
    var slots = [Int32](repeating: 0, count: borders.count)
    for (index, border) in borders.enumerated() {
      let bucket = Int(min(border.a.offset, border.b.offset))
      slots[Int(next[bucket])] = Int32(index)
      next[bucket] += 1
    }
    var result: [Border] = []
    result.reserveCapacity(borders.count)
    for low in 0..<atoms where starts[low] < starts[low + 1] {
      // Ties by position keep sums of lengths in input order.
      let bucket = slots[Int(starts[low])..<Int(starts[low + 1])]
      let row = bucket.map { (high: max(borders[Int($0)].a, borders[Int($0)].b), slot: $0) }
        .sorted { ($0.high, $0.slot) < ($1.high, $1.slot) }
      for (high, slot) in row {
        let border = borders[Int(slot)]
        if let last = result.last, last.a.position == low, last.b == high {
          result[result.count - 1].length += border.length
          result[result.count - 1].cost += border.cost
          result[result.count - 1].isLink = last.isLink && border.isLink
        } else {
          result.append(
            Border(AtomIndex(low), high, length: border.length, cost: border.cost, isLink: border.isLink))
        }
      }
    }
    return result
  }
}

/// What each atom shares with each zone: the cost of its borders there, and where shapes count their length.
///
/// A proposal then reads two numbers where it would walk along the row of an atom. A move pays for that with two numbers
/// for each neighbour, but only one proposal in eight becomes a move.
struct Contacts: ~Copyable {
  /// Beyond this many numbers the table would fall out of every cache and take more memory than the graph.
  private static let mostEntries = 1 << 22

  /// Whether there is a table at all; without one, gains have to be summed up.
  let isKept: Bool
  private let zones: Int
  private let hasLengths: Bool
  private var costs: Slab<Double>
  private var lengths: Slab<Double>

  init(_ problem: SearchProblem, zones: Int) {
    self.zones = zones
    isKept = problem.atomCount <= Self.mostEntries / max(1, zones)
    hasLengths = isKept && problem.hasShapes
    let count = isKept ? problem.atomCount * zones : 0
    costs = Slab(repeating: 0, count: count)
    lengths = Slab(repeating: 0, count: hasLengths ? count : 0)
  }

  /// Computes every number from a division.
  mutating func recount(_ problem: SearchProblem, zone: borrowing Slab<Int32>) {
    guard isKept else { return }
    costs.fill(0)
    lengths.fill(0)
    for index in 0..<problem.edgeCount {
      let edge = problem.edges[index]
      let first = Int(edge.a) * zones + Int(zone[edge.b])
      let second = Int(edge.b) * zones + Int(zone[edge.a])
      costs[first] += edge.cost
      costs[second] += edge.cost
      if hasLengths {
        lengths[first] += edge.length
        lengths[second] += edge.length
      }
    }
  }

  /// What an atom's borders with the first zone cost more than those with the second.
  @inline(__always)
  func costDifference(_ atom: Int32, _ first: Int32, _ second: Int32) -> Double {
    let row = Int(atom) * zones
    return costs[row + Int(first)] - costs[row + Int(second)]
  }

  /// What an atom's borders with a zone cost.
  @inline(__always)
  func cost(_ atom: Int32, _ zone: Int32) -> Double { costs[Int(atom) * zones + Int(zone)] }

  /// How long an atom's borders with a zone are; only where shapes count.
  @inline(__always)
  func length(_ atom: Int32, _ zone: Int32) -> Double { lengths[Int(atom) * zones + Int(zone)] }

  /// A neighbour of an atom, behind a border of this cost and length, has changed zones.
  @inline(__always)
  mutating func shift(_ atom: Int32, _ from: Int32, _ to: Int32, cost: Double, length: Double) {
    let row = Int(atom) * zones
    costs[row + Int(from)] -= cost
    costs[row + Int(to)] += cost
    if hasLengths {
      lengths[row + Int(from)] -= length
      lengths[row + Int(to)] += length
    }
  }
}

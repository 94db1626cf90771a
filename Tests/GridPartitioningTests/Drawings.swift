import GridPartitioning

/// A fishnet of unit squares with weights, for tests that need a map in two lines.
struct Fishnet {
  let columns, rows: Int
  var weights: [Int]

  init(_ columns: Int, _ rows: Int, weight: Int = 1) {
    self.columns = columns
    self.rows = rows
    weights = Array(repeating: weight, count: columns * rows)
  }

  /// Random weights in a range, zero weights included if it holds zero.
  init(_ columns: Int, _ rows: Int, weights range: ClosedRange<Int>, seed: UInt64) {
    self.init(columns, rows)
    var random = StableRandom(seed: seed)
    weights = weights.map { _ in Int.random(in: range, using: &random) }
  }

  func atom(_ column: Int, _ row: Int) -> AtomIndex { AtomIndex(row * columns + column) }

  var borders: [Border] {
    var result: [Border] = []
    for row in 0..<rows {
      for column in 0..<columns {
        if column + 1 < columns {
          result.append(Border(atom(column, row), atom(column + 1, row), length: 1, cost: 1))
        }
        if row + 1 < rows { result.append(Border(atom(column, row), atom(column, row + 1), length: 1, cost: 1)) }
      }
    }
    return result
  }

  func graph() throws(PartitionError) -> AtomGraph {
    try AtomGraph(
      weights: weights, borders: borders, areas: Array(repeating: 1, count: weights.count),
      perimeters: Array(repeating: 4, count: weights.count),
      positions: weights.indices.map { SIMD2(Double($0 % columns), Double($0 / columns)) })
  }
}

/// A row of atoms, each touching the next.
func path(_ weights: [Int]) throws(PartitionError) -> AtomGraph {
  try AtomGraph(
    weights: weights,
    borders: weights.indices.dropLast().map { Border(AtomIndex($0), AtomIndex($0 + 1), length: 1, cost: 1) })
}

/// A connected random graph: a random tree and some further borders, with random costs.
func randomGraph(atoms: Int, extraBorders: Int, weights: ClosedRange<Int>, seed: UInt64) throws(PartitionError)
  -> AtomGraph
{
  var random = StableRandom(seed: seed)
  var borders: [Border] = []
  for atom in 1..<atoms {
    let cost = Double(Int.random(in: 1...6, using: &random))
    borders.append(
      Border(AtomIndex(Int.random(in: 0..<atom, using: &random)), AtomIndex(atom), length: cost, cost: cost))
  }
  for _ in 0..<extraBorders {
    let a = Int.random(in: 0..<atoms, using: &random)
    let b = Int.random(in: 0..<atoms, using: &random)
    if a != b { borders.append(Border(AtomIndex(a), AtomIndex(b), length: 2, cost: 2)) }
  }
  return try AtomGraph(weights: (0..<atoms).map { _ in Int.random(in: weights, using: &random) }, borders: borders)
}

/// A referee that looks at every division of a small graph.
struct Enumeration {
  /// The least cut cost among divisions into `zones` connected zones inside the band, or `nil` if there is none.
  static func leastCut(_ graph: AtomGraph, zones: Int, bounds: WeightBounds) -> Double? {
    var labels = [Int32](repeating: 0, count: graph.atomCount)
    var best: Double?
    func place(_ atom: Int, used: Int) {
      if atom == graph.atomCount {
        guard used == zones else { return }
        let partition = Partition(labels: labels)
        guard partition.zoneWeights(in: graph).allSatisfy(bounds.contains), partition.isConnected(in: graph) else {
          return
        }
        best = min(best ?? .infinity, partition.cutCost(in: graph))
        return
      }
      guard zones - used <= graph.atomCount - atom else { return }
      for label in 0..<min(used + 1, zones) {
        labels[atom] = Int32(label)
        place(atom + 1, used: max(used, label + 1))
      }
    }
    place(0, used: 0)
    return best
  }
}

import Gridwright

/// Twelve street blocks, three rows of four, divided into zones of 300–500 households along the shortest borders.
///
/// - Parameter households: Twelve counts, row by row.
func divideBlocks(_ households: [Int]) throws -> PartitionOutcome {
  var borders: [Border] = []
  for block in households.indices {
    let east = block + 1
    let south = block + 4
    if block % 4 < 3 {
      borders.append(Border(AtomIndex(block), AtomIndex(east), length: 80, cost: 80))
    }
    if south < households.count {
      borders.append(Border(AtomIndex(block), AtomIndex(south), length: 120, cost: 120))
    }
  }
  let graph = try AtomGraph(weights: households, borders: borders)
  let bounds = try WeightBounds(minimum: 300, target: 400, maximum: 500)
  return try solve(PartitionRequest(graph: graph, bounds: bounds, seed: 1))
}

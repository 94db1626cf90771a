/// The fewest points that leave no more than so much weight uncovered: the largest number for which maximal cover is proved
/// to leave more, and one more than that at least.
struct PartialCover {
  let table: ServiceTable
  /// The weight that may stay uncovered.
  let allowed: Double
  /// Objectives are multiples of it, 0 when they can be any number.
  let step: Double
  let seed: UInt64
  let budget: Int
  let isCancelled: (@Sendable () -> Bool)?

  /// - Returns: A choice of few points with its number as value, the least number any can have, and the work; `nil` where
  ///   all candidates together are not enough.
  func run() throws(AccessError) -> (choice: Choice, bound: Int, nodes: Int, work: Int)? {
    if table.overflow.reduce(0, +) <= allowed { return (Choice(open: [], value: 0), 0, 0, 0) }
    let model = MedianModel(table, points: table.candidateCount, step: step, seed: seed)
    let greedy = model.greedyOrder(until: allowed)
    guard let greedy else { return nil }
    var best = greedy.sorted()
    var undecided: Int?
    var (nodes, work) = (0, 0)
    var count = best.count - 1
    var least = 0
    while count > 0 {
      var search = LagrangianSearch(
        MedianModel(table, points: count, step: step, seed: seed), budget: max(1, (budget - work) / 2), isCancelled: isCancelled)
      search.threshold = allowed
      try search.run()
      nodes += search.nodes
      work += search.work
      if search.best.value <= allowed {
        best = search.best.open
        undecided = nil
      } else if search.bound > allowed {
        least = count
        break
      } else {
        undecided = undecided ?? count
        if work >= budget { break }
      }
      count -= 1
    }
    return (Choice(open: best, value: Double(best.count)), undecided == nil ? best.count : least + 1, nodes, work)
  }
}

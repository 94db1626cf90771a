import Foundation
import GridPartitioning

extension WorkPlan {
  /// Shortens ways without anybody's load passing the greatest, by random exchanges that may also lengthen them, less and less:
  /// where loads leave little room few exchanges are possible, and most of the good ones come after one that is not.
  ///
  /// Posts go to people near them, in exchange for one of theirs or in a ring of three.
  ///
  /// - SeeAlso: Kirkpatrick, Gelatt & Vecchi, "Optimization by Simulated Annealing", Science 220, 1983.
  mutating func anneal(steps: Int, isCancelled: () -> Bool) {
    let held = wanted.filter { columnOfRow[$0] >= 0 }
    guard held.count > 1, problem.columns.count > 1 else { return }
    let near = NearPairs(problem.costs, perRow: 10, perColumn: 0, threads: 1).columnsOfRow
    let start = self
    let most = greatest
    let mean = Double(cost) / Double(held.count)
    var random = StableRandom(seed: 1)
    var heat = 0.0
    var length = 0
    for step in 0..<steps {
      if step & 1023 == 0 {
        if isCancelled() { return }
        heat = mean * 0.3 * exp(-5 * Double(step) / Double(steps))
      }
      let row = held[Int(random.below(Int32(held.count)))]
      guard let column = near[row].isEmpty ? nil : Int(near[row][Int(random.below(Int32(near[row].count)))]) else { continue }
      guard let ring = ring(of: row, to: column, near, upTo: most, &random) else { continue }
      guard ring.change <= 0 || random.unit() < exp(-Double(ring.change) / heat) else { continue }
      for move in ring.moves { take(move.row) }
      for move in ring.moves { put(move.row, to: move.column) }
      length += ring.change
    }
    if length > 0 { self = start }
  }

  /// A move of a row to somebody, with what has to make room for it, drawn at random; `nil` where that breaks a limit.
  private func ring(
    of row: Int, to column: Int, _ near: [[Int32]], upTo most: Int, _ random: inout StableRandom
  ) -> (moves: [(row: Int, column: Int)], change: Int)? {
    let costs = problem.costs
    let owner = Int(columnOfRow[row])
    guard column != owner, costs.isEligible(row, column) else { return nil }
    let gain = costs.cost(row, column) - costs.cost(row, owner)
    if mayTake(row, column, upTo: most) { return ([(row, column)], gain) }
    guard !rowsOf[column].isEmpty else { return nil }
    let given = rowsOf[column][Int(random.below(Int32(rowsOf[column].count)))]
    guard mayTake(row, column, insteadOf: given, upTo: most) else { return nil }
    let before = costs.cost(given, column)
    if mayTake(given, owner, insteadOf: row, upTo: most), random.below(4) > 0 {
      return ([(row, column), (given, owner)], gain + costs.cost(given, owner) - before)
    }
    guard !near[given].isEmpty else { return nil }
    let third = Int(near[given][Int(random.below(Int32(near[given].count)))])
    guard third != owner, third != column, costs.isEligible(given, third) else { return nil }
    let change = gain + costs.cost(given, third) - before
    if mayTake(given, third, upTo: most) { return ([(row, column), (given, third)], change) }
    guard !rowsOf[third].isEmpty else { return nil }
    let last = rowsOf[third][Int(random.below(Int32(rowsOf[third].count)))]
    guard mayTake(given, third, insteadOf: last, upTo: most), mayTake(last, owner, insteadOf: row, upTo: most) else {
      return nil
    }
    return (
      [(row, column), (given, third), (last, owner)], change + costs.cost(last, owner) - costs.cost(last, third)
    )
  }
}

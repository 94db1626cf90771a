/// Shares a prescribed number of zones among parents in proportion to their weight (Webster).
///
/// Where every parent is divided, each gets at least one zone per connected part. Where a level is ragged, a parent
/// gets none or at least two. The sum is exactly the number asked for whenever atoms allow it.
struct ChildCountSharing {
  let total: Int
  let isRagged: Bool
  private var weights: [Int] = []
  private var least: [Int] = []
  private var most: [Int] = []
  private var mustDivide: [Bool] = []

  init(total: Int, isRagged: Bool) {
    self.total = total
    self.isRagged = isRagged
  }

  /// - Parameters:
  ///   - least: The number of separate parts.
  ///   - most: The number of pieces the parent can be cut into; 0 if it may not be divided.
  ///   - mustDivide: Somebody settled one of its zones.
  mutating func add(weight: Int, least: Int, most: Int, mustDivide: Bool = false) {
    let few = isRagged && !mustDivide ? max(2, least) : least
    weights.append(weight)
    self.least.append(few)
    self.most.append(most < few ? 0 : most)
    self.mustDivide.append(mustDivide)
  }

  func shares() throws(PartitionError) -> [Int] {
    let chosen = isRagged ? try dividedParents() : weights.indices.map { most[$0] > 0 }
    let low = weights.indices.map { chosen[$0] ? least[$0] : 0 }
    let high = weights.indices.map { chosen[$0] ? most[$0] : 0 }
    let nearest = min(max(total, low.reduce(0, +)), high.reduce(0, +))
    return try apportion(nearest, weights: weights, minimum: low, maximum: high, method: .webster)
  }

  /// Which parents a ragged level divides: those that a plain apportionment gives two or more, then the heaviest
  /// others while room is missing.
  private func dividedParents() throws(PartitionError) -> [Bool] {
    let room = most.reduce(0, +)
    let natural = try apportion(
      min(max(0, total), room), weights: weights, maximum: most, method: .webster)
    var chosen = zip(natural, mustDivide).map { $0 >= 2 || $1 }
    let ranked = weights.indices.filter { most[$0] > 0 }.sorted { (weights[$1], $0) < (weights[$0], $1) }
    func sum(_ limits: [Int]) -> Int { weights.indices.reduce(0) { $0 + (chosen[$1] ? limits[$1] : 0) } }
    for parent in ranked.reversed() where chosen[parent] && !mustDivide[parent] && sum(least) > total {
      chosen[parent] = false
    }
    for parent in ranked where !chosen[parent] && sum(most) < total {
      if sum(least) + least[parent] <= total { chosen[parent] = true }
    }
    return chosen
  }
}

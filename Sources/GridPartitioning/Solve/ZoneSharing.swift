/// How a prescribed number of zones is shared among separate parts of a graph: one sharing after the other, the evenest
/// first, without those already known to fail.
struct ZoneSharing {
  private let count: Int
  private let totals: [Int]
  private let atoms: [Int]
  private let bounds: WeightBounds
  /// What ``CountChoice/share(_:totals:atoms:bounds:)`` makes of the number; its sum is the number where that is possible.
  let evenest: [Int]

  /// How far from the evenest sharing the number of a part may be.
  private static let reach = 6
  /// How many sharings are looked at.
  private static let mostTried = 24

  init(count: Int, parts: [[AtomIndex]], of graph: AtomGraph, bounds: WeightBounds) {
    self.count = count
    self.bounds = bounds
    totals = parts.map { part in part.reduce(0) { $0 + graph.weights[$1.position] } }
    atoms = parts.map(\.count)
    evenest = CountChoice.share(count, totals: totals, atoms: atoms, bounds: bounds)
  }

  /// Whether the totals of the parts admit a sharing with every zone in the band, weights of atoms aside.
  var canKeepBand: Bool {
    zip(totals, evenest).allSatisfy { bounds.leastViolation(total: $0, zones: $1) == 0 }
  }

  /// The first sharing with numbers that all parts can do with; `nil` if none of the evenest is one.
  ///
  /// - Parameters:
  ///   - preferred: What to look at before the evenest; left out where it is no sharing of the number.
  ///   - works: Whether a part can be divided into a number of zones; asked at most once for each.
  func firstThat(preferring preferred: [Int], works: (_ zones: Int, _ part: Int) -> Bool) -> [Int]? {
    var next: [Int]? = preferred.reduce(0, +) == count && !preferred.contains(0) ? preferred : evenest
    var failed = [Set<Int>](repeating: [], count: totals.count)
    var passed = failed
    for _ in 0..<Self.mostTried {
      guard let sharing = next else { return nil }
      var isGood = true
      for (part, zones) in sharing.enumerated() where !passed[part].contains(zones) {
        if works(zones, part) {
          passed[part].insert(zones)
        } else {
          failed[part].insert(zones)
          isGood = false
        }
      }
      if isGood { return sharing }
      next = evenest(without: failed)
    }
    return nil
  }

  /// The sharing with the least unavoidable violation and, of those, the least spread, without numbers that failed;
  /// `nil` if there is none.
  ///
  /// - Complexity: O(parts² · reach²): parts are taken one after the other, the best for each sum so far is kept.
  private func evenest(without failed: [Set<Int>]) -> [Int]? {
    struct Cost: Comparable {
      // Sums of several may be beyond whole numbers.
      var violation = 0.0
      var spread = 0.0
      static func < (a: Cost, b: Cost) -> Bool { (a.violation, a.spread) < (b.violation, b.spread) }
    }
    let reach = Self.reach
    let widest = reach * totals.count
    // By how many zones the parts so far differ from the evenest sharing, shifted to start at 0.
    var best = [Cost?](repeating: nil, count: 2 * widest + 1)
    best[widest] = Cost()
    var steps: [[Int?]] = []
    for part in totals.indices {
      var following = [Cost?](repeating: nil, count: best.count)
      var step = [Int?](repeating: nil, count: best.count)
      for change in -reach...reach {
        let zones = evenest[part] + change
        guard zones >= 1, zones <= atoms[part], !failed[part].contains(zones) else { continue }
        let weight = Double(totals[part])
        let cost = Cost(
          violation: Double(bounds.leastViolation(total: totals[part], zones: zones)), spread: weight * weight / Double(zones))
        for (sum, known) in best.enumerated() where following.indices.contains(sum + change) {
          guard let known else { continue }
          let sumOfBoth = Cost(violation: known.violation + cost.violation, spread: known.spread + cost.spread)
          if following[sum + change].map({ sumOfBoth < $0 }) ?? true {
            following[sum + change] = sumOfBoth
            step[sum + change] = change
          }
        }
      }
      best = following
      steps.append(step)
    }
    var sum = widest + count - evenest.reduce(0, +)
    guard best.indices.contains(sum), best[sum] != nil else { return nil }
    var zones = evenest
    for part in totals.indices.reversed() {
      guard let change = steps[part][sum] else { return nil }
      zones[part] += change
      sum -= change
    }
    return zones
  }
}

/// Which numbers of zones to try.
enum CountChoice {
  /// More numbers than this are not tried.
  static let mostCounts = 24

  /// The numbers the band admits for some atoms, nearest to `total / target` first, of equals the larger first; never
  /// more than there are atoms, nor than ``mostCounts``.
  ///
  /// An atom above the maximum takes a zone out of band whatever happens, so the band is asked about what remains
  /// without such atoms.
  static func fitting(atoms: [Int], bounds: WeightBounds) -> [Int] {
    let heavy = atoms.filter { $0 > bounds.maximum }
    let rest = atoms.reduce(0, +) - heavy.reduce(0, +)
    let range = bounds.admissibleCounts(total: rest)
    let admitted = (range.lowerBound + heavy.count..<range.upperBound + heavy.count).clamped(to: 1..<(atoms.count + 1))
    guard !admitted.isEmpty else { return [] }
    let ideal = Double(rest) / Double(bounds.target) + Double(heavy.count)
    var low = min(max(Int(ideal.rounded(.down)), admitted.lowerBound), admitted.upperBound - 1)
    var high = low + 1
    var result: [Int] = []
    while result.count < mostCounts && (low >= admitted.lowerBound || high < admitted.upperBound) {
      let takesHigh =
        high < admitted.upperBound
        && (low < admitted.lowerBound || abs(Double(high) - ideal) <= abs(Double(low) - ideal))
      result.append(takesHigh ? high : low)
      if takesHigh { high += 1 } else { low -= 1 }
    }
    return result
  }

  /// How many of the fitting counts, nearest first, are one of the two next to total / target: 1 or 2.
  static func besideTarget(_ counts: [Int], of problem: SearchProblem) -> Int {
    guard counts.count > 1 else { return 1 }
    let ideal = Double(problem.totalWeight) / Double(problem.bounds.target)
    return abs(Double(counts[1]) - ideal) < 1 && abs(Double(counts[0]) - ideal) < 1 ? 2 : 1
  }

  /// The number with the least unavoidable violation for a total that fits none, of equals the one nearest to the
  /// target.
  static func leastViolating(total: Int, atoms: Int, bounds: WeightBounds) -> Int {
    let ideal = Double(total) / Double(bounds.target)
    let byMaximum = total / max(1, bounds.maximum)
    let byMinimum = bounds.minimum > 0 ? total / bounds.minimum : byMaximum
    let candidates = [byMaximum, byMaximum + 1, byMinimum, byMinimum + 1, Int(ideal.rounded())]
      .map { min(max($0, 1), atoms) }
    return candidates.min { a, b in
      let first = bounds.leastViolation(total: total, zones: a)
      let second = bounds.leastViolation(total: total, zones: b)
      return first != second ? first < second : abs(Double(a) - ideal) < abs(Double(b) - ideal)
    } ?? 1
  }

  /// Shares a prescribed number of zones among separate parts, at least one and at most one per atom each. Both the
  /// unavoidable violation and the spread are convex in a part's number, so adding one zone after the other where it
  /// gains most is optimal.
  ///
  /// - Returns: One number per part; their sum is `count` where parts and atoms allow it, else the nearest sum possible.
  static func share(_ count: Int, totals: [Int], atoms: [Int], bounds: WeightBounds) -> [Int] {
    var zones = [Int](repeating: 1, count: totals.count)
    func gain(_ part: Int) -> (Int, Double) {
      let now = zones[part]
      let weight = Double(totals[part])
      return (
        bounds.leastViolation(total: totals[part], zones: now + 1)
          - bounds.leastViolation(total: totals[part], zones: now),
        Double(bounds.target) * Double(bounds.target) - weight * weight / Double(now * (now + 1))
      )
    }
    for _ in 0..<max(0, count - totals.count) {
      var chosen = -1
      var best = (Int.max, Double.infinity)
      for part in totals.indices where zones[part] < atoms[part] {
        let change = gain(part)
        if change < best {
          best = change
          chosen = part
        }
      }
      if chosen < 0 { break }
      zones[chosen] += 1
    }
    return zones
  }
}

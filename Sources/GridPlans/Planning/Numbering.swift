import GridGeometry

/// Gives codes to the grids of one parent: those that continue an old grid keep its code, the others get new serials in
/// map order, above every serial ever used.
struct Numbering {
  struct Candidate {
    /// Where the grid stands in the plan under construction.
    let index: Int
    let place: Point
    let area: Double
    /// Old grid's serial → households (and a trace of area) the two share.
    let shared: [Int: Double]
    /// The serial it must keep, because ground in it is locked.
    var locked: Int?
  }

  /// Serials by candidate index, sorted by candidate.
  ///
  /// - Parameters:
  ///   - taken: Serials used by old grids, living or retired; none is given to another ground.
  /// - Returns: For each candidate its serial, and the old serials nobody continues.
  /// - Complexity: O(n log n) in candidates and shared pairs.
  static func serials(of candidates: [Candidate], taken: Set<Int>) -> (serials: [Int], retired: [Int]) {
    var serials = [Int](repeating: 0, count: candidates.count)
    var pairs: [(weight: Double, old: Int, candidate: Int)] = []
    for (offset, candidate) in candidates.enumerated() {
      for (old, weight) in candidate.shared { pairs.append((weight, old, offset)) }
    }
    pairs.sort { ($1.weight, $0.old, $0.candidate) < ($0.weight, $1.old, $1.candidate) }
    var continued: Set<Int> = []
    for pair in pairs where candidates[pair.candidate].locked == pair.old && !continued.contains(pair.old) {
      serials[pair.candidate] = pair.old
      continued.insert(pair.old)
    }
    for pair in pairs where serials[pair.candidate] == 0 && !continued.contains(pair.old) {
      serials[pair.candidate] = pair.old
      continued.insert(pair.old)
    }
    var next = (taken.max() ?? 0) + 1
    for offset in mapOrder(candidates) where serials[offset] == 0 {
      serials[offset] = next
      next += 1
    }
    return (serials, taken.subtracting(continued).sorted())
  }

  /// North to south in bands as high as a mean grid is wide, west to east inside a band, by a point inside the grid.
  private static func mapOrder(_ candidates: [Candidate]) -> [Int] {
    guard let north = candidates.map(\.place.y).max() else { return [] }
    let mean = candidates.reduce(0) { $0 + $1.area } / Double(candidates.count)
    let height = max(1, mean.squareRoot())
    func band(_ candidate: Candidate) -> Int { Int(((north - candidate.place.y) / height).rounded(.down)) }
    return candidates.indices.sorted { a, b in
      let (first, second) = (candidates[a], candidates[b])
      return (band(first), first.place.x, -first.place.y, a) < (band(second), second.place.x, -second.place.y, b)
    }
  }
}

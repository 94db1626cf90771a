import GridPartitioning

/// A local search for covers of few candidates: one too few is kept, and rows that stay uncovered grow heavier until some
/// candidate takes them.
///
/// - SeeAlso: Gao, Weise & Li, "An Efficient Local Search Heuristic with Row Weighting for the Unicost Set Covering Problem",
///   European Journal of Operational Research 246(3), 2015.
struct WeightedCoverSearch {
  private let table: ServiceTable
  private var random: StableRandom
  private var isOpen: [Bool]
  private var open: [Int32] = []
  private var depth: [Int32]
  private var weights: [Int32]
  /// Weight a candidate would cover; for open ones less the weight that only it covers.
  private var scores: [Int64]
  private var changed: [Int32]
  private var mayOpen: [Bool]
  private var uncovered: [Int32] = []
  private var placeInUncovered: [Int32]
  /// Table entries looked at.
  private(set) var work = 0
  private var best: [Int32]

  init(_ table: ServiceTable, from cover: [Int32], random: StableRandom) {
    self.table = table
    self.random = random
    best = cover
    isOpen = [Bool](repeating: false, count: table.candidateCount)
    depth = [Int32](repeating: 0, count: table.demandCount)
    weights = [Int32](repeating: 1, count: table.demandCount)
    scores = (0..<table.candidateCount).map { Int64(table.column($0).count) }
    changed = [Int32](repeating: 0, count: table.candidateCount)
    mayOpen = [Bool](repeating: true, count: table.candidateCount)
    uncovered = Array(0..<Int32(table.demandCount))
    placeInUncovered = uncovered
    for candidate in cover { insert(Int(candidate)) }
  }

  /// - Returns: The smallest cover met, with its size.
  mutating func run(steps: Int, work limit: Int) -> Choice {
    var last: Int32 = -1
    for step in 1...max(1, steps) where work < limit {
      while uncovered.isEmpty, !open.isEmpty {
        best = open.sorted()
        remove(Int(lightest(except: -1)), at: step)
      }
      if open.isEmpty || uncovered.isEmpty { break }
      remove(Int(lightest(except: last)), at: step)
      guard !uncovered.isEmpty else { continue }
      let row = Int(uncovered[Int(random.below(Int32(uncovered.count)))])
      guard let entrant = heaviest(of: row) else { continue }
      insert(entrant)
      changed[entrant] = Int32(step)
      last = Int32(entrant)
      for row in uncovered {
        weights[Int(row)] += 1
        for entry in table.row(Int(row)) { scores[Int(table.rowCandidates[entry])] += 1 }
        work += table.row(Int(row)).count
      }
    }
    return Choice(open: best, value: Double(best.count))
  }

  /// The open candidate whose loss weighs least; of equals the one longest unchanged.
  private func lightest(except last: Int32) -> Int32 {
    var found: Int32 = -1
    for candidate in open where candidate != last || open.count == 1 {
      if found < 0 { found = candidate; continue }
      let (a, b) = (scores[Int(candidate)], scores[Int(found)])
      if a > b || (a == b && (changed[Int(candidate)], candidate) < (changed[Int(found)], found)) { found = candidate }
    }
    return found
  }

  private func heaviest(of row: Int) -> Int? {
    var found = -1
    for entry in table.row(row) {
      let candidate = Int(table.rowCandidates[entry])
      if isOpen[candidate] || !mayOpen[candidate] { continue }
      if found < 0 || scores[candidate] > scores[found]
        || (scores[candidate] == scores[found] && (changed[candidate], candidate) < (changed[found], found))
      {
        found = candidate
      }
    }
    return found >= 0 ? found : nil
  }

  private mutating func insert(_ candidate: Int) {
    isOpen[candidate] = true
    open.append(Int32(candidate))
    scores[candidate] = -scores[candidate]
    for entry in table.column(candidate) {
      let row = Int(table.columnDemands[entry])
      depth[row] += 1
      work += 1
      if depth[row] == 1 {
        cover(row)
        adjust(row, by: -Int64(weights[row]), except: candidate)
      } else if depth[row] == 2 {
        // The one that covered it alone no longer does.
        adjustOwner(row, by: Int64(weights[row]), except: candidate)
      }
    }
  }

  private mutating func remove(_ candidate: Int, at step: Int) {
    isOpen[candidate] = false
    open.removeAll { $0 == Int32(candidate) }
    scores[candidate] = -scores[candidate]
    mayOpen[candidate] = false
    changed[candidate] = Int32(step)
    for entry in table.column(candidate) {
      let row = Int(table.columnDemands[entry])
      depth[row] -= 1
      work += 1
      if depth[row] == 0 {
        uncover(row)
        adjust(row, by: Int64(weights[row]), except: candidate)
      } else if depth[row] == 1 {
        adjustOwner(row, by: -Int64(weights[row]), except: candidate)
      }
    }
  }

  private mutating func adjust(_ row: Int, by change: Int64, except candidate: Int) {
    let range = table.row(row)
    work += range.count
    for entry in range {
      let other = Int(table.rowCandidates[entry])
      if other == candidate { continue }
      scores[other] += change
      mayOpen[other] = true
    }
  }

  private mutating func adjustOwner(_ row: Int, by change: Int64, except candidate: Int) {
    for entry in table.row(row) {
      let other = Int(table.rowCandidates[entry])
      if isOpen[other], other != candidate {
        scores[other] += change
        return
      }
    }
  }

  private mutating func cover(_ row: Int) {
    let place = Int(placeInUncovered[row])
    guard let last = uncovered.popLast() else { return }
    if Int(last) != row {
      uncovered[place] = last
      placeInUncovered[Int(last)] = Int32(place)
    }
    placeInUncovered[row] = -1
  }

  private mutating func uncover(_ row: Int) {
    placeInUncovered[row] = Int32(uncovered.count)
    uncovered.append(Int32(row))
  }
}

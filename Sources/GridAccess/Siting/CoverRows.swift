/// A set cover reduced to what is hard about it: equal rows once, what follows from other rows and columns left out.
struct CoverRows {
  /// The candidates of each row that is left, ascending.
  private(set) var rows: [[Int32]]
  /// Candidates that every cover of fewest points may take.
  private(set) var forced: [Int32] = []
  let candidateCount: Int

  /// - Parameter rows: The candidates that cover each demand, ascending, none empty.
  init(_ rows: [[Int32]], candidateCount: Int) {
    self.candidateCount = candidateCount
    var seen = Set<[Int32]>(minimumCapacity: rows.count)
    self.rows = rows.filter { seen.insert($0).inserted }
  }

  /// Drops rows that contain another, columns inside another, and takes what a row leaves no choice about, until nothing
  /// changes or it would cost too much.
  ///
  /// - Complexity: O(Σ column² + Σ row²) a round; rounds dearer than `limit` are not made.
  mutating func reduce(limit: Int = 60_000_000) {
    for _ in 0..<12 {
      let size = rows.count
      let settled = forced.count
      takeForced()
      let columns = self.columns()
      if columns.reduce(0, { $0 + $1.count * $1.count }) <= limit { dropSupersets(columns) }
      if rows.reduce(0, { $0 + $1.count * $1.count }) <= limit, !dropDominatedColumns(), rows.count == size,
        forced.count == settled
      {
        return
      }
    }
  }

  /// The rows of each candidate.
  func columns() -> [[Int32]] {
    var columns = [[Int32]](repeating: [], count: candidateCount)
    for (row, members) in rows.enumerated() { for candidate in members { columns[Int(candidate)].append(Int32(row)) } }
    return columns
  }

  private mutating func takeForced() {
    let single = Set(rows.lazy.filter { $0.count == 1 }.map { $0[0] })
    guard !single.isEmpty else { return }
    forced = (forced + single).sorted()
    rows.removeAll { row in row.contains { single.contains($0) } }
  }

  /// A row that contains another is covered with it.
  private mutating func dropSupersets(_ columns: [[Int32]]) {
    var hits = [Int32](repeating: 0, count: rows.count)
    var isDropped = [Bool](repeating: false, count: rows.count)
    for (row, members) in rows.enumerated() where !isDropped[row] {
      for candidate in members { for other in columns[Int(candidate)] { hits[Int(other)] += 1 } }
      for candidate in members {
        for other in columns[Int(candidate)] {
          if Int(hits[Int(other)]) == members.count, Int(other) != row, !isDropped[Int(other)] {
            // Equal rows were dropped at the start, so this one is longer, or became equal since.
            if rows[Int(other)].count > members.count || Int(other) > row { isDropped[Int(other)] = true }
          }
          hits[Int(other)] = 0
        }
      }
    }
    rows = rows.indices.filter { !isDropped[$0] }.map { rows[$0] }
  }

  /// A candidate that covers no more than another is not needed; whether there was one.
  private mutating func dropDominatedColumns() -> Bool {
    let columns = self.columns()
    var hits = [Int32](repeating: 0, count: candidateCount)
    var isDropped = [Bool](repeating: false, count: candidateCount)
    var hasDropped = false
    for (candidate, members) in columns.enumerated() where !members.isEmpty {
      for row in members { for other in rows[Int(row)] { hits[Int(other)] += 1 } }
      for other in rows[Int(members[0])] where Int(other) != candidate && !isDropped[Int(other)] {
        guard Int(hits[Int(other)]) == members.count else { continue }
        if columns[Int(other)].count > members.count || Int(other) < candidate {
          isDropped[candidate] = true
          hasDropped = true
          break
        }
      }
      for row in members { for other in rows[Int(row)] { hits[Int(other)] = 0 } }
    }
    guard hasDropped else { return false }
    rows = rows.map { row in row.filter { !isDropped[Int($0)] } }
    return true
  }
}

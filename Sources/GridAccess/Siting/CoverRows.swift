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
  /// - Complexity: O(Σ row²) a round and as many comparisons of rows as there are near-twins; dearer than `limit` are not made.
  mutating func reduce(limit: Int = 60_000_000) {
    for _ in 0..<12 {
      let size = rows.count
      let settled = forced.count
      takeForced()
      dropSupersets(limit: limit)
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

  /// A row that contains another is covered with it. Rows come from the shortest up, so that what one may contain is known
  /// already; of the kept ones it meets those alone whose rarest candidate it has.
  ///
  /// - Parameter limit: So many meetings at most; rows that come later are kept unseen.
  private mutating func dropSupersets(limit: Int) {
    var uses = [Int32](repeating: 0, count: candidateCount)
    for row in rows { for candidate in row { uses[Int(candidate)] += 1 } }
    var keptByRarest = [[[Int32]]](repeating: [], count: candidateCount)
    var isMember = [Bool](repeating: false, count: candidateCount)
    var isKept = [Bool](repeating: true, count: rows.count)
    var meetings = 0
    for row in rows.indices.sorted(by: { (rows[$0].count, $0) < (rows[$1].count, $1) }) {
      for candidate in rows[row] { isMember[Int(candidate)] = true }
      let contains = rows[row].contains { candidate in
        guard meetings < limit else { return false }
        meetings += keptByRarest[Int(candidate)].count
        return keptByRarest[Int(candidate)].contains { kept in kept.allSatisfy { isMember[Int($0)] } }
      }
      for candidate in rows[row] { isMember[Int(candidate)] = false }
      isKept[row] = !contains
      if contains { continue }
      // The rarest first: most rows end the comparison there.
      let members = rows[row].sorted { (uses[Int($0)], $0) < (uses[Int($1)], $1) }
      keptByRarest[Int(members[0])].append(members)
    }
    rows = rows.indices.filter { isKept[$0] }.map { rows[$0] }
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

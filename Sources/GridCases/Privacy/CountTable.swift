/// Counts by two things at once, such as cases by township and class, whose sums by row and by column are public, made
/// fit to be published.
///
/// Rows and columns may be held apart: nothing of them is published by cell, and their sums need not be public, only
/// those of all rows held apart together, and of all columns.
///
/// - SeeAlso: Hundepool et al., "Statistical Disclosure Control", 2012, ch. 4 (primary and secondary suppression).
public struct CountTable: Hashable, Sendable {
  /// By row, then by column.
  public let counts: [[Int]]
  private let apart: Lines

  /// - Parameters:
  ///   - counts: Rows of one length.
  ///   - rowsApart: Such as townships whose own sum is suppressed.
  ///   - columnsApart: Such as classes whose own sum is.
  /// - Throws: ``CaseError/badTree(node:)`` for rows of different lengths and a count below 0.
  public init(counts: [[Int]], rowsApart: Set<Int> = [], columnsApart: Set<Int> = []) throws(CaseError) {
    for (number, row) in counts.enumerated() {
      guard row.count == counts[0].count, row.allSatisfy({ (0...1 << 40).contains($0) }) else {
        throw .badTree(node: number)
      }
    }
    self.counts = counts
    apart = Lines(rows: rowsApart, columns: columnsApart)
  }

  /// Rows and columns by number.
  fileprivate struct Lines: Hashable {
    var rows: Set<Int>
    var columns: Set<Int>
  }

  /// What may be published of a table.
  public struct Published: Hashable, Sendable {
    /// By row, then by column; `nil` for what is suppressed or held apart, which may be zero.
    public let counts: [[Int?]]
    fileprivate let isKnown: [[Bool]]

    /// Whether cases of a cell may be shown one by one: its count is published or, in the only row held apart, follows from
    /// what is. A case shown in any other cell would say how many a suppressed count is at the least, and so how many
    /// another is at the most.
    public func mayShow(row: Int, column: Int) -> Bool { isKnown[row][column] }
  }

  /// The counts that may be published.
  ///
  /// Counts in `1..<k` are suppressed, and with each three others that stand with it at the corners of a rectangle, two
  /// of them larger than `k`: the four can be exchanged among each other by `k`, also by somebody who knows that none of
  /// them is zero. Of the rectangles that do, the one that costs fewest cases is taken, as far as a few tries tell. A row or
  /// column where no such corner is found is held apart, as are those that were so before.
  ///
  /// - Parameter k: At least 2.
  /// - Complexity: O(n · (rows + columns) log n) in the cells, for each row or column that comes to be held apart.
  public func published(k: Int = 10) -> Published {
    let k = max(2, k)
    var apart = self.apart
    while true {
      var pooled = PooledTable(counts, apart)
      guard let weak = pooled.suppress(k: k) else { return pooled.published(counts) }
      guard pooled.hold(weak, &apart) else {
        let none = counts.map { $0.map { _ in nil as Int? } }
        return Published(counts: none, isKnown: counts.map { $0.map { _ in false } })
      }
    }
  }
}

/// A table whose rows and columns held apart are added up into one row and one column behind the others.
private struct PooledTable {
  /// The numbers that rows and columns had; the pools have none.
  private let rows: [Int]
  private let columns: [Int]
  private let counts: [[Int]]
  private var isHidden: [[Bool]]

  enum Line {
    case row(Int)
    case column(Int)
  }

  init(_ table: [[Int]], _ apart: CountTable.Lines) {
    let width = table.first?.count ?? 0
    let rows = table.indices.filter { !apart.rows.contains($0) }
    let columns = (0..<width).filter { !apart.columns.contains($0) }
    let pooledColumns = (0..<width).filter { apart.columns.contains($0) }
    let pooledRows = table.indices.filter { apart.rows.contains($0) }
    func narrowed(_ row: [Int]) -> [Int] {
      columns.map { row[$0] } + (pooledColumns.isEmpty ? [] : [pooledColumns.reduce(0) { $0 + row[$1] }])
    }
    var counts = rows.map { narrowed(table[$0]) }
    if !pooledRows.isEmpty {
      counts.append(narrowed((0..<width).map { column in pooledRows.reduce(0) { $0 + table[$1][column] } }))
    }
    self.rows = rows
    self.columns = columns
    self.counts = counts
    isHidden = counts.map { $0.map { _ in false } }
  }

  /// Suppresses small counts with what covers them.
  ///
  /// - Returns: A row or column that has nothing to cover one of its small counts; `nil` where all is well.
  mutating func suppress(k: Int) -> Line? {
    for row in counts.indices {
      for column in counts[row].indices where (1..<k).contains(counts[row][column]) {
        let others = cheapest(counts[row].indices.filter { $0 != column && counts[row][$0] > k }) { (row, $0) }
        guard !others.isEmpty else { return .row(row) }
        let belows = cheapest(counts.indices.filter { $0 != row && counts[$0][column] > k }) { ($0, column) }
        guard !belows.isEmpty else { return .column(column) }
        let pairs = others.flatMap { other in belows.map { (other: other, below: $0) } }
        let best = pairs.min { a, b in
          let costs = [a, b].map { cost(row, $0.other) + cost($0.below, column) + cost($0.below, $0.other) }
          return (costs[0], a.other, a.below) < (costs[1], b.other, b.below)
        }
        guard let (other, below) = best else { return .row(row) }
        for (r, c) in [(row, column), (row, other), (below, column), (below, other)] { isHidden[r][c] = true }
      }
    }
    return nil
  }

  /// About how much more is lost by suppressing a count: to powers of two, so that a few cases more or less from one day to
  /// the next do not bring the counts to light that covered others before.
  private func cost(_ row: Int, _ column: Int) -> Int {
    let count = counts[row][column]
    return isHidden[row][column] || count == 0 ? 0 : 1 << (Int.bitWidth - 1 - count.leadingZeroBitCount)
  }

  /// The few of some places in a line that cost least.
  private func cheapest(_ places: [Int], _ cell: (Int) -> (row: Int, column: Int)) -> ArraySlice<Int> {
    places.sorted { a, b in
      let (left, right) = (cell(a), cell(b))
      return (cost(left.row, left.column), a) < (cost(right.row, right.column), b)
    }.prefix(8)
  }

  /// Adds a line to those held apart; for the pool itself, which cannot be, the smallest of the others.
  ///
  /// - Returns: Whether there was one.
  func hold(_ line: Line, _ apart: inout CountTable.Lines) -> Bool {
    switch line {
    case .row(let row):
      guard let held = row < rows.count ? row : rows.indices.min(by: { (sum(row: $0), $0) < (sum(row: $1), $1) }) else {
        return false
      }
      apart.rows.insert(rows[held])
    case .column(let column):
      guard
        let held = column < columns.count
          ? column : columns.indices.min(by: { (sum(column: $0), $0) < (sum(column: $1), $1) })
      else { return false }
      apart.columns.insert(columns[held])
    }
    return true
  }

  private func sum(row: Int) -> Int { counts[row].reduce(0, +) }
  private func sum(column: Int) -> Int { counts.reduce(0) { $0 + $1[column] } }

  func published(_ table: [[Int]]) -> CountTable.Published {
    let width = table.first?.count ?? 0
    var (rowOf, columnOf) = (
      [Int](repeating: rows.count, count: table.count), [Int](repeating: columns.count, count: width)
    )
    for (place, row) in rows.enumerated() { rowOf[row] = place }
    for (place, column) in columns.enumerated() { columnOf[column] = place }
    let isAlone = rowOf.count { $0 == rows.count } == 1
    let isKnown = table.indices.map { row in
      (0..<width).map { column in
        (rowOf[row] < rows.count || isAlone) && columnOf[column] < columns.count
          && !isHidden[rowOf[row]][columnOf[column]]
      }
    }
    let shown = table.indices.map { row in
      (0..<width).map { rowOf[row] < rows.count && isKnown[row][$0] ? table[row][$0] : nil }
    }
    return CountTable.Published(counts: shown, isKnown: isKnown)
  }
}

/// What it costs to serve each demand from each candidate, by demand from the cheapest up and by candidate.
struct ServiceTable: Sendable {
  let demandCount: Int
  let candidateCount: Int
  /// The candidates that can serve demand `i` are at `rowStarts[i]..<rowStarts[i + 1]`, cheapest first, of equals by number.
  let rowStarts: [Int]
  let rowCandidates: [Int32]
  let rowCosts: [Double]
  /// The demands that candidate `j` can serve are at `columnStarts[j]..<columnStarts[j + 1]`, ascending.
  let columnStarts: [Int]
  let columnDemands: [Int32]
  let columnCosts: [Double]
  /// What it costs to serve a demand from none of the candidates.
  let overflow: [Double]

  var entryCount: Int { rowCandidates.count }

  func row(_ demand: Int) -> Range<Int> { rowStarts[demand]..<rowStarts[demand + 1] }
  func column(_ candidate: Int) -> Range<Int> { columnStarts[candidate]..<columnStarts[candidate + 1] }

  /// - Parameter columns: For each candidate the demands it can serve, ascending, and their costs; entries that cost as
  ///   much as the overflow are dropped.
  /// - Complexity: O(n log n) in entries.
  init(columns: [[(demand: Int32, cost: Double)]], overflow: [Double]) {
    let count = overflow.count
    var rowCounts = [Int](repeating: 0, count: count + 1)
    var columnStarts = [0]
    var columnDemands: [Int32] = []
    var columnCosts: [Double] = []
    for column in columns {
      for entry in column where entry.cost < overflow[Int(entry.demand)] {
        columnDemands.append(entry.demand)
        columnCosts.append(entry.cost)
        rowCounts[Int(entry.demand) + 1] += 1
      }
      columnStarts.append(columnDemands.count)
    }
    for demand in 0..<count { rowCounts[demand + 1] += rowCounts[demand] }
    var next = rowCounts
    var entries = [(cost: Double, candidate: Int32)](repeating: (0, 0), count: columnDemands.count)
    for candidate in columns.indices {
      for index in columnStarts[candidate]..<columnStarts[candidate + 1] {
        let demand = Int(columnDemands[index])
        entries[next[demand]] = (columnCosts[index], Int32(candidate))
        next[demand] += 1
      }
    }
    for demand in 0..<count where rowCounts[demand + 1] - rowCounts[demand] > 1 {
      entries[rowCounts[demand]..<rowCounts[demand + 1]].sort { ($0.cost, $0.candidate) < ($1.cost, $1.candidate) }
    }
    demandCount = count
    candidateCount = columns.count
    rowStarts = rowCounts
    rowCandidates = entries.map(\.candidate)
    rowCosts = entries.map(\.cost)
    self.columnStarts = columnStarts
    self.columnDemands = columnDemands
    self.columnCosts = columnCosts
    self.overflow = overflow
  }

  /// The same table with demands that the same candidates cover made one: only for tables whose costs are all nothing.
  ///
  /// - Complexity: O(n) in entries.
  func mergingEqualRows() -> ServiceTable {
    var demandOfRow: [ArraySlice<Int32>: Int32] = [:]
    var overflow: [Double] = []
    var columns = [[(demand: Int32, cost: Double)]](repeating: [], count: candidateCount)
    for demand in 0..<demandCount where !row(demand).isEmpty {
      let row = rowCandidates[row(demand)]
      if let known = demandOfRow[row] {
        overflow[Int(known)] += self.overflow[demand]
        continue
      }
      let number = Int32(overflow.count)
      demandOfRow[row] = number
      overflow.append(self.overflow[demand])
      for candidate in row { columns[Int(candidate)].append((number, 0)) }
    }
    return ServiceTable(columns: columns, overflow: overflow)
  }
}

/// A bound on the weight that so many points leave uncovered, from what they have to waste.
///
/// Every demand has a price, at most its weight, that each point pays which covers it. Whatever is chosen, uncovered weight is
/// all prices, less what the points pay, and waste: an uncovered demand wastes what its weight is over its price, and a
/// demand covered several times wastes its price once for every time too often. What points pay is at most what the best so
/// many would; that alone is the bound of the relaxation, which takes covers for possible that fit together without
/// waste. Demands are divided into parts, and in each part no choice wastes less than the best of all sets of candidates
/// does there, however many. The least waste of each part is searched for, and its bound counts where the search ends early.
struct CoverWaste {
  private let table: ServiceTable
  private let prices: [Double]
  private let points: Int

  /// - Parameters:
  ///   - table: Costs nothing where it covers.
  ///   - multipliers: A price for each demand; those out of their range are brought into it.
  init(_ table: ServiceTable, multipliers: [Double], points: Int) {
    self.table = table
    self.points = points
    prices = table.overflow.indices.map { min(max(0, multipliers[$0]), table.overflow[$0]) }
  }

  /// - Throws: ``AccessError/cancelled``.
  func bound(budget: Int, isCancelled: (@Sendable () -> Bool)?) throws(AccessError) -> (value: Double, work: Int) {
    let paid = (0..<table.candidateCount).map { candidate in
      table.column(candidate).reduce(0) { $0 + prices[Int(table.columnDemands[$1])] }
    }
    let all = prices.reduce(0, +)
    var bound = all - paid.sorted(by: >).prefix(points).reduce(0, +)
    var left = budget
    let parts = self.parts()
    for (number, part) in parts.enumerated() {
      if isCancelled?() == true { throw .cancelled }
      // What one part does not need is left to the others.
      let share = left / (parts.count - number)
      var search = WasteSearch(table, prices: prices, part: part)
      bound += search.run(work: share)
      left -= search.work
    }
    // Sums of numbers with a point, on the safe side.
    return (bound - 4e-9 * table.overflow.reduce(0, +), budget - left)
  }

  /// Demands near each other: candidates that cover nothing together are the centres, and a demand belongs to the one with
  /// which its own candidates have most in common. Any division gives a bound; in such parts little is wasted at the edges.
  private func parts() -> [[Int32]] {
    var isTaken = [Bool](repeating: false, count: table.candidateCount)
    var nearest = [(share: Double, part: Int32)](repeating: (0, 0), count: table.demandCount)
    var shares = [Double](repeating: 0, count: table.demandCount)
    var count = 0
    for centre in 0..<table.candidateCount where !isTaken[centre] && !table.column(centre).isEmpty {
      var common = [Double](repeating: 0, count: table.candidateCount)
      var near: [Int32] = []
      for entry in table.column(centre) {
        for other in table.row(Int(table.columnDemands[entry])) {
          let candidate = table.rowCandidates[other]
          if common[Int(candidate)] == 0 { near.append(candidate) }
          common[Int(candidate)] += 1
        }
      }
      for candidate in near { isTaken[Int(candidate)] = true }
      var demands: [Int] = []
      for candidate in near {
        let share = common[Int(candidate)] / Double(table.column(Int(candidate)).count)
        for entry in table.column(Int(candidate)) {
          let demand = Int(table.columnDemands[entry])
          if shares[demand] == 0 { demands.append(demand) }
          shares[demand] += share
        }
      }
      for demand in demands {
        let share = shares[demand] / Double(table.row(demand).count)
        if share > nearest[demand].share { nearest[demand] = (share, Int32(count)) }
        shares[demand] = 0
      }
      count += 1
    }
    var parts = [[Int32]](repeating: [], count: max(1, count))
    for demand in nearest.indices { parts[Int(nearest[demand].part)].append(Int32(demand)) }
    return parts.filter { !$0.isEmpty }
  }
}

/// The least waste that any set of candidates makes in one part: sets are built up, the most promising first, by what covers
/// the demand that the fewest can still cover, or by leaving it uncovered.
private struct WasteSearch {
  /// What is lost where a demand is uncovered, and for each time too many that it is covered.
  private var lacks: [Double] = []
  private var extras: [Double] = []
  /// The candidates of each demand, and the other way round, numbered within the part.
  private var rowStarts = [0]
  private var rowCandidates: [Int32] = []
  private var columnStarts = [0]
  private var columnDemands: [Int32] = []
  private let candidateCount: Int
  private let whole: Double
  private(set) var work = 0

  // Of the set looked at last.
  private var depth: [Int32]
  private var gains: [Double]
  /// Of what a candidate's uncovered demands would save, the part that is left after what it covers once more.
  private var yields: [Double]
  private var promises: [Double]

  /// Candidates in, and those that are out for good; and how much can be saved at most against wasting everything.
  private struct Node {
    var open: [Int32]
    var isOut: [Bool]
    var promise: Double
  }

  init(_ table: ServiceTable, prices: [Double], part: [Int32]) {
    var numbers: [Int32: Int32] = [:]
    var columns: [[Int32]] = []
    for (row, demand) in part.enumerated() {
      lacks.append(table.overflow[Int(demand)] - prices[Int(demand)])
      extras.append(prices[Int(demand)])
      for entry in table.row(Int(demand)) {
        let candidate = table.rowCandidates[entry]
        let number = numbers[candidate] ?? Int32(columns.count)
        if Int(number) == columns.count {
          numbers[candidate] = number
          columns.append([])
        }
        rowCandidates.append(number)
        columns[Int(number)].append(Int32(row))
      }
      rowStarts.append(rowCandidates.count)
    }
    for column in columns {
      columnDemands += column
      columnStarts.append(columnDemands.count)
    }
    candidateCount = columns.count
    whole = lacks.reduce(0, +)
    depth = [Int32](repeating: 0, count: part.count)
    gains = [Double](repeating: 0, count: columns.count)
    yields = gains
    promises = [Double](repeating: 0, count: part.count)
  }

  /// - Parameter limit: Entries of the table that may be looked at.
  /// - Returns: A waste that no set falls below.
  mutating func run(work limit: Int) -> Double {
    var best = 0.0
    var nodes: [Node] = []
    var heap = PriorityQueue([])
    func isWorthwhile(_ promise: Double) -> Bool { promise > best + 1e-9 * whole }
    var root = Node(open: [], isOut: [Bool](repeating: false, count: candidateCount), promise: whole)
    best = max(best, evaluate(&root))
    nodes.append(root)
    heap.push(0, root.promise)
    while let promise = heap.first {
      guard isWorthwhile(promise) else { break }
      if work >= limit { return whole - promise }
      guard let index = heap.popFirst() else { break }
      var node = nodes[index]
      nodes[index].isOut = []
      _ = evaluate(&node)
      guard let row = hardestRow() else { continue }
      let covering = rowCandidates[rowStarts[row]..<rowStarts[row + 1]].filter { yields[Int($0)] > 0 }
        .sorted { (gains[Int($1)], $0) < (gains[Int($0)], $1) }
      // Each of them in and those before it out; at last all of them out.
      for candidate in covering {
        var child = node
        child.open.append(candidate)
        best = max(best, evaluate(&child))
        if isWorthwhile(child.promise) {
          heap.push(nodes.count, child.promise)
          nodes.append(child)
        }
        node.isOut[Int(candidate)] = true
      }
      best = max(best, evaluate(&node))
      if isWorthwhile(node.promise) {
        heap.push(nodes.count, node.promise)
        nodes.append(node)
      }
    }
    return whole - best
  }

  /// What a set saves against wasting everything; lowers what it promises together with more candidates, and puts out those
  /// that could only add waste.
  ///
  /// A candidate more saves what its uncovered demands lack, less the price of what it covers once more. That price is
  /// spread over its uncovered demands, so that each of them saves at most its lack times the best yield among its
  /// candidates: of all sets added, every demand newly covered counts one candidate, and no candidate counts more often than
  /// all its uncovered demands.
  private mutating func evaluate(_ node: inout Node) -> Double {
    work += 2 * rowCandidates.count
    for row in depth.indices { depth[row] = 0 }
    for candidate in yields.indices { yields[candidate] = 0 }
    var value = 0.0
    for candidate in node.open {
      for entry in columnStarts[Int(candidate)]..<columnStarts[Int(candidate) + 1] {
        let row = Int(columnDemands[entry])
        value += depth[row] == 0 ? lacks[row] : -extras[row]
        depth[row] += 1
      }
      yields[Int(candidate)] = -1
    }
    for candidate in yields.indices where !node.isOut[candidate] && yields[candidate] == 0 {
      var (saved, wasted) = (0.0, 0.0)
      for entry in columnStarts[candidate]..<columnStarts[candidate + 1] {
        let row = Int(columnDemands[entry])
        if depth[row] == 0 { saved += lacks[row] } else { wasted += extras[row] }
      }
      gains[candidate] = saved - wasted
      // More candidates leave it even less to save.
      if saved > wasted { yields[candidate] = (saved - wasted) / saved } else { node.isOut[candidate] = true }
    }
    var promise = value
    for row in depth.indices {
      promises[row] = 0
      if depth[row] > 0 { continue }
      var yield = 0.0
      for entry in rowStarts[row]..<rowStarts[row + 1] { yield = max(yield, yields[Int(rowCandidates[entry])]) }
      promises[row] = yield * lacks[row]
      promise += promises[row]
    }
    node.promise = min(node.promise, promise)
    return value
  }

  /// The uncovered demand that the fewest candidates may cover yet; of equals the one that lacks most.
  private func hardestRow() -> Int? {
    var found: (count: Int, lack: Double, row: Int)?
    for row in promises.indices where promises[row] > 0 {
      var count = 0
      for entry in rowStarts[row]..<rowStarts[row + 1] where yields[Int(rowCandidates[entry])] > 0 { count += 1 }
      if found.map({ (count, -lacks[row]) < ($0.count, -$0.lack) }) ?? true { found = (count, lacks[row], row) }
    }
    return found?.row
  }
}

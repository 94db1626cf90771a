/// The least greatest time: a search by halves over the times that occur, each step a question of set cover.
///
/// - SeeAlso: Minieka, "The m-Center Problem", SIAM Review 12(1), 1970.
struct CentreSearch {
  /// The candidates' minutes by demand, cheapest first; overflow is the time to the nearest existing point.
  let table: ServiceTable
  let points: Int
  let seed: UInt64
  let budget: Int
  let isCancelled: (@Sendable () -> Bool)?

  private(set) var nodes = 0
  private(set) var work = 0

  init(_ table: ServiceTable, points: Int, seed: UInt64, budget: Int, isCancelled: (@Sendable () -> Bool)?) {
    self.table = table
    self.points = points
    self.seed = seed
    self.budget = budget
    self.isCancelled = isCancelled
  }

  private enum Answer { case yes([Int32]), no, unknown }

  /// - Returns: A choice with its greatest time, and a time that no choice falls below; `nil` where no choice reaches all.
  mutating func run() throws(AccessError) -> (choice: Choice, bound: Double)? {
    let radii = self.radii()
    guard let last = radii.last, case .yes(let open) = try answer(last) else { return nil }
    var best = open
    var low = -1  // the largest index known to be too short
    var high = radii.count - 1
    var unknown: [Int] = []
    while low + 1 < high {
      let middle = (max(low, unknown.last ?? -1) + high) / 2
      if middle <= max(low, unknown.last ?? -1) { break }
      switch try answer(radii[middle]) {
      case .yes(let open):
        best = open
        high = middle
      case .no: low = middle
      case .unknown: unknown.append(middle)
      }
    }
    // Below what stayed unknown a shorter time may still be ruled out.
    if let first = unknown.first, first > low {
      var top = first
      while low + 1 < top {
        let middle = (low + top) / 2
        if case .no = try answer(radii[middle]) { low = middle } else { top = middle }
      }
    }
    let choice = filled(best)
    return (choice, min(choice.value, radii[min(low + 1, radii.count - 1)]))
  }

  /// Every time that can be the greatest, ascending: at least that of the demand farthest from its own nearest candidate.
  private func radii() -> [Double] {
    var least = 0.0
    var greatest = 0.0
    for demand in 0..<table.demandCount {
      let row = table.row(demand)
      let own = row.isEmpty ? table.overflow[demand] : table.rowCosts[row.lowerBound]
      least = max(least, own)
      let far = row.isEmpty ? own : table.rowCosts[row.upperBound - 1]
      greatest = max(greatest, table.overflow[demand] < .infinity ? max(far, table.overflow[demand]) : far)
    }
    var all = Set<Double>([least, greatest])
    for cost in table.rowCosts where cost > least && cost < greatest { all.insert(cost) }
    for cost in table.overflow where cost > least && cost < greatest { all.insert(cost) }
    return all.sorted()
  }

  private mutating func answer(_ radius: Double) throws(AccessError) -> Answer {
    var rows: [[Int32]] = []
    for demand in 0..<table.demandCount where table.overflow[demand] > radius {
      var row: [Int32] = []
      for entry in table.row(demand) {
        if table.rowCosts[entry] > radius { break }
        row.append(table.rowCandidates[entry])
      }
      if row.isEmpty { return .no }
      rows.append(row.sorted())
    }
    var cover = CoverRows(rows, candidateCount: table.candidateCount)
    cover.reduce()
    work += rows.count
    if cover.forced.count > points { return .no }
    if cover.rows.isEmpty { return .yes(cover.forced) }
    var search = LagrangianSearch(
      CoverModel(cover, seed: seed), budget: max(1, (budget - work) / 3), isCancelled: isCancelled)
    search.threshold = Double(points - cover.forced.count)
    try search.run()
    nodes += search.nodes
    work += search.work
    if Int(search.best.value) + cover.forced.count <= points { return .yes((cover.forced + search.best.open).sorted()) }
    return search.bound + Double(cover.forced.count) > Double(points) + 0.5 ? .no : .unknown
  }

  /// The choice with as many points as were asked for: each further one helps whoever has the longest way.
  private func filled(_ open: [Int32]) -> Choice {
    var open = open
    var times = table.overflow
    func take(_ candidate: Int32) {
      for entry in table.column(Int(candidate)) {
        let demand = Int(table.columnDemands[entry])
        times[demand] = min(times[demand], table.columnCosts[entry])
      }
    }
    for candidate in open { take(candidate) }
    while open.count < points {
      let farthest = times.indices.max { (times[$0], -$0) < (times[$1], -$1) }
      let nearest = farthest.flatMap { demand in
        table.row(demand).lazy.map { table.rowCandidates[$0] }.first { !open.contains($0) }
      }
      guard let next = nearest ?? (0..<Int32(table.candidateCount)).first(where: { !open.contains($0) }) else { break }
      open.append(next)
      take(next)
    }
    return Choice(open: open.sorted(), value: times.max() ?? 0)
  }
}

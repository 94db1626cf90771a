/// Tries every plan of a small case: which sets of posts can be held at all, people added one after the other.
///
/// First, which sets can be filled, and how small the greatest load of each can be; then, of the sets that fill the most
/// posts, leave the fewest households without and have the smallest greatest load, the one with the shortest ways and
/// fewest changes.
///
/// - Complexity: O(people · 3^posts), less where people hold few; bounded by ``mostSteps``.
struct ExactStaffing {
  private let problem: RoleProblem
  /// Posts that anybody can hold; the bit of a post is its position here.
  private let rows: [Int]
  /// For each person the sets they can hold, the empty one left out.
  private let holdings: [[UInt32]]

  private static let mostPosts = 18
  private static let mostSteps = 200_000_000
  /// Places to remember who holds what.
  private static let mostChoices = 1 << 23

  /// `nil` where there are too many plans to try.
  init?(_ problem: RoleProblem) {
    self.problem = problem
    rows = problem.fillable
    guard !rows.isEmpty, rows.count <= Self.mostPosts,
      problem.columns.count << rows.count <= Self.mostChoices
    else { return nil }
    var holdings: [[UInt32]] = []
    var steps = 0
    for column in problem.columns.indices {
      let own = Self.holdings(of: column, rows, problem)
      for set in own { steps += 1 << (rows.count - set.nonzeroBitCount) }
      guard steps <= Self.mostSteps else { return nil }
      holdings.append(own)
    }
    self.holdings = holdings
  }

  /// The best plan; `nil` where the search was cancelled.
  func search(isCancelled: () -> Bool) -> [Int32]? {
    guard let greatest = greatestLoads(isCancelled) else { return nil }
    let loads = sums { problem.rows[rows[$0]].load }
    let filled = greatest.indices.filter { greatest[$0] < .max }
    func rank(_ set: Int) -> (Int, Int, Int) { (-set.nonzeroBitCount, -loads[set], greatest[set]) }
    guard let best = filled.map(rank).min(by: <) else { return nil }
    return cheapest(filled.filter { rank($0) == best }, loads: loads, upTo: best.2, isCancelled)
  }

  /// For every set of posts the smallest greatest load with which people can hold it; `Int.max` where they cannot.
  private func greatestLoads(_ isCancelled: () -> Bool) -> [Int]? {
    let loads = sums { problem.rows[rows[$0]].load }
    var greatest = [Int](repeating: .max, count: loads.count)
    greatest[0] = 0
    for own in holdings {
      if isCancelled() { return nil }
      var next = greatest
      for set in own {
        let load = loads[Int(set)]
        Self.forEachPart(of: Int(~set) & (loads.count - 1)) { part in
          guard greatest[part] < .max else { return }
          let whole = part | Int(set)
          next[whole] = min(next[whole], max(greatest[part], load))
        }
      }
      greatest = next
    }
    return greatest
  }

  /// The cheapest plan that fills one of some sets and gives nobody more than a load.
  private func cheapest(_ goals: [Int], loads: [Int], upTo most: Int, _ isCancelled: () -> Bool) -> [Int32]? {
    var costs = [Int](repeating: .max, count: loads.count)
    costs[0] = 0
    var choices: [[UInt32]] = []
    for (column, own) in holdings.enumerated() {
      if isCancelled() { return nil }
      let ways = sums { problem.costs.isEligible(rows[$0], column) ? problem.costs.cost(rows[$0], column) : 0 }
      var next = costs
      var choice = [UInt32](repeating: 0, count: loads.count)
      for set in own where loads[Int(set)] <= most {
        let way = ways[Int(set)]
        Self.forEachPart(of: Int(~set) & (loads.count - 1)) { part in
          guard costs[part] < .max else { return }
          let whole = part | Int(set)
          guard costs[part] + way < next[whole] else { return }
          next[whole] = costs[part] + way
          choice[whole] = set
        }
      }
      costs = next
      choices.append(choice)
    }
    guard var set = goals.min(by: { (costs[$0], $0) < (costs[$1], $1) }), costs[set] < .max else { return nil }
    var columnOfRow = [Int32](repeating: -1, count: problem.rows.count)
    for column in problem.columns.indices.reversed() {
      let own = Int(choices[column][set])
      for bit in rows.indices where own & (1 << bit) != 0 { columnOfRow[rows[bit]] = Int32(column) }
      set &= ~own
    }
    return columnOfRow
  }

  /// A sum over the posts of every set.
  private func sums(_ value: (Int) -> Int) -> [Int] {
    var sums = [0]
    for bit in rows.indices {
      let own = value(bit)
      sums += sums.map { $0 + own }
    }
    return sums
  }

  private static func holdings(of column: Int, _ rows: [Int], _ problem: RoleProblem) -> [UInt32] {
    var found: [UInt32] = []
    func extend(_ set: UInt32, from first: Int, load: Int, count: Int) {
      guard count < problem.capacities[column] else { return }
      for bit in first..<rows.count {
        let post = problem.rows[rows[bit]]
        guard problem.costs.isEligible(rows[bit], column), load + post.load <= problem.limits[column] else { continue }
        let holdsGrid = (0..<bit).contains { set & (1 << $0) != 0 && problem.rows[rows[$0]].grid == post.grid }
        guard !holdsGrid else { continue }
        found.append(set | 1 << bit)
        extend(set | 1 << bit, from: bit + 1, load: load + post.load, count: count + 1)
      }
    }
    extend(0, from: 0, load: 0, count: 0)
    return found
  }

  private static func forEachPart(of set: Int, _ body: (Int) -> Void) {
    var part = set
    while true {
      body(part)
      guard part > 0 else { return }
      part = (part - 1) & set
    }
  }
}

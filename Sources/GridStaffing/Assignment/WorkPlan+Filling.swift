extension WorkPlan {
  /// Where a post goes while posts are packed.
  enum Fit: CaseIterable {
    /// To whoever then has the least load left of their limit.
    case tightest
    /// To whoever has the most load left for each post they may yet have.
    case roomiest
    /// Person by person, those with the highest limits first: the heaviest post and what best fills the rest of the limit.
    case fullest
  }

  /// The heaviest first, each where it fits best; what does not fit stays vacant.
  mutating func pack(_ fit: Fit) {
    if fit == .fullest { return packFully() }
    for row in wanted.sorted(by: { (load($1), $0) < (load($0), $1) }) {
      if let column = place(for: row, fit) { put(row, to: column) }
    }
  }

  private func place(for row: Int, _ fit: Fit) -> Int? {
    var best: (rank: Double, column: Int)?
    for column in problem.columns.indices where mayTake(row, column, upTo: .max) {
      let room = Double(problem.limits[column] - loads[column])
      let rank =
        switch fit {
        case .tightest: room
        case .roomiest, .fullest: -room / Double(problem.capacities[column] - rowsOf[column].count)
        }
      if best.map({ rank < $0.rank }) ?? true { best = (rank, column) }
    }
    return best?.column
  }

  /// - SeeAlso: Gupta & Ho, "A New Heuristic Algorithm for the One-Dimensional Bin-Packing Problem", Production Planning &
  ///   Control 10(6), 1999.
  private mutating func packFully() {
    var left = wanted.sorted { (load($0), $0) < (load($1), $1) }
    let asksForSkills = problem.costs.classes.posts.contains { !$0.skills.isEmpty }
    let people = problem.columns.indices.sorted { (problem.limits[$1], $0) < (problem.limits[$0], $1) }
    for column in people where !left.isEmpty {
      let room = problem.limits[column]
      let end = left.partitioningIndex { load($0) > room }
      let able = asksForSkills ? left[..<end].filter { problem.costs.isEligible($0, column) } : Array(left[..<end])
      let chosen = fullest(able, places: problem.capacities[column], room: room)
      for row in chosen { put(row, to: column) }
      left.removeAll { chosen.contains($0) }
    }
  }

  /// The heaviest of some rows, ascending by load, and up to two more that fill the room best; then what else fits.
  private func fullest(_ rows: [Int], places: Int, room: Int) -> [Int] {
    guard places > 0, let heaviest = rows.last else { return [] }
    var best = [heaviest]
    var spare = room - load(heaviest)
    func offer(_ more: [Int]) {
      let rest = room - more.reduce(load(heaviest)) { $0 + load($1) }
      let grids = Set((more + [heaviest]).map { problem.rows[$0].grid })
      if rest >= 0, rest < spare, grids.count == more.count + 1 { (best, spare) = ([heaviest] + more, rest) }
    }
    var (low, high) = (0, rows.count - 2)
    while places > 1, high >= 0, load(rows[high]) > room - load(heaviest) { high -= 1 }
    if places > 1, high >= 0 { offer([rows[high]]) }
    while places > 2, low < high, spare > 0 {
      let rest = room - load(heaviest) - load(rows[low]) - load(rows[high])
      if rest >= 0 {
        if rest < spare { offer([rows[low], rows[high]]) }
        low += 1
      } else {
        high -= 1
      }
    }
    for row in rows.reversed() where best.count < places && load(row) <= spare && !best.contains(row) {
      guard best.allSatisfy({ problem.rows[$0].grid != problem.rows[row].grid }) else { continue }
      best.append(row)
      spare -= load(row)
    }
    return best
  }

  // MARK: More posts

  /// Fills vacant posts, the lightest first, by moving up to so many other posts aside for each.
  ///
  /// - Parameter effort: How many places may be tried; what is left of it afterwards.
  mutating func insertVacant(aside: Int, effort: inout Int) {
    let vacant = wanted.filter { columnOfRow[$0] < 0 }.sorted { (load($0), $0) < (load($1), $1) }
    for row in vacant where effort > 0 {
      // What fits nowhere with less effort is looked at with more.
      var depth = 0
      while depth <= aside, !insert(row, aside: depth, except: nil, effort: &effort) { depth += 1 }
    }
  }

  private mutating func insert(_ row: Int, aside: Int, except placed: Int?, effort: inout Int) -> Bool {
    guard aside > 0 else {
      effort -= problem.columns.count
      guard let column = place(for: row, .tightest) else { return false }
      put(row, to: column)
      return true
    }
    for column in problem.columns.indices where problem.costs.isEligible(row, column) {
      for given in rowsOf[column] where given != placed {
        effort -= 1
        guard effort > 0 else { return false }
        guard mayTake(row, column, insteadOf: given, upTo: .max) else { continue }
        take(given)
        put(row, to: column)
        if insert(given, aside: aside - 1, except: row, effort: &effort) { return true }
        take(row)
        put(given, to: column)
      }
    }
    return false
  }

  // MARK: Heavier posts

  /// Fills heavier posts instead of lighter ones, as many as before, until nothing helps.
  mutating func raiseLoad(effort: inout Int) {
    var isBetter = true
    while isBetter, effort > 0 {
      isBetter = false
      for row in wanted.filter({ columnOfRow[$0] < 0 }).sorted(by: { (load($1), $0) < (load($0), $1) }) {
        guard columnOfRow[row] < 0, effort > 0 else { continue }
        if replaceLighter(row, effort: &effort) { isBetter = true }
      }
    }
  }

  /// Fills a row and leaves a lighter one instead: of the same person, of somebody who takes over the post that gives way,
  /// or after an exchange that makes room.
  private mutating func replaceLighter(_ row: Int, effort: inout Int) -> Bool {
    var best: (gain: Int, steps: [(row: Int, column: Int)], dropped: Int)?
    func offer(_ gain: Int, _ steps: [(row: Int, column: Int)], _ dropped: Int) {
      if best.map({ gain > $0.gain }) ?? true { best = (gain, steps, dropped) }
    }
    for column in problem.columns.indices where problem.costs.isEligible(row, column) {
      for given in rowsOf[column] {
        effort -= 1
        guard effort > 0 else { break }
        if mayTake(row, column, insteadOf: given, upTo: .max) {
          if load(given) < load(row) { offer(load(row) - load(given), [(row, column)], given) }
          takeOver(given, from: column, for: row, offer, &effort)
        } else if load(given) < load(row) {
          exchangeForRoom(row, column, insteadOf: given, offer, &effort)
        }
      }
    }
    guard let best else { return false }
    take(best.dropped)
    for step in best.steps where columnOfRow[step.row] >= 0 { take(step.row) }
    for step in best.steps { put(step.row, to: step.column) }
    return true
  }

  /// Somebody else takes over what makes room for a row, and leaves a post lighter than the row.
  private func takeOver(
    _ given: Int, from column: Int, for row: Int, _ offer: (Int, [(row: Int, column: Int)], Int) -> Void,
    _ effort: inout Int
  ) {
    for other in problem.columns.indices where other != column && problem.costs.isEligible(given, other) {
      for dropped in rowsOf[other] where load(dropped) < load(row) {
        effort -= 1
        if mayTake(given, other, insteadOf: dropped, upTo: .max) {
          offer(load(row) - load(dropped), [(row, column), (given, other)], dropped)
        }
      }
    }
  }

  /// A row comes instead of a lighter one that leaves too little room, after one more post of the person is exchanged for a
  /// lighter one of somebody else.
  private func exchangeForRoom(
    _ row: Int, _ column: Int, insteadOf given: Int, _ offer: (Int, [(row: Int, column: Int)], Int) -> Void,
    _ effort: inout Int
  ) {
    let lack = loads[column] + load(row) - load(given) - problem.limits[column]
    let grid = problem.rows[row].grid
    guard lack > 0, !rowsOf[column].contains(where: { $0 != given && problem.rows[$0].grid == grid }) else { return }
    for own in rowsOf[column] where own != given {
      for other in problem.columns.indices where other != column && problem.costs.isEligible(own, other) {
        for lighter in rowsOf[other] where load(own) - load(lighter) >= lack && problem.rows[lighter].grid != grid {
          effort -= 1
          if mayTake(own, other, insteadOf: lighter, upTo: .max),
            mayTake(lighter, column, insteadOf: own, upTo: .max)
          {
            offer(load(row) - load(given), [(row, column), (own, other), (lighter, column)], given)
          }
        }
      }
    }
  }
}

extension Array {
  /// The first position whose element passes, where all after one that passes do.
  fileprivate func partitioningIndex(where passes: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if passes(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

/// The cheapest way to give every row a column, columns taking several rows up to a capacity, over listed pairs only:
/// shortest augmenting paths, which keep a dual solution that proves the result.
///
/// A row may also stay without, at a price of its own. At the end `cost − rowPrice − columnPrice ≥ 0` for every pair, with
/// equality for chosen ones; column prices are at most 0, and 0 where capacity is left. Any pair that was not listed and
/// obeys the first rule would not have been chosen either.
///
/// - SeeAlso: Jonker & Volgenant, "A shortest augmenting path algorithm for dense and sparse linear assignment problems",
///   Computing 38, 1987; Edmonds & Karp, JACM 19(2), 1972.
struct TransportSearch<Cost: FixedWidthInteger & SignedInteger & Sendable> {
  private var starts: [Int] = []
  private var targets: [Int32] = []
  private var costs: [Cost] = []
  private let vacancy: [Cost]
  private let capacity: [Int32]

  private(set) var rowPrices: [Cost]
  private(set) var columnPrices: [Cost]
  /// The column of each row, −1 for none.
  private(set) var columnOfRow: [Int32]

  // Rows of a column as a doubly linked list.
  private var first: [Int32]
  private var next: [Int32]
  private var previous: [Int32]
  private var count: [Int32]

  private var distance: [Cost]
  private var reachedFrom: [Int32]
  /// The round in which a column was last reached, and last settled.
  private var reachedIn: [Int32]
  private var settledIn: [Int32]
  private var heap: [(distance: Cost, column: Int32)] = []
  private var settled: [Int32] = []
  private var round: Int32 = -1
  /// The shortest known way of this round to a column with room.
  private var nearestRoom: Cost = 0

  /// - Parameter vacancy: What it costs that a row stays without.
  init(vacancy: [Cost], capacity: [Int32]) {
    self.vacancy = vacancy
    self.capacity = capacity
    let (rows, columns) = (vacancy.count, capacity.count)
    rowPrices = vacancy
    columnPrices = [Cost](repeating: 0, count: columns)
    columnOfRow = [Int32](repeating: -1, count: rows)
    first = [Int32](repeating: -1, count: columns)
    next = [Int32](repeating: -1, count: rows)
    previous = [Int32](repeating: -1, count: rows)
    count = [Int32](repeating: 0, count: columns)
    distance = [Cost](repeating: 0, count: columns)
    reachedFrom = [Int32](repeating: -1, count: columns)
    reachedIn = [Int32](repeating: -1, count: columns)
    settledIn = [Int32](repeating: -1, count: columns)
  }

  /// Solves over the pairs listed, from nothing.
  ///
  /// - Parameters:
  ///   - starts: Where the pairs of each row begin in `targets`, and at last their number.
  ///   - isCancelled: Asked now and then; when it says so the search ends early and nothing is proved.
  mutating func run(starts: [Int], targets: [Int32], costs: [Cost], isCancelled: () -> Bool) {
    (self.starts, self.targets, self.costs) = (starts, targets, costs)
    for column in capacity.indices {
      columnPrices[column] = 0
      first[column] = -1
      count[column] = 0
    }
    for row in vacancy.indices { columnOfRow[row] = -1 }
    var open: [Int] = []
    for row in vacancy.indices {
      // The cheapest column with room is taken at once; all column prices are still 0.
      var best: Cost = vacancy[row]
      for pair in starts[row]..<starts[row + 1] { best = min(best, costs[pair]) }
      rowPrices[row] = best
      var isPlaced = best == vacancy[row]
      for pair in starts[row]..<starts[row + 1] where !isPlaced && costs[pair] == best {
        let column = Int(targets[pair])
        if count[column] < capacity[column] {
          link(row, to: column)
          isPlaced = true
        }
      }
      if !isPlaced { open.append(row) }
    }
    augment(open, isCancelled)
  }

  /// Goes on from the last solution with more pairs in some rows.
  ///
  /// - Returns: Whether that led to a solution: not where a column keeps a price and has room, which only another start
  ///   can mend.
  mutating func rerun(
    starts: [Int], targets: [Int32], costs: [Cost], changed: [Int], isCancelled: () -> Bool
  ) -> Bool {
    (self.starts, self.targets, self.costs) = (starts, targets, costs)
    var open: [Int] = []
    for row in changed {
      var best = vacancy[row]
      for pair in starts[row]..<starts[row + 1] { best = min(best, costs[pair] - columnPrices[Int(targets[pair])]) }
      guard best < rowPrices[row] else { continue }
      rowPrices[row] = best
      if columnOfRow[row] >= 0 { unlink(row) }
      open.append(row)
    }
    augment(open, isCancelled)
    return columnPrices.indices.allSatisfy { columnPrices[$0] == 0 || count[$0] == capacity[$0] }
  }

  private mutating func augment(_ open: [Int], _ isCancelled: () -> Bool) {
    for (number, row) in open.enumerated() {
      if number & 255 == 0, isCancelled() { return }
      round += 1
      augment(from: row)
    }
  }

  private mutating func augment(from source: Int) {
    let round = self.round
    heap.removeAll(keepingCapacity: true)
    settled.removeAll(keepingCapacity: true)
    var vacantAt = vacancy[source] - rowPrices[source]
    var vacantRow = source
    nearestRoom = vacantAt
    relax(source, from: 0, round)
    var end = -1
    var reach = vacantAt
    while let top = pop() {
      if top.distance >= vacantAt { break }
      let column = Int(top.column)
      if settledIn[column] == round { continue }
      settledIn[column] = round
      if count[column] < capacity[column] {
        end = column
        reach = top.distance
        break
      }
      settled.append(top.column)
      var row = first[column]
      while row >= 0 {
        let price = top.distance + vacancy[Int(row)] - rowPrices[Int(row)]
        if price < vacantAt {
          vacantAt = price
          vacantRow = Int(row)
          nearestRoom = min(nearestRoom, price)
        }
        relax(Int(row), from: top.distance, round)
        row = next[Int(row)]
      }
    }
    if end < 0 { reach = vacantAt }
    rowPrices[source] += reach
    for column in settled {
      let slack = reach - distance[Int(column)]
      columnPrices[Int(column)] -= slack
      var row = first[Int(column)]
      while row >= 0 {
        rowPrices[Int(row)] += slack
        row = next[Int(row)]
      }
    }
    shift(from: source, to: end, vacating: vacantRow)
  }

  /// Moves rows along the path that was found, from its end back to the source.
  private mutating func shift(from source: Int, to end: Int, vacating vacantRow: Int) {
    var column = end
    if end < 0 {
      guard vacantRow != source else { return }
      column = Int(columnOfRow[vacantRow])
      unlink(vacantRow)
    }
    while true {
      let row = Int(reachedFrom[column])
      let before = Int(columnOfRow[row])
      if before >= 0 { unlink(row) }
      link(row, to: column)
      if row == source { return }
      column = before
    }
  }

  private mutating func relax(_ row: Int, from base: Cost, _ round: Int32) {
    let rest = base - rowPrices[row]
    for pair in starts[row]..<starts[row + 1] {
      let column = Int(targets[pair])
      if settledIn[column] == round { continue }
      let through = rest + costs[pair] - columnPrices[column]
      if through > nearestRoom { continue }
      if reachedIn[column] != round || through < distance[column] {
        reachedIn[column] = round
        distance[column] = through
        reachedFrom[column] = Int32(truncatingIfNeeded: row)
        if count[column] < capacity[column] { nearestRoom = through }
        push(through, targets[pair])
      }
    }
  }

  private mutating func link(_ row: Int, to column: Int) {
    columnOfRow[row] = Int32(truncatingIfNeeded: column)
    next[row] = first[column]
    previous[row] = -1
    if first[column] >= 0 { previous[Int(first[column])] = Int32(truncatingIfNeeded: row) }
    first[column] = Int32(truncatingIfNeeded: row)
    count[column] += 1
  }

  private mutating func unlink(_ row: Int) {
    let column = Int(columnOfRow[row])
    if previous[row] >= 0 { next[Int(previous[row])] = next[row] } else { first[column] = next[row] }
    if next[row] >= 0 { previous[Int(next[row])] = previous[row] }
    columnOfRow[row] = -1
    count[column] -= 1
  }

  // MARK: The heap: least distance first, then the lower column

  private func precedes(_ a: (distance: Cost, column: Int32), _ b: (distance: Cost, column: Int32)) -> Bool {
    a.distance != b.distance ? a.distance < b.distance : a.column < b.column
  }

  private mutating func push(_ distance: Cost, _ column: Int32) {
    var slot = heap.count
    let entry = (distance: distance, column: column)
    heap.append(entry)
    while slot > 0 {
      let parent = (slot - 1) / 2
      guard precedes(entry, heap[parent]) else { break }
      heap[slot] = heap[parent]
      slot = parent
    }
    heap[slot] = entry
  }

  private mutating func pop() -> (distance: Cost, column: Int32)? {
    guard let top = heap.first, let last = heap.popLast() else { return nil }
    if heap.isEmpty { return top }
    var slot = 0
    while true {
      var child = 2 * slot + 1
      guard child < heap.count else { break }
      if child + 1 < heap.count, precedes(heap[child + 1], heap[child]) { child += 1 }
      guard precedes(heap[child], last) else { break }
      heap[slot] = heap[child]
      slot = child
    }
    heap[slot] = last
    return top
  }
}

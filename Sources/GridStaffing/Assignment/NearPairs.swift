import GridPartitioning

/// Pairs worth considering first: every post with the people who live nearest, every person with the nearest posts.
///
/// Among people at one place everybody comes first for some post, so that many with one address do not all wait for the
/// same few.
struct NearPairs {
  /// The columns of each row, ascending, without repeats.
  private(set) var columnsOfRow: [[Int32]]

  /// - Parameters:
  ///   - perRow: People for each post.
  ///   - perColumn: Posts for each person.
  /// - Complexity: O((rows + columns) · k) usual.
  init(_ costs: PairCosts, perRow: Int, perColumn: Int, threads: Int) {
    let rows = (0..<costs.rows).map { costs.place(ofRow: $0) }
    let columns = (0..<costs.columns).map { costs.place(ofColumn: $0) }
    columnsOfRow = Self.neighbours(of: rows, among: columns, count: perRow, threads) { costs.isEligible($0, $1) }
    let rowsOfColumn = Self.neighbours(of: columns, among: rows, count: perColumn, threads) { costs.isEligible($1, $0) }
    for (column, near) in rowsOfColumn.enumerated() {
      for row in near { columnsOfRow[Int(row)].append(Int32(column)) }
    }
    // A few far ones connect parts of a county that would not know of each other.
    if costs.columns > perRow {
      for row in 0..<costs.rows {
        for step in 1...3 {
          let column = (row &* 7919 &+ step &* 104_729) % costs.columns
          if costs.isEligible(row, column) { columnsOfRow[row].append(Int32(column)) }
        }
      }
    }
    for pair in costs.presentPairs where costs.isEligible(pair.row, pair.column) {
      columnsOfRow[pair.row].append(Int32(pair.column))
    }
    for row in columnsOfRow.indices { tidy(row) }
  }

  mutating func add(_ column: Int32, to row: Int) { columnsOfRow[row].append(column) }

  mutating func tidy(_ row: Int) {
    columnsOfRow[row].sort()
    var last: Int32 = -1
    columnsOfRow[row].removeAll { column in
      defer { last = column }
      return column == last
    }
  }

  private static func neighbours(
    of places: [StaffPlace], among others: [StaffPlace], count: Int, _ threads: Int,
    where isEligible: @Sendable (Int, Int) -> Bool
  ) -> [[Int32]] {
    let cells = PlaceCells(others)
    let run = 256
    let runs = (places.count + run - 1) / run
    return inParallel(count: runs, threads: threads) { number in
      (number * run..<min(places.count, (number + 1) * run)).map { place in
        // The turn starts where the place itself would stand among the others.
        let turn = others.isEmpty ? 0 : place * others.count / max(1, places.count)
        return cells.nearest(count, to: places[place], turn: turn) { isEligible(place, $0) }
      }
    }.flatMap(\.self)
  }
}

/// Places in square cells, for neighbours.
struct PlaceCells: Sendable {
  private let places: [StaffPlace]
  private let west, south, side: Double
  private let width, height: Int
  private let starts: [Int]
  private let members: [Int32]

  init(_ places: [StaffPlace]) {
    self.places = places
    let west = places.map(\.x).min() ?? 0
    let south = places.map(\.y).min() ?? 0
    let spanX = (places.map(\.x).max() ?? 0) - west
    let spanY = (places.map(\.y).max() ?? 0) - south
    let side = max(
      1, (max(spanX, 1) * max(spanY, 1) / Double(max(1, places.count)) * 2).squareRoot(), max(spanX, spanY) / 2000)
    let width = Int(spanX / side) + 1
    let height = Int(spanY / side) + 1
    let cells = places.map { Int(($0.y - south) / side) * width + Int(($0.x - west) / side) }
    var starts = [Int](repeating: 0, count: width * height + 1)
    for cell in cells { starts[cell + 1] += 1 }
    for cell in 0..<width * height { starts[cell + 1] += starts[cell] }
    var fill = starts
    var members = [Int32](repeating: 0, count: places.count)
    for (place, cell) in cells.enumerated() {
      members[fill[cell]] = Int32(place)
      fill[cell] += 1
    }
    (self.west, self.south, self.side, self.width, self.height) = (west, south, side, width, height)
    self.starts = starts
    self.members = members
  }

  /// The nearest places that pass, ring by ring of cells; of those equally near the ones that follow `turn` in a circle.
  func nearest(_ count: Int, to place: StaffPlace, turn: Int, where passes: (Int) -> Bool) -> [Int32] {
    guard count > 0, !places.isEmpty else { return [] }
    var best: [(distance: Double, rank: Int, index: Int32)] = []
    best.reserveCapacity(count + 1)
    let column = Int(min(max((place.x - west) / side, -1), Double(width)))
    let row = Int(min(max((place.y - south) / side, -1), Double(height)))
    for ring in 0...(max(width, height) + 1) {
      if best.count == count, let last = best.last {
        // Everything in this ring is at least so far away.
        let reach = Double(ring - 1) * side
        if reach > 0, reach * reach > last.distance { break }
      }
      for y in row - ring...row + ring where y >= 0 && y < height {
        let isEdge = y == row - ring || y == row + ring
        for x in stride(from: column - ring, through: column + ring, by: isEdge || ring == 0 ? 1 : 2 * ring)
        where x >= 0 && x < width {
          take(y * width + x, place, count, turn, passes, &best)
        }
      }
    }
    return best.map(\.index)
  }

  private func take(
    _ cell: Int, _ place: StaffPlace, _ count: Int, _ turn: Int, _ passes: (Int) -> Bool,
    _ best: inout [(distance: Double, rank: Int, index: Int32)]
  ) {
    for slot in starts[cell]..<starts[cell + 1] {
      let index = Int(members[slot])
      let (dx, dy) = (places[index].x - place.x, places[index].y - place.y)
      let distance = dx * dx + dy * dy
      if best.count == count, let last = best.last, distance > last.distance { continue }
      guard passes(index) else { continue }
      let rank = index >= turn ? index - turn : index - turn + places.count
      if best.count == count, let last = best.last, (distance, rank) >= (last.distance, last.rank) { continue }
      if best.count == count { best.removeLast() }
      let position = best.firstIndex { (distance, rank) < ($0.distance, $0.rank) } ?? best.count
      best.insert((distance, rank, Int32(index)), at: position)
    }
  }
}

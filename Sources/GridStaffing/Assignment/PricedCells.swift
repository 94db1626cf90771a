/// Places in cells, each with the furthest reach of any in it, so that whole cells are passed over at once.
struct PricedCells: Sendable {
  private struct Cell {
    var west = Double.infinity, south = Double.infinity, east = -Double.infinity, north = -Double.infinity
    var reach = -Double.infinity
    var members: Range<Int> = 0..<0
  }

  private var cells: [Cell] = []
  private let items: [Int]
  private let xs, ys: [Double]
  private var reaches: [Double]

  init(_ places: [StaffPlace], reaches: [Double]) {
    let west = places.map(\.x).min() ?? 0
    let south = places.map(\.y).min() ?? 0
    let span = max((places.map(\.x).max() ?? 0) - west, (places.map(\.y).max() ?? 0) - south, 1)
    let side = span / max(1, (Double(places.count) / 12).squareRoot())
    let cellOf = places.map { [Int(($0.y - south) / side), Int(($0.x - west) / side)] }
    let order = places.indices.sorted { a, b in
      cellOf[a] == cellOf[b] ? a < b : cellOf[a].lexicographicallyPrecedes(cellOf[b])
    }
    for (slot, item) in order.enumerated() {
      if slot == 0 || cellOf[item] != cellOf[order[slot - 1]] {
        cells.append(Cell(members: slot..<slot))
      }
      let place = places[item]
      var cell = cells[cells.count - 1]
      (cell.west, cell.east) = (min(cell.west, place.x), max(cell.east, place.x))
      (cell.south, cell.north) = (min(cell.south, place.y), max(cell.north, place.y))
      cell.reach = max(cell.reach, reaches[item])
      cell.members = cell.members.lowerBound..<slot + 1
      cells[cells.count - 1] = cell
    }
    items = order
    xs = order.map { places[$0].x }
    ys = order.map { places[$0].y }
    self.reaches = order.map { reaches[$0] }
  }

  /// The same places with other reaches.
  mutating func reach(_ reaches: [Double]) {
    self.reaches = items.map { reaches[$0] }
    for index in cells.indices {
      cells[index].reach = cells[index].members.reduce(-Double.infinity) { max($0, self.reaches[$1]) }
    }
  }

  /// All that are no further than a reach and their own together.
  func forEach(within reach: Double, of place: StaffPlace, _ body: (Int) -> Void) {
    for cell in cells {
      let limit = reach + cell.reach
      if limit <= 0 { continue }
      let (dx, dy) = (
        max(cell.west - place.x, place.x - cell.east, 0), max(cell.south - place.y, place.y - cell.north, 0)
      )
      if dx * dx + dy * dy > limit * limit { continue }
      for slot in cell.members {
        let limit = reach + reaches[slot]
        if limit <= 0 { continue }
        let (dx, dy) = (xs[slot] - place.x, ys[slot] - place.y)
        if dx * dx + dy * dy <= limit * limit { body(items[slot]) }
      }
    }
  }
}

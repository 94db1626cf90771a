/// Where each demand is served when points sell their room at a price.
struct SoldRoom {
  private let table: ServiceTable
  private let weights: [Double]
  /// For each demand what one unit costs at its cheapest point and at the next, and the slot of the cheapest (−1 for the
  /// overflow).
  private var first: [Double]
  private var second: [Double]
  private var slot: [Int32]
  /// What it costs to close each point when its demands go to the next.
  private(set) var losses: [Double]

  init(_ table: ServiceTable, weights: [Double], open: [Int32], prices: [Double]) {
    self.table = table
    self.weights = weights
    first = weights.indices.map { table.overflow[$0] / weights[$0] }
    second = [Double](repeating: .infinity, count: weights.count)
    slot = [Int32](repeating: -1, count: weights.count)
    losses = [Double](repeating: 0, count: open.count)
    for (position, candidate) in open.enumerated() {
      for entry in table.column(Int(candidate)) {
        let demand = Int(table.columnDemands[entry])
        let cost = table.columnCosts[entry] / weights[demand] + prices[position]
        if cost < first[demand] {
          second[demand] = first[demand]
          (first[demand], slot[demand]) = (cost, Int32(position))
        } else {
          second[demand] = min(second[demand], cost)
        }
      }
    }
    for demand in weights.indices where slot[demand] >= 0 {
      losses[Int(slot[demand])] += weights[demand] * (second[demand] - first[demand])
    }
  }

  var cost: Double { weights.indices.reduce(0) { $0 + weights[$1] * first[$1] } }

  /// Half way between the two.
  func middle(of demand: Int) -> Double { first[demand] + 0.5 * (second[demand] - first[demand]) }

  /// No less than what another point saves with so much room, and what it saves further when a point is closed.
  func savings(by entrant: Int, room: Double, points: Int) -> (alone: Double, further: [Double]) {
    let price = price(by: entrant, room: room)
    var alone = price * room
    var further = [Double](repeating: 0, count: points)
    for entry in table.column(entrant) {
      let demand = Int(table.columnDemands[entry])
      let cost = table.columnCosts[entry] / weights[demand] + price
      alone += weights[demand] * max(0, first[demand] - cost)
      guard slot[demand] >= 0, second[demand] > cost else { continue }
      further[Int(slot[demand])] += weights[demand] * (second[demand] - max(first[demand], cost))
    }
    return (alone, further)
  }

  /// What the last unit saves that fills the room.
  private func price(by entrant: Int, room: Double) -> Double {
    var savings: [(unit: Double, weight: Double)] = []
    for entry in table.column(entrant) {
      let demand = Int(table.columnDemands[entry])
      let unit = first[demand] - table.columnCosts[entry] / weights[demand]
      if unit > 0 { savings.append((unit, weights[demand])) }
    }
    savings.sort { $0.unit > $1.unit }
    var left = room
    for saving in savings {
      left -= saving.weight
      if left < 0 { return saving.unit }
    }
    return 0
  }
}

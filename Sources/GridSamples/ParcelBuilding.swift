import GridGeometry

/// What is built on a parcel.
enum ParcelUse {
  case flats, tower, houses, cottages

  /// Width and depth of a building and the gaps to its neighbours, in metres.
  var plan: (width: Double, depth: Double, side: Double, back: Double) {
    switch self {
    case .flats: (16, 10, 6, 10)
    case .tower: (24, 22, 14, 20)
    case .houses: (10, 9, 3, 6)
    case .cottages: (10.5, 8.5, 3.5, 8)
    }
  }

  func buildings(for households: Int) -> Int {
    switch self {
    case .flats: max(1, (households + 3) / 6)
    case .tower: max(1, (households + 30) / 62)
    case .houses: max(1, (households * 10 + 9) / 18)
    case .cottages: max(1, households)
    }
  }

  func floors(_ households: Int) -> Int {
    switch self {
    case .flats: max(2, (households + 1) / 2)
    case .tower: max(8, (households + 3) / 4)
    case .houses: households > 1 ? 2 : 1
    case .cottages: households > 1 ? 2 : 1
    }
  }
}

/// Buildings in rows inside a convex yard.
struct ParcelBuilder {
  let yard: Loop
  let near: [LineIndex.Segment]

  /// The direction of the yard's longest side.
  private var axis: Double {
    var best = (0.0, Point(1, 0))
    for index in yard.indices {
      let edge = yard[(index + 1) % yard.count] - yard[index]
      if edge.norm > best.0 { best = (edge.norm, edge) }
    }
    return angle(of: best.1)
  }

  /// Where buildings of a plan may stand, row by row, and the direction of the rows.
  func slots(for use: ParcelUse) -> (centers: [Point], along: Point) {
    let plan = use.plan
    let along = direction(axis)
    let u = yard.extent(along: along)
    let v = yard.extent(along: along.left)
    let columns = Int((u.high - u.low + plan.side) / (plan.width + plan.side))
    let rows = Int((v.high - v.low + plan.back) / (plan.depth + plan.back))
    guard columns > 0, rows > 0 else { return ([], along) }
    let startU = (u.low + u.high) / 2 - (Double(columns) * (plan.width + plan.side) - plan.side) / 2 + plan.width / 2
    let startV = (v.low + v.high) / 2 - (Double(rows) * (plan.depth + plan.back) - plan.back) / 2 + plan.depth / 2
    let half = (plan.width * plan.width + plan.depth * plan.depth).squareRoot() / 2
    var centers: [Point] = []
    for row in 0..<rows {
      for column in 0..<columns {
        let x = startU + Double(column) * (plan.width + plan.side)
        let y = startV + Double(row) * (plan.depth + plan.back)
        let center = along * x + along.left * y
        let corners = Self.corners(center, along, plan.width, plan.depth)
        guard corners.allSatisfy({ yard.convexContains($0) }), near.isClear(center, halfWidth: half) else { continue }
        centers.append(center)
      }
    }
    return (centers, along)
  }

  static func corners(_ center: Point, _ along: Point, _ width: Double, _ depth: Double) -> [Point] {
    let u = along * (width / 2)
    let v = along.left * (depth / 2)
    return [center - u - v, center + u - v, center + u + v, center - u + v]
  }

  /// Puts households into buildings of a use. Empty if not one building fits.
  func build(_ households: Int, as use: ParcelUse, using random: inout SampleRandom) -> [House] {
    guard households > 0 else { return [] }
    let (centers, along) = slots(for: use)
    guard !centers.isEmpty else { return [] }
    let count = min(centers.count, use.buildings(for: households), households)
    var shares = (0..<count).map { (households * ($0 + 1)) / count - (households * $0) / count }
    for pair in stride(from: 0, to: count - 1, by: 2) {
      let most = min(shares[pair], shares[pair + 1]) - 1
      let moved = min(most, random.index(3))
      shares[pair] -= moved
      shares[pair + 1] += moved
    }
    let plan = use.plan
    return (0..<count).map { index in
      let slot = centers[(index * centers.count) / count]
      let slim = random.uniform(0.82, 1)
      let shift = random.uniform(-0.5, 0.5)
      let corners = Self.corners(slot + along.left * (shift * 0.4), along, plan.width * slim, plan.depth * (1.8 - slim) / 0.98 * 0.95)
      return House(
        corners: corners.map(\.snapped), households: shares[index], floors: use.floors(shares[index]), use: "residential")
    }
  }
}

import GridGeometry

/// How many communities of which kind a county of a given size has, and how much ground they take.
struct CountyFrame {
  let households: Int
  let urbanCount: Int
  let ruralCount: Int
  let townshipCount: Int
  /// In square metres.
  let area: Double

  static let urbanHouseholds = 1_900.0
  static let ruralHouseholds = 750.0
  static let urbanArea = 430_000.0
  static let ruralArea = 4_300_000.0
  /// Where every county lies: at sea, far from any land, so that no real place can be meant.
  static let center = Point(500_000, 3_800_000)
  /// CGCS2000, 3° zone of the meridian 123° E. The centre is 34.3° N 123° E, in the Yellow Sea.
  static let referenceSystem = "EPSG:4550"

  init(households: Int) {
    self.households = households
    let share = 0.42 * Double(households) / Self.urbanHouseholds
    urbanCount = households < 2_400 ? 0 : max(1, Int(share.rounded()))
    let rest = Double(households) - Double(urbanCount) * Self.urbanHouseholds
    ruralCount = max(households < 2_400 ? 1 : 2, Int((rest / Self.ruralHouseholds).rounded()))
    townshipCount = min(99, max(1, (urbanCount + ruralCount) / 13))
    area = Double(urbanCount) * Self.urbanArea + Double(ruralCount) * Self.ruralArea
  }

  var communityCount: Int { urbanCount + ruralCount }
  var radius: Double { (area / .pi).squareRoot() }
}

/// Shares a whole number out in proportion to weights, the remainders largest first.
func apportioned(_ total: Int, by weights: [Double], atLeast minimum: Int = 0) -> [Int] {
  let sum = weights.reduce(0, +)
  let free = max(0, total - minimum * weights.count)
  guard sum > 0, !weights.isEmpty else { return weights.map { _ in minimum } }
  var shares = weights.map { Int(Double(free) * $0 / sum) }
  let rests = weights.indices.sorted { a, b in
    let x = Double(free) * weights[a] / sum - Double(shares[a])
    let y = Double(free) * weights[b] / sum - Double(shares[b])
    return x != y ? x > y : a < b
  }
  var left = free - shares.reduce(0, +)
  for index in rests where left > 0 {
    shares[index] += 1
    left -= 1
  }
  return shares.map { $0 + minimum }
}

/// Shares households out to communities: in proportion to the wishes, inside the bands as long as the total allows, the sum exact.
func populated(_ total: Int, wishes: [Double], bands: [ClosedRange<Int>]) -> [Int] {
  var shares = apportioned(total, by: wishes, atLeast: 0)
  for index in shares.indices { shares[index] = min(max(shares[index], bands[index].lowerBound), bands[index].upperBound) }
  var difference = total - shares.reduce(0, +)
  var round = 0
  while difference != 0 && round < 64 {
    round += 1
    let room = shares.indices.map { index in
      Double(difference > 0 ? bands[index].upperBound - shares[index] : shares[index] - bands[index].lowerBound)
    }
    let hasRoom = room.contains { $0 > 0 }
    let steps = apportioned(abs(difference), by: hasRoom ? room : shares.map(Double.init))
    for index in shares.indices {
      let limit = hasRoom ? Int(room[index]) : Int.max
      shares[index] += (difference > 0 ? 1 : -1) * min(steps[index], limit)
    }
    difference = total - shares.reduce(0, +)
  }
  return shares
}

/// A complete division with its place in the order of plans: bounds first, then cost.
struct Plan: Sendable {
  var zones: [Int32]
  var zoneCount: Int
  /// Total weight outside the band.
  var violation: Int
  /// The objective, without any penalty.
  var cost: Double

  /// Whether this plan comes before `other`; differences below rounding do not count.
  func isBetter(than other: Plan?) -> Bool {
    guard let other else { return true }
    return violation != other.violation ? violation < other.violation : cost < other.cost - 1e-9
  }
}

extension SearchProblem {
  /// Rates a division from scratch.
  func plan(_ zones: [Int32], zoneCount: Int) -> Plan {
    var cost = 0.0
    for index in 0..<edgeCount {
      let edge = edges[index]
      if zones[Int(edge.a)] != zones[Int(edge.b)] { cost += edge.cost }
    }
    var weight = [Int](repeating: 0, count: zoneCount)
    var area = [Double](repeating: 0, count: hasShapes ? zoneCount : 0)
    var perimeter = area
    for (atom, zone) in zones.enumerated() {
      weight[Int(zone)] += weights[atom]
      if hasShapes {
        area[Int(zone)] += areas[atom]
        perimeter[Int(zone)] += perimeters[atom]
      }
    }
    if hasShapes {
      for index in 0..<edgeCount {
        let edge = edges[index]
        if zones[Int(edge.a)] == zones[Int(edge.b)] { perimeter[Int(zones[Int(edge.a)])] -= 2 * edge.length }
      }
    }
    var violation = 0
    for zone in 0..<zoneCount {
      violation += bounds.violation(of: weight[zone])
      cost += zoneCost(
        weight: weight[zone], area: hasShapes ? area[zone] : 0, perimeter: hasShapes ? perimeter[zone] : 0)
    }
    if stabilityCost > 0 {
      let identity = ZoneIdentity.match(zones, zoneCount: zoneCount, previous: previous, weights: weights.array())
      for (atom, zone) in zones.enumerated() where previous[atom] >= 0 && identity[Int(zone)] != previous[atom] {
        cost += stabilityCost * Double(weights[atom])
      }
    }
    return Plan(zones: zones, zoneCount: zoneCount, violation: violation, cost: cost)
  }

  /// Whether every zone is in one piece and none is empty.
  func isValid(_ zones: [Int32], zoneCount: Int) -> Bool {
    var pieces = [Int](repeating: 0, count: zoneCount)
    var seen = [Bool](repeating: false, count: atomCount)
    var stack: [Int32] = []
    for first in 0..<atomCount where !seen[first] {
      pieces[Int(zones[first])] += 1
      seen[first] = true
      stack.append(Int32(first))
      while let atom = stack.popLast() {
        for slot in offsets[Int(atom)]..<offsets[Int(atom) + 1] {
          let target = Int(arcs[Int(slot)].target)
          if !seen[target] && zones[target] == zones[first] {
            seen[target] = true
            stack.append(Int32(target))
          }
        }
      }
    }
    return pieces.allSatisfy { $0 == 1 }
  }
}

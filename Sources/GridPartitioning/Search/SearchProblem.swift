/// One connected graph to be divided, laid out for the search: costs scaled so that a mean border costs 1, groups
/// already contracted, nothing to check any more.
final class SearchProblem: Sendable {
  struct Arc: BitwiseCopyable {
    var target: Int32
    var edge: Int32
    var cost: Double
  }

  struct Edge: BitwiseCopyable {
    var a, b: Int32
    var cost, length: Double
  }

  /// The graph in the caller's units.
  let graph: AtomGraph
  let costUnit, weightUnit: Double
  let atomCount: Int
  let edgeCount: Int
  let offsets: [Int32]
  let arcs: [Arc]
  let edges: [Edge]
  let weights: [Int]
  let areas: [Double]
  let perimeters: [Double]
  let totalWeight: Int
  let bounds: WeightBounds
  let objective: Objective
  /// What a border of cost 1 in the caller's unit costs here.
  let costScale: Double
  let meanWeight: Double
  /// The zone of last time, or −1; empty where stability does not count.
  let previous: [Int32]
  /// Cost of moving one unit of weight away from its previous zone.
  let stabilityCost: Double

  /// - Parameters:
  ///   - costUnit: The cost that counts as 1, the same for all parts of one task.
  ///   - weightUnit: The mean atom weight of the whole task.
  init(
    graph: AtomGraph, bounds: WeightBounds, objective: Objective, previous: [Int32], costUnit: Double,
    weightUnit: Double
  ) {
    let scale = costUnit > 0 ? objective.cutWeight / costUnit : 0
    self.graph = graph
    self.costUnit = costUnit
    self.weightUnit = weightUnit
    atomCount = graph.atomCount
    edgeCount = graph.borders.count
    offsets = graph.offsets
    arcs = graph.arcs.map { Arc(target: $0.target, edge: $0.border, cost: graph.borders[Int($0.border)].cost * scale) }
    edges = graph.borders.map { Edge(a: $0.a.offset, b: $0.b.offset, cost: $0.cost * scale, length: $0.length) }
    weights = graph.weights
    totalWeight = graph.totalWeight
    self.bounds = bounds
    self.objective = objective
    costScale = scale
    meanWeight = max(1e-9, Double(graph.totalWeight) / Double(max(1, graph.atomCount)))
    let hasShapes = objective.compactnessWeight > 0 && !graph.areas.isEmpty && !graph.perimeters.isEmpty
    areas = hasShapes ? graph.areas : []
    perimeters = hasShapes ? graph.perimeters : []
    let isSticky = objective.stabilityWeight > 0 && previous.contains { $0 >= 0 }
    self.previous = isSticky ? previous : []
    stabilityCost = isSticky && weightUnit > 0 ? objective.stabilityWeight / weightUnit : 0
  }

  var hasShapes: Bool { !areas.isEmpty }

  /// Evenness and compactness of one zone.
  @inline(__always)
  func zoneCost(weight: Int, area: Double, perimeter: Double) -> Double {
    var cost = 0.0
    if objective.evennessWeight > 0 {
      let deviation = Double(weight - bounds.target) / Double(bounds.target)
      cost += objective.evennessWeight * deviation * deviation
    }
    if hasShapes {
      let compactness = perimeter > 0 ? min(1, 4 * .pi * area / (perimeter * perimeter)) : 1
      cost += objective.compactnessWeight * (1 - compactness)
    }
    return cost
  }
}

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
    for edge in edges where zones[Int(edge.a)] != zones[Int(edge.b)] { cost += edge.cost }
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
      for edge in edges where zones[Int(edge.a)] == zones[Int(edge.b)] {
        perimeter[Int(zones[Int(edge.a)])] -= 2 * edge.length
      }
    }
    var violation = 0
    for zone in 0..<zoneCount {
      violation += bounds.violation(of: weight[zone])
      cost += zoneCost(
        weight: weight[zone], area: hasShapes ? area[zone] : 0, perimeter: hasShapes ? perimeter[zone] : 0)
    }
    if stabilityCost > 0 {
      let identity = ZoneIdentity.match(zones, zoneCount: zoneCount, previous: previous, weights: weights)
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

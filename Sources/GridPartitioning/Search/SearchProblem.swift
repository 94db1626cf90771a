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

  /// What is the same for all parts and all coarser forms of one task.
  struct Terms: Sendable {
    var bounds: WeightBounds
    var objective: Objective
    /// The cost that counts as 1.
    var costUnit: Double
    /// The mean atom weight of the whole task.
    var weightUnit: Double
  }

  let terms: Terms
  let atomCount: Int
  let edgeCount: Int
  /// Row `v` of ``arcs`` is `offsets[v]..<offsets[v + 1]`.
  let offsets: Slab<Int32>
  let arcs: Slab<Arc>
  let edges: Slab<Edge>
  let weights: Slab<Int>
  let areas: Slab<Double>
  let perimeters: Slab<Double>
  let hasShapes: Bool
  /// Places of the atoms in metres, or empty: a hint for starts.
  let positions: Slab<SIMD2<Double>>
  /// What a removal test needs to know about the surroundings of each atom.
  let surroundings: Surroundings
  let totalWeight: Int
  /// What a border of cost 1 in the caller's unit costs here.
  let costScale: Double
  let meanWeight: Double
  /// The zone of last time, or −1; empty where stability does not count.
  let previous: [Int32]
  /// Cost of moving one unit of weight away from its previous zone.
  let stabilityCost: Double

  var hasPositions: Bool { positions.count == atomCount }
  var bounds: WeightBounds { terms.bounds }
  var objective: Objective { terms.objective }

  /// - Parameters:
  ///   - edges: Each pair once, `a < b`, costs scaled already.
  ///   - areas: Empty where shapes do not count, as `perimeters`.
  ///   - positions: Empty where not known.
  init(
    weights: consuming Slab<Int>, edges: consuming Slab<Edge>, areas: consuming Slab<Double>,
    perimeters: consuming Slab<Double>, positions: consuming Slab<SIMD2<Double>>, previous: [Int32], terms: Terms
  ) {
    atomCount = weights.count
    edgeCount = edges.count
    offsets = Self.offsets(edges, atoms: weights.count)
    arcs = Self.arcs(edges, offsets: offsets)
    surroundings = Surroundings(offsets: offsets, arcs: arcs)
    var total = 0
    for atom in 0..<weights.count { total += weights[atom] }
    totalWeight = total
    meanWeight = max(1e-9, Double(total) / Double(max(1, weights.count)))
    hasShapes = areas.count > 0
    self.weights = weights
    self.edges = edges
    self.areas = areas
    self.perimeters = perimeters
    self.positions = positions
    self.terms = terms
    costScale = terms.costUnit > 0 ? terms.objective.cutWeight / terms.costUnit : 0
    let isSticky = terms.objective.stabilityWeight > 0 && previous.contains { $0 >= 0 }
    self.previous = isSticky ? previous : []
    stabilityCost = isSticky && terms.weightUnit > 0 ? terms.objective.stabilityWeight / terms.weightUnit : 0
  }

  convenience init(graph: AtomGraph, previous: [Int32], terms: Terms) {
    let scale = terms.costUnit > 0 ? terms.objective.cutWeight / terms.costUnit : 0
    let hasShapes = terms.objective.compactnessWeight > 0 && !graph.areas.isEmpty && !graph.perimeters.isEmpty
    self.init(
      weights: Slab(graph.weights),
      edges: Slab(
        graph.borders.lazy.map { Edge(a: $0.a.offset, b: $0.b.offset, cost: $0.cost * scale, length: $0.length) }),
      areas: Slab(hasShapes ? graph.areas : []), perimeters: Slab(hasShapes ? graph.perimeters : []), positions: Slab(graph.positions),
      previous: previous, terms: terms)
  }

  private static func offsets(_ edges: borrowing Slab<Edge>, atoms: Int) -> Slab<Int32> {
    var offsets = Slab<Int32>(repeating: 0, count: atoms + 1)
    for index in 0..<edges.count {
      offsets[Int(edges[index].a) + 1] += 1
      offsets[Int(edges[index].b) + 1] += 1
    }
    for atom in 0..<atoms { offsets[atom + 1] += offsets[atom] }
    return offsets
  }

  private static func arcs(_ edges: borrowing Slab<Edge>, offsets: borrowing Slab<Int32>) -> Slab<Arc> {
    var next = Slab<Int32>(repeating: 0, count: offsets.count)
    next.copy(from: offsets)
    var arcs = Slab(repeating: Arc(target: 0, edge: 0, cost: 0), count: 2 * edges.count)
    for index in 0..<edges.count {
      let edge = edges[index]
      arcs[next[edge.a]] = Arc(target: edge.b, edge: Int32(index), cost: edge.cost)
      next[edge.a] += 1
      arcs[next[edge.b]] = Arc(target: edge.a, edge: Int32(index), cost: edge.cost)
      next[edge.b] += 1
    }
    return arcs
  }

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

  /// The cost that one border in two hundred exceeds.
  var longBorderCost: Double {
    let costs = (0..<edgeCount).map { edges[$0].cost }.sorted()
    return costs.isEmpty ? 0 : costs[costs.count - 1 - costs.count / 200]
  }
}

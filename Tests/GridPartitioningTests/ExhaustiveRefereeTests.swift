import GridPartitioning
import Testing

@Suite("Against a referee that looks at every division")
struct ExhaustiveRefereeTests {
  /// Little annealing: the proofs come from exhaustive search, and debug builds have to run this too.
  private static let effort = Effort(movesPerAtom: 50, restarts: 1, treeDraws: 3, exactNodes: 100_000)

  @Test("Small graphs get the optimum or the proof that there is none", arguments: 0..<240 as Range<UInt64>)
  func optimumOrProof(seed: UInt64) throws {
    let atoms = 5 + Int(seed % 5)
    let graph = try randomGraph(atoms: atoms, extraBorders: atoms, weights: 0...9, seed: seed)
    guard graph.totalWeight > 0 else { return }
    for zones in 2...3 {
      let mean = max(1, graph.totalWeight / zones)
      let bounds = try WeightBounds(minimum: max(0, mean - 2), target: mean, maximum: mean + 2)
      let outcome = try solve(PartitionRequest(graph: graph, bounds: bounds, count: .exactly(zones), effort: Self.effort, seed: seed))
      let least = Enumeration.leastCut(graph, zones: zones, bounds: bounds)
      #expect(outcome.feasible == (least != nil))
      if let least {
        #expect(abs(outcome.cutCost - least) < 1e-6)
        #expect(outcome.provedOptimal)
        #expect(outcome.lowerBound.map { abs($0.value - least) < 1e-6 } ?? false)
      } else {
        #expect(!outcome.provedOptimal)
        #expect(!outcome.exceptions.isEmpty)
        #expect(outcome.exceptions.allSatisfy { $0.isProved })
      }
    }
  }

  #if !DEBUG
    @Test("Up to twenty atoms in two zones", arguments: 300..<316 as Range<UInt64>)
    func twenty(seed: UInt64) throws {
      let atoms = 13 + Int(seed % 4)
      let graph = try randomGraph(atoms: atoms + (seed == 300 ? 7 : 0), extraBorders: 2 * atoms, weights: 0...30, seed: seed)
      let mean = max(1, graph.totalWeight / 2)
      let bounds = try WeightBounds(minimum: mean - 1, target: mean, maximum: mean + 1)
      let outcome = try solve(
        PartitionRequest(graph: graph, bounds: bounds, count: .exactly(2), effort: Self.effort, seed: seed))
      let least = Enumeration.leastCut(graph, zones: 2, bounds: bounds)
      #expect(outcome.feasible == (least != nil))
      if let least {
        #expect(abs(outcome.cutCost - least) < 1e-6)
        #expect(outcome.provedOptimal)
      } else {
        #expect(outcome.exceptions.allSatisfy { $0.isProved })
      }
    }
  #endif

  @Test("Graphs of more than 64 atoms are proved where they are narrow", arguments: [(22, 2), (30, 3), (42, 3)])
  func narrow(length: Int, zones: Int) throws {
    let graph = try Fishnet(length, 3, weights: 1...1, seed: 1).graph()
    let atoms = 3 * length / zones
    let outcome = try solve(
      PartitionRequest(
        graph: graph, bounds: try WeightBounds(minimum: atoms, target: atoms, maximum: atoms), count: .exactly(zones),
        effort: Effort(movesPerAtom: 200, restarts: 2, treeDraws: 5, exactNodes: 1_000_000)))
    // Straight across, three borders a line.
    #expect(outcome.cutCost == Double(3 * (zones - 1)))
    #expect(outcome.provedOptimal)
    #expect(outcome.lowerBound?.value == outcome.cutCost)
  }

  @Test("A number of zones is found whenever some number keeps the band", arguments: 100..<115 as Range<UInt64>)
  func fittingFindsAnyCount(seed: UInt64) throws {
    let graph = try randomGraph(atoms: 7, extraBorders: 3, weights: 1...9, seed: seed)
    let bounds = try WeightBounds(minimum: 6, target: 9, maximum: 12)
    let outcome = try solve(PartitionRequest(graph: graph, bounds: bounds, effort: Self.effort, seed: seed))
    let possible = (1...7).contains { Enumeration.leastCut(graph, zones: $0, bounds: bounds) != nil }
    #expect(outcome.feasible == possible)
  }

  @Test("Of two counts beside the target the cheaper one is taken", arguments: 400..<430 as Range<UInt64>)
  func eitherSide(seed: UInt64) throws {
    let graph = try randomGraph(atoms: 8, extraBorders: 5, weights: 1...6, seed: seed)
    let bounds = try WeightBounds(minimum: 4, target: 9, maximum: 16)
    let outcome = try solve(PartitionRequest(graph: graph, bounds: bounds, count: .eitherSide, effort: Self.effort, seed: seed))
    let below = graph.totalWeight / 9
    let beside = Set([below, (graph.totalWeight + 8) / 9].filter { $0 > 0 })
    let costs = beside.compactMap { Enumeration.leastCut(graph, zones: $0, bounds: bounds) }
    guard let least = costs.min() else { return }
    #expect(outcome.feasible)
    #expect(beside.contains(outcome.partition.zoneCount))
    #expect(abs(outcome.cutCost - least) < 1e-6)
    #expect(outcome.provedOptimal)
  }

  @Test("The cheapest count is the cheapest over all counts", arguments: 200..<210 as Range<UInt64>)
  func cheapestCount(seed: UInt64) throws {
    let graph = try randomGraph(atoms: 7, extraBorders: 4, weights: 2...6, seed: seed)
    let bounds = try WeightBounds(minimum: 4, target: 8, maximum: 14)
    let outcome = try solve(PartitionRequest(graph: graph, bounds: bounds, count: .cheapest, effort: Self.effort, seed: seed))
    let least = (1...7).compactMap { Enumeration.leastCut(graph, zones: $0, bounds: bounds) }.min()
    #expect(outcome.feasible == (least != nil))
    if let least { #expect(abs(outcome.cutCost - least) < 1e-6) }
  }
}

import GridPartitioning
import Testing

@Suite("What a tree of zones is proved to be")
struct ProofTallyTests {
  /// Exhaustive search ends on these graphs.
  private static let effort = Effort(movesPerAtom: 50, restarts: 1, treeDraws: 3, exactNodes: 200_000)

  private static func request(
    _ graph: AtomGraph, _ bands: [(Int, Int, Int)], effort: Effort = effort
  ) throws -> HierarchyRequest {
    HierarchyRequest(
      graph: graph,
      levels: try bands.map { LevelRule(size: .band(try WeightBounds(minimum: $0.0, target: $0.1, maximum: $0.2))) },
      effort: effort)
  }

  @Test(
    "A division is proved if it is the cheapest of all into as many zones, and then only",
    arguments: 300..<320 as Range<UInt64>)
  func firstLevel(seed: UInt64) throws {
    let graph = try randomGraph(atoms: 8, extraBorders: 5, weights: 1...9, seed: seed)
    let bounds = try WeightBounds(minimum: 8, target: 12, maximum: 16)
    let outcome = try solveHierarchy(Self.request(graph, [(8, 12, 16)]))
    let zones = outcome.zoneCounts[0]
    let least = Enumeration.leastCut(graph, zones: zones, bounds: bounds)
    let isBest = outcome.feasible && least.map { abs(outcome.cost - $0) < 1e-6 } ?? false
    let single = zones == 1 ? 1 : 0
    #expect(outcome.proofs == [ProofTally(divided: 1, proved: isBest ? 1 : single, single: single)])
  }

  @Test("Every parent is a division of its own")
  func parents() throws {
    let graph = try Fishnet(4, 4, weight: 10).graph()
    let outcome = try solveHierarchy(Self.request(graph, [(70, 80, 90), (30, 40, 50)]))
    #expect(outcome.zoneCounts == [2, 4])
    #expect(outcome.proofs == [ProofTally(divided: 1, proved: 1), ProofTally(divided: 2, proved: 2)])
  }

  @Test("A parent left whole is no division; one that gets a single zone needs no proof")
  func wholeAndSingle() throws {
    let graph = try Fishnet(4, 4, weight: 10).graph()
    let whole = try WeightBounds(minimum: 70, target: 80, maximum: 90)
    var levels = [LevelRule(size: .band(whole)), LevelRule(size: .band(whole), moreThan: 100)]
    let ragged = try solveHierarchy(HierarchyRequest(graph: graph, levels: levels, effort: Self.effort))
    #expect(ragged.proofs[1] == ProofTally())
    levels[1].moreThan = nil
    let even = try solveHierarchy(HierarchyRequest(graph: graph, levels: levels, effort: Self.effort))
    #expect(even.proofs[1] == ProofTally(divided: 2, proved: 2, single: 2))
  }

  @Test("What was only searched for is not called proved")
  func searchAlone() throws {
    let graph = try Fishnet(4, 4, weight: 10).graph()
    let effort = Effort(movesPerAtom: 50, restarts: 1, treeDraws: 3, exactNodes: 0)
    let outcome = try solveHierarchy(Self.request(graph, [(70, 80, 90), (30, 40, 50)], effort: effort))
    #expect(outcome.zoneCounts == [2, 4])
    #expect(outcome.proofs == [ProofTally(divided: 1), ProofTally(divided: 2)])
  }

  @Test("Zones made before their parents are nobody's best division")
  func bottomUp() throws {
    // As in the tree that only the way from the bottom finds: pairs of 50 + 50 must stay pairs below.
    let costs = [1.0, 0.1, 1, 5, 1, 0.1, 1]
    let graph = try AtomGraph(
      weights: [50, 50, 50, 50, 50, 50, 50, 50],
      borders: costs.enumerated().map { Border(AtomIndex($0), AtomIndex($0 + 1), length: 1, cost: $1) })
    let outcome = try solveHierarchy(Self.request(graph, [(150, 200, 250), (100, 100, 100)]))
    #expect(outcome.feasible)
    #expect(outcome.proofs == [ProofTally(divided: 1), ProofTally(divided: 2)])
  }
}

import GridPartitioning
import Testing

@Suite("Lower bounds")
struct LowerBoundTests {
  /// No exhaustive search, so that the bound has to come from inequalities.
  private static let effort = Effort(movesPerAtom: 20, restarts: 1, treeDraws: 2, exactNodes: 0)

  @Test("The bound never exceeds the cheapest of all divisions", arguments: 0..<60 as Range<UInt64>)
  func neverTooHigh(seed: UInt64) throws {
    let atoms = 6 + Int(seed % 4)
    let graph = try randomGraph(atoms: atoms, extraBorders: atoms, weights: 0...9, seed: seed)
    guard graph.totalWeight > 3 else { return }
    let mean = graph.totalWeight / 3
    let bounds = try WeightBounds(minimum: max(0, mean - 3), target: max(1, mean), maximum: mean + 3)
    guard let least = Enumeration.leastCut(graph, zones: 3, bounds: bounds) else { return }
    let outcome = try solve(
      PartitionRequest(
        graph: graph, bounds: bounds, count: .exactly(3), effort: Self.effort, seed: seed, boundWork: 40_000))
    let bound = try #require(outcome.lowerBound)
    #expect(bound.value <= least + 1e-9)
    // The heaviest share of a zone is less than the whole, so something is always cut.
    #expect(bound.value > 0)
    #expect(!bound.method.isEmpty)
  }

  @Test("Where bound and plan meet, the plan is proved optimal")
  func meets() throws {
    // A row of four equal atoms in two zones: one border must go, and one is enough.
    let graph = try path([5, 5, 5, 5])
    let outcome = try solve(
      PartitionRequest(
        graph: graph, bounds: try WeightBounds(minimum: 10, target: 10, maximum: 10), count: .exactly(2),
        effort: Self.effort, boundWork: 10_000))
    #expect(outcome.cutCost == 1)
    #expect(outcome.lowerBound?.value == 1)
    #expect(outcome.provedOptimal)
  }

  @Test("The lines around locked zones count in full")
  func locked() throws {
    let graph = try Fishnet(6, 6).graph()
    let corner = [0, 1, 6, 7].map { AtomIndex($0) }
    let outcome = try solve(
      PartitionRequest(
        graph: graph, bounds: try WeightBounds(minimum: 4, target: 8, maximum: 10), locked: [corner],
        effort: Self.effort, boundWork: 100_000))
    let bound = try #require(outcome.lowerBound)
    // Two by two atoms in a corner have four borders with the rest.
    #expect(bound.value >= 4)
    #expect(bound.value <= outcome.cutCost)
  }

  @Test("Without work there is no bound, and a heavier maximum gives a lower one")
  func monotone() throws {
    let graph = try Fishnet(10, 10, weights: 1...9, seed: 4).graph()
    func bound(maximum: Int, work: Int) throws -> Double? {
      let bounds = try WeightBounds(minimum: 0, target: maximum, maximum: maximum)
      return try solve(
        PartitionRequest(graph: graph, bounds: bounds, effort: Self.effort, boundWork: work)
      ).lowerBound?.value
    }
    #expect(try bound(maximum: 60, work: 0) == nil)
    let tight = try #require(try bound(maximum: 60, work: 2_000_000))
    let loose = try #require(try bound(maximum: 200, work: 2_000_000))
    #expect(tight > loose)
    #expect(loose > 0)
  }

  @Test("Sharing zones among parts proves nothing about other ways of sharing")
  func severalParts() throws {
    // Two pairs: one joined by a dear border, one by a cheap one. Three zones cut one of the two.
    let graph = try AtomGraph(
      weights: [5, 5, 4, 4],
      borders: [
        Border(AtomIndex(0), AtomIndex(1), length: 100, cost: 100), Border(AtomIndex(2), AtomIndex(3), length: 1, cost: 1),
      ])
    let outcome = try solve(
      PartitionRequest(
        graph: graph, bounds: try WeightBounds(minimum: 1, target: 5, maximum: 10), count: .exactly(3), boundWork: 10_000))
    #expect(outcome.feasible)
    #expect((outcome.lowerBound?.value ?? 0) <= 1)
    #expect(outcome.cutCost == 1 || !outcome.provedOptimal)
  }

  @Test("An atom alone and too heavy ends the search, without a bound", arguments: [1, 3])
  func heavyAlone(atoms: Int) throws {
    let graph = try AtomGraph(weights: [30] + [Int](repeating: 5, count: atoms - 1), borders: [])
    let outcome = try solve(
      PartitionRequest(
        graph: graph, bounds: try WeightBounds(minimum: 4, target: 8, maximum: 12), count: .exactly(atoms),
        boundWork: 10_000))
    #expect(!outcome.feasible)
    #expect(!outcome.provedOptimal)
    #expect(outcome.exceptions.map(\.weight) == [30])
  }

  @Test("A fishnet of equal atoms is bounded near its best division", arguments: [(12, 2), (12, 4), (16, 4)])
  func fishnet(side: Int, zones: Int) throws {
    let graph = try Fishnet(side, side, weights: 1...1, seed: 1).graph()
    let atoms = side * side / zones
    let outcome = try solve(
      PartitionRequest(
        graph: graph, bounds: try WeightBounds(minimum: atoms, target: atoms, maximum: atoms), count: .exactly(zones),
        effort: Effort(movesPerAtom: 200, restarts: 2, treeDraws: 5, exactNodes: 0), boundWork: 5_000_000))
    // Halves are cut straight across, quarters by a cross.
    let best = Double(zones == 2 ? side : 2 * side)
    let bound = try #require(outcome.lowerBound)
    #expect(bound.value <= best)
    #expect(bound.value >= 0.7 * best)
  }
}

import GridPartitioning
import Testing

@Suite("Solving a small graph")
struct SolveTests {
  @Test("A path of equal atoms is cut in the middle")
  func path() throws {
    let graph = try AtomGraph(
      weights: [1, 1, 1, 1],
      borders: (0..<3).map { Border(AtomIndex($0), AtomIndex($0 + 1), length: 1, cost: 1) })
    let outcome = try solve(
      PartitionRequest(graph: graph, bounds: WeightBounds(minimum: 2, target: 2, maximum: 2)))
    #expect(outcome.feasible)
    #expect(outcome.partition.zones == [0, 0, 1, 1])
    #expect(outcome.cutCost == 1)
  }
}

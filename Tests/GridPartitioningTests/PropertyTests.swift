import GridPartitioning
import Testing

@Suite("Properties of every plan")
struct PropertyTests {
  private static let effort = Effort(movesPerAtom: 40, restarts: 2, treeDraws: 4, exactNodes: 2_000)

  /// What must hold whatever was asked.
  private func check(_ outcome: PartitionOutcome, _ request: PartitionRequest) {
    let graph = request.graph
    #expect(outcome.partition.zones.count == graph.atomCount)
    #expect(outcome.partition.isConnected(in: graph))
    let outside = outcome.partition.zoneWeights(in: graph).enumerated()
      .filter { !request.bounds.contains($0.element) }
    #expect(outcome.exceptions.map(\.zone.position) == outside.map(\.offset))
    #expect(outcome.exceptions.map(\.weight) == outside.map(\.element))
    #expect(outcome.feasible == (outside.isEmpty && outcome.countReason == nil))
    #expect(outcome.cutCost == outcome.partition.cutCost(in: graph))
  }

  @Test("Zones are connected, complete and in band or explained", arguments: 1..<7 as Range<UInt64>)
  func fishnets(seed: UInt64) throws {
    let side = 4 + Int(seed)
    let graph = try Fishnet(side, side + 2, weights: 0...40, seed: seed).graph()
    for bounds in [
      try WeightBounds(minimum: 150, target: 200, maximum: 250), try WeightBounds(minimum: 95, target: 100, maximum: 105),
    ] {
      for count in [ZoneCount.fitting, .exactly(3), .exactly(Int(seed))] {
        let request = PartitionRequest(graph: graph, bounds: bounds, count: count, effort: Self.effort, seed: seed)
        check(try solve(request), request)
      }
    }
  }

  @Test("Every term of the objective keeps the same promises", arguments: 1..<5 as Range<UInt64>)
  func objectives(seed: UInt64) throws {
    let graph = try Fishnet(7, 7, weights: 5...30, seed: seed).graph()
    let bounds = try WeightBounds(minimum: 150, target: 200, maximum: 260)
    var random = StableRandom(seed: seed)
    let previous = graph.weights.map { _ in Int32.random(in: -1..<4, using: &random) }
    for objective in [
      Objective(cutWeight: 0, evennessWeight: 100), Objective(compactnessWeight: 5), Objective(stabilityWeight: 2),
      Objective(cutWeight: 1, compactnessWeight: 3, evennessWeight: 10, stabilityWeight: 1),
    ] {
      let request = PartitionRequest(
        graph: graph, bounds: bounds, previous: previous, objective: objective, effort: Self.effort, seed: seed)
      check(try solve(request), request)
    }
  }

  @Test("The same request gives the same plan on any thread")
  func determinism() async throws {
    let graph = try Fishnet(12, 11, weights: 1...30, seed: 3).graph()
    let request = PartitionRequest(
      graph: graph, bounds: try WeightBounds(minimum: 150, target: 200, maximum: 250), effort: Self.effort, seed: 42)
    let expected = try solve(request)
    let outcomes = try await withThrowingTaskGroup(of: PartitionOutcome.self) { group in
      for _ in 0..<4 { group.addTask { try solve(request) } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(outcomes == Array(repeating: expected, count: 4))
  }

  @Test("A cancelled run still returns a whole plan")
  func cancelled() throws {
    let graph = try Fishnet(20, 20, weights: 1...30, seed: 5).graph()
    let control = RunControl()
    control.cancel()
    let request = PartitionRequest(graph: graph, bounds: try WeightBounds(minimum: 150, target: 200, maximum: 250),
      effort: Self.effort)
    check(try solve(request, control: control), request)
  }

  @Test("A deadline in the past ends the search, not the plan")
  func deadline() throws {
    let graph = try Fishnet(20, 20, weights: 1...30, seed: 6).graph()
    let request = PartitionRequest(graph: graph, bounds: try WeightBounds(minimum: 150, target: 200, maximum: 250),
      effort: Self.effort)
    check(try solve(request, control: RunControl(deadline: .now)), request)
  }

  @Test("Four equal blocks of a fishnet cost three straight lines")
  func straightLines() throws {
    let graph = try Fishnet(8, 4).graph()
    let outcome = try solve(
      PartitionRequest(graph: graph, bounds: try WeightBounds(minimum: 8, target: 8, maximum: 8), effort: .quick))
    #expect(outcome.feasible)
    // Four zones of eight unit squares: 2 × 4 blocks, three lines of four.
    #expect(outcome.cutCost == 12)
  }
}

import GridPartitioning
import Testing

@Suite("Groups, locks and last time's zones")
struct ConstraintTests {
  private static let effort = Effort(movesPerAtom: 100, restarts: 2, treeDraws: 4, exactNodes: 5_000)

  @Test("Groups stay whole, also when they overlap", arguments: 1..<6 as Range<UInt64>)
  func groups(seed: UInt64) throws {
    let net = Fishnet(6, 6, weights: 5...15, seed: seed)
    let groups = [[net.atom(0, 0), net.atom(1, 0)], [net.atom(1, 0), net.atom(2, 0)], [net.atom(4, 4), net.atom(4, 5)]]
    let outcome = try solve(
      PartitionRequest(
        graph: net.graph(), bounds: WeightBounds(minimum: 70, target: 90, maximum: 110), groups: groups, effort: Self.effort,
        seed: seed))
    #expect(outcome.partition[net.atom(0, 0)] == outcome.partition[net.atom(2, 0)])
    #expect(outcome.partition[net.atom(4, 4)] == outcome.partition[net.atom(4, 5)])
  }

  @Test("A locked zone is exactly one zone and the rest is divided around it")
  func locks() throws {
    let net = Fishnet(5, 5, weight: 10)
    let locked = [net.atom(2, 0), net.atom(2, 1), net.atom(2, 2), net.atom(2, 3), net.atom(2, 4)]
    let outcome = try solve(
      PartitionRequest(
        graph: net.graph(), bounds: WeightBounds(minimum: 40, target: 50, maximum: 60), count: .exactly(5),
        locked: [locked], effort: Self.effort))
    #expect(outcome.feasible)
    #expect(outcome.partition.zoneCount == 5)
    #expect(outcome.partition.members().contains(locked.sorted()))
  }

  @Test("A locked zone out of band is reported as locked")
  func lockOutOfBand() throws {
    let outcome = try solve(
      PartitionRequest(
        graph: path([10, 50, 50]), bounds: WeightBounds(minimum: 40, target: 50, maximum: 60),
        locked: [[AtomIndex(0)]]))
    #expect(outcome.exceptions.map(\.reason) == [.locked])
  }

  @Test("Contradictions are errors with their place")
  func contradictions() throws {
    let graph = try path([1, 1, 1])
    let bounds = try WeightBounds(minimum: 1, target: 1, maximum: 3)
    #expect(throws: PartitionError.lockedTwice(AtomIndex(1))) {
      try solve(
        PartitionRequest(
          graph: graph, bounds: bounds, locked: [[AtomIndex(0), AtomIndex(1)], [AtomIndex(1), AtomIndex(2)]]))
    }
    #expect(throws: PartitionError.lockedTwice(AtomIndex(2))) {
      try solve(
        PartitionRequest(
          graph: graph, bounds: bounds, groups: [[AtomIndex(1), AtomIndex(2)]], locked: [[AtomIndex(0), AtomIndex(1)]]))
    }
    #expect(throws: PartitionError.atomOutOfRange(AtomIndex(7), atomCount: 3, in: "a group")) {
      try solve(PartitionRequest(graph: graph, bounds: bounds, groups: [[AtomIndex(7)]]))
    }
    #expect(throws: PartitionError.zoneCountInvalid(0)) {
      try solve(PartitionRequest(graph: graph, bounds: bounds, count: .exactly(0)))
    }
    #expect(throws: PartitionError.countMismatch(what: "previous zones", expected: 3, found: 1)) {
      try solve(PartitionRequest(graph: graph, bounds: bounds, previous: [0]))
    }
  }

  @Test("With stability, a plan still inside its band stays as it is", arguments: 1..<5 as Range<UInt64>)
  func stablePlan(seed: UInt64) throws {
    let graph = try Fishnet(8, 8, weights: 5...15, seed: seed).graph()
    let bounds = try WeightBounds(minimum: 120, target: 160, maximum: 200)
    let first = try solve(PartitionRequest(graph: graph, bounds: bounds, effort: Self.effort, seed: seed))
    #expect(first.feasible)
    let again = try solve(
      PartitionRequest(
        graph: graph, bounds: bounds, previous: first.partition.zones, objective: Objective(stabilityWeight: 10),
        effort: Self.effort, seed: seed + 100))
    #expect(again.partition.movedWeight(from: first.partition.zones, in: graph) == 0)
  }

  @Test("A small change of weights moves few households")
  func smallChange() throws {
    var net = Fishnet(10, 10, weights: 5...15, seed: 9)
    let bounds = try WeightBounds(minimum: 160, target: 200, maximum: 240)
    let first = try solve(PartitionRequest(graph: net.graph(), bounds: bounds, effort: Self.effort, seed: 1))
    let heaviest = try #require(
      first.partition.zoneWeights(in: net.graph()).enumerated().max { $0.element < $1.element })
    let grown = try #require(first.partition.zones.firstIndex(of: Int32(heaviest.offset)))
    net.weights[grown] += 245 - heaviest.element
    let graph = try net.graph()
    let again = try solve(
      PartitionRequest(
        graph: graph, bounds: bounds, previous: first.partition.zones, objective: Objective(stabilityWeight: 20),
        effort: Self.effort, seed: 2))
    #expect(again.feasible)
    #expect(again.partition.movedWeight(from: first.partition.zones, in: graph) <= 40)
  }
}

import GridPartitioning
import Testing

@Suite("Locks below the first level")
struct LockedLevelTests {
  private static let effort = Effort(movesPerAtom: 60, restarts: 2, treeDraws: 4, exactNodes: 3_000)

  private func zones(_ outcome: HierarchyOutcome, _ level: Int) -> [[AtomIndex]] {
    (0..<Int32(outcome.zoneCounts[level])).map { zone in
      outcome.levels[level].indices.filter { outcome.levels[level][$0] == zone }.map { AtomIndex($0) }
    }
  }

  @Test("Locked children are children of the new tree, whatever their shape", arguments: 1..<6 as Range<UInt64>)
  func children(seed: UInt64) throws {
    let net = Fishnet(10, 8, weights: 6...14, seed: seed)
    let locked = [[net.atom(4, 1), net.atom(5, 1), net.atom(5, 2)], [net.atom(0, 7), net.atom(1, 7), net.atom(1, 6)]]
    let request = HierarchyRequest(
      graph: try net.graph(),
      levels: [
        LevelRule(size: .band(try WeightBounds(minimum: 150, target: 200, maximum: 250))),
        LevelRule(size: .band(try WeightBounds(minimum: 20, target: 40, maximum: 70))),
      ], locked: [[], locked], seed: seed, effort: Self.effort)
    let outcome = try solveHierarchy(request)
    for zone in locked { #expect(zones(outcome, 1).contains(zone.sorted())) }
    for (zone, parent) in outcome.parents[1].enumerated() {
      #expect(Set(zones(outcome, 1)[zone].map { outcome.levels[0][$0.position] }) == [parent])
    }
  }

  @Test("Children locked under one zone stay under one; those of two stay under two")
  func parents() throws {
    // A row of eight; the cheapest division in two would part 0–1 from the rest and hold both locks in one zone.
    let costs = [5.0, 0.1, 5, 5, 5, 5, 5]
    let graph = try AtomGraph(
      weights: [50, 50, 10, 10, 10, 10, 10, 50],
      borders: costs.enumerated().map { Border(AtomIndex($0), AtomIndex($0 + 1), length: 1, cost: $1) })
    let band = LevelRule(size: .band(try WeightBounds(minimum: 80, target: 100, maximum: 120)))
    let child = LevelRule(size: .band(try WeightBounds(minimum: 10, target: 20, maximum: 60)))
    let former: [Int32] = [0, 0, 0, 0, 1, 1, 1, 1]
    func solved(_ locked: [[Int]]) throws -> HierarchyOutcome {
      try solveHierarchy(
        HierarchyRequest(
          graph: graph, levels: [band, child], locked: [[], locked.map { $0.map { AtomIndex($0) } }],
          previous: [former, []], effort: Self.effort))
    }
    #expect(try solved([]).levels[0] == [0, 0, 1, 1, 1, 1, 1, 1])
    let apart = try solved([[2, 3], [4, 5]])
    #expect(apart.levels[0] == [0, 0, 0, 0, 1, 1, 1, 1])
    #expect(Set(zones(apart, 1)).isSuperset(of: [[AtomIndex(2), AtomIndex(3)], [AtomIndex(4), AtomIndex(5)]]))
    let together = try solved([[0], [2]])
    #expect(together.levels[0][0] == together.levels[0][2])
  }

  @Test("A locked grandchild makes its parent a child, though the level is ragged and the zone light")
  func grandchild() throws {
    let graph = try Fishnet(6, 4, weight: 10).graph()
    let locked = [AtomIndex(0), AtomIndex(1)]
    let request = HierarchyRequest(
      graph: graph,
      levels: [
        LevelRule(size: .band(try WeightBounds(minimum: 100, target: 120, maximum: 140))),
        LevelRule(size: .band(try WeightBounds(minimum: 30, target: 60, maximum: 70)), moreThan: 1_000),
        LevelRule(size: .band(try WeightBounds(minimum: 10, target: 20, maximum: 30)), moreThan: 1_000),
      ], locked: [[], [], [locked]], effort: Self.effort)
    let outcome = try solveHierarchy(request)
    #expect(zones(outcome, 2).contains(locked))
    #expect(outcome.levels[1][0] >= 0 && outcome.levels[1][0] == outcome.levels[1][1])
    #expect(outcome.zoneCounts[1] < 4, "only what holds the lock is divided")
  }

  @Test("A count is met around locked children", arguments: [4, 6, 9])
  func counts(total: Int) throws {
    let locked = [AtomIndex(0), AtomIndex(6)]
    let request = HierarchyRequest(
      graph: try Fishnet(6, 4, weights: 1...20, seed: 3).graph(),
      levels: [LevelRule(size: .count(2)), LevelRule(size: .count(total), moreThan: 0)], locked: [[], [locked]],
      effort: Self.effort)
    let outcome = try solveHierarchy(request)
    #expect(outcome.zoneCounts == [2, total])
    #expect(zones(outcome, 1).contains(locked))
  }

  @Test("All of a zone may be locked, at both levels")
  func everything() throws {
    let graph = try path([10, 10, 10, 10])
    let rule = LevelRule(size: .band(try WeightBounds(minimum: 10, target: 20, maximum: 40)))
    let halves = [[AtomIndex(0), AtomIndex(1)], [AtomIndex(2), AtomIndex(3)]]
    let outcome = try solveHierarchy(HierarchyRequest(graph: graph, levels: [rule, rule], locked: [halves, halves]))
    #expect(outcome.levels == [[0, 0, 1, 1], [0, 0, 1, 1]])
  }

  @Test("Locks that contradict each other are errors")
  func contradictions() throws {
    let graph = try path([1, 1, 1, 1])
    let rule = LevelRule(size: .count(2))
    func failure(_ locked: [[[Int]]]) -> PartitionError? {
      let locked = locked.map { $0.map { $0.map { AtomIndex($0) } } }
      return #expect(throws: PartitionError.self) {
        try solveHierarchy(HierarchyRequest(graph: graph, levels: [rule, rule], locked: locked))
      }
    }
    #expect(failure([[[0, 1]], [[1, 2]]]) == .lockedTwice(AtomIndex(2)))
    #expect(failure([[], [[0, 1], [1]]]) == .lockedTwice(AtomIndex(1)))
    #expect(failure([[], [[]]]) == .lockedZoneEmpty(0))
    #expect(failure([[], [[4]]]) == .atomOutOfRange(AtomIndex(4), atomCount: 4, in: "a locked zone"))
    #expect(failure([[[0]]]) == .countMismatch(what: "lists of locked zones", expected: 2, found: 1))
  }
}

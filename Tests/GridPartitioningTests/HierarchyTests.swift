import GridPartitioning
import Testing

@Suite("Trees of zones")
struct HierarchyTests {
  private static let effort = Effort(movesPerAtom: 60, restarts: 2, treeDraws: 4, exactNodes: 3_000)

  /// Children lie in one parent, zones are connected, numbers are dense.
  private func check(_ outcome: HierarchyOutcome, _ request: HierarchyRequest) {
    for (level, labels) in outcome.levels.enumerated() {
      #expect(Set(labels.filter { $0 >= 0 }).sorted() == (0..<Int32(outcome.parents[level].count)).map { $0 })
      for zone in 0..<Int32(outcome.parents[level].count) {
        let atoms = labels.indices.filter { labels[$0] == zone }.map { AtomIndex($0) }
        #expect(request.graph.subgraph(atoms).components().count == 1)
        if level > 0 {
          let above = Set(atoms.map { outcome.levels[level - 1][$0.position] })
          #expect(above == [outcome.parents[level][Int(zone)]])
        }
      }
      guard level > 0 else { continue }
      for parent in 0..<Int32(outcome.parents[level - 1].count) {
        let below = labels.indices.filter { outcome.levels[level - 1][$0] == parent }.map { labels[$0] }
        #expect(below.allSatisfy { $0 < 0 } || below.allSatisfy { $0 >= 0 })
      }
    }
  }

  @Test("Two levels nest, each in its band", arguments: 1..<5 as Range<UInt64>)
  func twoBands(seed: UInt64) throws {
    let graph = try Fishnet(10, 9, weights: 5...20, seed: seed).graph()
    let request = HierarchyRequest(
      graph: graph,
      levels: [
        LevelRule(size: .band(try WeightBounds(minimum: 300, target: 400, maximum: 500))),
        LevelRule(size: .band(try WeightBounds(minimum: 60, target: 100, maximum: 150))),
      ], seed: seed, effort: Self.effort)
    let outcome = try solveHierarchy(request)
    check(outcome, request)
    #expect(outcome.feasible)
    #expect(outcome.zoneCounts[1] > outcome.zoneCounts[0])
  }

  @Test("Where the level above leaves a child no room, the way from the bottom finds the tree")
  func bottomUp() throws {
    // Pairs of 50 + 50 must stay pairs below; above, two pairs make a zone. Cutting the row at the cheapest border
    // first would part a pair.
    let weights = [50, 50, 50, 50, 50, 50, 50, 50]
    let costs = [1.0, 0.1, 1, 5, 1, 0.1, 1]
    let graph = try AtomGraph(
      weights: weights,
      borders: costs.enumerated().map { Border(AtomIndex($0), AtomIndex($0 + 1), length: 1, cost: $1) })
    let request = HierarchyRequest(
      graph: graph,
      levels: [
        LevelRule(size: .band(try WeightBounds(minimum: 150, target: 200, maximum: 250))),
        LevelRule(size: .band(try WeightBounds(minimum: 100, target: 100, maximum: 100))),
      ], effort: Self.effort)
    let outcome = try solveHierarchy(request)
    check(outcome, request)
    #expect(outcome.feasible)
    #expect(outcome.levels[1] == [0, 0, 1, 1, 2, 2, 3, 3])
  }

  @Test("A prescribed number is met exactly at every level", arguments: [(1, 4), (3, 3), (3, 11), (5, 40), (7, 90)])
  func counts(first: Int, second: Int) throws {
    let graph = try Fishnet(10, 9, weights: 0...30, seed: 8).graph()
    let request = HierarchyRequest(
      graph: graph, levels: [LevelRule(size: .count(first)), LevelRule(size: .count(second))], effort: Self.effort)
    let outcome = try solveHierarchy(request)
    check(outcome, request)
    #expect(outcome.zoneCounts == [first, second])
    #expect(outcome.feasible)
  }

  @Test("A ragged level divides into two or more or not at all, and still meets its number", arguments: [2, 3, 5, 8, 20])
  func raggedCount(total: Int) throws {
    let graph = try Fishnet(9, 8, weights: 1...30, seed: 4).graph()
    let request = HierarchyRequest(
      graph: graph,
      levels: [LevelRule(size: .count(6)), LevelRule(size: .count(total), moreThan: 0)], effort: Self.effort)
    let outcome = try solveHierarchy(request)
    check(outcome, request)
    #expect(outcome.zoneCounts[1] == total)
    for parent in 0..<Int32(6) {
      #expect(outcome.parents[1].filter { $0 == parent }.count != 1)
    }
  }

  @Test("Only parents above the threshold, and only where all ground may be divided, get children")
  func raggedBand() throws {
    let net = Fishnet(12, 6, weights: 8...12, seed: 2)
    let graph = try net.graph()
    let mayDivide = graph.weights.indices.map { $0 % 12 < 6 }
    let request = HierarchyRequest(
      graph: graph,
      levels: [
        LevelRule(size: .band(try WeightBounds(minimum: 100, target: 120, maximum: 150))),
        LevelRule(
          size: .band(try WeightBounds(minimum: 30, target: 40, maximum: 60)), moreThan: 110, mayDivide: mayDivide),
      ], effort: Self.effort)
    let outcome = try solveHierarchy(request)
    check(outcome, request)
    for (atom, child) in outcome.levels[1].enumerated() where child >= 0 {
      #expect(mayDivide[atom])
      let siblings = outcome.levels[0].indices.filter { outcome.levels[0][$0] == outcome.levels[0][atom] }
      #expect(siblings.reduce(0) { $0 + graph.weights[$1] } > 110)
    }
    #expect(outcome.levels[1].contains { $0 >= 0 })
  }

  @Test("Separate parts are divided apart, or joined where they come nearest")
  func components() throws {
    let graph = try AtomGraph(
      weights: [100, 100, 100, 100],
      borders: [Border(AtomIndex(0), AtomIndex(1), length: 1, cost: 1), Border(AtomIndex(2), AtomIndex(3), length: 1, cost: 1)],
      positions: [SIMD2(0, 0), SIMD2(1, 0), SIMD2(2, 0), SIMD2(3, 0)])
    let levels = [LevelRule(size: .band(try WeightBounds(minimum: 300, target: 400, maximum: 500)))]
    let alone = try solveHierarchy(HierarchyRequest(graph: graph, levels: levels, components: .alone))
    #expect(alone.levels == [[0, 0, 1, 1]])
    #expect(!alone.feasible)
    let joined = try solveHierarchy(HierarchyRequest(graph: graph, levels: levels, components: .join))
    #expect(joined.levels == [[0, 0, 0, 0]])
    #expect(joined.feasible)
  }

  @Test("A hierarchy without levels, or with lists of the wrong length, is an error")
  func errors() throws {
    let graph = try path([1, 1])
    #expect(throws: PartitionError.noLevels) { try solveHierarchy(HierarchyRequest(graph: graph, levels: [])) }
    #expect(throws: PartitionError.countMismatch(what: "flags", expected: 2, found: 1)) {
      try solveHierarchy(HierarchyRequest(graph: graph, levels: [LevelRule(size: .count(1), mayDivide: [true])]))
    }
  }
}

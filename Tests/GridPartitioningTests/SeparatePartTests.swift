import GridPartitioning
import Testing

@Suite("Graphs in several parts, and groups in several pieces")
struct SeparatePartTests {
  /// Rows of atoms that do not touch each other.
  private func rows(_ rows: [[Int]]) throws -> AtomGraph {
    var borders: [Border] = []
    var first = 0
    for row in rows {
      borders += (first..<first + row.count - 1).map { Border(AtomIndex($0), AtomIndex($0 + 1), length: 1, cost: 1) }
      first += row.count
    }
    return try AtomGraph(weights: rows.flatMap { $0 }, borders: borders)
  }

  @Test("A number of zones is shared among parts in another way where the evenest way keeps no band")
  func otherSharings() throws {
    // Two zones each would be even, but 10 is too light to stand beside 50.
    let outcome = try solve(
      PartitionRequest(
        graph: try rows([[20, 20, 20], [10, 50, 10]]), bounds: WeightBounds(minimum: 20, target: 33, maximum: 70),
        count: .exactly(4)))
    #expect(outcome.feasible)
    #expect(outcome.partition.zones == [0, 1, 2, 3, 3, 3])
  }

  @Test("A start inside the band is never lost, however it shares the zones", arguments: 0..<6 as Range<UInt64>)
  func startsAreKept(seed: UInt64) throws {
    var random = StableRandom(seed: seed)
    let graph = try rows((0..<4).map { _ in (0..<12).map { _ in Int.random(in: 1...9, using: &random) } })
    // Any cut of the rows, and the band it happens to keep.
    var start: [Int32] = []
    var zone: Int32 = 0
    for atom in 0..<48 {
      if atom > 0, atom % 12 == 0 || Int.random(in: 0..<4, using: &random) == 0 { zone += 1 }
      start.append(zone)
    }
    let weights = Partition(labels: start).zoneWeights(in: graph)
    let (least, most) = (weights.min() ?? 0, weights.max() ?? 0)
    let outcome = try solve(
      PartitionRequest(
        graph: graph, bounds: WeightBounds(minimum: least, target: max(1, (least + most) / 2), maximum: most),
        count: .exactly(weights.count), previous: start, effort: .quick, seed: seed))
    #expect(outcome.feasible)
  }

  @Test("What is best for each part's own number of zones is not called best for as many in all")
  func noProofOfShares() throws {
    // Three zones each come nearest to the target. Two and four are as many, and cut one border of 10 and three of 1.
    let row = [1, 1, 1, 1, 1, 1]
    let graph = try AtomGraph(
      weights: row + row,
      borders: (0..<5).flatMap {
        [
          Border(AtomIndex($0), AtomIndex($0 + 1), length: 1, cost: 10),
          Border(AtomIndex($0 + 6), AtomIndex($0 + 7), length: 1, cost: 1),
        ]
      })
    let bounds = try WeightBounds(minimum: 1, target: 2, maximum: 3)
    let outcome = try solve(PartitionRequest(graph: graph, bounds: bounds, boundWork: 100_000))
    let least = try #require(Enumeration.leastCut(graph, zones: outcome.partition.zoneCount, bounds: bounds))
    #expect(outcome.feasible)
    #expect(outcome.cutCost > least)
    #expect(!outcome.provedOptimal)
    #expect(try #require(outcome.lowerBound).value <= least + 1e-9)
  }

  @Test("Bounds and proofs of graphs in two parts hold against all divisions", arguments: 0..<40 as Range<UInt64>)
  func claims(seed: UInt64) throws {
    let parts = try (0..<2).map { try randomGraph(atoms: 5, extraBorders: 4, weights: 1...9, seed: 2 * seed + $0) }
    let graph = try AtomGraph(
      weights: parts.flatMap(\.weights),
      borders: parts.enumerated().flatMap { number, part in
        part.borders.map { border in
          Border(
            AtomIndex(border.a.position + 5 * number), AtomIndex(border.b.position + 5 * number),
            length: border.length, cost: border.cost)
        }
      })
    let least = 3 + Int(seed % 5)
    let bounds = try WeightBounds(minimum: least, target: least + 3, maximum: least + 9)
    let outcome = try solve(
      PartitionRequest(graph: graph, bounds: bounds, effort: .quick, seed: seed, boundWork: 50_000))
    guard outcome.feasible else { return }
    let cut = try #require(Enumeration.leastCut(graph, zones: outcome.partition.zoneCount, bounds: bounds))
    #expect((outcome.lowerBound?.value ?? 0) <= cut + 1e-6)
    if outcome.provedOptimal { #expect(abs(outcome.cutCost - cut) < 1e-6) }
  }

  @Test("Every part gets its share of the time")
  func time() throws {
    let nets = try (0..<2).map { try Fishnet(30, 30, weights: 5...15, seed: UInt64($0)).graph() }
    let graph = try AtomGraph(
      weights: nets.flatMap(\.weights),
      borders: nets.enumerated().flatMap { number, net in
        net.borders.map {
          Border(
            AtomIndex($0.a.position + 900 * number), AtomIndex($0.b.position + 900 * number), length: 1, cost: 1)
        }
      })
    let outcome = try solve(
      PartitionRequest(
        graph: graph, bounds: WeightBounds(total: graph.totalWeight, zones: 12, tolerance: 0.05), count: .exactly(12),
        keepsSearching: true),
      control: RunControl(deadline: .now + .seconds(1)))
    #expect(outcome.feasible)
    // Both parts are one drawing; with no time the second would have about a third more cut.
    let cuts = [0, 1].map { part in
      graph.borders.count {
        $0.a.position / 900 == part && outcome.partition[$0.a] != outcome.partition[$0.b]
      }
    }
    #expect(abs(cuts[0] - cuts[1]) <= cuts[0] / 8)
  }

  @Test("A group in pieces is joined by the atoms between them")
  func joinedGroups() throws {
    // Column 0 and column 4 of a net are one group; every zone may weigh as much as two columns and a way between.
    let net = Fishnet(5, 5, weight: 10)
    let group = [net.atom(0, 2), net.atom(4, 2)]
    let graph = try net.graph()
    let outcome = try solve(
      PartitionRequest(
        graph: graph, bounds: WeightBounds(minimum: 50, target: 80, maximum: 110), count: .exactly(3), groups: [group]))
    #expect(outcome.feasible)
    #expect(outcome.partition[group[0]] == outcome.partition[group[1]])
    #expect(outcome.partition.pieces(in: graph) == [1, 1, 1])
  }

  @Test("A group is joined by the lighter way, and what is found then is no proof for other ways")
  func noProofOfJoinedGroups() throws {
    let graph = try AtomGraph(
      weights: [10, 25, 10, 2, 3],
      borders: [(0, 1), (1, 2), (0, 3), (3, 4), (4, 2)].map {
        Border(AtomIndex($0.0), AtomIndex($0.1), length: 1, cost: 1)
      })
    let ends = [[AtomIndex(0), AtomIndex(2)]]
    let outcome = try solve(
      PartitionRequest(
        graph: graph, bounds: WeightBounds(minimum: 20, target: 25, maximum: 26), groups: ends, boundWork: 100_000))
    #expect(outcome.feasible)
    #expect(outcome.partition.zones == [0, 1, 0, 0, 0])
    #expect(!outcome.provedOptimal && outcome.lowerBound == nil)
    // The light way is one atom too heavy for the zone it is in, whatever is done; that is known of this way only.
    let other = try solve(
      PartitionRequest(
        graph: graph, bounds: WeightBounds(minimum: 1, target: 5, maximum: 25), count: .exactly(4), groups: ends))
    #expect(other.exceptions.allSatisfy { !$0.isProved })
  }

  @Test("Another way is tried where a group joined one way leaves no plan")
  func otherWays() throws {
    // 0 and 2 are joined most cheaply over 1, but then 3, which hangs on 1 alone, is too light to stand alone, and too heavy to join.
    let graph = try AtomGraph(
      weights: [10, 4, 10, 6, 4, 5],
      borders: [(0, 1), (1, 2), (1, 3), (0, 4), (4, 5), (5, 2)].map {
        Border(AtomIndex($0.0), AtomIndex($0.1), length: 1, cost: 1)
      })
    let outcome = try solve(
      PartitionRequest(
        graph: graph, bounds: WeightBounds(minimum: 10, target: 20, maximum: 29), count: .exactly(2),
        groups: [[AtomIndex(0), AtomIndex(2)]]))
    #expect(outcome.feasible)
    #expect(outcome.partition.zones == [0, 1, 0, 1, 0, 0])
  }
}

import GridPartitioning
import Testing

@Suite("Why a band cannot be kept")
struct ReasonTests {
  private let band: WeightBounds

  init() throws {
    band = try WeightBounds(minimum: 300, target: 400, maximum: 500)
  }

  @Test("A total that fits no number of zones", arguments: [250, 550, 599])
  func totals(total: Int) throws {
    let graph = try path(Array(repeating: total / 10, count: 9) + [total - total / 10 * 9])
    let outcome = try solve(PartitionRequest(graph: graph, bounds: band))
    #expect(!outcome.feasible)
    #expect(outcome.exceptions.allSatisfy { $0.reason == .totalFitsNoCount(total: total) && $0.isProved })
  }

  @Test("An atom above the maximum is named, and the rest kept in band")
  func heavyAtom() throws {
    let graph = try path([400, 700, 100, 200, 100])
    let outcome = try solve(PartitionRequest(graph: graph, bounds: band))
    #expect(outcome.exceptions.map(\.reason) == [.atomAboveMaximum(AtomIndex(1), weight: 700)])
    #expect(outcome.partition.zones == [0, 1, 2, 2, 2])
  }

  @Test("A group kept whole counts as one atom")
  func heavyGroup() throws {
    let graph = try path([300, 300, 300, 400])
    let outcome = try solve(
      PartitionRequest(graph: graph, bounds: band, groups: [[AtomIndex(1), AtomIndex(2)]]))
    #expect(outcome.exceptions.map(\.reason) == [.atomAboveMaximum(AtomIndex(1), weight: 600)])
  }

  @Test("Pieces that hang on one atom and are too light alone overload it")
  func chokePoint() throws {
    // A star: five arms of 200 around a hub of 200 can only be one zone of 1,200.
    let graph = try AtomGraph(
      weights: [200, 200, 200, 200, 200, 200],
      borders: (1...5).map { Border(AtomIndex(0), AtomIndex($0), length: 1, cost: 1) })
    let outcome = try solve(PartitionRequest(graph: graph, bounds: band))
    #expect(!outcome.feasible)
    #expect(outcome.exceptions.contains { $0.reason == .chokePoint(AtomIndex(0)) })
    #expect(outcome.exceptions.allSatisfy { $0.isProved })
  }

  @Test("Exhaustive search says so when no division exists")
  func lumps() throws {
    // 1,200 fits 3 or 4 zones by arithmetic, but pairs of neighbours weigh 520 and triples 800.
    let graph = try path([260, 260, 260, 260, 160])
    let outcome = try solve(PartitionRequest(graph: graph, bounds: band))
    #expect(!outcome.feasible)
    #expect(outcome.exceptions.allSatisfy { $0.isProved })
  }

  @Test("A separate part below the minimum is told apart from the rest")
  func separateParts() throws {
    let graph = try AtomGraph(
      weights: [200, 200, 100, 0],
      borders: [Border(AtomIndex(0), AtomIndex(1), length: 1, cost: 1)])
    let outcome = try solve(PartitionRequest(graph: graph, bounds: band))
    #expect(outcome.partition.zones == [0, 0, 1, 2])
    #expect(outcome.exceptions.map(\.reason) == [.componentTooSmall(weight: 100), .noWeight])
  }

  @Test("A link joins what no line joins, at no length")
  func link() throws {
    let graph = try AtomGraph(
      weights: [200, 200], borders: [.link(AtomIndex(0), AtomIndex(1))])
    let outcome = try solve(PartitionRequest(graph: graph, bounds: band))
    #expect(outcome.feasible)
    #expect(outcome.partition.zoneCount == 1)
    #expect(outcome.cutLength == 0)
  }

  @Test("More zones than atoms gives as many as there are, and says why")
  func moreZonesThanAtoms() throws {
    let outcome = try solve(PartitionRequest(graph: path([400, 400]), bounds: band, count: .exactly(5)))
    #expect(outcome.partition.zoneCount == 2)
    #expect(outcome.countReason == .fewerAtomsThanZones(atoms: 2, zones: 5))
    #expect(!outcome.feasible)
  }

  @Test("Fewer zones than separate parts gives one each, and says why")
  func fewerZonesThanParts() throws {
    let graph = try AtomGraph(weights: [400, 400, 400], borders: [])
    let outcome = try solve(PartitionRequest(graph: graph, bounds: band, count: .exactly(2)))
    #expect(outcome.partition.zoneCount == 3)
    #expect(outcome.countReason == .fewerZonesThanComponents(zones: 2, components: 3))
  }

  @Test("Degenerate graphs are plans too", arguments: [[], [0], [400], [0, 0, 0], [1_000]])
  func degenerate(weights: [Int]) throws {
    let outcome = try solve(PartitionRequest(graph: path(weights), bounds: band))
    #expect(outcome.partition.zones.count == weights.count)
    #expect(outcome.feasible == (weights == [400] || weights.isEmpty))
    #expect(outcome.exceptions.allSatisfy { !$0.reason.message.isEmpty })
  }
}

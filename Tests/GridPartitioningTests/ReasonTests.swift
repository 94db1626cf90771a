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

  @Test("That one number of zones is impossible is not called a proof for the others")
  func oneCountRefuted() throws {
    // Zones of a ring of fours weigh 8 or 12, never 9 to 11. Eight zones and nine would fit the total; only up to eight is
    // everything looked at.
    let ring = try AtomGraph(
      weights: Array(repeating: 4, count: 21),
      borders: (0..<21).map { Border(AtomIndex($0), AtomIndex(($0 + 1) % 21), length: 1, cost: 1) })
    let bounds = try WeightBounds(minimum: 9, target: 10, maximum: 11)
    let outcome = try solve(PartitionRequest(graph: ring, bounds: bounds))
    #expect(!outcome.feasible)
    #expect(outcome.partition.zoneCount == 8)
    #expect(outcome.exceptions.allSatisfy { !$0.isProved })
    let prescribed = try solve(PartitionRequest(graph: ring, bounds: bounds, count: .exactly(8)))
    #expect(prescribed.exceptions.allSatisfy { $0.isProved })
  }

  @Test("Against the clock too, another number of zones is found where the nearest keeps no band")
  func otherCountInTime() throws {
    // Three zones of 8 come nearest, but threes make 6 and 9.
    let outcome = try solve(
      PartitionRequest(
        graph: try path(Array(repeating: 3, count: 8)), bounds: WeightBounds(minimum: 6, target: 8, maximum: 8),
        keepsSearching: true), control: RunControl(deadline: .now + .seconds(1)))
    #expect(outcome.feasible)
    #expect(outcome.partition.zoneCount == 4)
  }

  @Test("A minimum beyond all weights is told, however many zones are asked for", arguments: [20, 120])
  func hugeMinimum(zones: Int) throws {
    let graph = try Fishnet(12, 12).graph()
    let outcome = try solve(
      PartitionRequest(
        graph: graph, bounds: WeightBounds(minimum: 1 << 59, target: 1 << 59, maximum: 1 << 59), count: .exactly(zones),
        effort: .quick))
    #expect(outcome.partition.zoneCount == zones)
    #expect(outcome.exceptions.count == zones)
    #expect(outcome.exceptions.allSatisfy { $0.reason == .totalFitsNotThisCount(total: 144, zones: zones) })
  }

  #if !DEBUG
    @Test("A maximum that stands for none is as good as the total")
    func hugeMaximum() throws {
      let graph = try Fishnet(12, 12).graph()
      let partitions = try [144, 1_000_000_000_000_000_000].map { maximum in
        try solve(
          PartitionRequest(
            graph: graph, bounds: WeightBounds(minimum: 2, target: 3, maximum: maximum), count: .exactly(50),
            effort: Effort(movesPerAtom: 8_000, restarts: 4, treeDraws: 10, exactNodes: 10_000))
        ).partition
      }
      #expect(partitions.allSatisfy { $0.zoneWeights(in: graph).allSatisfy { $0 >= 2 } })
    }
  #endif

  @Test("Any number of threads may be named")
  func anyThreads() throws {
    let graph = try Fishnet(12, 12).graph()
    let outcome = try solve(
      PartitionRequest(
        graph: graph, bounds: WeightBounds(minimum: 1, target: 3, maximum: 6), count: .exactly(50),
        keepsSearching: true, threads: .max), control: RunControl(deadline: .now + .seconds(1)))
    #expect(outcome.feasible)
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

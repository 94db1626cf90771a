import GridPartitioning
import Testing

@Suite("Atom graphs and bands")
struct GraphTests {
  @Test("Borders given twice, in either direction, become one")
  func merging() throws {
    let graph = try AtomGraph(
      weights: [1, 1],
      borders: [
        Border(AtomIndex(1), AtomIndex(0), length: 2, cost: 5), Border(AtomIndex(0), AtomIndex(1), length: 3, cost: 1),
        .link(AtomIndex(0), AtomIndex(1)),
      ])
    #expect(graph.borders == [Border(AtomIndex(0), AtomIndex(1), length: 5, cost: 6)])
    #expect(graph.neighbours(of: AtomIndex(1)) == [AtomIndex(0)])
  }

  @Test("What no graph can be is an error with its place")
  func errors() {
    let a = AtomIndex(0)
    let b = AtomIndex(1)
    #expect(throws: PartitionError.negativeWeight(b, weight: -3)) { try AtomGraph(weights: [0, -3], borders: []) }
    #expect(throws: PartitionError.weightsOverflow) { try AtomGraph(weights: [.max, .max], borders: []) }
    #expect(throws: PartitionError.borderJoinsAtomToItself(border: 0, atom: b)) {
      try AtomGraph(weights: [1, 1], borders: [Border(b, b, length: 1, cost: 1)])
    }
    #expect(throws: PartitionError.borderOutOfRange(border: 1, a: a, b: AtomIndex(2), atomCount: 2)) {
      try AtomGraph(
        weights: [1, 1], borders: [Border(a, b, length: 1, cost: 1), Border(a, AtomIndex(2), length: 1, cost: 1)])
    }
    #expect(throws: PartitionError.borderMeasureInvalid(border: 0, length: -1, cost: 1)) {
      try AtomGraph(weights: [1, 1], borders: [Border(a, b, length: -1, cost: 1)])
    }
    #expect(throws: PartitionError.countMismatch(what: "areas", expected: 1, found: 2)) {
      try AtomGraph(weights: [1], borders: [], areas: [1, 2])
    }
  }

  @Test("Merging atoms keeps area and total outline right")
  func quotient() throws {
    let graph = try Fishnet(4, 2, weight: 3).graph()
    let halves = graph.quotient([0, 0, 1, 1, 0, 0, 1, 1], count: 2)
    #expect(halves.weights == [12, 12])
    #expect(halves.areas == [4, 4])
    #expect(halves.perimeters == [8, 8])
    #expect(halves.borders == [Border(AtomIndex(0), AtomIndex(1), length: 2, cost: 2)])
  }

  @Test("Parts are listed by their first atom")
  func components() throws {
    let graph = try AtomGraph(
      weights: [1, 1, 1, 1],
      borders: [
        Border(AtomIndex(0), AtomIndex(3), length: 1, cost: 1), .link(AtomIndex(1), AtomIndex(2)),
      ])
    #expect(graph.components() == [[AtomIndex(0), AtomIndex(3)], [AtomIndex(1), AtomIndex(2)]])
    let part = graph.subgraph([AtomIndex(3), AtomIndex(0)])
    #expect(part.borders.count == 1)
  }

  @Test("Equal divisions are equal values whatever their labels")
  func labels() {
    #expect(Partition(labels: [7, 7, 3, 7]) == Partition(labels: [0, 0, 1, 0]))
    #expect(Partition(labels: [900_000, -4, 900_000]).zones == [0, 1, 0])
  }

  /// L and U of the published table in `benchmarks.md`.
  @Test(
    "A tolerance of ±0.5 % gives the published bounds",
    arguments: [
      (4_533_372, 6, 751_785, 759_339), (4_779_736, 7, 679_406, 686_233), (3_751_351, 5, 746_519, 754_021),
      (2_853_118, 4, 709_714, 716_845),
    ])
  func tolerance(total: Int, zones: Int, minimum: Int, maximum: Int) throws {
    let bounds = try WeightBounds(total: total, zones: zones, tolerance: 0.005)
    #expect(bounds.minimum == minimum)
    #expect(bounds.maximum == maximum)
  }

  @Test("Which numbers of zones a total admits", arguments: [
    (299, []), (300, [1]), (500, [1]), (501, []), (599, []), (600, [2]), (1_500, [3, 4, 5]),
  ])
  func admissible(total: Int, counts: [Int]) throws {
    let bounds = try WeightBounds(minimum: 300, target: 400, maximum: 500)
    #expect(Array(bounds.admissibleCounts(total: total)) == counts)
  }

  @Test("A band out of order is refused", arguments: [(5, 4, 6), (1, 7, 6), (0, 0, 0), (-1, 1, 2)])
  func badBand(minimum: Int, target: Int, maximum: Int) {
    #expect(throws: PartitionError.boundsInvalid(minimum: minimum, target: target, maximum: maximum)) {
      try WeightBounds(minimum: minimum, target: target, maximum: maximum)
    }
  }

  @Test("Streams and hashes are fixed for all time")
  func stableChance() {
    #expect(stableHash("") == 0xCBF2_9CE4_8422_2325)
    #expect(stableHash("foobar") == 0x8594_4171_F739_67E8)
    var first = StableRandom(seed: 1)
    var again = StableRandom(seed: 1)
    var other = StableRandom(seed: 1, stream: 1)
    let values = (0..<4).map { _ in first.next() }
    #expect(values == (0..<4).map { _ in again.next() })
    #expect(values != (0..<4).map { _ in other.next() })
  }
}

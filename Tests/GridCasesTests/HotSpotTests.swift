import GridCases
import GridGeometry
import GridPartitioning
import Referees
import Testing

@Suite("Hot spots")
struct HotSpotTests {
  /// A chessboard of grids, each beside those that share an edge.
  static func board(_ side: Int) -> [[Int]] {
    (0..<side * side).map { grid in
      let (x, y) = (grid % side, grid / side)
      return [(x - 1, y), (x + 1, y), (x, y - 1), (x, y + 1)]
        .filter { (0..<side).contains($0.0) && (0..<side).contains($0.1) }.map { $0.1 * side + $0.0 }
    }
  }

  /// Three hot grids in a corner, everything else by chance.
  static func field(_ side: Int, seed: UInt64) -> (cases: [Int], households: [Int]) {
    var random = StableRandom(seed: seed)
    let households = (0..<side * side).map { _ in Int.random(in: 250...500, using: &random) }
    let cases = households.indices.map { grid in
      let isHot = grid % side < 3 && grid / side < 3
      return Int.random(in: isHot ? 60...80 : 5...20, using: &random)
    }
    return (cases, households)
  }

  static let scipy = Referee(importing: "numpy; import scipy.stats")
  static let esda = Referee(importing: "esda; import libpysal")

  @Test("Gi* agrees with its formula in numpy, adjusted p with scipy", arguments: UInt64(1)...3)
  func formulas(seed: UInt64) throws {
    guard let scipy = Self.scipy else { return }
    let (cases, households) = Self.field(12, seed: seed)
    let spots = try HotSpotTest(seed: 5, mostDeals: 999)
      .run(cases: cases, households: households, neighbours: Self.board(12)).compactMap(\.self)
    let input = spots.map { "\($0.p)" } + cases.map(String.init) + households.map(String.init)
    let answer = try scipy.run(
      """
      import sys, numpy as np, scipy.stats as st
      v = np.array(sys.stdin.read().split(), float); n = len(v) // 3; side = int(n ** 0.5)
      p, x = v[:n], v[n:2*n] / v[2*n:]
      xy = np.array([(i % side, i // side) for i in range(n)])
      W = (np.abs(xy[:, None] - xy[None]).sum(2) <= 1).astype(float)
      S = np.sqrt((x ** 2).mean() - x.mean() ** 2)
      z = (W @ x - x.mean() * W.sum(1)) / (S * np.sqrt((n * (W ** 2).sum(1) - W.sum(1) ** 2) / (n - 1)))
      q = st.false_discovery_control(p)
      print(*z, *q)
      """, input: input.joined(separator: "\n"))
    let numbers = answer.split(whereSeparator: \.isWhitespace).compactMap { Double($0) }
    #expect(numbers.count == 2 * spots.count)
    for (index, spot) in spots.enumerated() {
      #expect(abs(spot.z - numbers[index]) < 1e-9)
      #expect(abs(spot.q - numbers[spots.count + index]) < 1e-12)
    }
  }

  @Test("Gi* and its p values agree with esda's conditional permutations")
  func esda() throws {
    guard let esda = Self.esda else { return }
    let (cases, households) = Self.field(10, seed: 8)
    let deals = 9_999
    // Without an early end, p is the plain share of deals.
    let spots = try HotSpotTest(seed: 5, mostDeals: deals, enough: 1000)
      .run(cases: cases, households: households, neighbours: Self.board(10)).compactMap(\.self)
    let answer = try esda.run(
      """
      import sys, numpy as np, libpysal, esda
      v = np.array(sys.stdin.read().split(), float); n = len(v) // 2
      w = libpysal.weights.lat2W(10, 10)
      g = esda.G_Local(v[:n] / v[n:], w, transform='B', star=True, permutations=9999, seed=4)
      print(*g.Zs, *g.p_sim)
      """, input: (cases + households).map(String.init).joined(separator: "\n"))
    let numbers = answer.split(whereSeparator: \.isWhitespace).compactMap { Double($0) }
    #expect(numbers.count == 2 * spots.count)
    for (index, spot) in spots.enumerated() {
      #expect(abs(spot.z - numbers[index]) < 1e-6)
      // esda folds its p to the nearer side.
      let (ours, theirs) = (
        min(spot.p, 1 - spot.p), min(numbers[spots.count + index], 1 - numbers[spots.count + index])
      )
      let error = (ours * (1 - ours) / 900).squareRoot() + 2.0 / Double(deals)
      #expect(abs(ours - theirs) < 5 * error, "grid \(index): \(ours) and \(theirs)")
    }
  }

  @Test("The hot corner is found, and nothing far from it")
  func corner() throws {
    let (cases, households) = Self.field(20, seed: 2)
    let spots = try HotSpotTest(seed: 1).run(cases: cases, households: households, neighbours: Self.board(20))
    let hot = spots.indices.filter { spots[$0]?.isHot ?? false }
    #expect([0, 1, 20, 21].allSatisfy { hot.contains($0) })
    #expect(hot.allSatisfy { $0 % 20 < 5 && $0 / 20 < 5 })
  }

  @Test("A grid that is high alone is not hot though z is high around it; the scan statistic tells it")
  func alone() throws {
    let (side, lone) = (12, 66)
    let cases = (0..<side * side).map { $0 == lone ? 100 : 1 }
    let households = [Int](repeating: 300, count: side * side)
    let spots = try HotSpotTest(seed: 1).run(cases: cases, households: households, neighbours: Self.board(side))
    #expect(!spots.contains { $0?.isHot ?? false } && spots[lone]?.p == 1)
    for beside in Self.board(side)[lone] { #expect((spots[beside]?.z ?? 0) > 3) }
    let middles = cases.indices.map { Point(Double($0 % side), Double($0 / side)) }
    let clusters = try ScanTest(seed: 1).run(cases: cases, households: households, middles: middles)
    #expect(clusters.map(\.grids) == [[lone]])
  }

  @Test("Chance alone is seldom called hot")
  func falseAlarms() throws {
    var alarms = 0
    for seed in UInt64(1)...40 {
      var random = StableRandom(seed: seed)
      let households = (0..<100).map { _ in Int.random(in: 300...500, using: &random) }
      let cases = households.map { count in (0..<count).count { _ in Int.random(in: 0..<50, using: &random) == 0 } }
      let spots = try HotSpotTest(seed: seed, mostDeals: 9_999)
        .run(cases: cases, households: households, neighbours: Self.board(10))
      if spots.contains(where: { $0?.isHot ?? false }) { alarms += 1 }
    }
    // At a level of 5 % about 2 of 40 maps; 8 would be one in thousands.
    #expect(alarms < 8)
  }

  @Test("The same seed gives the same answer on any number of threads")
  func threads() throws {
    let (cases, households) = Self.field(20, seed: 3)
    let test = HotSpotTest(seed: 77, mostDeals: 2_000)
    let alone = try test.run(cases: cases, households: households, neighbours: Self.board(20), threads: 1)
    #expect(try test.run(cases: cases, households: households, neighbours: Self.board(20), threads: 3) == alone)
    #expect(
      try HotSpotTest(seed: 78, mostDeals: 2_000).run(cases: cases, households: households, neighbours: Self.board(20))
        != alone)
  }

  @Test("Grids without households have no rate; where all rates are one, nothing is hot")
  func empty() throws {
    let test = HotSpotTest(seed: 1)
    let spots = try test.run(
      cases: [1, 2, 3, 1], households: [10, 20, 0, 10], neighbours: [[1], [0, 2], [1, 3], [2]])
    #expect(spots[2] == nil && spots.compactMap(\.self).allSatisfy { $0.p == 1 && $0.z == 0 && !$0.isHot })
    #expect(try test.run(cases: [], households: [], neighbours: []).isEmpty)
    #expect(throws: CaseError.badNeighbours(grid: 0)) { try test.run(cases: [1], households: [1], neighbours: [[4]]) }
    #expect(throws: CaseError.badNeighbours(grid: 0)) { try test.run(cases: [1], households: [1], neighbours: []) }
  }
}

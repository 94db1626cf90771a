import Foundation
import GridCases
import GridGeometry
import GridPartitioning
import Referees
import Testing

@Suite("Clusters by the scan statistic")
struct ScanTests {
  static let python = Referee(importing: "math")

  /// The middles of a chessboard of grids, 100 m apart.
  static func middles(_ side: Int) -> [Point] {
    (0..<side * side).map { Point(Double($0 % side) * 100, Double($0 / side) * 100) }
  }

  /// All circles one by one, as the paper has them, and after the likeliest those that share no grid with one before.
  static let plain = """
    import sys, math
    rows = [list(map(float, line.split())) for line in sys.stdin]
    grids = [i for i, r in enumerate(rows) if r[1] > 0]
    C, H = sum(rows[i][0] for i in grids), sum(rows[i][1] for i in grids)
    def ratio(c, e):
        if c <= e: return 0.0
        return c * math.log(c / e) + ((C - c) * math.log((C - c) / (C - e)) if c < C else 0.0)
    circles = []
    for m in grids:
        order = sorted(grids, key=lambda g: (math.dist(rows[m][2:], rows[g][2:]), g))
        for size in range(1, len(order) + 1):
            inside = order[:size]
            h = sum(rows[g][1] for g in inside)
            if h > H / 2: break
            c = sum(rows[g][0] for g in inside)
            circles.append((ratio(c, C * h / H), inside, c, h, C * h / H))
    taken = set()
    for _ in range(3):
        left = [c for c in circles if not taken & set(c[1])]
        if not left: break
        best = max(left, key=lambda c: c[0])
        taken |= set(best[1])
        print(best[0], best[2], best[3], best[4], *best[1])
    """

  @Test("Clusters are those of a plain reckoning of all circles", arguments: UInt64(1)...4)
  func circles(seed: UInt64) throws {
    guard let python = Self.python else { return }
    var random = StableRandom(seed: seed)
    let side = 9
    // Middles off the board's lines, so that no two distances are one; some grids without households.
    let middles = Self.middles(side).map {
      Point($0.x + Double.random(in: -40...40, using: &random), $0.y + Double.random(in: -40...40, using: &random))
    }
    let households = middles.indices.map { _ in
      Int.random(in: 0..<12, using: &random) == 0 ? 0 : Int.random(in: 200...500, using: &random)
    }
    let cases = middles.indices.map { grid in
      let (x, y) = (grid % side, grid / side)
      let isMany = x < 3 && y < 2 || x > 6 && y > 6
      return Int.random(in: isMany ? 25...40 : 4...12, using: &random)
    }
    let found = try ScanTest(seed: seed, level: 0.5).run(cases: cases, households: households, middles: middles)
    let rows = middles.indices.map { "\(cases[$0]) \(households[$0]) \(middles[$0].x) \(middles[$0].y)" }
    let lines = try python.run(Self.plain, input: rows.joined(separator: "\n")).split(separator: "\n")
      .map { $0.split(separator: " ").compactMap { Double($0) } }
    #expect(found.count >= 2 && found[0].p < 0.01 && found[1].p < 0.01)
    for (cluster, line) in zip(found, lines) {
      #expect(abs(cluster.logRatio - line[0]) < 1e-9 * line[0])
      #expect(cluster.cases == Int(line[1]) && cluster.households == Int(line[2]))
      #expect(abs(cluster.expected - line[3]) < 1e-9 * line[3])
      #expect(cluster.grids == line.dropFirst(4).map { Int($0) })
    }
  }

  @Test("p is the share of all deals there are, each by its chance", arguments: [[6, 2, 1, 1, 2], [1, 6, 2, 2, 0]])
  func exact(cases: [Int]) throws {
    let households = [40, 50, 60, 30, 70]
    let middles = [Point(0, 0), Point(10, 1), Point(25, 0), Point(7, 12), Point(30, 20)]
    let (all, sum) = (cases.reduce(0, +), households.reduce(0, +))
    var factorials = [1.0]
    for number in 1...all { factorials.append(factorials[number - 1] * Double(number)) }
    // Every circle as a set, from the places alone.
    let circles = middles.flatMap { middle in
      let order = middles.indices.sorted { middle.distance(to: middles[$0]) < middle.distance(to: middles[$1]) }
      return (1...order.count).map { Array(order.prefix($0)) }
    }.filter { circle in 2 * circle.reduce(0) { $0 + households[$1] } <= sum }
    func likeliest(_ counts: [Int]) -> Double {
      circles.map { circle -> Double in
        let inside = Double(circle.reduce(0) { $0 + counts[$1] })
        let expected = Double(all * circle.reduce(0) { $0 + households[$1] }) / Double(sum)
        let outside = Double(all) - inside
        guard inside > expected else { return 0 }
        return inside * log(inside / expected) + (outside > 0 ? outside * log(outside / (Double(all) - expected)) : 0)
      }.max() ?? 0
    }
    let real = likeliest(cases)
    var (chance, whole) = (0.0, 0.0)
    func deal(_ counts: [Int], _ left: Int, _ weight: Double) {
      let grid = counts.count
      guard grid < households.count - 1 else {
        let share = Double(households[grid]) / Double(sum)
        let own = weight * pow(share, Double(left)) / factorials[left] * factorials[all]
        whole += own
        if likeliest(counts + [left]) >= real - 1e-9 { chance += own }
        return
      }
      let share = Double(households[grid]) / Double(sum)
      for count in 0...left {
        deal(counts + [count], left - count, weight * pow(share, Double(count)) / factorials[count])
      }
    }
    deal([], all, 1)
    #expect(abs(whole - 1) < 1e-9)
    let test = ScanTest(seed: 4, mostDeals: 100_000, level: 0.5)
    let cluster = try #require(try test.run(cases: cases, households: households, middles: middles).first)
    #expect(abs(cluster.logRatio - real) < 1e-9)
    // Deals end after a hundred that are as likely, which leaves a tenth of error.
    #expect(abs(cluster.p - chance) < 5 * (chance * 0.1 + 1e-5), "\(cluster.p) and \(chance)")
  }

  @Test("The hot corner is found, and nothing far from it")
  func corner() throws {
    let (cases, households) = HotSpotTests.field(20, seed: 2)
    let clusters = try ScanTest(seed: 1).run(cases: cases, households: households, middles: Self.middles(20))
    let first = try #require(clusters.first)
    #expect(first.p == 0.001 && [0, 1, 2, 20, 21, 40].allSatisfy(first.grids.contains))
    #expect(first.grids.allSatisfy { $0 % 20 < 4 && $0 / 20 < 4 })
    #expect(try #require(first.ratio(of: cases.reduce(0, +))) > 3)
    let grids = clusters.flatMap(\.grids)
    #expect(Set(grids).count == grids.count)
  }

  @Test("Chance alone is seldom called a cluster")
  func falseAlarms() throws {
    var alarms = 0
    for seed in UInt64(1)...60 {
      var random = StableRandom(seed: seed)
      let households = (0..<64).map { _ in Int.random(in: 300...500, using: &random) }
      let cases = households.map { count in (0..<count).count { _ in Int.random(in: 0..<50, using: &random) == 0 } }
      if try !ScanTest(seed: seed, mostDeals: 199).run(cases: cases, households: households, middles: Self.middles(8))
        .isEmpty
      {
        alarms += 1
      }
    }
    // At a level of 5 % about 3 of 60 maps; 11 would be one in ten thousands.
    #expect(alarms < 11)
  }

  @Test("The same seed gives the same answer on any number of threads")
  func threads() throws {
    let (cases, households) = HotSpotTests.field(12, seed: 3)
    let test = ScanTest(seed: 77)
    let alone = try test.run(cases: cases, households: households, middles: Self.middles(12), threads: 1)
    #expect(try test.run(cases: cases, households: households, middles: Self.middles(12), threads: 3) == alone)
    #expect(!alone.isEmpty)
  }

  @Test("Without households, cases or a second grid there is no cluster; lists that do not fit are refused")
  func empty() throws {
    let test = ScanTest(seed: 1)
    let places = Self.middles(2)
    #expect(try test.run(cases: [9, 0, 0, 0], households: [0, 10, 10, 10], middles: places).isEmpty)
    #expect(try test.run(cases: [0, 0, 0, 0], households: [10, 10, 10, 10], middles: places).isEmpty)
    #expect(try test.run(cases: [], households: [], middles: []).isEmpty)
    #expect(try test.run(cases: [5], households: [10], middles: [places[0]]).isEmpty)
    // All in the only circle that there is.
    let only = try test.run(cases: [30, 0], households: [10, 10], middles: Array(places.prefix(2)))
    #expect(only.map(\.grids) == [[0]] && only[0].ratio(of: 30) == nil)
    #expect(throws: CaseError.badNeighbours(grid: 1)) { try test.run(cases: [1, 2], households: [1], middles: places) }
  }
}

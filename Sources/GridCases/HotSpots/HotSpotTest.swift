import GridPartitioning
public import GridVisits

/// What the test says about one grid.
public struct HotSpot: Hashable, Sendable {
  /// Cases by households.
  public let rate: Rate
  /// The Getis–Ord statistic Gi* of the rates, in standard deviations.
  public let z: Double
  /// How often chance alone gives a sum as large around this grid.
  public let p: Double
  /// The share of false alarms among all grids called hot down to this one (Benjamini–Hochberg).
  public let q: Double
  public let isHot: Bool
}

/// Finds grids where cases by households are high in the grid and around it, and says how sure that is.
///
/// The rates of all grids but one are dealt out anew among its neighbours, and its own stays (conditional permutation): so a
/// grid that is high alone is not hot, however high, though its rate is in the `z` of all around it. Look for such a one by
/// ``ScanTest``. `p` is the share of deals, the real one
/// included, whose sum is no smaller. Dealing stops early for grids that are clearly not hot, which keeps `p` exact in
/// the sense that it errs to no side under chance. As many tests are made as there are grids, so `p` is corrected for
/// them. Small grids have wild rates: read the households beside the colour.
///
/// - SeeAlso: Getis & Ord, "The Analysis of Spatial Association by Use of Distance Statistics", Geographical Analysis
///   24(3), 1992; Ord & Getis, 27(4), 1995; Besag & Clifford, "Sequential Monte Carlo p-values", Biometrika 78(2), 1991;
///   Benjamini & Hochberg, "Controlling the False Discovery Rate", JRSS B 57(1), 1995.
public struct HotSpotTest: Hashable, Sendable {
  public let seed: UInt64
  /// Deals for one grid at most, and how many at least as large end them.
  public let mostDeals: Int
  public let enough: Int
  /// The share of false alarms that is put up with.
  public let level: Double

  /// - Parameters:
  ///   - mostDeals: 99 to 10 million.
  ///   - enough: 5 to 1000.
  ///   - level: 0.001 to 0.5. All are brought into their range.
  public init(seed: UInt64, mostDeals: Int = 99_999, enough: Int = 20, level: Double = 0.05) {
    self.seed = seed
    self.mostDeals = min(max(mostDeals, 99), 10_000_000)
    self.enough = min(max(enough, 5), 1000)
    self.level = level > 0.001 ? min(level, 0.5) : 0.001
  }

  /// Tests every grid.
  ///
  /// - Parameters:
  ///   - cases: By grid.
  ///   - households: By grid. Grids without households have no rate: they are left out, also as neighbours.
  ///   - neighbours: The positions of the grids around each, without itself.
  ///   - threads: Changes the time it takes, never the result.
  /// - Returns: By grid; `nil` without households. Where fewer than three grids have any, or all have the same rate,
  ///   nothing is hot and every `p` is 1.
  /// - Throws: ``CaseError/badNeighbours(grid:)`` where lists do not fit one another.
  /// - Complexity: O(deals · neighbours) in each grid.
  public func run(
    cases: [Int], households: [Int], neighbours: [[Int]], threads: Int = 1
  ) throws(CaseError) -> [HotSpot?] {
    guard cases.count == households.count, cases.count == neighbours.count else {
      throw .badNeighbours(grid: min(cases.count, households.count, neighbours.count))
    }
    let tested = households.indices.filter { households[$0] > 0 }
    var position = [Int](repeating: -1, count: households.count)
    for (index, grid) in tested.enumerated() { position[grid] = index }
    var around: [[Int]] = []
    for grid in tested {
      guard neighbours[grid].allSatisfy({ households.indices.contains($0) }) else { throw .badNeighbours(grid: grid) }
      around.append(Set(neighbours[grid].map { position[$0] }).subtracting([-1, position[grid]]).sorted())
    }
    let rates = tested.map { Double(max(0, cases[$0])) / Double(households[$0]) }
    let field = RateField(rates, around)
    let step = 64
    let parts = inParallel(count: (tested.count + step - 1) / step, threads: threads) { part in
      (part * step..<min((part + 1) * step, tested.count)).map { pValue(of: $0, in: field) }
    }
    let p = Array(parts.joined())
    let q = Self.adjusted(p)
    var result = [HotSpot?](repeating: nil, count: households.count)
    for (index, grid) in tested.enumerated() {
      result[grid] = HotSpot(
        rate: Rate(
          cases[grid], of: households[grid], counted: Bilingual(en: "cases", zh: "案件数"),
          base: Bilingual(en: "households", zh: "户数")),
        z: field.z(of: index), p: p[index], q: q[index], isHot: q[index] <= level && field.z(of: index) > 0)
    }
    return result
  }

  /// The share of deals with a sum no smaller than the real one.
  private func pValue(of grid: Int, in field: RateField) -> Double {
    guard field.varies else { return 1 }
    var random = StableRandom(seed: seed, stream: UInt64(grid))
    let count = field.around[grid].count
    let real = field.sum(around: grid)
    // Sums of the same numbers in another order differ in the last digits.
    let bound = real - 1e-12 * max(1, abs(real))
    var (deals, large) = (0, 0)
    var dealt: [Int] = []
    while deals < mostDeals, large < enough {
      dealt.removeAll(keepingCapacity: true)
      var sum = 0.0
      // Floyd's sampling: each subset of the other grids is as likely as any other.
      for last in field.rates.count - 1 - count..<field.rates.count - 1 {
        let drawn = Int(random.below(Int32(last + 1)))
        let pick = dealt.contains(drawn) ? last : drawn
        dealt.append(pick)
        sum += field.rates[pick < grid ? pick : pick + 1]
      }
      deals += 1
      if sum >= bound { large += 1 }
    }
    return large == enough ? Double(large) / Double(deals) : Double(large + 1) / Double(deals + 1)
  }

  /// Benjamini–Hochberg: the smallest share of false alarms at which each would be called.
  static func adjusted(_ p: [Double]) -> [Double] {
    let order = p.indices.sorted { (p[$0], $0) < (p[$1], $1) }
    var q = p
    var least = 1.0
    for (rank, index) in order.enumerated().reversed() {
      least = min(least, p[index] * Double(p.count) / Double(rank + 1))
      q[index] = least
    }
    return q
  }
}

/// The rates of all grids and who is beside whom.
private struct RateField {
  let rates: [Double]
  let around: [[Int]]
  private let mean: Double
  private let deviation: Double

  init(_ rates: [Double], _ around: [[Int]]) {
    self.rates = rates
    self.around = around
    let count = Double(max(1, rates.count))
    let mean = rates.reduce(0, +) / count
    self.mean = mean
    deviation = (rates.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count).squareRoot()
  }

  var varies: Bool { rates.count > 2 && deviation > 1e-12 * abs(mean) }

  /// Without the grid itself, which every deal leaves in its place.
  func sum(around grid: Int) -> Double { around[grid].reduce(0) { $0 + rates[$1] } }

  /// Gi* with weights 1 for the grid and its neighbours.
  func z(of grid: Int) -> Double {
    guard varies else { return 0 }
    let (count, weights) = (Double(rates.count), Double(around[grid].count + 1))
    let spread = deviation * ((count * weights - weights * weights) / (count - 1)).squareRoot()
    return spread > 0 ? (sum(around: grid) + rates[grid] - mean * weights) / spread : 0
  }
}

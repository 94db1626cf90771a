import Foundation
public import GridGeometry
import GridPartitioning

/// Grids side by side with more cases together than their households explain.
public struct CaseCluster: Hashable, Sendable {
  /// Positions of its grids, the middle first, then by distance from it.
  public let grids: [Int]
  public let cases: Int
  public let households: Int
  /// The cases that there would be if all households had as many.
  public let expected: Double
  /// The logarithm of how much likelier the cases are if they gather here than if they do not.
  public let logRatio: Double
  /// How often the likeliest cluster of the county is as likely by chance alone.
  public let p: Double

  /// Cases by households inside, as many times those outside; `nil` where all cases are inside.
  public func ratio(of allCases: Int) -> Double? {
    let outside = Double(allCases) - expected
    guard allCases > cases, outside > 0, expected > 0 else { return nil }
    return Double(cases) / expected / (Double(allCases - cases) / outside)
  }
}

/// Kulldorff's spatial scan statistic: circles around the middle of every grid, grown from grid to grid by the distance of
/// their middles until they hold half of the households, are compared by the likelihood that cases gather in them
/// (Poisson); the likeliest counts, and after it the likeliest of those that share no grid with one before.
///
/// All cases are dealt out anew by households many times; `p` is the share of deals, the real one included, whose
/// likeliest circle is no less likely. One number is tested for the county, so `p` is right for all circles at once, and
/// for further clusters errs to the safe side.
///
/// - SeeAlso: Kulldorff, "A Spatial Scan Statistic", Communications in Statistics – Theory and Methods 26(6), 1997;
///   Dwass, "Modified Randomization Tests for Nonparametric Hypotheses", Annals of Mathematical Statistics 28(1), 1957.
public struct ScanTest: Hashable, Sendable {
  public let seed: UInt64
  public let mostDeals: Int
  /// Clusters are told up to this `p`.
  public let level: Double

  /// In counties of more grids than the root of this, circles hold the nearest grids only.
  static let mostWindows = 2_000_000
  /// Of more cases than there is room for, fewer deals are made, yet 99.
  static let mostDealt = 100_000_000
  /// A likeliest circle that so many deals reach is no cluster.
  static let enough = 100
  private static let block = 100

  /// - Parameters:
  ///   - mostDeals: 99 to 100,000.
  ///   - level: 0.001 to 0.5. Both are brought into their range.
  public init(seed: UInt64, mostDeals: Int = 999, level: Double = 0.05) {
    self.seed = seed
    self.mostDeals = min(max(mostDeals, 99), 100_000)
    self.level = level > 0.001 ? min(level, 0.5) : 0.001
  }

  /// Looks for clusters.
  ///
  /// - Parameters:
  ///   - cases: By grid.
  ///   - households: By grid; grids without any are left out, with their cases.
  ///   - middles: By grid, in metres.
  ///   - threads: Changes the time it takes, never the result.
  /// - Returns: The likeliest first; those that chance explains are not among them.
  /// - Throws: ``CaseError/badNeighbours(grid:)`` where lists are not of one length.
  /// - Complexity: O(deals · (grids² + cases)), of grids² no more than two million.
  public func run(
    cases: [Int], households: [Int], middles: [Point], threads: Int = 1
  ) throws(CaseError) -> [CaseCluster] {
    guard cases.count == households.count, cases.count == middles.count else {
      throw .badNeighbours(grid: min(cases.count, households.count, middles.count))
    }
    let tested = households.indices.filter { households[$0] > 0 && middles[$0].isFinite }
    let real = tested.map { max(0, cases[$0]) }
    guard tested.count > 1, real.contains(where: { $0 > 0 }) else { return [] }
    let field = ScanField(
      households: tested.map { households[$0] }, middles: tested.map { middles[$0] },
      cases: real.reduce(0, +), mostWindows: Self.mostWindows)
    var taken = [Bool](repeating: false, count: tested.count)
    guard let first = field.likeliest(real, sparing: taken) else { return [] }
    let maxima = deals(field, reaching: first.ratio, threads: threads)
    var clusters: [CaseCluster] = []
    var next: (window: ScanField.Window, ratio: Double)? = first
    while let (window, ratio) = next {
      // Sums of the same numbers in another order differ in the last digits.
      let large = maxima.count { $0 >= ratio * (1 - 1e-12) }
      let p = Double(large + 1) / Double(maxima.count + 1)
      guard p <= level else { break }
      let grids = field.grids(of: window)
      for grid in grids { taken[grid] = true }
      clusters.append(
        CaseCluster(
          grids: grids.map { tested[$0] }, cases: grids.reduce(0) { $0 + real[$1] },
          households: grids.reduce(0) { $0 + households[tested[$1]] }, expected: field.expected(window),
          logRatio: ratio, p: p))
      next = field.likeliest(real, sparing: taken)
    }
    return clusters
  }

  /// The likeliest circle of each deal; they end early where the real one is clearly no cluster.
  private func deals(_ field: ScanField, reaching real: Double, threads: Int) -> [Double] {
    let count = min(mostDeals, max(99, Self.mostDealt / field.cases))
    var maxima: [Double] = []
    while maxima.count < count, maxima.count(where: { $0 >= real }) < Self.enough {
      let begin = maxima.count
      maxima += inParallel(count: min(Self.block, count - begin), threads: threads) { deal in
        var random = StableRandom(seed: seed, stream: 1 << 40 | UInt64(begin + deal))
        return field.likeliest(field.dealt(using: &random), sparing: [])?.ratio ?? 0
      }
    }
    return maxima
  }
}

/// All circles of a county, with what their likelihood follows from.
private struct ScanField: Sendable {
  /// The first grids around a middle.
  struct Window {
    let start, end: Int
  }

  let cases: Int
  /// Grids by distance from each middle, one middle after the other, and where each begins.
  private var order: [Int32] = []
  private var starts: [Int] = [0]
  /// Of each grid with those before it around the same middle: the cases expected, and the logarithms of these and of all
  /// others.
  private var expected: [Double] = []
  private var logInside: [Double] = []
  private var logOutside: [Double] = []
  /// n ln n.
  private let ownLogs: [Double]
  /// Households up to each grid, itself included.
  private let sums: [Int]

  init(households: [Int], middles: [Point], cases: Int, mostWindows: Int) {
    self.cases = cases
    ownLogs = (0...cases).map { $0 > 0 ? Double($0) * log(Double($0)) : 0 }
    var sum = 0
    sums = households.map { count in
      sum += count
      return sum
    }
    let most = max(1, mostWindows / households.count)
    for middle in middles {
      var inside = 0
      for grid in Self.nearest(most, to: middle, of: middles) {
        inside += households[grid]
        guard 2 * inside <= sum else { break }
        order.append(Int32(grid))
        let share = Double(cases) * Double(inside) / Double(sum)
        expected.append(share)
        logInside.append(log(share))
        logOutside.append(log(Double(cases) - share))
      }
      starts.append(order.count)
    }
  }

  /// The nearest places, by distance and then by position.
  private static func nearest(_ most: Int, to middle: Point, of places: [Point]) -> [Int] {
    var near: [(distance: Double, place: Int)] = []
    var limit = Double.infinity
    func cut() {
      near.sort { ($0.distance, $0.place) < ($1.distance, $1.place) }
      near.removeLast(max(0, near.count - most))
    }
    for (place, point) in places.enumerated() {
      let distance = middle.distance(to: point)
      guard distance <= limit else { continue }
      near.append((distance, place))
      guard near.count > 2 * most else { continue }
      cut()
      limit = near[near.count - 1].distance
    }
    cut()
    return near.map(\.place)
  }

  func grids(of window: Window) -> [Int] { order[window.start..<window.end].map(Int.init) }

  func expected(_ window: Window) -> Double { expected[window.end - 1] }

  /// The circle with more cases than expected that is likeliest to be no chance; `nil` where there is none.
  ///
  /// - Parameter taken: Grids that it must not hold; none where it is empty.
  func likeliest(_ counts: [Int], sparing taken: [Bool]) -> (window: Window, ratio: Double)? {
    var best: (window: Window, ratio: Double)?
    var bound = 0.0
    for middle in 0..<starts.count - 1 {
      var inside = 0
      for place in starts[middle]..<starts[middle + 1] {
        let grid = Int(order[place])
        if !taken.isEmpty, taken[grid] { break }
        inside += counts[grid]
        guard Double(inside) > expected[place] else { continue }
        let outside = cases - inside
        let ratio =
          ownLogs[inside] - Double(inside) * logInside[place] + ownLogs[outside]
          - Double(outside) * logOutside[place]
        if ratio > bound {
          bound = ratio
          best = (Window(start: starts[middle], end: place + 1), ratio)
        }
      }
    }
    return best
  }

  /// As many cases as there are, each in the grid of a household drawn from all.
  func dealt(using random: inout StableRandom) -> [Int] {
    var counts = [Int](repeating: 0, count: sums.count)
    let all = Double(sums[sums.count - 1])
    for _ in 0..<cases {
      let household = Int(random.unit() * all)
      var (low, high) = (0, sums.count - 1)
      while low < high {
        let middle = (low + high) / 2
        if sums[middle] > household { high = middle } else { low = middle + 1 }
      }
      counts[low] += 1
    }
    return counts
  }
}

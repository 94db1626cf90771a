/// How evenly loads lie on people.
public struct LoadFigures: Hashable, Sendable {
  public let workers: Int
  /// In households, like all loads here.
  public let total: Double
  public let minimum: Double
  public let mean: Double
  public let maximum: Double
  /// Of the whole, not of a sample.
  public let standardDeviation: Double
  /// 1 when all are alike; `nil` when nobody has anything.
  public let maximumOverMean: Double?
  /// 0 when all are alike, towards 1 when one has all; `nil` when nobody has anything.
  public let gini: Double?
  /// 1 when all are alike, 1 / workers when one has all; `nil` when nobody has anything.
  public let jain: Double?
  /// Workers whose load lies in the band, both ends included; `nil` without a band.
  public let inBand: Int?

  /// The figures of some people's loads; `nil` for nobody.
  ///
  /// - Parameter loads: In thousandths of a household, at least 0.
  /// - Complexity: O(n log n).
  /// - SeeAlso: Gini, "Variabilità e mutabilità", 1912; Jain, Chiu & Hawe, DEC TR-301, 1984.
  public init?(_ loads: [Int], band: ClosedRange<Int>? = nil) {
    guard let least = loads.min(), let most = loads.max() else { return nil }
    let sorted = loads.sorted()
    let count = Double(loads.count)
    var sum: Int128 = 0
    var squares: Int128 = 0
    var ranked: Int128 = 0
    for (rank, load) in sorted.enumerated() {
      sum += Int128(load)
      squares += Int128(load) * Int128(load)
      ranked += Int128(2 * rank + 1 - loads.count) * Int128(load)
    }
    workers = loads.count
    total = Double(sum) / 1000
    minimum = Double(least) / 1000
    maximum = Double(most) / 1000
    mean = total / count
    // n·Σx² − (Σx)² is whole, so the spread of equal loads is 0 and nothing else.
    let spread = Int128(loads.count) * squares - sum * sum
    standardDeviation = Double(max(0, spread)).squareRoot() / count / 1000
    maximumOverMean = sum > 0 ? maximum / mean : nil
    gini = sum > 0 ? Double(ranked) / (count * Double(sum)) : nil
    jain = sum > 0 ? Double(sum) * Double(sum) / (count * Double(squares)) : nil
    inBand = band.map { band in
      loads.count { $0 >= band.lowerBound * 1000 && $0 <= band.upperBound * 1000 }
    }
  }
}

/// The curve of Lorenz: how much of all load the least loaded share of people have.
///
/// - Returns: One point a worker after (0, 0), shares of people and of load; the diagonal when all are alike.
public func lorenzCurve(_ loads: [Int]) -> [(people: Double, load: Double)] {
  let total = loads.reduce(0, +)
  guard total > 0 else { return [] }
  var sum = 0
  return [(0, 0)]
    + loads.sorted().enumerated().map { rank, load in
      sum += load
      return (Double(rank + 1) / Double(loads.count), Double(sum) / Double(total))
    }
}

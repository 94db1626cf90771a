/// The band a zone's weight must lie in, both ends included, and the weight it should come near.
public struct WeightBounds: Hashable, Sendable {
  public private(set) var minimum: Int
  public let target, maximum: Int

  /// A band with `0 <= minimum <= target <= maximum` and `target > 0`.
  public init(minimum: Int, target: Int, maximum: Int) throws(PartitionError) {
    guard minimum >= 0, minimum <= target, target <= maximum, target > 0, maximum < 1 << 60 else {
      throw .boundsInvalid(minimum: minimum, target: target, maximum: maximum)
    }
    self.minimum = minimum
    self.target = target
    self.maximum = maximum
  }

  /// The band of `total / zones` plus or minus a share: `⌈(1 − tolerance) T⌉ … ⌊(1 + tolerance) T⌋`, the form in
  /// which districting benchmarks state it.
  ///
  /// - Throws: ``PartitionError/boundsInvalid(minimum:target:maximum:)`` where no whole number lies in the band.
  public init(total: Int, zones: Int, tolerance: Double) throws(PartitionError) {
    guard zones > 0, total > 0, tolerance >= 0, tolerance.isFinite, tolerance < 0x1p20 else {
      throw .boundsInvalid(minimum: 0, target: total, maximum: 0)
    }
    let ideal = Double(total) / Double(zones)
    guard (1 + tolerance) * ideal < 0x1p60 else { throw .boundsInvalid(minimum: 0, target: total, maximum: .max) }
    // The slack keeps a band end that is a whole number on paper from falling to the rounding of a product.
    let slack = ideal * 1e-12
    let minimum = Int(max(0, (1 - tolerance) * ideal - slack).rounded(.up))
    let maximum = Int(((1 + tolerance) * ideal + slack).rounded(.down))
    let target = Swift.min(Swift.max(Int(ideal.rounded()), minimum), maximum)
    try self.init(minimum: minimum, target: target, maximum: maximum)
  }

  /// The band of a weight plus or minus some other, never below 0.
  init(around target: Int, spread: Int) {
    precondition(target > 0 && spread >= 0)
    minimum = max(0, target - spread)
    self.target = target
    maximum = target + spread
  }

  /// The band with a lower minimum where it is above a limit.
  func withMinimum(atMost limit: Int) -> WeightBounds {
    var bounds = self
    bounds.minimum = min(minimum, limit)
    return bounds
  }

  /// Whether a weight lies in the band.
  public func contains(_ weight: Int) -> Bool { minimum <= weight && weight <= maximum }

  /// How far a weight lies outside the band; 0 inside.
  public func violation(of weight: Int) -> Int { max(0, minimum - weight, weight - maximum) }

  /// The least total violation that `zones` zones of `total` weight in all can have, wherever atoms lie.
  public func leastViolation(total: Int, zones: Int) -> Int {
    let low = minimum.multipliedReportingOverflow(by: zones)
    let high = maximum.multipliedReportingOverflow(by: zones)
    return max(0, low.overflow ? Int.max / 2 : low.partialValue - total, high.overflow ? 0 : total - high.partialValue)
  }

  /// The numbers of zones among which a total can be shared with every share in the band; empty if none.
  public func admissibleCounts(total: Int) -> Range<Int> {
    let least = max(1, (total + maximum - 1) / maximum)
    let most = minimum == 0 ? max(least, total) : total / minimum
    return least <= most ? least..<(most + 1) : least..<least
  }
}

/// Whether there is enough of a service, not only one near: the enhanced two-step floating catchment area.
///
/// First every point shares what it supplies among the weighted demand of its catchment; then every place adds up its
/// shares of the points it can reach, weighted the same. What all places get, times their demand, is what the points
/// with any demand in reach supply.
///
/// - SeeAlso: Luo & Qi, "An Enhanced Two-Step Floating Catchment Area (E2SFCA) Method for Measuring Spatial Accessibility
///   to Primary Care Physicians", Health & Place 15(4), 2009.
public struct FloatingCatchment: Hashable, Sendable {
  /// Supply a unit of demand at each place: doctors a household, for instance.
  public let accessibility: [Double]
  /// Supply over weighted demand at each point; `nil` where nobody is within reach.
  public let ratios: [Double?]

  /// How much less a place counts with distance: the weight of each of as many equal steps up to the limit.
  public struct Decay: Hashable, Sendable {
    public let weights: [Double]

    /// The weights of Luo and Qi for three equal zones.
    public static let luoQi = Decay(unchecked: [1, 0.68, 0.22])
    /// No decay: the method before it was enhanced.
    public static let none = Decay(unchecked: [1])

    /// - Parameter weights: Of each zone from the point outwards, none below zero.
    public init(weights: [Double]) throws(AccessError) {
      guard !weights.isEmpty else { throw .sizeMismatch(expected: 1, found: 0) }
      for weight in weights where !(weight >= 0 && weight.isFinite) { throw .badSetting(name: "decay", value: weight) }
      self.weights = weights
    }

    private init(unchecked weights: [Double]) { self.weights = weights }

    func weight(at minutes: Double, limit: Double) -> Double {
      let zone = Int((minutes / limit * Double(weights.count)).rounded(.up)) - 1
      return zone < weights.count ? weights[max(0, zone)] : 0
    }
  }

  /// - Parameters:
  ///   - times: From each point to each place within the limit.
  ///   - supply: What each point has to give.
  ///   - demand: Households at each place.
  /// - Complexity: O(pairs within the limit).
  public init(_ times: TravelTimes, supply: [Double], demand: [Double], decay: Decay = .luoQi) throws(AccessError) {
    guard supply.count == times.pointCount else { throw .sizeMismatch(expected: times.pointCount, found: supply.count) }
    guard demand.count == times.placeCount else { throw .sizeMismatch(expected: times.placeCount, found: demand.count) }
    guard times.limit.isFinite, times.limit > 0 else { throw .badSetting(name: "minutes", value: times.limit) }
    for (index, value) in (supply + demand).enumerated() where !(value >= 0 && value.isFinite) {
      throw .badWeight(index: index < supply.count ? index : index - supply.count, value: value)
    }
    var accessibility = [Double](repeating: 0, count: times.placeCount)
    var ratios = [Double?](repeating: nil, count: times.pointCount)
    for point in 0..<times.pointCount {
      var sum = 0.0
      times.forEach(from: point) { sum += demand[$0] * decay.weight(at: $1, limit: times.limit) }
      guard sum > 0 else { continue }
      let ratio = supply[point] / sum
      ratios[point] = ratio
      times.forEach(from: point) { accessibility[$0] += ratio * decay.weight(at: $1, limit: times.limit) }
    }
    self.accessibility = accessibility
    self.ratios = ratios
  }
}

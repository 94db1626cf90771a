/// What a household weighs for whoever looks after it. By default every household weighs one.
public struct LoadRule: Hashable, Sendable {
  /// In which grids a household counts.
  public enum Count: String, CaseIterable, Hashable, Sendable {
    /// In its leaf alone: a household counts once, however many levels are staffed.
    case leaves
    /// In every grid that holds it: figures then hold for one level at a time.
    case levels
  }

  public let count: Count
  /// Thousandths of a household that a household on urban and on rural ground weighs.
  public let urban, rural: Int
  /// Thousandths of a household that a kilometre of a round past all homes of the grid weighs.
  public let kilometre: Int
  /// Thousandths of a household that each one counted in a household group weighs beyond its household's own weight, by
  /// group. One that is in several groups weighs for each.
  public let groups: [String: Int]
  /// Households that one visit weighs, by class of visit.
  public let visits: [String: Double]

  /// One household, one weight.
  public static let households = LoadRule()

  /// Weights in thousandths of a household; those of visits in households.
  public init(
    count: Count = .leaves, urban: Int = 1000, rural: Int = 1000, kilometre: Int = 0, groups: [String: Int] = [:],
    visits: [String: Double] = [:]
  ) {
    self.count = count
    self.urban = urban
    self.rural = rural
    self.kilometre = kilometre
    self.groups = groups
    self.visits = visits
  }

  /// Whether loads are something else than numbers of households, and must not be told as such.
  public var isWeighted: Bool { self != LoadRule(count: count) }

  /// Whether anything has a weight at all.
  var weighsAnything: Bool {
    urban > 0 || rural > 0 || kilometre > 0 || groups.values.contains { $0 > 0 } || visits.values.contains { $0 > 0 }
  }

  /// A load in words: so many households, or so much load.
  public func words(_ amount: String, isOne: Bool = false) -> StaffText {
    isWeighted
      ? StaffText(en: "a load of \(amount)", zh: "加权负荷 \(amount)")
      : StaffText(en: "\(amount) \(isOne ? "household" : "households")", zh: "\(amount) 户")
  }

  /// The load of a grid in thousandths of a household.
  ///
  /// The round is estimated by 0.7124 · √(homes · area), which is what the shortest tour through many random places
  /// comes to.
  ///
  /// - Parameters:
  ///   - area: In square metres.
  ///   - groups: How many of each household group live in the grid.
  ///   - yearlyVisits: Visits due in a year, by class.
  /// - SeeAlso: Beardwood, Halton & Hammersley, "The shortest path through many points", 1959; the constant is that of
  ///   Johnson & McGeoch, 1996.
  public func load(
    urban: Int, rural: Int, area: Double, groups: [String: Int] = [:], yearlyVisits: [String: Double] = [:]
  ) -> Int {
    var load = urban * self.urban + rural * self.rural
    if kilometre > 0, area > 0 {
      let metres = 0.7124 * (Double(urban + rural) * area).squareRoot()
      load += Int((metres / 1000 * Double(kilometre)).rounded())
    }
    for (group, weight) in self.groups { load += weight * (groups[group] ?? 0) }
    // Each class is rounded by itself, so that the order of classes plays no part.
    for (visitClass, weight) in visits { load += Int((1000 * weight * (yearlyVisits[visitClass] ?? 0)).rounded()) }
    return load
  }
}

public import GridGeometry

/// A road or path as a layer gives it: its course, and what it is.
public struct WayLine: Hashable, Sendable {
  /// In metres.
  public var points: [Point]
  /// The class that gives it its speed, such as `footway`.
  public var category: String
  /// Whether it runs above or below what it crosses: a bridge or a tunnel meets other ways only where they share a vertex.
  public var isDetached: Bool

  /// A way on the ground unless said otherwise.
  public init(_ points: [Point], category: String, isDetached: Bool = false) {
    self.points = points
    self.category = category
    self.isDetached = isDetached
  }
}

/// How fast people walk on ways of each class. Ways of a class without a speed are not walked.
public struct WalkingSpeeds: Hashable, Sendable {
  /// In kilometres an hour, on ordinary ground and off the network.
  public let base: Double
  /// The share of ``base`` on ways of a class.
  public let factors: [String: Double]

  /// - Parameters:
  ///   - base: In kilometres an hour.
  ///   - factors: Above zero; classes left out are not walked.
  /// - Throws: ``AccessError/badSetting(name:value:)``.
  public init(base: Double = 4.5, factors: [String: Double] = WalkingSpeeds.openStreetMap) throws(AccessError) {
    guard base.isFinite, base > 0, base <= 200 else { throw .badSetting(name: "speed", value: base) }
    for (name, factor) in factors.sorted(by: { $0.key < $1.key }) where !(factor > 0 && factor.isFinite) {
      throw .badSetting(name: "speed of \(name)", value: factor)
    }
    self.base = base
    self.factors = factors
  }

  /// The minutes a metre takes on ways of a class, `nil` where nobody walks.
  public func minutesPerMetre(of category: String) -> Double? { factors[category].map { 0.06 / (base * $0) } }

  /// The minutes a metre takes off the network.
  public var minutesPerMetre: Double { 0.06 / base }

  /// The classes of OpenStreetMap's `highway` that are open to walkers; motorways are not. Stairs take twice the time.
  public static let openStreetMap: [String: Double] = {
    let level = [
      "bridleway", "busway", "corridor", "crossing", "cycleway", "footway", "living_street", "path", "pedestrian",
      "primary", "primary_link", "residential", "road", "secondary", "secondary_link", "service", "tertiary",
      "tertiary_link", "trunk", "trunk_link", "unclassified",
    ]
    var factors = Dictionary(uniqueKeysWithValues: level.map { ($0, 1.0) })
    factors["steps"] = 0.5
    factors["track"] = 0.9
    factors["path"] = 0.9
    return factors
  }()
}

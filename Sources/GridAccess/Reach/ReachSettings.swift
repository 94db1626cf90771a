/// What "within reach" means: so many minutes at such a pace over such ways.
public struct ReachSettings: Hashable, Sendable {
  /// In minutes.
  public var minutes: Double
  /// In kilometres an hour.
  public var speed: Double
  /// How much longer the way is than the straight line, where no network is used.
  public var detour: Double
  /// How far a point may be from the nearest way, in metres.
  public var snapLimit: Double
  public var usesNetwork: Bool
  /// Whether ways that cross without a common vertex are joined, bridges and tunnels excepted.
  public var joinsCrossings: Bool
  /// The share of ``speed`` on ways of each class, above zero; classes left out are not walked.
  public var factors: [String: Double]

  /// A quarter of an hour on foot over the network, unless said otherwise.
  public init(
    minutes: Double = 15, speed: Double = 4.5, detour: Double = 1.3, snapLimit: Double = 300, usesNetwork: Bool = true,
    joinsCrossings: Bool = false, factors: [String: Double] = WalkingSpeeds.openStreetMap
  ) {
    self.minutes = minutes
    self.speed = speed
    self.detour = detour
    self.snapLimit = snapLimit
    self.usesNetwork = usesNetwork
    self.joinsCrossings = joinsCrossings
    self.factors = factors
  }

  /// Checks every number and builds the network.
  ///
  /// - Throws: ``AccessError/badSetting(name:value:)`` or ``AccessError/emptyNetwork``.
  public func traveller(over ways: [WayLine]) throws(AccessError) -> Traveller {
    let speeds = try WalkingSpeeds(base: speed, factors: factors)
    guard minutes > 0, minutes <= 100_000 else { throw .badSetting(name: "minutes", value: minutes) }
    guard usesNetwork else { return try Traveller(.straight(detour: detour), speeds: speeds) }
    let network = try TravelNetwork(ways, speeds: speeds, joinsCrossings: joinsCrossings)
    return try Traveller(.network(network, snapLimit: snapLimit), speeds: speeds)
  }
}

extension Traveller {
  /// The network it walks on, if any.
  public var network: TravelNetwork? {
    guard case .network(let network, _) = mode else { return nil }
    return network
  }
}

/// What `gridwright reach --json` prints.
public struct ReachSummary: Sendable, Encodable {
  /// A group of households and how many of them are beyond reach.
  public struct Group: Sendable, Encodable {
    /// Code of the grid, community or township.
    public let code: String
    public let name: String
    /// The denominator.
    public let households: Int
    /// The numerator: households beyond the limit.
    public let beyond: Int
    /// Those of them that no way leads from.
    public let unreached: Int
    /// Mean walk to the nearest point, of those who can reach one.
    public let meanMinutes: Double?
    /// Supply a thousand households by the floating catchment.
    public let accessibility: Double?
  }

  /// A service point and its circle.
  public struct Stop: Sendable, Encodable {
    public let id: String
    public let name: String
    /// Leaf grid; `nil` outside the county.
    public let grid: String?
    /// Households within the limit; those near several points count at each.
    public let households: Int
    /// Households for which it is the nearest.
    public let nearestFor: Int
    /// Metres to the network; `nil` without one, or too far from it.
    public let gap: Double?
  }

  /// The network walked on.
  public struct Ways: Sendable, Encodable {
    public let nodes: Int
    public let edges: Int
    public let kilometres: Double
    public let pieces: Int
    public let largestPieceKilometres: Double
    /// Households on pieces without a point.
    public let householdsCutOff: Int
    /// Households too far from every way.
    public let householdsOffNetwork: Int
  }

  /// New points.
  public struct Siting: Sendable, Encodable {
    /// One of the points chosen.
    public struct Place: Sendable, Encodable {
      public let id: String
      public let longitude: Double
      public let latitude: Double
      public let grid: String?
      public let community: String?
      /// Households within the limit of it.
      public let households: Int
    }

    public let objective: String
    public let candidates: Int
    public let demandHouseholds: Int
    /// Households that take no part: no candidate and no point looked at can serve them.
    public let leftOut: Int
    /// Those of them on pieces of the network that were not looked at: value and proof are of the other pieces only.
    public let onOtherPieces: Int
    public let capacitated: Bool
    public let points: [Place]
    public let value: Double
    public let bound: Double
    public let gap: Double
    public let proved: Bool
    /// What value and bound count.
    public let unit: String
    public let before: Effect
    public let after: Effect
  }

  /// Reach with some points.
  public struct Effect: Sendable, Encodable {
    public let households: Int
    public let beyond: Int
    public let meanMinutes: Double?
  }

  public let schema: Int
  public let asOf: String
  public let category: String
  public let minutes: Double
  public let speed: Double
  /// `network` or `straight`.
  public let travel: String
  public let detour: Double?
  public let snap: Double?
  public let network: Ways?
  public let households: Int
  public let within: Int
  public let beyond: Int
  public let unreached: Int
  public let meanMinutes: Double?
  /// Households that were modelled from buildings, not counted.
  public let modelledHouseholds: Int
  public let points: [Stop]
  public let townships: [Group]
  public let communities: [Group]
  public let grids: [Group]
  public let siting: Siting?
  public let problems: [BilingualText]

  enum CodingKeys: String, CodingKey {
    case schema, asOf, minutes, speed, travel, detour, snap, network, households, within, beyond, unreached, meanMinutes
    case modelledHouseholds, points, townships, communities, grids, siting, problems
    case category = "class"
  }

  /// Whether everybody is within reach and nothing was passed over.
  public var isClean: Bool { beyond == 0 && problems.isEmpty }
}

public import GridGeometry

/// A village or residents' community: no atom and no base grid crosses its border.
public struct CommunityArea: Hashable, Sendable {
  /// Unique among the communities of one ground, such as the 12-digit statistical code.
  public var code: String
  public var name: String
  public var township: String
  public var isUrban: Bool
  /// Any number of parts; a part away from the others is an exclave.
  public var ground: MultiPolygon

  /// A community, urban unless said otherwise.
  public init(code: String, name: String, township: String = "", isUrban: Bool = true, ground: MultiPolygon) {
    self.code = code
    self.name = name
    self.township = township
    self.isUrban = isUrban
    self.ground = ground
  }
}

/// A polygon whose households are already counted and which is never split.
public struct UnitArea: Hashable, Sendable {
  public var id: String
  public var households: Int
  public var persons: Int?
  /// The code of its community, where the source states it.
  public var community: String?
  /// `nil` takes the community's word.
  public var isUrban: Bool?
  /// How many of each household group, in an order that the caller keeps; empty for none.
  public var groups: [Int]
  public var ground: MultiPolygon

  /// A counted unit. Without a stated community, the one it lies in is taken.
  public init(
    id: String, households: Int, persons: Int? = nil, community: String? = nil, isUrban: Bool? = nil,
    groups: [Int] = [], ground: MultiPolygon
  ) {
    self.id = id
    self.households = households
    self.persons = persons
    self.community = community
    self.isUrban = isUrban
    self.groups = groups
    self.ground = ground
  }
}

/// A line grids should not cross: a road, a railway, a river.
public struct BarrierLine: Hashable, Sendable {
  /// When a line becomes part of the network.
  public enum Tier: Int, Hashable, Sendable {
    /// Always: it bounds blocks.
    case first = 1
    /// Only inside blocks that hold too many households: lanes, paths, ditches.
    case second = 2
  }

  /// As the source or the manifest names it, such as `primary` or `river`.
  public var category: String
  /// For people; empty where it has none.
  public var name: String
  /// How good a limit it is, ≥ 0; a greater weight makes a better border.
  public var weight: Double
  /// Nobody walks across, except by a bridge.
  public var isHard: Bool
  public var isBridge: Bool
  /// Lines under the ground bound nothing and are left out.
  public var isTunnel: Bool
  public var tier: Tier
  public var line: LineString

  /// A line on the ground that can be walked across and that always divides, unless said otherwise.
  public init(
    category: String, name: String = "", weight: Double, isHard: Bool = false, isBridge: Bool = false,
    isTunnel: Bool = false, tier: Tier = .first, line: LineString
  ) {
    self.category = category
    self.name = name
    self.weight = weight
    self.isHard = isHard
    self.isBridge = isBridge
    self.isTunnel = isTunnel
    self.tier = tier
    self.line = line
  }
}

/// Ground whose outline is a barrier, such as a lake.
public struct BarrierArea: Hashable, Sendable {
  public var category: String
  public var name: String
  public var weight: Double
  public var isHard: Bool
  public var ground: MultiPolygon

  /// An area that can be crossed, unless it is hard.
  public init(category: String, name: String = "", weight: Double, isHard: Bool = false, ground: MultiPolygon) {
    self.category = category
    self.name = name
    self.weight = weight
    self.isHard = isHard
    self.ground = ground
  }
}

/// A building, or any other place with a number of households.
public struct HouseholdPlace: Hashable, Sendable {
  public var id: String
  /// ≥ 0; a place without households keeps its footprint whole all the same.
  public var households: Int
  public var persons: Int?
  /// Whether the number was estimated rather than counted.
  public var isModelled: Bool
  /// How many of each household group, in the order of the units'; empty for none.
  public var groups: [Int]
  /// Cuts avoid it.
  public var footprint: Polygon?
  /// The point that decides which atom the place belongs to; inside the footprint where there is one.
  public var point: Point

  /// A place with counted households; `point` decides which atom it belongs to.
  public init(
    id: String, households: Int, persons: Int? = nil, isModelled: Bool = false, groups: [Int] = [],
    footprint: Polygon? = nil, point: Point
  ) {
    self.id = id
    self.households = households
    self.persons = persons
    self.isModelled = isModelled
    self.groups = groups
    self.footprint = footprint
    self.point = point
  }
}

/// A residential compound or hamlet that stays whole. One without households is no compound and is not looked at.
public struct CompoundArea: Hashable, Sendable {
  public var id: String
  public var ground: MultiPolygon

  /// A compound by an id of its own and its ground.
  public init(id: String, ground: MultiPolygon) {
    self.id = id
    self.ground = ground
  }
}

/// An institution that gets a dedicated grid: its ground is carved out as atoms of its own.
public struct SiteArea: Hashable, Sendable {
  public var id: String
  public var category: String
  public var name: String
  /// Where two sites overlap, the greater rank takes the ground; equal ranks go by `id`.
  public var rank: Double
  /// Empty for a site known by a point only.
  public var ground: MultiPolygon
  /// Used when `ground` is empty: the compound or footprint around it becomes the site, or else a small square.
  public var point: Point?

  /// A site by its ground, or by a point where `ground` is empty.
  public init(
    id: String, category: String, name: String, rank: Double = 0, ground: MultiPolygon, point: Point? = nil
  ) {
    self.id = id
    self.category = category
    self.name = name
    self.rank = rank
    self.ground = ground
    self.point = point
  }
}

/// Everything ``makeAtoms(_:_:control:)`` looks at, in one projected system in metres.
///
/// Two ways in, which may be mixed: `units` cover ground with counted polygons; whatever of the communities they
/// leave open is divided by barriers and filled by `households`.
public struct GroundInput: Hashable, Sendable {
  /// May be empty when every unit states its community.
  public var communities: [CommunityArea]
  public var units: [UnitArea]
  public var barriers: [BarrierLine]
  public var areas: [BarrierArea]
  public var households: [HouseholdPlace]
  public var compounds: [CompoundArea]
  public var sites: [SiteArea]

  /// Ground without the layers that are not named.
  public init(
    communities: [CommunityArea] = [], units: [UnitArea] = [], barriers: [BarrierLine] = [],
    areas: [BarrierArea] = [], households: [HouseholdPlace] = [], compounds: [CompoundArea] = [],
    sites: [SiteArea] = []
  ) {
    self.communities = communities
    self.units = units
    self.barriers = barriers
    self.areas = areas
    self.households = households
    self.compounds = compounds
    self.sites = sites
  }
}

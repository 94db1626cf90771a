public import GridGeometry
public import GridVisits

/// A grid as a plan states it; the audit believes its ground and checks everything else.
public struct AuditGrid: Hashable, Sendable {
  public var code: String
  /// The code of the grid it divides; `nil` or empty for a first-level or dedicated grid.
  public var parent: String?
  public var level: Int
  /// `first`, `second`, `third`, `dedicated`, or a name of ``AuditInput/kinds``.
  public var kind: String
  /// The code of its community.
  public var community: String
  public var households: Int
  public var isLeaf: Bool
  /// Whether the plan says that the ground may lie in several parts.
  public var isExclave: Bool
  /// As stored, in square metres; `nil` when the plan stores none.
  public var area: Double?
  /// As stored, in metres.
  public var perimeter: Double?
  /// As stored, in `0...1`.
  public var polsbyPopper: Double?
  public var ground: MultiPolygon

  /// A grid as a file states it; measures the file does not keep are `nil` and not checked.
  public init(
    code: String, parent: String? = nil, level: Int, kind: String, community: String, households: Int, isLeaf: Bool,
    isExclave: Bool = false, area: Double? = nil, perimeter: Double? = nil, polsbyPopper: Double? = nil,
    ground: MultiPolygon
  ) {
    self.code = code
    self.parent = parent
    self.level = level
    self.kind = kind
    self.community = community
    self.households = households
    self.isLeaf = isLeaf
    self.isExclave = isExclave
    self.area = area
    self.perimeter = perimeter
    self.polsbyPopper = polsbyPopper
    self.ground = ground
  }
}

/// The smallest piece of ground that is never split, with the leaf grid that holds it.
public struct AuditAtom: Hashable, Sendable {
  public var id: String
  public var households: Int
  /// The code of its community.
  public var community: String
  /// The compound it is part of; `nil` or empty for none.
  public var compound: String?
  public var site: String?
  /// The unit of the input it was cut from, when the plan keeps it; atoms of one unit stay together.
  public var unit: String?
  /// The code of its leaf grid; empty when it has none.
  public var grid: String
  public var isUrban: Bool
  public var ground: MultiPolygon

  /// An atom as a file states it; urban where the file does not tell.
  public init(
    id: String, households: Int, community: String, compound: String? = nil, site: String? = nil, unit: String? = nil,
    grid: String, isUrban: Bool = true, ground: MultiPolygon
  ) {
    self.id = id
    self.households = households
    self.community = community
    self.compound = compound
    self.site = site
    self.unit = unit
    self.grid = grid
    self.isUrban = isUrban
    self.ground = ground
  }
}

/// A community as the input drew it: the authority on the county's ground.
public struct AuditCommunity: Hashable, Sendable {
  public var code: String
  public var name: String
  /// The township it belongs to; empty when the plan names none.
  public var township: String
  /// Its stated total; `nil` when the plan states none.
  public var households: Int?
  public var ground: MultiPolygon

  /// A community by code and ground; its total is checked only where stated.
  public init(
    code: String, name: String = "", township: String = "", households: Int? = nil, ground: MultiPolygon
  ) {
    self.code = code
    self.name = name
    self.township = township
    self.households = households
    self.ground = ground
  }
}

/// A kind of grid and its place in the tree.
public struct AuditKind: Hashable, Sendable {
  public var name: String
  public var level: Int
  /// Whether grids of this kind, with the other base kinds, tile the county.
  public var isBase: Bool

  /// A kind by name; the name is what ``AuditGrid/kind`` and ``AuditBand/kind`` refer to.
  public init(name: String, level: Int, isBase: Bool) {
    self.name = name
    self.level = level
    self.isBase = isBase
  }

  /// First, second and third level, and dedicated grids carved out of the ground.
  public static let carved: [AuditKind] = [
    AuditKind(name: "first", level: 1, isBase: true), AuditKind(name: "second", level: 2, isBase: false),
    AuditKind(name: "third", level: 3, isBase: false), AuditKind(name: "dedicated", level: 0, isBase: true),
  ]

  /// The same with dedicated grids laid over the others: they take no part in the tiling and hold no atoms.
  public static let overlaid: [AuditKind] = carved.map {
    $0.name == "dedicated" ? AuditKind(name: $0.name, level: $0.level, isBase: false) : $0
  }
}

/// What a community is, for bands that differ between town and country.
///
/// A community is rural where more households of its atoms live on rural ground than on urban; where nobody lives,
/// where more of its atoms are rural. It is urban otherwise, without atoms too. All grids of a community are of its
/// class, because a community is divided as a whole with one band a level.
public enum CommunityClass: String, Hashable, Sendable, CaseIterable { case urban, rural }

/// The households a grid of one kind may hold, both ends included.
public struct AuditBand: Hashable, Sendable {
  public var kind: String
  /// The communities it holds for; `nil`: all.
  public var communities: CommunityClass?
  public var minimum: Int
  public var maximum: Int

  /// A band with both ends included, for all communities unless one class is named.
  public init(kind: String, communities: CommunityClass? = nil, minimum: Int, maximum: Int) {
    self.kind = kind
    self.communities = communities
    self.minimum = minimum
    self.maximum = maximum
  }
}

/// Why a plan says a grid cannot be inside its band.
public struct AuditReason: Hashable, Sendable {
  /// What the audit can recompute about a reason.
  public enum Cause: Hashable, Sendable {
    /// One atom, or one compound kept whole, alone is above the maximum.
    case atomAboveMaximum
    /// The households of the community (or of the parent grid) fit no number of grids.
    case totalFitsNoCount
    /// Anything that only the search can know.
    case other
  }

  public var cause: Cause
  public var text: Wording

  /// A reason in words for people, with what of it can be recomputed.
  public init(_ cause: Cause, text: Wording) {
    self.cause = cause
    self.text = text
  }
}

/// How codes are to look.
public enum AuditCodeShape: Hashable, Sendable {
  /// 12-digit community code and a 3-digit serial; children add `-NN` to their parent's code.
  case standard
  /// Somebody else's codes: only unique and not empty.
  case free
}

/// A plan as values, filled from `plan.gpkg` by whoever reads it.
public struct AuditInput: Sendable {
  public var grids: [AuditGrid]
  public var atoms: [AuditAtom]
  public var communities: [AuditCommunity]
  public var bands: [AuditBand]
  /// Declared exceptions, by grid code.
  public var reasons: [String: AuditReason]
  /// The name of the reference system, for the words of a finding.
  public var referenceSystem: String
  /// Whether coordinates are projected metres; areas mean nothing otherwise.
  public var isProjectedMetres: Bool
  public var kinds: [AuditKind]
  public var codeShape: AuditCodeShape
  /// The deepest level at which compounds (and units) are kept whole; base grids keep them in any case.
  public var wholeCompoundsDownTo: Int
  /// The county's households by another source, when known.
  public var expectedHouseholds: Int?
  /// The distance in metres below which two points count as one: thinner differences are no gap and no overlap.
  public var tolerance: Double
  /// Which visits are due and which are paid; `nil` for a plan without visit classes.
  public var visits: VisitBook?
  /// What the plan promises about reach, if anything.
  public var reach: AuditReach?
  /// People and posts; `nil` for a plan without a roster, whose staffing is not checked.
  public var staffing: AuditStaffing?
  /// The open cases; `nil` for a plan without cases, or where nobody looks at them.
  public var cases: AuditCases?
  /// The class of the site each dedicated grid was made for, by the grid's code; needed where staffing rules tell them apart.
  public var siteClasses: [String: String] = [:]
  /// The polygons that the grids were adopted from, as they came; empty for a plan of another making.
  public var adopted: [CoverageGround] = []
  /// Whether the communities have no ground but that of the grids, so that what they enclose and leave out is ground of
  /// the county too: so it is where a layer was adopted without a county.
  public var isGroundOfGrids = false

  /// A plan of carved grids with standard codes, unless said otherwise; without bands none is checked.
  public init(
    grids: [AuditGrid], atoms: [AuditAtom], communities: [AuditCommunity], bands: [AuditBand] = [],
    reasons: [String: AuditReason] = [:], referenceSystem: String = "", isProjectedMetres: Bool = true,
    kinds: [AuditKind] = AuditKind.carved, codeShape: AuditCodeShape = .standard, wholeCompoundsDownTo: Int = 1,
    expectedHouseholds: Int? = nil, tolerance: Double = 0.002, visits: VisitBook? = nil, reach: AuditReach? = nil,
    staffing: AuditStaffing? = nil
  ) {
    self.grids = grids
    self.atoms = atoms
    self.communities = communities
    self.bands = bands
    self.reasons = reasons
    self.referenceSystem = referenceSystem
    self.isProjectedMetres = isProjectedMetres
    self.kinds = kinds
    self.codeShape = codeShape
    self.wholeCompoundsDownTo = wholeCompoundsDownTo
    self.expectedHouseholds = expectedHouseholds
    self.tolerance = tolerance
    self.visits = visits
    self.reach = reach
    self.staffing = staffing
  }
}

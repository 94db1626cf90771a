public import GridGeometry

/// A level of the tree that a page draws: townships, communities, first-level grids and so on.
public struct PageLevel: Hashable, Sendable {
  public var code: String
  /// In the singular, such as "first-level grid".
  public var name: PageText
  /// How far down: what has the greater rank lies in what has the smaller. Levels side by side, such as first-level and
  /// dedicated grids, share a rank.
  public var rank: Int
  /// Whether it is one of the grids that people are responsible for, rather than an area such as a community.
  public var isGrid: Bool
  /// Whether its grids are for one institution each, and told from their neighbours by their outline.
  public var isDedicated: Bool

  /// A level at a rank of the tree.
  public init(code: String, name: PageText, rank: Int, isGrid: Bool = true, isDedicated: Bool = false) {
    self.code = code
    self.name = name
    self.rank = rank
    self.isGrid = isGrid
    self.isDedicated = isDedicated
  }
}

/// A piece of the county with its figures: a grid, or an area that grids make up, such as a community or a township. The
/// county is a tree of them.
public struct PageGrid: Hashable, Sendable {
  /// Unique in the page.
  public var code: String
  public var name: String
  /// The code of its level.
  public var level: String
  /// The code of the grid or area it is part of, of a smaller rank.
  public var parent: String?
  /// `nil` where not known, or not published.
  public var households: Int?
  /// People who have a post here; `nil` where the plan has no staff.
  public var staff: Int?
  /// In the plan's metres. Neighbours have equal vertices along the border they share. What has parts with ground of
  /// their own is drawn from these, and its own ground is not looked at.
  public var ground: MultiPolygon
  /// Laid over other grids, whose ground it shares.
  public var isOverlay: Bool
  /// What is stated of its cases; `nil` where the page is to count those it carries.
  public var stated: PageCounts?
  /// At the instant of the page.
  public var hotSpot: PageHotSpot?
  /// Further facts, in order, such as its responsible post.
  public var facts: [PageFact]

  /// A grid; whatever is left out is not known.
  public init(
    code: String, name: String, level: String, parent: String? = nil, households: Int? = nil, staff: Int? = nil,
    ground: MultiPolygon = .empty, isOverlay: Bool = false, stated: PageCounts? = nil, hotSpot: PageHotSpot? = nil,
    facts: [PageFact] = []
  ) {
    self.code = code
    self.name = name
    self.level = level
    self.parent = parent
    self.households = households
    self.staff = staff
    self.ground = ground
    self.isOverlay = isOverlay
    self.stated = stated
    self.hotSpot = hotSpot
    self.facts = facts
  }
}

/// A fact beside the ones a page knows of: a label and a value.
public struct PageFact: Hashable, Sendable {
  public var label: PageText
  public var value: PageText

  /// A labelled value.
  public init(_ label: PageText, _ value: PageText) {
    self.label = label
    self.value = value
  }
}

/// Counts of the cases of a grid, at the instant of the page. What is `nil` is suppressed, which is not zero, and the page
/// says so.
public struct PageCounts: Hashable, Sendable {
  public var open: Int?
  /// Of the open ones.
  public var overdue: Int?
  /// Closed by then; a page shows it where any grid has one.
  public var closed: Int?
  /// Open ones in the order of the page's classes; empty where they are not told.
  public var byClass: [Int?]
  /// Open ones in the order of the page's colours; empty where they are not told.
  public var byColor: [Int?]
  /// The code of the worst colour that is open there; `nil` where there is none, or where it is suppressed.
  public var worst: String?

  /// Counts; whatever is left out is suppressed, or not told.
  public init(
    open: Int?, overdue: Int? = nil, closed: Int? = nil, byClass: [Int?] = [], byColor: [Int?] = [],
    worst: String? = nil
  ) {
    self.open = open
    self.overdue = overdue
    self.closed = closed
    self.byClass = byClass
    self.byColor = byColor
    self.worst = worst
  }
}

/// Whether cases by households are high in a grid and around it.
public struct PageHotSpot: Hashable, Sendable {
  /// The Getis–Ord statistic Gi*, in standard deviations.
  public var z: Double
  /// The share of false alarms among all grids called hot down to this one.
  public var q: Double
  public var isHot: Bool
  /// The number, from 1, of the cluster of the scan statistic that it is part of.
  public var cluster: Int?

  /// What a test says about one grid.
  public init(z: Double, q: Double, isHot: Bool, cluster: Int? = nil) {
    self.z = z
    self.q = q
    self.isHot = isHot
    self.cluster = cluster
  }
}

public import GridCases
public import GridGeometry
public import GridVisits

/// The people's-conditions map: what is open in a county at an instant, where, how urgent, and how it adds up. All files
/// of a map, and all pictures, are made of this value alone; what an audience may not see is not in it.
public struct ConditionsMap: Sendable {
  public let audience: ConditionsAudience
  /// The county, by name and code.
  public let name: String
  public let countyCode: String
  /// To the public, the beginning of a day.
  public let asOf: Instant
  public let zone: ClockZone
  /// Of all points and grounds, in metres.
  public let referenceSystem: ReferenceSystem
  /// Cases and counts name them by number. To the public, only those that the rules know, and one for all others.
  public let classes: [ConditionsClass]
  /// The colours of cases, the worst first.
  public let colors: [LedgerColor]
  /// How a place comes by its colour.
  public let gridColors: GridColors
  public internal(set) var cases: [ConditionsCase]
  /// Leaf grids and those above them, in the order of the plan.
  public internal(set) var grids: [ConditionsGrid]
  /// What the policy calls the kinds of grids.
  public let kindNames: [GridKind: BilingualText]
  /// The township that the map is limited to; `nil` for the whole county.
  public internal(set) var township: ConditionsPlace?
  /// Of the county, or of that township.
  public internal(set) var county: ConditionsFigures
  /// By code.
  public internal(set) var townships: [ConditionsPlace]
  public internal(set) var communities: [ConditionsPlace]
  /// Leaf grids with more cases together than their households explain, the likeliest first; of a public map from the
  /// counts that it shows.
  public internal(set) var clusters: [ConditionsCluster] = []
  public internal(set) var totals: ConditionsTotals
  /// Only of an internal map, where it is asked for.
  public internal(set) var history: ConditionsHistory?
  /// Whose data the plan stands on.
  public let attribution: String
  public let isSynthetic: Bool
  /// What a reader has to know: for whom it is, what is modelled, synthetic, left out.
  public internal(set) var notes: [BilingualText]
  /// Of the public map.
  public let k: Int?

  /// What the map is of: the county, or a township in it.
  public var placeName: String { township.map { "\($0.name) · \(name)" } ?? name }

  /// The instant as its audience may see it: `2020-01-02T15:00:00-08:00`, or the day alone.
  public var asOfText: String {
    audience == .public ? asOf.coarsened(to: .day, in: zone) : asOf.text(in: zone)
  }

  /// The colour of a place by the rules; `nil` for none, and where the audience is not told.
  public func color(of figures: ConditionsFigures) -> LedgerColor? {
    guard gridColors.ledger != nil else { return figures.worstColor.map { colors[$0] } }
    guard let open = figures.open.number, let overdue = figures.overdue else { return nil }
    return gridColors.color(open: open, overdue: overdue)
  }
}

/// A class of cases.
public struct ConditionsClass: Hashable, Sendable {
  public let code: String
  public let name: BilingualText
  public let isSensitive: Bool
}

/// A count as an audience may see it.
public enum ShownCount: Hashable, Sendable {
  case number(Int)
  /// Not told, because it is small or because it would tell a small one. It is not zero.
  case suppressed

  init(_ count: Int?) { self = count.map(Self.number) ?? .suppressed }

  /// `nil` where it is suppressed.
  public var number: Int? {
    switch self {
    case .number(let count): count
    case .suppressed: nil
    }
  }

  public var isSuppressed: Bool { number == nil }
}

/// What is told of the cases of one place.
public struct ConditionsFigures: Hashable, Sendable {
  public internal(set) var open: ShownCount
  /// Open cases by number of class, those of none left out; a suppressed count may be zero. `nil` where the audience is
  /// not told, which is no zero either.
  public internal(set) var byClass: [Int: ShownCount]?
  /// Only inside the house, as all that follows: open cases by number of colour.
  public internal(set) var byColor: [Int]?
  public internal(set) var overdue: Int?
  public internal(set) var paused: Int?
  /// Closed by then, duplicates and withdrawn ones left out.
  public internal(set) var closed: Int?

  /// Of the open cases, those whose limit has run out; `nil` where the audience is not told.
  public var overdueRate: Rate? {
    guard let overdue, let open = open.number else { return nil }
    return Rate(
      overdue, of: open, counted: Bilingual(en: "cases overdue", zh: "超期案件"),
      base: Bilingual(en: "cases open", zh: "未结案件"))
  }

  /// The number of the worst colour of an open case; `nil` without one, and where the audience is not told.
  public var worstColor: Int? { byColor?.firstIndex { $0 > 0 } }
}

/// A township or community with its cases.
public struct ConditionsPlace: Hashable, Sendable {
  public let code: String
  public let name: String
  /// Code of the township of a community; empty for townships.
  public let township: String
  public let households: Int
  public let figures: ConditionsFigures
}

/// A grid with its cases.
public struct ConditionsGrid: Hashable, Sendable {
  public let code: String
  /// Codes of the grids above, the highest first.
  public let parents: [String]
  public let kind: GridKind
  public let isLeaf: Bool
  /// Laid over other grids, whose ground it shares. Its figures are of what lies in it, which the grids below count too; the
  /// public is not told them.
  public let isOverlay: Bool
  public let name: String
  public let community: String
  public let township: String
  public let households: Int
  public let ground: MultiPolygon
  public let figures: ConditionsFigures
  /// Whether cases by households are high in it and around it; `nil` for parents and where it is not tested. In a public
  /// map it follows from the counts that the map shows.
  public internal(set) var hotSpot: HotSpot?
  /// The number of the cluster that it is part of.
  public internal(set) var cluster: Int?
  /// Posts in the grid, and people on them; only inside the house, `nil` where it has no posts.
  public let posts: Int?
  public let people: Int?

  /// Open cases to a person; `nil` where nobody holds a post, or the audience is not told.
  public var openPerPerson: Double? {
    guard let people, people > 0, let open = figures.open.number else { return nil }
    return Double(open) / Double(people)
  }
}

/// Leaf grids side by side with more open cases together than chance explains (scan statistic). It is named by its place in
/// the county's list, from 1.
public struct ConditionsCluster: Hashable, Sendable {
  public let number: Int
  /// Codes, the grid in the middle first.
  public let grids: [String]
  public let cases: Int
  public let households: Int
  /// As many as there would be by households alone.
  public let expected: Double
  /// How many times as many cases by households as outside; `nil` where there are none outside.
  public let ratio: Double?
  public let logRatio: Double
  public let p: Double

  /// `C1`.
  public var sign: String { "C\(number)" }
}

/// An open case.
public struct ConditionsCase: Hashable, Sendable {
  /// Numbers in ``ConditionsMap/classes`` and ``ConditionsMap/colors``; the colour is `nil` where too few public cases
  /// share it.
  public let caseClass: Int
  public let color: Int?
  /// To the public moved, yet in its grid; `nil` for a case without coordinates, which the public is not shown.
  public let place: Point?
  /// The leaf grid's code; empty for none.
  public let grid: String
  /// The month or year of its submission, `2020-01`, `2020`, for a public map: `nil` where too few cases share it.
  public let submitted: String?
  /// What only the people who work on it see; `nil` in a public map.
  public let staffView: StaffView?

  /// A case as the people see it who work on it. Who reported it and what they wrote is not known to a map.
  public struct StaffView: Hashable, Sendable {
    public let id: String
    public let standing: CaseStanding
    /// Codes of the grids above its leaf, the highest first.
    public let parents: [String]
    /// Codes of the dedicated grids that are laid over its place.
    public let overlays: [String]
    public let community: String
    public let township: String
    /// The member of staff who has claimed it.
    public let holder: String?
    /// Whose duty it is while it is with the grid; the same as in a list of cases.
    public let post: Post?
  }

  /// A post in a grid, and who holds it.
  public struct Post: Hashable, Sendable {
    public let grid: String
    public let role: String
    public let number: Int
    /// `nil` for a vacant one.
    public let worker: String?
  }
}

/// What was open at earlier instants, for readers who go back in time.
public struct ConditionsHistory: Hashable, Sendable {
  /// The first instant for which everything is told.
  public let earliest: Instant
  /// The changes of each case of the map, in its order.
  public internal(set) var open: [[CaseChange]]
  public internal(set) var closed: [Closed]

  /// A case that was closed, merged or withdrawn since the earliest instant.
  public struct Closed: Hashable, Sendable {
    public let item: ConditionsCase
    public let changes: [CaseChange]
  }
}

/// How the cases of a map add up.
public struct ConditionsTotals: Hashable, Sendable {
  public internal(set) var open: ShownCount
  /// Open cases in a leaf grid.
  public internal(set) var located: ShownCount
  public internal(set) var outside: ShownCount
  /// In several grids at once.
  public internal(set) var ambiguous: ShownCount
  /// Without coordinates, or in a grid that the plan no longer has.
  public internal(set) var unlocated: ShownCount
  /// Open cases shown as points.
  public internal(set) var points = 0
  /// Open cases that are only counted; `nil` where their number would tell a suppressed one.
  public var countedOnly: Int? { open.number.map { $0 - points } }
  /// Leaf grids, and how many of their counts are suppressed.
  public internal(set) var leaves = 0
  public internal(set) var suppressed = 0
  public internal(set) var hotSpots = 0
}

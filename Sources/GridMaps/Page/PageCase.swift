public import GridGeometry

/// A case on a page.
public struct PageCase: Hashable, Sendable {
  /// What it is known by; `nil` in what the public sees.
  public var id: String?
  /// In the plan's metres; `nil` for a case without a place, which the table has and the map only counts.
  public var place: Point?
  /// The code of the smallest grid it is in; `nil` for none.
  public var grid: String?
  /// The codes of grids laid over its place: it counts in them too, and in nothing above them.
  public var overlays: [String] = []
  /// Codes of what it is, at the instant of the page or when it was closed; `nil` where it is not told.
  public var caseClass: String?
  public var state: String?
  public var tier: String?
  public var color: String?
  /// In milliseconds since 1970-01-01T00:00Z; `nil` where it is not told.
  public var submitted: Int64?
  /// `nil` while it is open.
  public var closed: Int64?
  /// When it was closed before and opened again, in the order of time: it stays one case.
  public var closures: [PageClosure]
  /// When its limit runs out; it is overdue after that.
  public var due: Int64?
  /// Submitted in this month or year, `2020-01` or `2020`, where the instant is not told.
  public var period: String?
  /// What it was before, in the order of time. A page without them shows a case at earlier instants as it is now, and
  /// says so.
  public var steps: [PageStep]
  /// Further facts, in order, such as who has claimed it.
  public var facts: [PageFact]

  /// A case; whatever is left out is not told.
  public init(
    id: String? = nil, place: Point? = nil, grid: String? = nil, caseClass: String? = nil, state: String? = nil,
    tier: String? = nil, color: String? = nil, submitted: Int64? = nil, closed: Int64? = nil,
    closures: [PageClosure] = [], due: Int64? = nil, period: String? = nil, steps: [PageStep] = [],
    facts: [PageFact] = []
  ) {
    self.id = id
    self.place = place
    self.grid = grid
    self.caseClass = caseClass
    self.state = state
    self.tier = tier
    self.color = color
    self.submitted = submitted
    self.closed = closed
    self.closures = closures
    self.due = due
    self.period = period
    self.steps = steps
    self.facts = facts
  }
}

/// A time for which a case was closed, until it was opened again; in milliseconds since 1970-01-01T00:00Z.
public struct PageClosure: Hashable, Sendable {
  public var from: Int64
  /// The first instant at which it is open again.
  public var until: Int64

  /// Closed from an instant until another.
  public init(from: Int64, until: Int64) {
    self.from = from
    self.until = until
  }
}

/// A change in a case: from its instant on, whatever is not `nil` holds.
public struct PageStep: Hashable, Sendable {
  /// In milliseconds since 1970-01-01T00:00Z.
  public var at: Int64
  public var state: String?
  public var tier: String?
  public var color: String?

  /// A change at an instant.
  public init(at: Int64, state: String? = nil, tier: String? = nil, color: String? = nil) {
    self.at = at
    self.state = state
    self.tier = tier
    self.color = color
  }
}

/// What is stated of the open cases of a county that the page does not carry, or not as points.
public struct PageTotals: Hashable, Sendable {
  /// All open cases, whether the page carries them or not; `nil` where it is suppressed.
  public var open: Int?
  /// Open cases without a place, and outside all grids; the page says so where there are any. `nil` where it is not told.
  public var unlocated: Int?
  public var outside: Int?
  /// Open cases that are counted and not shown, to protect the people behind them; `nil` where it is not told.
  public var countedOnly: Int?

  /// So many open cases, and where they are not on the map.
  public init(open: Int?, unlocated: Int? = 0, outside: Int? = 0, countedOnly: Int? = 0) {
    self.open = open
    self.unlocated = unlocated
    self.outside = outside
    self.countedOnly = countedOnly
  }
}

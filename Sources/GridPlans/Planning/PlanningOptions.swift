import GridPartitioning

/// How long a plan is searched for.
public enum SearchEffort: String, CaseIterable, Hashable, Sendable {
  /// For a first look: some per cent more border, and each community has the number of grids nearest to the target.
  case quick
  /// For a plan. Where a community's households lie between two numbers of grids, both are drawn and the better plan by
  /// the objective is taken.
  case standard
  /// For the last metre of boundary: as `standard`, many times longer.
  case thorough

  /// County-wide counts ask for evenness rather than a band, which a third of the moves reaches: on the Dali counts over
  /// 200,000 households the full number saves 0.5 % of border and takes four times as long.
  func effort(forCounts: Bool) -> Effort {
    switch self {
    case .standard where forCounts: Effort(movesPerAtom: 300, restarts: 3, treeDraws: 40, exactNodes: 50_000)
    case .quick: .quick
    case .standard: .standard
    case .thorough: .thorough
    }
  }

  /// How many grids a community gets at a first level with a band.
  var firstCount: ZoneCount { self == .quick ? .fitting : .eitherSide }
}

/// How to plan, apart from what: nothing here changes which plan is best, except the seed.
public struct PlanningOptions: Hashable, Sendable {
  /// Starts every random choice. The same input, policy and seed give the same bytes.
  public var seed: UInt64
  /// How long to search, counted in moves and never in seconds.
  public var effort: SearchEffort
  /// The result never depends on it.
  public var threads: Int
  /// Stops the search early and keeps the best found; a plan that ran into it may differ between machines.
  public var timeLimit: Duration?
  /// Lets layers through whose only transformation ignores the datum.
  public var allowsBallpark: Bool
  /// Repairs invalid polygons of communities and units and lists them, instead of stopping.
  public var repairs: Bool
  /// Plans even where communities overlap or gape beyond the tolerance.
  public var acceptsFaults: Bool
  /// The day the plan is made for, ISO 8601; grids are valid from it.
  public var date: String
  /// A CSV file for the cases of the plan that stood there which are in another grid now, or in another's charge.
  public var movedCases: String?

  /// The usual settings for a day in ISO 8601.
  public init(
    seed: UInt64 = 1, effort: SearchEffort = .standard, threads: Int = 2, timeLimit: Duration? = nil, allowsBallpark: Bool = false, repairs: Bool = false,
    acceptsFaults: Bool = false, date: String
  ) {
    self.seed = seed
    self.effort = effort
    self.threads = threads
    self.timeLimit = timeLimit
    self.allowsBallpark = allowsBallpark
    self.repairs = repairs
    self.acceptsFaults = acceptsFaults
    self.date = date
  }
}

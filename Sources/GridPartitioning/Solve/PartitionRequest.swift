/// How many zones to make.
public enum ZoneCount: Hashable, Sendable {
  /// As many as bring zones nearest to the target weight; other counts the band admits are tried, nearest first,
  /// while no plan inside the band is found.
  case fitting
  /// Of the two counts next to total / target the one whose plan costs less, where the band admits both and both keep
  /// it; else as ``fitting``. Zones stay near the target, and the number is chosen together with the division.
  case eitherSide
  /// Whichever count the band admits that costs least. For pure cut objectives this favours few, heavy zones.
  case cheapest
  /// This many, whatever their weights come to.
  case exactly(Int)
}

/// One graph to be divided.
public struct PartitionRequest: Sendable {
  public var graph: AtomGraph
  public var bounds: WeightBounds
  public var count: ZoneCount

  /// Atoms that stay together, such as the buildings of a compound. Groups that share atoms are joined. A group in
  /// several pieces is treated as connected.
  public var groups: [[AtomIndex]]

  /// Zones that are settled: each list is exactly one zone of the result. They count towards ``ZoneCount/exactly(_:)``.
  public var locked: [[AtomIndex]]

  /// The zone of each atom last time, −1 for atoms without one. A start for the search, and what
  /// ``Objective/stabilityWeight`` measures against.
  public var previous: [Int32]?

  public var objective: Objective
  public var effort: Effort
  public var seed: UInt64

  /// Whether to go on searching until the deadline of the run, or until it is cancelled, instead of until the effort is
  /// spent. The result then depends on the speed of the machine. Without a deadline the effort decides all the same.
  public var keepsSearching: Bool

  /// Ends the search once a plan inside the band costs no more than this to cut. Looked at between two rounds of a
  /// search for up to 48 zones in a graph of one piece without locked zones; other searches have one round.
  public var goal: Double?

  /// How many threads may work. The result does not depend on it.
  public var threads: Int

  /// How much work goes into ``PartitionOutcome/lowerBound``, counted in borders looked at; about twenty million a
  /// second. With 0 there is a bound only where an exhaustive search ends.
  public var boundWork: Int

  /// A graph and a band; everything else as for one plan of the cut alone on one thread.
  public init(
    graph: AtomGraph, bounds: WeightBounds, count: ZoneCount = .fitting, groups: [[AtomIndex]] = [],
    locked: [[AtomIndex]] = [], previous: [Int32]? = nil, objective: Objective = Objective(),
    effort: Effort = .standard, seed: UInt64 = 1, keepsSearching: Bool = false,
    goal: Double? = nil, threads: Int = 1, boundWork: Int = 0
  ) {
    self.graph = graph
    self.bounds = bounds
    self.count = count
    self.groups = groups
    self.locked = locked
    self.previous = previous
    self.objective = objective
    self.effort = effort
    self.seed = seed
    self.keepsSearching = keepsSearching
    self.goal = goal
    self.threads = max(1, threads)
    self.boundWork = max(0, boundWork)
  }
}

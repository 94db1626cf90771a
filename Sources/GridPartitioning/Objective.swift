/// What makes one partition better than another among those that keep the bounds equally well.
///
/// The cost of a partition is the sum of four terms, each weighted here and each free of units:
/// cut cost in mean border costs, `Σ (1 − Polsby–Popper)` over zones, `Σ ((w − target) / target)²` over zones, and
/// weight moved from the previous partition in mean atom weights. A term of weight 0 is not computed.
public struct Objective: Hashable, Sendable {
  public var cutWeight, compactnessWeight, evennessWeight, stabilityWeight: Double

  /// By default the cut alone counts.
  public init(
    cutWeight: Double = 1, compactnessWeight: Double = 0, evennessWeight: Double = 0, stabilityWeight: Double = 0
  ) {
    self.cutWeight = cutWeight
    self.compactnessWeight = compactnessWeight
    self.evennessWeight = evennessWeight
    self.stabilityWeight = stabilityWeight
  }

  /// Whether nothing but the cut counts.
  var isCutAlone: Bool {
    cutWeight > 0 && compactnessWeight == 0 && evennessWeight == 0 && stabilityWeight == 0
  }

  func validate() throws(PartitionError) {
    let terms = [
      ("the cut", cutWeight), ("compactness", compactnessWeight), ("evenness", evennessWeight),
      ("stability", stabilityWeight),
    ]
    for (name, weight) in terms where !(weight.isFinite && weight >= 0) { throw .objectiveInvalid(name) }
  }
}

/// How long to search, counted in work and never in seconds, so that a slow machine finds the same plan as a fast one.
public struct Effort: Hashable, Sendable {
  /// Proposed single-atom moves per atom in one annealing cycle.
  public var movesPerAtom: Int

  /// Annealing cycles from fresh starts, for few zones; many zones take one cycle as long as all of them.
  public var restarts: Int

  /// Random spanning-tree divisions tried before and between cycles.
  public var treeDraws: Int

  /// Nodes the exhaustive search may visit, for graphs small enough to have one.
  public var exactNodes: Int

  /// An effort counted in steps, so that results never depend on the machine.
  public init(movesPerAtom: Int, restarts: Int, treeDraws: Int, exactNodes: Int) {
    self.movesPerAtom = max(1, movesPerAtom)
    self.restarts = max(1, restarts)
    self.treeDraws = max(1, treeDraws)
    self.exactNodes = max(0, exactNodes)
  }

  /// No more than a number of moves and restarts.
  func capped(movesPerAtom: Int, restarts: Int) -> Effort {
    Effort(
      movesPerAtom: min(self.movesPerAtom, movesPerAtom), restarts: min(self.restarts, restarts), treeDraws: treeDraws,
      exactNodes: exactNodes)
  }

  /// For the levels below the first: many small parts, where a third of the moves costs about 0.3 % more border.
  var forChildren: Effort {
    Effort(
      movesPerAtom: movesPerAtom / 2, restarts: (restarts + 1) / 2, treeDraws: treeDraws / 2, exactNodes: exactNodes / 2)
  }

  /// For large graphs in about the time of a multilevel partitioner.
  public static let fast = Effort(movesPerAtom: 30, restarts: 1, treeDraws: 10, exactNodes: 0)
  /// For edits and previews.
  public static let quick = Effort(movesPerAtom: 200, restarts: 2, treeDraws: 20, exactNodes: 20_000)
  /// For a plan.
  public static let standard = Effort(movesPerAtom: 600, restarts: 6, treeDraws: 60, exactNodes: 200_000)
  /// For benchmarks and for the last metre of boundary.
  public static let thorough = Effort(movesPerAtom: 8_000, restarts: 24, treeDraws: 1_000, exactNodes: 8_000_000)
}

/// What a level of a hierarchy must look like.
public struct LevelRule: Hashable, Sendable {
  /// How large the zones of a level are.
  public enum Size: Hashable, Sendable {
    /// Each zone in the band.
    case band(WeightBounds)
    /// Exactly this many zones at this level in the whole tree, shared out among parents by weight.
    case count(Int)
  }

  public var size: Size

  /// A parent is divided only if it weighs more than this; `nil`: always. The first level divides the whole ground
  /// and pays no attention to it.
  public var moreThan: Int?

  /// Per atom, whether ground may be divided at this level; a parent is divided only if all its atoms may. `nil`: all.
  public var mayDivide: [Bool]?

  /// Atoms kept together at this level. Levels below may part them.
  public var groups: [[AtomIndex]]

  public var objective: Objective

  /// How far a zone of a ``Size/count(_:)`` may be from the mean of its parent, as a share of that mean.
  public var spread: Double

  /// A quarter either way keeps zones comparable where nothing is stated.
  public static let usualSpread = 0.25

  /// A level at which every parent is divided, unless a threshold or flags make it ragged.
  public init(
    size: Size, moreThan: Int? = nil, mayDivide: [Bool]? = nil, groups: [[AtomIndex]] = [],
    objective: Objective = Objective(), spread: Double = LevelRule.usualSpread
  ) {
    self.size = size
    self.moreThan = moreThan
    self.mayDivide = mayDivide
    self.groups = groups
    self.objective = objective
    self.spread = spread
  }

  /// Whether every parent must be divided.
  var dividesAlways: Bool { moreThan == nil && mayDivide == nil }
}

/// The ground of one tree of zones, such as a community, and the rules of its levels from the top.
public struct HierarchyRequest: Sendable {
  /// What to do with parts of the ground that nothing connects.
  public enum Components: Hashable, Sendable {
    /// Parts are linked where they come nearest, so that a zone may lie in several.
    case join
    /// Each part is divided for itself.
    case alone
  }

  public var graph: AtomGraph
  public var levels: [LevelRule]
  /// Settled zones, per level; empty, or one list per level. Each list of atoms is exactly one zone of that level, and
  /// its ground lies whole in one zone of every level above. Zones locked under one zone of ``previous`` stay under
  /// one; those of different ones stay apart, if need be by settling these zones as they were.
  public var locked: [[[AtomIndex]]]
  /// The zone of each atom last time, per level; −1 for none. Empty, or one list per level (which may be empty).
  public var previous: [[Int32]]
  public var seed: UInt64
  public var effort: Effort
  public var components: Components
  /// How the number of zones of a first level with a band is chosen.
  public var firstCount: ZoneCount

  /// A request without locks or a past; separate parts are divided each for itself.
  public init(
    graph: AtomGraph, levels: [LevelRule], locked: [[[AtomIndex]]] = [], previous: [[Int32]] = [], seed: UInt64 = 1,
    effort: Effort = .standard, components: Components = .alone, firstCount: ZoneCount = .fitting
  ) {
    self.graph = graph
    self.levels = levels
    self.locked = locked
    self.previous = previous
    self.seed = seed
    self.effort = effort
    self.components = components
    self.firstCount = firstCount
  }
}

/// A tree of zones.
public struct HierarchyOutcome: Hashable, Sendable {
  /// Per level, the zone of each atom, numbered through the whole level by first atom; −1 where the ground is not
  /// divided at that level.
  public var levels: [[Int32]]

  /// Per level, the parent of each zone in the level above that has one there; −1 at the first level. Ground that a
  /// level leaves undivided is not divided further below, so parents are always one level up.
  public var parents: [[Int32]]

  /// Per level, the zones out of band. `zone` is the number within the level.
  public var exceptions: [[OutOfBounds]]

  /// Per level, why the number of zones is not the one asked for, if it is not.
  public var countReasons: [OutOfBoundsReason?]

  /// Per level, how many of its divisions are proved to be the best.
  public var proofs: [ProofTally]

  /// Sum over levels of the costs of lines drawn at that level.
  public var cost: Double

  /// Number of zones at each level.
  public var zoneCounts: [Int] { parents.map(\.count) }

  /// Whether every zone is in its band and every count is met.
  public var feasible: Bool { exceptions.allSatisfy(\.isEmpty) && countReasons.allSatisfy { $0 == nil } }
}

/// What makes a choice of places good.
public enum SitingObjective: Hashable, Sendable {
  /// So many new points, least sum of weight × minutes to the nearest point (Hakimi 1964).
  case pMedian(points: Int)
  /// So many new points, greatest weight within the minutes of a point (Church & ReVelle 1974).
  case maximalCover(points: Int, minutes: Double)
  /// The fewest new points such that a share of the weight is within the minutes of a point (Toregas et al. 1971; all that
  /// can be covered for a share of 1).
  case setCover(minutes: Double, share: Double)
  /// So many new points, least greatest time to the nearest point (Hakimi 1964).
  case pCentre(points: Int)
}

/// Where new points may stand, whom they serve, and what is there already.
public struct SitingRequest: Sendable {
  public var objective: SitingObjective
  /// From every candidate to every place. What is beyond the limit of the table cannot be served; for the p-median with
  /// a finite limit a place that no point serves counts with the limit.
  public var candidates: TravelTimes
  /// The weight of each place, such as its households.
  public var weights: [Double]
  /// From points that stand already, and stay.
  public var existing: TravelTimes?
  /// How much weight each candidate can serve; p-median and maximal cover only. A place may be served by several points.
  public var capacities: [Double]?
  /// The same of existing points; needed where ``capacities`` are given and there are existing points.
  public var existingCapacities: [Double]?
  public var seed: UInt64
  /// How much to search, in millions of table entries looked at: results depend on it, never on the clock.
  public var effort: Int
  /// Asked now and then; a search that is cancelled throws.
  public var isCancelled: (@Sendable () -> Bool)?

  /// A request without existing points or capacities unless they are given.
  public init(
    _ objective: SitingObjective, candidates: TravelTimes, weights: [Double], existing: TravelTimes? = nil,
    capacities: [Double]? = nil, existingCapacities: [Double]? = nil, seed: UInt64 = 1, effort: Int = 2000,
    isCancelled: (@Sendable () -> Bool)? = nil
  ) {
    self.objective = objective
    self.candidates = candidates
    self.weights = weights
    self.existing = existing
    self.capacities = capacities
    self.existingCapacities = existingCapacities
    self.seed = seed
    self.effort = effort
    self.isCancelled = isCancelled
  }
}

/// Where the points should stand, and how good that is at best.
public struct SitingOutcome: Hashable, Sendable {
  /// The candidates chosen, ascending.
  public let chosen: [Int]
  /// p-median: sum of weight × minutes. Maximal cover: weight covered. Set cover: number of new points. p-centre: minutes.
  /// Existing points are counted in all but the number.
  public let objective: Double
  /// No choice is better than this: a lower bound, for maximal cover an upper one.
  public let bound: Double
  /// Whether no other choice is better, by proof.
  public let isProved: Bool
  /// Places that no candidate and no existing point can serve; they take no part.
  public let unservable: [Int]
  /// Subproblems bounded by branch and bound.
  public let nodes: Int
  /// Table entries looked at.
  public let work: Int

  /// |objective − bound| / |objective|, 0 where both are 0.
  public var gap: Double { objective == bound ? 0 : abs(objective - bound) / max(abs(objective), 1e-300) }
}

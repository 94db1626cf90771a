public import GridPartitioning

/// What to divide a graph into, and how long to search.
public struct GraphPartitionOptions: Hashable, Sendable {
  /// The band of a zone's weight.
  public enum Band: Hashable, Sendable {
    /// The total over the number of zones, plus or minus a share: `⌈(1 − tolerance) T⌉ … ⌊(1 + tolerance) T⌋`.
    case tolerance(Double)
    /// Stated limits; without a target the middle, or the total over the number of zones where that is stated.
    case limits(minimum: Int, target: Int?, maximum: Int)
  }

  /// The number of zones; `nil`, with limits only, makes as many as bring zones nearest to the target.
  public var parts: Int?
  public var band: Band
  public var reading: GraphReading
  /// A table `id,zone`: each zone in it is one zone of the result, exactly.
  public var locked: String?
  /// A table `id,group`: groups stay whole.
  public var groups: String?
  /// A table `id,zone` to start from.
  public var initial: String?
  public var effort: Effort
  /// A plan inside the band that costs no more than this to cut ends the search.
  public var goal: Double?
  public var seed: UInt64
  /// The result never depends on it.
  public var threads: Int

  /// A question with everything but the band left as usual.
  public init(
    parts: Int?, band: Band, reading: GraphReading = GraphReading(), locked: String? = nil, groups: String? = nil,
    initial: String? = nil, effort: Effort = .standard, goal: Double? = nil, seed: UInt64 = 1, threads: Int = 1
  ) {
    self.parts = parts
    self.band = band
    self.reading = reading
    self.locked = locked
    self.groups = groups
    self.initial = initial
    self.effort = effort
    self.goal = goal
    self.seed = seed
    self.threads = threads
  }

  func bounds(total: Int) throws(GraphError) -> WeightBounds {
    do throws(PartitionError) {
      switch band {
      case .tolerance(let tolerance): return try WeightBounds(total: total, zones: parts ?? 1, tolerance: tolerance)
      case .limits(let minimum, let target, let maximum):
        let middle = parts.map { total / max(1, $0) } ?? minimum + (maximum - minimum) / 2
        return try WeightBounds(
          minimum: minimum, target: target ?? min(max(middle, minimum, 1), max(minimum, maximum)), maximum: maximum)
      }
    } catch .boundsInvalid(let minimum, _, let maximum) where minimum > maximum {
      throw .bandEmpty(minimum: minimum, maximum: maximum)
    } catch {
      throw .request(error)
    }
  }
}

import GridCoverages
import GridGeometry

/// A layer in figures. Every share names both its numbers.
public struct CoverageSummary: Hashable, Sendable {
  public let features: Int
  /// Features with ground.
  public let grounds: Int
  public let edges: Int
  /// Edges that a neighbour runs along vertex for vertex; of ``edges``.
  public let matchedEdges: Int
  /// Edges with no ground on the other side, in metres.
  public let openLength: Double
  /// The areas of all grounds added up, in square metres; of an invalid one the ground that it claims.
  public let area: Double
  /// Ground claimed by two or more, each place once.
  public let contestedArea: Double
  /// By how much ``area`` exceeds the area of the union.
  public let repeatedArea: Double
  /// Ground that nobody claims: enclosed, or of the ground that should be covered.
  public let unclaimedArea: Double
  /// The ground that should be covered; `nil` when nobody said.
  public let targetArea: Double?
  /// Households in all, in exactly one ground, in several, in none; `nil` without counts.
  public let households: Households?
  /// Whether the layer is a coverage: valid, without overlap, neighbours sharing vertices. Gaps and slivers do not break that.
  public let isCoverage: Bool

  /// Households by how many grounds claim their place.
  public struct Households: Hashable, Sendable {
    public let total: Int
    public let inOne: Int
    public let inSeveral: Int
    public let inNone: Int
  }

  /// The figures of a layer that was checked.
  public init(_ evidence: CoverageEvidence) {
    let report = evidence.report
    features = evidence.input.grounds.count
    grounds = evidence.input.grounds.count { !$0.ground.isEmpty }
    edges = report.edges
    matchedEdges = report.matchedEdges
    openLength = report.openLength
    area = evidence.input.grounds.indices.reduce(0) { $0 + evidence.area(of: $1) }
    contestedArea = report.contestedArea
    repeatedArea = report.repeatedArea
    unclaimedArea = report.gapArea
    targetArea = evidence.input.target?.area
    households = evidence.households.map {
      Households(
        total: $0.total.households, inOne: $0.inOne.households, inSeveral: $0.inSeveral.households,
        inNone: $0.inNone.households)
    }
    isCoverage = report.isCoverage
  }
}

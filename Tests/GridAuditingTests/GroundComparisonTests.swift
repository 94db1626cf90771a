import GridAuditing
import GridCoverages
import GridGeometry
import Referees
import Testing

@Suite("Ground compared with expected ground")
struct GroundComparisonTests {
  /// A random plan whose base grids were moved, one in four, by up to 20 m.
  static func shaken(seed: UInt64) -> AuditInput {
    var random = SeededRandom(seed: seed)
    var input = DrawnPlan.random(seed: seed).input
    for index in input.grids.indices
    where input.grids[index].parent == nil && Int.random(in: 0..<4, using: &random) == 0 {
      let shift = (Double.random(in: -20...20, using: &random), Double.random(in: -20...20, using: &random))
      let ground = Geometry.multiPolygon(input.grids[index].ground).mapPoints { points in
        points.map { Point($0.x + shift.0, $0.y + shift.1) }
      }
      input.grids[index].ground = MultiPolygon(ground.polygons)
    }
    return input
  }

  @Test("Cutting all edges and overlaying around the unmatched ones find the same ground", arguments: UInt64(1)...10)
  func twoWays(seed: UInt64) {
    let evidence = AuditEvidence(Self.shaken(seed: seed))
    func difference(wholesaleShare: Double) -> GroundDifference {
      var comparison = GroundComparison(
        covering: evidence.grids, expected: evidence.communities, frame: evidence.frame)
      comparison.wholesaleShare = wholesaleShare
      return comparison.difference(of: evidence.base, from: 0..<evidence.communities.count)
    }
    func area(_ pieces: [Polygon]) -> Double { pieces.reduce(0) { $0 + $1.area } }
    let wholesale = difference(wholesaleShare: 0)
    let local = difference(wholesaleShare: 2)
    #expect(wholesale.failure == nil && local.failure == nil)
    #expect(abs(area(wholesale.missing) - area(local.missing)) < 1)
    #expect(wholesale.beyond.map(\.owner) == local.beyond.map(\.owner))
    #expect(abs(area(wholesale.beyond.flatMap(\.pieces)) - area(local.beyond.flatMap(\.pieces))) < 1)
    #expect(wholesale.overlaps.map { [$0.first, $0.second] } == local.overlaps.map { [$0.first, $0.second] })
    #expect(abs(area(wholesale.overlaps.flatMap(\.pieces)) - area(local.overlaps.flatMap(\.pieces))) < 1)
  }

  @Test(
    "The coverage validator, which works another way, sees the same overlaps and ground outside",
    arguments: UInt64(1)...10)
  func validator(seed: UInt64) throws {
    let input = Self.shaken(seed: seed)
    let base = input.grids.filter { $0.parent == nil }
    let boundary = try Overlay.union(input.communities.flatMap(\.ground.polygons))
    let report = try validateCoverage(base.map(\.ground), criteria: CoverageCriteria(boundary: boundary))
    let findings = try audit(input)
    // The validator counts ground in three polygons once, and joins points a centimetre apart.
    func area(_ rule: String) throws -> Double {
      try Overlay.union(findings.filter { $0.rule == rule }.flatMap { $0.place?.polygons ?? [] }).area
    }
    #expect(abs(report.overlapArea - (try area("overlap"))) < 10)
    #expect(abs(report.gapArea - (try area("gap"))) < 10)
    #expect(
      report.isCoverage == !findings.contains { ["overlap", "gap", "unmatched-edge", "outside"].contains($0.rule) })
  }
}

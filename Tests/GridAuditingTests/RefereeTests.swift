import Foundation
import GridAuditing
import GridGeometry
import Referees
import Testing

/// Figures of a plan by an independent hand, in square metres.
private struct RefereeFigures: Codable {
  let gap: Double
  let outside: Double
  /// Sum over pairs of grids.
  let overlap: Double
  let coverageIsValid: Bool
  let allValid: Bool
  let lowPolsbyPopper: Double
  let cutKilometres: Double
  /// The values of all grids, lowest first.
  let polsbyPopper: [Double]
  let reock: [Double]
  let hull: [Double]
}

@Suite("A referee we did not write", .enabled(if: Referee.shapely != nil, "python3 with shapely is absent"))
struct RefereeTests {
  private static let program = """
    import sys, json, math, shapely, numpy as np
    out = []
    for case in json.load(sys.stdin):
        g = np.array([shapely.from_wkt(w) for w in case['grids']])
        c = [shapely.from_wkt(w) for w in case['communities']]
        cu = shapely.union_all(c); bu = shapely.union_all(g)
        over = 0.0
        for i in range(len(g)):
            for j in range(i + 1, len(g)):
                over += shapely.intersection(g[i], g[j]).area
        pp = [4 * math.pi * x.area / x.length ** 2 for x in g]
        out.append(dict(gap=shapely.difference(cu, bu).area, outside=shapely.difference(bu, cu).area, overlap=over,
            coverageIsValid=bool(shapely.coverage_is_valid(g)), allValid=all(x.is_valid for x in g),
            lowPolsbyPopper=float(np.quantile(pp, .05)),
            cutKilometres=(sum(x.length for x in g) - shapely.length(shapely.boundary(cu))) / 2000,
            polsbyPopper=sorted(pp),
            reock=sorted(x.area / (math.pi * shapely.minimum_bounding_radius(x) ** 2) for x in g),
            hull=sorted(x.area / x.convex_hull.area for x in g)))
    json.dump(out, sys.stdout)
    """

  private struct Case: Codable {
    let grids: [String]
    let communities: [String]
  }

  private func figures(of plans: [AuditInput]) throws -> [RefereeFigures] {
    let cases = plans.map { plan in
      Case(
        grids: plan.grids.filter { $0.parent == nil }.map {
          WellKnownText.format(.multiPolygon($0.ground), decimals: nil)
        },
        communities: plan.communities.map { WellKnownText.format(.multiPolygon($0.ground), decimals: nil) })
    }
    let input = String(decoding: try JSONEncoder().encode(cases), as: UTF8.self)
    let output = try #require(Referee.shapely).run(Self.program, input: input)
    return try JSONDecoder().decode([RefereeFigures].self, from: Data(output.utf8))
  }

  private func area(_ rule: String, in findings: [Finding]) -> Double {
    findings.filter { $0.rule == rule }.reduce(0) { $0 + ($1.measure ?? 0) }
  }

  @Test("Gaps, overlaps and ground outside have the referee's areas in shaken plans")
  func shakenPlans() throws {
    let plans = (UInt64(1)...15).map(GroundComparisonTests.shaken)
    for (plan, referee) in zip(plans, try figures(of: plans)) {
      let findings = try audit(plan)
      #expect(abs(area("gap", in: findings) - referee.gap) < 1)
      #expect(abs(area("overlap", in: findings) - referee.overlap) < 1)
      // Two grids may hold the same ground outside: each has its finding, the referee counts the ground once.
      let outside = findings.filter { $0.rule == "outside" }.flatMap { $0.place?.polygons ?? [] }
      #expect(abs(try Overlay.union(outside).area - referee.outside) < 1)
      let isCovered = !findings.contains { ["overlap", "unmatched-edge"].contains($0.rule) }
      #expect(isCovered == referee.coverageIsValid)
      #expect(!findings.contains { $0.rule == "invalid-geometry" } == referee.allValid)
    }
  }

  @Test("Planted faults of tiling and validity are faults to the referee, clean plans are not")
  func planted() throws {
    let faults = PlantedFault.tiling + PlantedFault.reference.suffix(1) + PlantedFault.withConsequences.suffix(1)
    let plans = faults.map(\.plan.input) + (UInt64(1)...10).map { DrawnPlan.random(seed: $0).input }
    for (plan, referee) in zip(plans, try figures(of: plans)) {
      let rules = Set(try audit(plan).map(\.rule))
      #expect(rules.contains("invalid-geometry") == !referee.allValid)
      if !referee.allValid { continue }
      // A wedge below the tolerance is an edge that does not match, whether it lies open or closed.
      if !referee.coverageIsValid { #expect(!rules.isDisjoint(with: ["overlap", "unmatched-edge"])) }
      #expect(rules.contains("gap") == (referee.gap > 0.1))
      #expect(rules.contains("outside") == (referee.outside > 0.01))
    }
  }

  @Test("The summary has the referee's figures")
  func summary() throws {
    let plans = (UInt64(1)...10).map { seed in
      var input = DrawnPlan.random(seed: seed).input
      for index in input.grids.indices where input.grids[index].kind == "dedicated" {
        input.grids[index].kind = "first"
        input.grids[index].level = 1
      }
      return input
    }
    for (plan, referee) in zip(plans, try figures(of: plans)) {
      let summary = AuditSummary(AuditEvidence(plan), findings: [])
      let first = try #require(summary.kinds.first { $0.kind == "first" })
      #expect(abs((first.polsbyPopper.low ?? 0) - referee.lowPolsbyPopper) < 1e-9)
      for (figures, told) in [
        (first.polsbyPopper, referee.polsbyPopper), (first.reock, referee.reock), (first.convexHull, referee.hull),
      ] {
        #expect(abs((figures.mean ?? 0) - told.reduce(0, +) / Double(told.count)) < 1e-6)
        #expect(figures.leastCompact.count == min(10, told.count))
        for (shape, value) in zip(figures.leastCompact, told) { #expect(abs(shape.value - value) < 1e-6) }
      }
      #expect(abs(summary.cutLength - referee.cutKilometres) < 1e-9)
    }
  }
}

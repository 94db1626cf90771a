import GridAuditing
import GridGeometry
import Referees
import Testing

@Suite("Random plans")
struct RandomPlanTests {
  @Test("A random plan without faults has no findings", arguments: UInt64(1)...40)
  func clean(seed: UInt64) throws {
    let found = try audit(DrawnPlan.random(seed: seed).input)
    #expect(found == [], "\(found.map(\.text))")
  }

  @Test("Ground whose grid is gone is a gap of just that area, and nothing else", arguments: UInt64(1)...20)
  func lostGrid(seed: UInt64) throws {
    var plan = DrawnPlan.random(seed: seed)
    var random = SeededRandom(seed: seed)
    let lost = try #require(plan.input.grids.filter { $0.parent == nil && $0.isLeaf }.randomElement(using: &random))
    plan.edit { input in
      input.grids.removeAll { $0.code == lost.code }
      input.atoms.removeAll { $0.grid == lost.code }
      for index in input.communities.indices { input.communities[index].households = nil }
    }
    let found = try audit(plan.input)
    #expect(Set(found.map(\.rule)) == ["gap"])
    #expect(abs(found.reduce(0) { $0 + ($1.measure ?? 0) } - lost.ground.area) < 0.01)
  }

  @Test("A base grid counted twice overlaps itself and nothing else", arguments: UInt64(1)...20)
  func doubledGrid(seed: UInt64) throws {
    var plan = DrawnPlan.random(seed: seed)
    var random = SeededRandom(seed: seed)
    let twice = try #require(plan.input.grids.filter { $0.parent == nil && $0.isLeaf }.randomElement(using: &random))
    plan.edit { input in
      input.kinds.append(AuditKind(name: "extra", level: 0, isBase: true))
      var copy = twice
      copy.code = String(twice.code.dropLast(3)) + "999"
      copy.kind = "extra"
      copy.level = 0
      copy.households = 0
      input.grids.append(copy)
    }
    let found = try audit(plan.input)
    #expect(Set(found.map(\.rule)) == ["overlap", "atom-ground"])
    let overlap = found.filter { $0.rule == "overlap" }.reduce(0) { $0 + ($1.measure ?? 0) }
    #expect(abs(overlap - twice.ground.area) < 0.01)
  }

  @Test("An atom handed to another leaf is found in both, by ground and by households", arguments: UInt64(1)...20)
  func movedAtom(seed: UInt64) throws {
    var plan = DrawnPlan.random(seed: seed)
    var random = SeededRandom(seed: seed)
    let atom = Int.random(in: 0..<plan.input.atoms.count, using: &random)
    let from = plan.input.atoms[atom].grid
    let community = plan.input.atoms[atom].community
    let others = plan.input.grids.filter { $0.isLeaf && $0.code != from && $0.community == community }
    let to = try #require(others.randomElement(using: &random)).code
    plan.edit { $0.atoms[atom].grid = to }
    let found = try audit(plan.input)
    let ground = found.filter { $0.rule == "atom-ground" }
    let households = found.filter { $0.rule == "leaf-households" }
    #expect(Set(ground.flatMap(\.grids)) == [from, to])
    #expect(Set(households.flatMap(\.grids)) == [from, to])
    #expect(Set(found.map(\.rule)).subtracting(["atom-ground", "leaf-households", "parent-households"]).isEmpty)
  }

  @Test("A vertex left out of one grid is missing there", arguments: UInt64(1)...20)
  func lostVertex(seed: UInt64) throws {
    var plan = DrawnPlan.random(seed: seed)
    var random = SeededRandom(seed: seed)
    let index = try #require(
      plan.input.grids.indices.filter { plan.input.grids[$0].parent == nil }.randomElement(using: &random))
    let ring = plan.input.grids[index].ground.polygons[0].exterior.points
    // A vertex on a straight line between two others, inside the county.
    let straight = (1..<ring.count - 1).filter { place in
      let (a, b, c) = (ring[place - 1], ring[place], ring[place + 1])
      let isInside =
        plan.input.grids.count {
          $0.parent == nil
            && $0.ground.polygons.contains {
              $0.exterior.points.contains(b) || $0.holes.contains { $0.points.contains(b) }
            }
        } > 1
      return isInside && Orientation.turn(a, b, c) == 0
    }
    guard let place = straight.randomElement(using: &random) else { return }
    var shorter = ring
    shorter.remove(at: place)
    let ground = plan.input.grids[index].ground
    plan.edit {
      $0.grids[index].ground = MultiPolygon(
        [Polygon(exterior: Ring(unchecked: shorter), holes: ground.polygons[0].holes)] + ground.polygons.dropFirst())
    }
    let code = plan.input.grids[index].code
    let found = try audit(plan.input)
    #expect(found.contains { $0.rule == "unmatched-edge" && $0.grids.first == code })
    #expect(
      found.allSatisfy { ["unmatched-edge", "nesting", "atom-ground"].contains($0.rule) && $0.grids.contains(code) })
  }

  @Test("The summary agrees with the mesh", arguments: UInt64(1)...10)
  func summary(seed: UInt64) throws {
    let plan = DrawnPlan.random(seed: seed)
    let evidence = AuditEvidence(plan.input, threads: 2)
    let summary = AuditSummary(evidence, findings: [])
    let sides = plan.input.grids.filter { $0.parent == nil }.reduce(0) { $0 + $1.ground.perimeter }
    #expect(abs(summary.cutLength - (sides - 2 * (12 + 10) * 50) / 2000) < 1e-9)
    #expect(summary.households == 10 * 120)
    #expect(summary.kinds.filter { ["first", "dedicated"].contains($0.kind) }.reduce(0) { $0 + $1.households } == 1200)
    for kind in summary.kinds {
      for figures in [kind.polsbyPopper, kind.reock, kind.convexHull] {
        let values = figures.leastCompact.map(\.value)
        #expect(values.count == min(10, kind.grids) && values == values.sorted())
        #expect(values.allSatisfy { $0 > 0 && $0 <= 1 + 1e-12 })
        #expect((values.first ?? 1) <= (figures.low ?? 0) && (figures.low ?? 1) <= (figures.mean ?? 0) + 1e-12)
      }
    }
  }
}

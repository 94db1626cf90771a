import GridAccess
import GridAuditing
import GridGeometry
import Testing

@Suite("Reach rules")
struct ReachRuleTests {
  private static let street = WayLine(
    (0...8).map { DrawnPlan.corner(Double($0), 2) }, category: "residential")

  private func findings(
    _ services: [AuditReach.Service], ways: [WayLine] = [street], minutes: Double = 4, network: Bool = true
  ) throws -> [Finding] {
    var plan = DrawnPlan.small
    plan.edit {
      $0.reach = AuditReach(
        services: services, ways: ways,
        promises: [
          .init(
            category: "doctor",
            settings: ReachSettings(minutes: minutes, speed: 3, snapLimit: 120, usesNetwork: network))
        ])
    }
    return try audit(plan.input)
  }

  private func doctor(_ column: Double, _ row: Double, id: String = "d1") -> AuditReach.Service {
    .init(id: id, category: "doctor", point: DrawnPlan.corner(column, row))
  }

  @Test("A plan that promises nothing has no findings about reach")
  func silent() throws {
    #expect(try audit(DrawnPlan.small.input).isEmpty)
  }

  @Test("Everybody near enough is no finding")
  func near() throws {
    #expect(try findings([doctor(2, 2), doctor(6, 2, id: "d2")], minutes: 10).isEmpty)
  }

  @Test("Households beyond reach are counted by leaf grid over all its households")
  func beyond() throws {
    // 3 km/h is 50 m a minute: from the western end the street is reached for 4 minutes, 200 m of its 400.
    let found = try findings([doctor(0, 2)]).filter { $0.rule == "beyond-reach" }
    #expect(!found.isEmpty)
    #expect(found.allSatisfy { $0.unit == "households" && $0.severity == .warning && $0.grids.count == 1 })
    let whole = DrawnPlan.small.input.atoms
    for finding in found {
      let own = whole.filter { $0.grid == finding.grids[0] }
      let far = own.filter { atom in
        let spot = atom.ground.interiorPoint ?? Point(0, 0)
        let origin = DrawnPlan.corner(0, 2)
        return (spot.x - origin.x) + abs(spot.y - origin.y) > 200
      }
      #expect(finding.measure == Double(10 * far.count))
      #expect(finding.text.contains("\(10 * far.count) of \(10 * own.count) households"))
    }
  }

  @Test("The same fault keeps its id when another grid changes")
  func stableIds() throws {
    let first = try findings([doctor(0, 2)]).filter { $0.rule == "beyond-reach" }
    let second = try findings([doctor(0, 2), doctor(8, 2, id: "d2")]).filter { $0.rule == "beyond-reach" }
    #expect(!second.isEmpty && second.count < first.count)
    #expect(Set(second.map(\.id)).isSubset(of: Set(first.map(\.id))))
  }

  @Test("A point outside the county and a point without a way are told")
  func places() throws {
    let found = try findings([doctor(2, 2), doctor(40, 2, id: "far")])
    #expect(found.filter { $0.rule == "service-point-outside" }.map(\.text.isEmpty) == [false])
    #expect(found.filter { $0.rule == "service-point-off-network" }.count == 1)
  }

  @Test("Households on a piece of the network without a service are counted")
  func pieces() throws {
    let west = WayLine([DrawnPlan.corner(0, 2), DrawnPlan.corner(4, 2)], category: "footway")
    let east = WayLine([DrawnPlan.corner(4.5, 2), DrawnPlan.corner(8, 2)], category: "footway")
    let found = try findings([doctor(1, 2)], ways: [west, east], minutes: 60).filter { $0.rule == "network-in-pieces" }
    #expect(found.count == 1)
    #expect(found.first?.measure == 160)
  }

  @Test("What cannot be reckoned is an error with its cause, not silence", arguments: [true, false])
  func notReckoned(hasServices: Bool) throws {
    let found = try findings(hasServices ? [doctor(1, 1)] : [], ways: hasServices ? [] : [Self.street])
    #expect(found.filter { $0.rule == "beyond-reach" }.map(\.severity) == [.error])
  }
}

import GridCoverages
import GridGeometry
import Testing

/// Two columns of two units of 100 m; barriers run beside their borders.
@Suite("Barriers along borders of units")
struct UnitBarrierTests {
  private func ground(_ barriers: [BarrierLine], areas: [BarrierArea] = []) throws -> AtomMap {
    let units = (0..<4).map { index in
      UnitArea(
        id: "u\(index)", households: 5, community: "A",
        ground: MultiPolygon(rectangle(Double(index % 2) * 100, Double(index / 2) * 100, 100, 100)))
    }
    return try makeAtoms(GroundInput(units: units, barriers: barriers, areas: areas))
  }

  private func border(_ map: AtomMap, _ a: String, _ b: String) -> AtomBorder? {
    map.border(map.atoms.firstIndex { $0.id == a }, map.atoms.firstIndex { $0.id == b })
  }

  @Test(
    "A road beside a border gives it its class and weight, up to the reach",
    arguments: [(0.0, true), (3, true), (9, true), (11, false)])
  func road(offset: Double, isNear: Bool) throws {
    let map = try ground([GridCoveragesTests.road((100 + offset, -50), (100 + offset, 250), weight: 4)])
    let across = try #require(border(map, "u0", "u1"))
    #expect(across.category == (isNear ? "road" : ""))
    #expect(abs(across.weight - (isNear ? 4 : 0)) < 1e-9)
    #expect(!across.isHard && across.length == 100)
    // The same road only crosses the other borders.
    #expect(border(map, "u0", "u2")?.weight == 0)
    #expect(border(map, "u1", "u3")?.weight == 0)
  }

  @Test("A road along half a border weighs half")
  func half() throws {
    let map = try ground([GridCoveragesTests.road((102, -50), (102, 50), weight: 4)])
    #expect(abs((border(map, "u0", "u1")?.weight ?? 0) - 2) < 0.5, "a reach beyond its end at most")
    #expect(border(map, "u2", "u3")?.weight == 0)
  }

  @Test("Of barriers side by side the best limit names the border")
  func sideBySide() throws {
    let map = try ground([
      GridCoveragesTests.road((98, -50), (98, 250), weight: 4),
      GridCoveragesTests.road((103, -50), (103, 250), weight: 1),
    ])
    #expect(border(map, "u0", "u1")?.weight == 4)
  }

  @Test("A river between units is no border on foot, and what lies beyond is another part")
  func river() throws {
    let map = try ground([GridCoveragesTests.river((104, -50), (96, 90), (103, 250))])
    #expect(border(map, "u0", "u1")?.isHard == true)
    #expect(border(map, "u2", "u3")?.isHard == true)
    #expect(border(map, "u0", "u2")?.isHard == false)
    let parts = Dictionary(grouping: map.atoms, by: \.component).values.map { Set($0.map(\.id)) }
    #expect(Set(parts) == [["u0", "u2"], ["u1", "u3"]])
    #expect(map.borders.filter(\.isLink).count == 1)
  }

  @Test("A river that leaves the border half way, or only crosses it, does not cut it")
  func leavingRiver() throws {
    let map = try ground([GridCoveragesTests.river((100, -50), (100, 50), (160, 110), (160, 250))])
    #expect(border(map, "u0", "u1")?.isHard == false)
    #expect(border(map, "u1", "u3")?.isHard == false)
  }

  @Test(
    "A road across the river opens the border it crosses, and no other; one in a tunnel does not",
    arguments: [false, true])
  func bridge(inTunnel: Bool) throws {
    var bridge = GridCoveragesTests.road((20, 50), (180, 50))
    bridge.isTunnel = inTunnel
    let map = try ground([GridCoveragesTests.river((104, -50), (104, 250)), bridge])
    #expect(border(map, "u0", "u1")?.isHard == inTunnel)
    #expect(border(map, "u0", "u1")?.category == (inTunnel ? "river" : "bridge"))
    #expect(border(map, "u2", "u3")?.isHard == true)
    #expect(Set(map.atoms.map(\.component)).count == (inTunnel ? 2 : 1))
  }

  @Test("The outline of a lake counts like a line")
  func lake() throws {
    let lake = BarrierArea(category: "lake", weight: 6, ground: MultiPolygon(rectangle(105, -200, 300, 500)))
    let map = try ground([], areas: [lake])
    #expect(border(map, "u0", "u1")?.category == "lake")
  }
}

import GridAuditing
import GridGeometry
import Testing

@Suite("A department's grids over the unified ones")
struct LayerOverlayTests {
  /// Base grids: a fishnet of 4 × 4; each has one atom for its western half with 10 households, one for its eastern with 30.
  private func overlay(
    _ departments: [(String, Polygon)], sharing: HouseholdSharing = .point, sliverWidth: Double = 1
  ) throws -> LayerOverlay {
    let net = Fishnet(4)
    let base = net.grounds.map { BaseGrid(code: $0.label, ground: $0.ground) }
    let atoms = base.indices.flatMap { index -> [BaseAtom] in
      let box = base[index].ground.envelope
      let middle = box.center.x
      return [
        BaseAtom(base: index, households: 10, ground: MultiPolygon(block(box.minX, box.minY, middle, box.maxY))),
        BaseAtom(base: index, households: 30, ground: MultiPolygon(block(middle, box.minY, box.maxX, box.maxY))),
      ]
    }
    let layer = departments.enumerated().map { index, item in
      CoverageGround(code: item.0, ordinal: index + 1, ground: MultiPolygon(item.1))
    }
    return try LayerOverlay(
      LayerOverlayInput(
        layer: "police", departments: layer, base: base, atoms: atoms, sharing: sharing, sliverWidth: sliverWidth))
  }

  private func words(_ overlay: LayerOverlay) -> [String] {
    overlay.rows.map { row in
      let department = row.department.map { overlay.input.departments[$0].label } ?? "-"
      let base = row.base.map { overlay.input.base[$0].code } ?? "-"
      return "\(department) \(base) \(Int(row.area)) \(Int(row.households)) \(row.relation)"
    }
  }

  @Test("Departments made of whole base grids have no conflict")
  func whole() throws {
    let result = try overlay([("west", block(0, 0, 200, 400)), ("east", block(200, 0, 400, 400))])
    #expect(itemise(result, by: OverlayRules.all).isEmpty)
    #expect(result.rows.allSatisfy { $0.relation == .whole && $0.area == 10_000 && $0.households == 40 })
    #expect(result.rows.count == 16)
    #expect(result.departmentHouseholds == [320, 320])
  }

  @Test("A line through base grids is a conflict with the smaller part as its place")
  func cut() throws {
    let result = try overlay([("west", block(0, 0, 230, 400)), ("east", block(230, 0, 400, 400))])
    let found = itemise(result, by: OverlayRules.all)
    #expect(found.map(\.finding.rule) == ["cuts-base-grid", "cuts-base-grid", "cuts-base-grid", "cuts-base-grid"])
    #expect(found.map(\.finding.grids) == ["C1", "C2", "C3", "C4"].map { [$0, "west", "east"] })
    #expect(found.allSatisfy { $0.area == 3000 && $0.finding.place?.envelope.width == 30 })
    #expect(
      found[0].finding.text.contains("7000 of 10000 m² and 30 of 40 households in east"), "\(found[0].finding.text)")
  }

  @Test("Base ground claimed by two, by none, and department ground beyond the base")
  func conflicts() throws {
    let result = try overlay([
      ("a", block(0, 0, 200, 400)), ("b", block(100, 0, 300, 400)), ("c", block(300, -50, 400, 300)),
    ])
    let rules = itemise(result, by: OverlayRules.all).map {
      "\($0.finding.rule) \($0.finding.grids.joined(separator: " ")) \(Int($0.area ?? 0))"
    }
    #expect(
      rules == [
        "claimed-twice B1 a b 10000", "claimed-twice B2 a b 10000", "claimed-twice B3 a b 10000",
        "claimed-twice B4 a b 10000", "base-grid-unclaimed D4 10000", "outside-base-grids c 5000",
      ])
    #expect(words(result).contains("c - 5000 0 outside"))
    #expect(words(result).contains("- D4 10000 40 unclaimed"))
    let totals = result.totals
    #expect(totals.contestedArea == 40_000 && totals.outsideArea == 5000 && totals.unclaimedArea == 10_000)
    #expect(totals.households == 640 && totals.unclaimedHouseholds == 40 && totals.repeatedHouseholds == 160)
  }

  @Test("Drawing noise is counted but no conflict")
  func noise() throws {
    let result = try overlay([("west", block(0, 0, 200.4, 400)), ("east", block(200.4, 0, 400, 400))])
    #expect(itemise(result, by: OverlayRules.all).isEmpty)
    #expect(words(result).contains("west C1 40 0 sliver"))
    #expect(words(result).contains("east C1 9960 40 whole"))
    #expect(
      !itemise(try overlay([("w", block(0, 0, 200.4, 400)), ("e", block(200.4, 0, 400, 400))], sliverWidth: 0.1), by: OverlayRules.all)
        .isEmpty)
  }

  @Test(
    "Households by interior point or by area", arguments: [(HouseholdSharing.point, [10.0, 30]), (.area, [16, 24])])
  func sharing(method: HouseholdSharing, expected: [Double]) throws {
    // The line leaves the western atom whole and takes a fifth of the eastern: 10 by point, 10 + 30 / 5 by area.
    let result = try overlay([("west", block(0, 0, 60, 100)), ("rest", block(60, 0, 100, 100))], sharing: method)
    let found = result.rows.filter { $0.base == 0 }.map(\.households)
    #expect(zip(found, expected).allSatisfy { abs($0 - $1) < 1e-9 }, "\(found)")
  }

  @Test("What goes in comes out: areas of either set and households", arguments: HouseholdSharing.allCases)
  func closing(sharing: HouseholdSharing) throws {
    let result = try overlay(
      [("a", block(-30, 10, 170, 390)), ("b", block(130, 45, 333, 420)), ("c", block(250, -50, 371, 300))],
      sharing: sharing)
    let totals = result.totals
    for (index, area) in result.departmentAreas.enumerated() {
      #expect(abs(area - result.input.departments[index].ground.area) < 1e-6)
      let rows = result.rows.filter { $0.department == index }
      #expect(abs(rows.reduce(0) { $0 + $1.area } - area) < 1e-6)
    }
    #expect(abs(totals.baseArea - 160_000) < 1e-6)
    let households = result.rows.reduce(0) { $0 + $1.households }
    #expect(abs(households - totals.households - totals.repeatedHouseholds) < 1e-6)
    #expect(totals.households == 640)
  }
}

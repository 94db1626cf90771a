import GridAuditing
import GridGeometry
import Testing

@Suite("What findings measure")
struct MeasureTests {
  /// The fault with a name of the table.
  private func findings(_ name: String) throws -> [Finding] {
    let fault = try #require(PlantedFault.all.first { $0.name == name })
    return try audit(fault.plan.input)
  }

  @Test("A gap has its area, its width and its neighbours")
  func gap() throws {
    let finding = try #require(try findings("a dent at a neighbour").first)
    // The dent takes 10 m × 25 m and a corner of 10 m × 25 m / 2.
    #expect(abs((finding.measure ?? 0) - 375) < 0.01)
    #expect(finding.unit == "m2")
    #expect(finding.grids == ["610523110201001", "610523110201003"])
    #expect(finding.place?.polygons.count == 1)
    #expect(finding.text.contains("375 m²"))
  }

  @Test("A sliver is as wide as it is")
  func sliver() throws {
    let finding = try #require(try findings("a sliver of a centimetre").first)
    #expect(finding.text.contains("0.01 m wide"))
    #expect(finding.text.hasPrefix("A sliver"))
  }

  @Test("An overlap names both grids and their common ground")
  func overlap() throws {
    let found = try findings("a grid into its neighbour")
    let finding = try #require(found.first)
    #expect(found.count == 1)
    #expect(finding.grids == ["610523110201001", "610523110201003"])
    #expect(abs((finding.measure ?? 0) - 375) < 0.01)
  }

  @Test("Ground beyond the county belongs to one grid")
  func outside() throws {
    let finding = try #require(try findings("a grid beyond the county").first)
    #expect(finding.grids == ["610523110202002"])
    #expect(abs((finding.measure ?? 0) - 500) < 0.01)
  }

  @Test(
    "A broken grid shows the parts cut off",
    arguments: [("a grid in two parts", 5000.0), ("parts that touch at a corner", 2500)])
  func broken(name: String, cutOff: Double) throws {
    let finding = try #require(try findings(name).first)
    #expect(finding.measure == 2)
    #expect(finding.place.map { $0.polygons.reduce(0) { $0 + $1.area } } == cutOff)
    #expect(finding.text.contains("2 parts"))
  }

  @Test("A missing vertex is shown where it is missing")
  func vertex() throws {
    let finding = try #require(try findings("a vertex one neighbour lacks").first)
    #expect(finding.place == .multiPoint([DrawnPlan.corner(2.5, 2)]))
    #expect(finding.grids == ["610523110201002", "610523110201003"])
  }

  @Test("An atom moved to its neighbour's grid is missing in one and too much in the other")
  func movedAtom() throws {
    let found = try findings("an atom in its neighbour's grid")
    #expect(found.map(\.measure) == [2500, 2500])
    #expect(Set(found.flatMap(\.grids)) == ["610523110202001", "610523110202002"])
  }

  @Test("Out of band is an error without a reason and worth knowing with one")
  func reasons() throws {
    var plan = DrawnPlan.small
    plan.edit { $0.bands[0].minimum = 45 }
    let bare = try audit(plan.input)
    #expect(bare.map(\.severity) == [.error])
    #expect(bare.first?.measure == 40)
    plan.edit { $0.reasons["610523110201002"] = AuditReason(.other, text: Wording(en: "between river and railway", zh: "位于河流与铁路之间")) }
    let explained = try audit(plan.input)
    #expect(explained.map(\.severity) == [.info])
    #expect(explained.map(\.id) == bare.map(\.id))
    #expect(explained.first?.text.contains("between river and railway") == true)
  }

  @Test("Each grid is held against the band of its community's class: more rural households than urban make it rural")
  func classes() throws {
    var plan = DrawnPlan.small
    let rural = AuditBand(kind: "first", communities: .rural, minimum: 40, maximum: 60)
    plan.edit {
      $0.bands[0].communities = .urban
      $0.bands.append(rural)
    }
    #expect(try audit(plan.input).isEmpty, "the ground is urban where nothing is said")
    // The second community holds grids of 90 and 70: rural with nine of its sixteen atoms, urban with eight.
    let second = plan.input.atoms.indices.filter { plan.input.atoms[$0].community == "610523110202" }
    plan.edit { for atom in second.prefix(8) { $0.atoms[atom].isUrban = false } }
    #expect(try audit(plan.input).isEmpty)
    plan.edit { $0.atoms[second[8]].isUrban = false }
    let found = try audit(plan.input)
    #expect(found.map(\.rule) == ["out-of-band", "out-of-band"])
    #expect(found.map(\.grids) == [["610523110202001"], ["610523110202002"]])
    #expect(found.allSatisfy { $0.text.contains("40–60") })
    let figures = AuditSummary(AuditEvidence(plan.input), findings: found).kinds.first { $0.kind == "first" }
    #expect(figures?.inBand?.count == 2)
    // Where nobody lives, atoms count.
    plan.edit { for atom in second { $0.atoms[atom].households = 0 } }
    #expect(try audit(plan.input).filter { $0.rule == "out-of-band" }.allSatisfy { $0.text.contains("40–60") })
  }

  @Test(
    "A reason that can be recomputed must hold",
    arguments: [
      (AuditReason.Cause.atomAboveMaximum, false), (.totalFitsNoCount, false), (.other, true),
    ])
  func unfounded(cause: AuditReason.Cause, holds: Bool) throws {
    var plan = DrawnPlan.small
    plan.edit {
      $0.bands[0].minimum = 45
      $0.reasons["610523110201002"] = AuditReason(cause, text: Wording(en: "claimed", zh: "声称"))
    }
    #expect(try audit(plan.input).contains { $0.rule == "unfounded-reason" } == !holds)
  }

  @Test(
    "A total fits a band when some number of grids can hold it",
    arguments: [
      (299, false), (300, true), (500, true), (501, false), (599, false), (600, true), (1000, true), (0, false),
    ])
  func fits(total: Int, fits: Bool) {
    #expect(AuditBand(kind: "first", minimum: 300, maximum: 500).fits(total) == fits)
  }

  @Test("Dedicated grids laid over others take no part in the tiling")
  func overlaid() throws {
    var plan = DrawnPlan(communities: ["AAAA", "AAAA"], base: ["aabb", "aabb"])
    plan.edit {
      $0.kinds = AuditKind.overlaid
      $0.grids.append(
        AuditGrid(
          code: "610523110201009", level: 0, kind: "dedicated", community: "610523110201", households: 12, isLeaf: true,
          ground: MultiPolygon(DrawnPlan.rectangle(1.5, 0.5, 2.5, 1.5))))
    }
    #expect(try audit(plan.input) == [])
    plan.edit { $0.kinds = AuditKind.carved }
    #expect(Set(try audit(plan.input).map(\.rule)) == ["overlap", "atom-ground", "leaf-households"])
  }

  @Test("Without atoms the leaves are believed, and that is said once")
  func noAtoms() throws {
    var plan = DrawnPlan.small
    plan.edit { $0.atoms = [] }
    #expect(try audit(plan.input).map(\.rule) == ["atom-ground"])
    plan["a"].households += 1
    #expect(try audit(plan.input).map(\.rule) == ["atom-ground", "parent-households"])
  }

  @Test("Codes of somebody else need only be unique")
  func foreignCodes() throws {
    var plan = DrawnPlan.small
    plan.rename("d", to: "牌楼社区/1号网格")
    plan.edit { $0.codeShape = .free }
    #expect(try audit(plan.input) == [])
  }

  @Test("A tree that bites its tail is reported and does not hang")
  func cycle() throws {
    var plan = DrawnPlan.small
    let (first, second) = (plan["a1"].code, plan["a2"].code)
    plan["a1"].parent = second
    plan["a2"].parent = first
    #expect(try audit(plan.input).contains { $0.rule == "level-kind" && $0.grids == [first] })
  }
}

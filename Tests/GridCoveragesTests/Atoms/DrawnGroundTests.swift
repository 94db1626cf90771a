import GridCoverages
import GridGeometry
import Testing

@Suite("Atoms of drawn grounds")
struct DrawnGroundTests {
  let settings = GroundSettings(atomTarget: 10, atomMaximum: 20)

  @Test("Units become atoms as they are, and communities are made of them")
  func unitsOnly() throws {
    let input = GroundInput(units: [
      UnitArea(id: "u1", households: 5, community: "A", ground: MultiPolygon(rectangle(0, 0, 100, 100))),
      UnitArea(id: "u2", households: 7, persons: 20, community: "A", ground: MultiPolygon(rectangle(100, 0, 100, 100))),
      UnitArea(id: "u3", households: 90, community: "B", ground: MultiPolygon(rectangle(0, 100, 200, 100))),
    ])
    let result = try makeAtoms(input, settings)
    #expect(Set(result.atoms.map(\.id)) == ["u1", "u2", "u3"])
    #expect(result.atoms.map(\.households).sorted() == [5, 7, 90])
    #expect(result.atoms.first { $0.id == "u2" }?.persons == 20)
    #expect(result.communities.map(\.code) == ["A", "B"])
    #expect(result.communityPolygons().map(\.area) == [20_000, 20_000])
    #expect(result.border(result.atom(at: 50, 50), result.atom(at: 150, 50))?.length == 100)
    #expect(result.findings.isEmpty)
  }

  @Test("A unit in two parts keeps its households on the larger one")
  func unitInParts() throws {
    let ground = MultiPolygon([rectangle(0, 0, 50, 50), rectangle(150, 0, 100, 50)])
    let input = GroundInput(units: [
      UnitArea(id: "u", households: 9, community: "A", ground: ground),
      UnitArea(id: "v", households: 3, community: "A", ground: MultiPolygon(rectangle(50, 0, 100, 50))),
    ])
    let result = try makeAtoms(input, settings)
    #expect(result.atoms.count == 3)
    #expect(result.atom(at: 200, 25).map { result.atoms[$0].households } == 9)
    #expect(result.atom(at: 25, 25).map { result.atoms[$0].households } == 0)
    #expect(result.atoms.allSatisfy { $0.id.hasPrefix("u") == ($0.unit == 0) })
  }

  @Test("A hairline between units is repaired and reported by its width", arguments: [0.1, -0.1])
  func hairlineBetweenUnits(gap: Double) throws {
    let north = polygon([(0, 100), (100, 100), (100, 70), (210, 70), (210, 130), (0, 130)])
    let south = polygon([(0, 0), (0, -50), (210, -50), (210, 20), (100, 20), (100, 0)])
    let input = GroundInput(units: [
      UnitArea(id: "u1", households: 5, community: "A", ground: MultiPolygon(rectangle(0, 0, 100, 100))),
      UnitArea(id: "u2", households: 7, community: "A", ground: MultiPolygon(rectangle(100 + gap, 20, 100, 50))),
      UnitArea(id: "u3", households: 7, community: "A", ground: MultiPolygon(north)),
      UnitArea(id: "u4", households: 7, community: "A", ground: MultiPolygon(south)),
    ])
    let result = try makeAtoms(input, settings)
    #expect(result.atoms.count == 4)
    let notes = result.notes(gap > 0 ? "unit-gap" : "unit-overlap")
    #expect(notes.count == 1)
    #expect(notes.allSatisfy { abs(($0.measure ?? 0) - 0.1) < 0.011 && $0.severity == .info })
    #expect(result.border(result.atom(at: 50, 50), result.atom(at: 150, 50)) != nil)
  }

  @Test(
    "Between communities faults within tolerance are repaired, wider ones are errors",
    arguments: [(0.2, GroundNote.Severity.info, 0), (30, .error, 4)])
  func communityGap(width: Double, severity: GroundNote.Severity, outside: Int) throws {
    // Two communities with a closed gap between them, and a place of four households in its middle.
    let half = width / 2
    let left = polygon([(0, 0), (400, 0), (400, 100), (400 - half, 150), (400, 200), (400, 300), (0, 300)])
    let right = polygon([(400, 0), (800, 0), (800, 300), (400, 300), (400, 200), (400 + half, 150), (400, 100)])
    let input = GroundInput(
      communities: [community("A", left), community("B", right)],
      households: [
        HouseholdPlace(id: "in the gap", households: 4, point: Point(400, 150.01)), house("west", 200, 150),
        house("east", 600, 150),
      ])
    let result = try makeAtoms(input, settings)
    let gaps = result.notes("community-gap")
    #expect(gaps.count == 1)
    #expect(gaps.first?.severity == severity)
    #expect(result.counts.householdsOutside == outside)
    #expect(result.households + result.counts.householdsOutside == 6)
    #expect(result.notes("household-outside").count == (outside > 0 ? 1 : 0))
  }

  @Test("An overlap of communities goes to one of them, once")
  func communityOverlap() throws {
    let input = GroundInput(communities: [
      community("A", rectangle(0, 0, 100.3, 100)), community("B", rectangle(100, 0, 100, 100)),
    ])
    let result = try makeAtoms(input, settings)
    #expect(result.notes("community-overlap").map(\.severity) == [.info])
    #expect(abs(result.atoms.reduce(0) { $0 + $1.area } - 20_000) < 1e-6)
  }

  @Test("Two banks of a river are neighbours on foot only where a road crosses", arguments: [true, false])
  func riverAndBridge(hasBridge: Bool) throws {
    var input = GroundInput(
      communities: [community("A", rectangle(0, 0, 400, 400))],
      barriers: [river((-50, 200), (450, 200)), road((0, 100), (400, 100)), road((0, 300), (400, 300))],
      households: houses("s", from: 20, 40, columns: 12, rows: 5) + houses("n", from: 20, 240, columns: 12, rows: 5))
    if hasBridge { input.barriers.append(road((200, 100), (200, 300))) }
    let result = try makeAtoms(input, settings)
    let across = result.borders.filter { border in
      let a = result.atoms[border.a].position.y
      let b = result.atoms[border.b].position.y
      return (a < 200) != (b < 200)
    }
    #expect(across.contains { $0.isHard })
    #expect(across.contains { $0.category == "bridge" && $0.length == settings.bridgeLength } == hasBridge)
    #expect(result.counts.links == (hasBridge ? 0 : 1))
    #expect(Set(result.atoms.map(\.component)).count == (hasBridge ? 1 : 2))
  }

  @Test("A compound across a street stays whole: the street ends at its wall")
  func compoundAcrossStreet() throws {
    let input = GroundInput(
      communities: [community("A", rectangle(0, 0, 400, 200))],
      barriers: [road((-10, 100), (410, 100)), road((200, -10), (200, 210))],
      households: houses("h", from: 20, 20, columns: 19, rows: 9),
      compounds: [CompoundArea(id: "estate", ground: MultiPolygon(rectangle(150, 50, 115, 105)))])
    let result = try makeAtoms(input, settings)
    let inside = Set([(160, 60), (255, 60), (160, 145), (255, 145), (205, 105)].map { result.atom(at: $0.0, $0.1) })
    #expect(inside.count == 1)
    let holder = result.atoms.filter { $0.compounds == [0] }
    #expect(holder.count == 1)
    #expect((holder.first?.households ?? 0) >= 30)
    #expect(result.households == 171)
  }

  @Test("A compound over a community line belongs to the community with most of it")
  func compoundOverCommunityLine() throws {
    let input = GroundInput(
      communities: [community("A", rectangle(0, 0, 200, 200)), community("B", rectangle(200, 0, 200, 200))],
      households: [house("in B", 230, 100, households: 3), house("in A", 190, 100, households: 2)],
      compounds: [CompoundArea(id: "estate", ground: MultiPolygon(rectangle(180, 50, 100, 100)))])
    let result = try makeAtoms(input, settings)
    let byCommunity = [0, 1].map { code in
      result.atoms.filter { $0.community == code }.reduce(0) { $0 + $1.households }
    }
    #expect(byCommunity == [0, 5])
    #expect(result.notes("compound-over-community-line").first?.subjects == ["estate", "A", "B"])
    #expect(result.atoms.filter { !$0.compounds.isEmpty }.allSatisfy { $0.community == 1 })
  }

  @Test("A compound without households keeps nothing whole")
  func impostor() throws {
    let input = GroundInput(
      communities: [community("A", rectangle(0, 0, 400, 200))],
      barriers: [road((200, -10), (200, 210))],
      households: houses("w", from: 20, 20, columns: 6, rows: 3) + houses("e", from: 280, 20, columns: 5, rows: 3),
      compounds: [CompoundArea(id: "ROAD", ground: MultiPolygon(rectangle(150, 0, 100, 200)))])
    let result = try makeAtoms(input, settings)
    #expect(result.atom(at: 190, 100) != result.atom(at: 210, 100))
    #expect(result.atoms.allSatisfy { $0.compounds.isEmpty })
    #expect(result.notes("compound-without-households").count == 1)
  }

  @Test("A site is carved out; its pocket goes with it and the greater rank takes an overlap")
  func carvedSites() throws {
    let ringed = Polygon(
      exterior: rectangle(100, 100, 100, 100).exterior, holes: [rectangle(140, 140, 20, 20).exterior])
    let input = GroundInput(
      communities: [community("A", rectangle(0, 0, 400, 400))],
      households: houses("h", from: 220, 220, columns: 5, rows: 2),
      sites: [
        SiteArea(
          id: "market", category: "market", name: "M", rank: 1, ground: MultiPolygon(rectangle(150, 100, 100, 100))),
        SiteArea(id: "school", category: "school", name: "S", rank: 5, ground: MultiPolygon(ringed)),
        SiteArea(id: "post", category: "office", name: "P", rank: 0, ground: .empty, point: Point(330, 60)),
      ])
    let result = try makeAtoms(input, settings)
    func site(_ x: Double, _ y: Double) -> Int? { result.atom(at: x, y).flatMap { result.atoms[$0].site } }
    #expect(site(120, 120) == 1)
    #expect(site(180, 150) == 1)
    #expect(site(220, 150) == 0)
    #expect(site(330, 60) == 2)
    #expect(site(50, 50) == nil)
    // The market covers the right half of the school's hole, the pocket is what is left of it.
    #expect(site(145, 150) == 1)
    let post = try #require(result.atom(at: 330, 60))
    #expect(abs(result.atoms[post].area - 1_600) < 1)
  }

  @Test("The strips between a site and the streets around it are the site's, a strip with a house is not")
  func siteStrips() throws {
    let input = GroundInput(
      communities: [community("A", rectangle(0, 0, 300, 200))],
      barriers: [road((100, -5), (100, 205)), road((-5, 100), (305, 100))],
      households: houses("h", from: 140, 20, columns: 7, rows: 3) + [house("lodge", 50, 106)],
      sites: [SiteArea(id: "s", category: "school", name: "S", ground: MultiPolygon(rectangle(7, 114, 86, 80)))])
    let result = try makeAtoms(input, settings)
    let site = try #require(result.atom(at: 50, 150))
    #expect(result.atoms[site].site == 0)
    #expect([(3, 150), (97, 150), (50, 197), (2, 198), (98, 198)].allSatisfy { result.atom(at: $0.0, $0.1) == site })
    #expect(result.atom(at: 50, 106) != site)
    #expect(result.atoms[site].households == 0)
    #expect(result.households == 22)
  }

  @Test("A site does not take the strip that alone holds a community together")
  func siteStripKept() throws {
    let input = GroundInput(
      communities: [community("A", rectangle(0, 0, 300, 100))],
      households: houses("w", from: 20, 20, columns: 4, rows: 4) + houses("e", from: 220, 20, columns: 4, rows: 4),
      sites: [SiteArea(id: "s", category: "school", name: "S", ground: MultiPolygon(rectangle(110, 7, 80, 86)))])
    let result = try makeAtoms(input, settings)
    #expect(result.atom(at: 150, 50).map { result.atoms[$0].site } == 0)
    var reached: Set<Int?> = [result.atom(at: 20, 20)]
    for _ in result.atoms {
      for border in result.borders where result.atoms[border.a].site == nil && result.atoms[border.b].site == nil {
        if reached.contains(border.a) || reached.contains(border.b) { reached.formUnion([border.a, border.b]) }
      }
    }
    #expect(reached.contains(result.atom(at: 280, 80)))
  }

  @Test("A site over a community line is clipped to the community with most of it")
  func siteOverCommunityLine() throws {
    let input = GroundInput(
      communities: [community("A", rectangle(0, 0, 200, 200)), community("B", rectangle(200, 0, 200, 200))],
      sites: [SiteArea(id: "s", category: "school", name: "S", ground: MultiPolygon(rectangle(150, 50, 200, 100)))])
    let result = try makeAtoms(input, settings)
    let carved = result.atoms.filter { $0.site == 0 }
    #expect(carved.map(\.community) == [1])
    #expect(abs((carved.first?.area ?? 0) - 15_000) < 1)
    #expect(result.notes("site-over-community-line").count == 1)
  }

  @Test("A heavy block is divided between its houses, none cut, none above the maximum")
  func heavyBlock() throws {
    let input = GroundInput(
      communities: [community("A", rectangle(0, 0, 420, 220))],
      households: houses("h", from: 20, 20, columns: 20, rows: 10))
    let result = try makeAtoms(input, settings)
    #expect(result.atoms.count >= 10)
    #expect(result.atoms.allSatisfy { $0.households <= 20 && $0.households >= 5 })
    #expect(result.households == 200)
    for place in input.households {
      let corners = (place.footprint?.exterior.points ?? []).map { result.atom(at: $0.x, $0.y) }
      #expect(Set(corners).count == 1, "house \(place.id) is cut")
    }
  }

  @Test("One building above the maximum stays whole and is named")
  func heavyBuilding() throws {
    let input = GroundInput(
      communities: [community("A", rectangle(0, 0, 200, 200))],
      households: [house("tower", 100, 100, households: 300), house("cottage", 30, 30)])
    let result = try makeAtoms(input, settings)
    #expect(result.households == 301)
    #expect(result.atoms.map(\.households).max() ?? 0 >= 300)
    #expect(result.notes("atom-above-maximum").count == 1)
  }

  @Test("Lanes are used in heavy blocks only, and a dead end is led on to the next line", arguments: [1, 3])
  func lanes(households: Int) throws {
    let input = GroundInput(
      communities: [community("A", rectangle(0, 0, 300, 200))],
      barriers: [road((150, -5), (150, 170), weight: 1, tier: .second)],
      households: houses("w", from: 30, 40, columns: 5, rows: 2, households: households)
        + houses("e", from: 180, 40, columns: 5, rows: 2, households: households))
    let result = try makeAtoms(input, GroundSettings(atomTarget: 30, atomMaximum: 40))
    #expect(result.counts.deadEndsExtended == (households == 3 ? 1 : 0))
    #expect(result.counts.straightCuts == 0)
    #expect((result.atom(at: 140, 190) == result.atom(at: 160, 190)) == (households == 1))
    #expect(result.atoms.map(\.households) == (households == 1 ? [20] : [30, 30]))
  }

  @Test("Ground on both sides of a site that crosses a community is tied by a link")
  func siteAcross() throws {
    let input = GroundInput(
      communities: [community("A", rectangle(0, 0, 300, 100))],
      sites: [SiteArea(id: "s", category: "school", name: "S", ground: MultiPolygon(rectangle(100, -10, 80, 120)))])
    let result = try makeAtoms(input, settings)
    let (west, east) = (result.atom(at: 50, 50), result.atom(at: 250, 50))
    #expect(result.border(west, east)?.isLink == true)
    #expect(result.counts.links == 1)
    #expect(Set(result.atoms.filter { $0.site == nil }.map(\.component)) == [0, 1])
    #expect(result.atoms.filter { $0.site != nil }.map(\.component) == [0])
  }

  @Test("An island gets a link, an empty community an empty atom")
  func islandAndEmptyCommunity() throws {
    let input = GroundInput(
      communities: [
        community("A", rectangle(0, 0, 200, 200), rectangle(500, 0, 100, 100)),
        community("B", rectangle(200, 0, 200, 200)),
      ],
      households: houses("h", from: 20, 20, columns: 3, rows: 3))
    let result = try makeAtoms(input, settings)
    #expect(result.atoms.filter { $0.community == 1 }.map(\.households) == [0])
    let links = result.borders.filter(\.isLink)
    #expect(links.count == 1)
    #expect(links.allSatisfy { $0.length == 0 && result.atoms[$0.a].component != result.atoms[$0.b].component })
    #expect(result.atoms.filter { $0.community == 0 }.map(\.component).max() == 1)
  }

  @Test("Units and open ground may be mixed: units whole, the rest divided")
  func mixed() throws {
    let input = GroundInput(
      communities: [community("A", rectangle(0, 0, 400, 200))],
      units: [UnitArea(id: "u", households: 30, ground: MultiPolygon(rectangle(0, 0, 200, 200)))],
      barriers: [road((-5, 100), (405, 100))],
      households: houses("n", from: 220, 120, columns: 8, rows: 3) + houses("s", from: 220, 20, columns: 8, rows: 3))
    let result = try makeAtoms(input, settings)
    #expect(result.atom(at: 100, 50) == result.atom(at: 100, 150))
    #expect(result.atom(at: 100, 50).map { result.atoms[$0].id } == "u")
    #expect(result.atom(at: 300, 50) != result.atom(at: 300, 150))
    #expect(result.households == 78)
    #expect(result.atoms.allSatisfy { $0.community == 0 })
  }

  @Test("A wish to stop is obeyed")
  func cancelled() {
    let input = GroundInput(communities: [community("A", rectangle(0, 0, 100, 100))])
    #expect(throws: CoverageError.cancelled) {
      try makeAtoms(input, settings, control: GroundControl(isCancelled: { true }))
    }
  }

  @Test("No ground at all makes no atoms")
  func nothing() throws {
    let result = try makeAtoms(GroundInput(households: [house("h", 0, 0)]), settings)
    #expect(result.atoms.isEmpty)
    #expect(result.counts.householdsOutside == 1)
  }
}

import GridAuditing
import GridGeometry
import Testing

@Suite("Somebody's layer audited as a coverage")
struct CoverageAuditTests {
  /// A fault in a fishnet of 5 × 5, and the findings it must make: rule, owners, and the area where it has one.
  struct Planted: Sendable, CustomTestStringConvertible {
    let name: String
    let expected: [Expected]
    let plant: @Sendable (inout Fishnet) -> Void

    struct Expected: Hashable, Sendable {
      let rule: String
      let grids: [String]
      var area: Double?
    }

    init(_ name: String, _ expected: [Expected], _ plant: @escaping @Sendable (inout Fishnet) -> Void) {
      self.name = name
      self.expected = expected
      self.plant = plant
    }

    var testDescription: String { name }
  }

  static let planted: [Planted] = [
    Planted("nothing", []) { _ in },
    Planted("a cell left out", [.init(rule: "gap", grids: ["C2", "B3", "D3", "C4"], area: 10_000)]) { net in
      net.grounds.removeAll { $0.code == "C3" }
    },
    Planted("a block laid over a cell", [.init(rule: "overlap", grids: ["C3", "X"], area: 400)]) { net in
      net.add("X", block(220, 220, 240, 240))
    },
    Planted(
      "two blocks laid over each other and a cell",
      [
        .init(rule: "overlap", grids: ["C3", "X"], area: 300), .init(rule: "overlap", grids: ["C3", "Y"], area: 300),
        .init(rule: "multi-owner", grids: ["C3", "X", "Y"], area: 100),
      ]
    ) { net in
      net.add("X", block(220, 220, 240, 240))
      net.add("Y", block(230, 230, 250, 250))
    },
    Planted("a cell drawn twice", [.init(rule: "duplicate-geometry", grids: ["C3", "X"], area: 10_000)]) { net in
      net.add("X", Fishnet.cell(2, 2))
    },
    Planted("a corner on a neighbour's edge", [.init(rule: "missing-vertex", grids: ["D3", "C3"])]) { net in
      net.draw("C3", [Point(200, 200), Point(300, 200), Point(300, 250), Point(300, 300), Point(200, 300)])
    },
    Planted(
      "a corner that misses the others by millimetres",
      [.init(rule: "near-vertex", grids: ["C3", "D3"])]
    ) { net in
      net.draw("D3", [Point(300, 200), Point(400, 200), Point(400, 300), Point(300.004, 300)])
    },
    Planted("a thread", [.init(rule: "sliver", grids: ["X"], area: 25)]) { net in
      net.add("X", block(900, 0, 900.5, 50))
    },
    Planted("a cell in two places", [.init(rule: "exclave", grids: ["X"], area: 100)]) { net in
      net.add("X", block(900, 0, 950, 50), block(1000, 0, 1010, 10))
    },
    Planted("a code used twice", [.init(rule: "duplicate-code", grids: ["C3"])]) { net in
      net.grounds[0].code = "C3"
    },
    Planted("a cell without a code", [.init(rule: "no-code", grids: ["#1"])]) { net in net.grounds[0].code = nil },
    Planted("a feature without a geometry", [.init(rule: "empty-geometry", grids: ["X"])]) { net in
      net.grounds.append(CoverageGround(code: "X", ordinal: 26, ground: .empty, defect: .missing))
    },
    Planted("a geometry nobody can read", [.init(rule: "empty-geometry", grids: ["X"])]) { net in
      net.grounds.append(
        CoverageGround(
          code: "X", ordinal: 26, ground: .empty, defect: .unreadable(Wording(en: "type 10", zh: "类型 10"))))
    },
    Planted("a line", [.init(rule: "not-a-polygon", grids: ["X"])]) { net in
      net.grounds.append(CoverageGround(code: "X", ordinal: 26, ground: .empty, defect: .notPolygon("LineString")))
    },
    Planted("a bow tie", [.init(rule: "invalid-geometry", grids: ["X"])]) { net in
      net.add("X", block(900, 0, 950, 50))
      net.draw("X", [Point(900, 0), Point(950, 50), Point(950, 0), Point(900, 50)])
    },
  ]

  @Test("Each kind of fault is found with its owners and size, and nothing else", arguments: planted)
  func faults(fault: Planted) throws {
    var net = Fishnet(5)
    fault.plant(&net)
    let found = try net.audit().map { item in
      Planted.Expected(
        rule: item.finding.rule, grids: item.finding.grids, area: item.area.map { ($0 * 100).rounded() / 100 })
    }
    #expect(Set(found) == Set(fault.expected), "\(found)")
    #expect(found.count == fault.expected.count)
  }

  @Test("Every finding says where, how bad, in both languages, and what would cure it", arguments: planted)
  func words(fault: Planted) throws {
    var net = Fishnet(5)
    fault.plant(&net)
    for item in try net.audit() {
      #expect(item.finding.text != item.finding.textZH && !item.finding.textZH.isEmpty)
      let fix = try #require(item.fix)
      #expect(!fix.en.isEmpty && !fix.zh.isEmpty && fix.en != fix.zh)
      #expect(!item.features.isEmpty)
      if item.finding.rule != "empty-geometry", item.finding.rule != "not-a-polygon" {
        #expect(item.finding.place != nil)
      }
    }
  }

  @Test("A finding keeps its id when other faults come and go")
  func ids() throws {
    var one = Fishnet(5)
    var two = Fishnet(5)
    one.grounds.removeAll { $0.code == "C3" }
    two.grounds.removeAll { $0.code == "C3" }
    two.add("X", block(20, 20, 40, 40))
    let id = try #require(try one.audit().first).finding.id
    let all = try two.audit().map(\.finding.id)
    #expect(all.contains(id))
    #expect(Set(all).count == all.count)
  }

  @Test("Ground given but not covered is a gap, and ground beyond it is told")
  func target() throws {
    let net = Fishnet(2)
    let found = try net.audit { $0.target = MultiPolygon(block(0, 0, 200, 250)) }
    #expect(found.map(\.finding.rule) == ["gap"])
    #expect(found.first?.area == 10_000)
    #expect(found.first?.finding.grids == ["A2", "B2"])
    let beyond = try net.audit { $0.target = MultiPolygon(block(0, 0, 200, 150)) }
    #expect(beyond.map(\.finding.rule) == ["outside-ground", "outside-ground"])
    #expect(beyond.map(\.area) == [5000, 5000])
  }

  @Test("Slivers between neighbours are warnings, wide faults errors")
  func severity() throws {
    var net = Fishnet(3)
    net.draw("B2", [Point(100.5, 100), Point(200, 100), Point(200, 200), Point(100.5, 200)])
    let gap = try #require(try net.audit().first { $0.finding.rule == "gap" })
    #expect(gap.finding.severity == .warning)
    #expect(try net.audit { $0.sliverWidth = 0.1 }.first { $0.finding.rule == "gap" }?.finding.severity == .error)
  }

  @Test("Households in none and in two are counted by gap, square kilometre and owners, against all of them")
  func households() throws {
    var net = Fishnet(5)
    net.grounds.removeAll { $0.code == "C3" }
    net.add("X", block(20, 20, 40, 40))
    let places = [
      HouseholdPlace(point: Point(50, 50), households: 100), HouseholdPlace(point: Point(250, 250), households: 7),
      HouseholdPlace(point: Point(260, 250), households: 3), HouseholdPlace(point: Point(30, 30), households: 5),
      HouseholdPlace(point: Point(5500, 30), households: 2),
    ]
    let evidence = try CoverageEvidence(CoverageAuditInput(grounds: net.grounds, households: places))
    let found = itemise(evidence, by: CoverageRules.all).filter { $0.finding.rule.hasPrefix("households") }.map(\.finding)
    #expect(found.map(\.rule) == ["households-in-none", "households-in-none", "households-in-several"])
    #expect(found.map(\.measure) == [10, 2, 5])
    #expect(found[0].grids == ["C2", "B3", "D3", "C4"])
    #expect(found[0].text.contains("10 of 117 households, at 2 places"))
    #expect(found[2].grids == ["A1", "X"])
    let figures = try #require(CoverageSummary(evidence).households)
    #expect(figures.total == 117 && figures.inOne == 100 && figures.inSeveral == 5 && figures.inNone == 12)
    // No place of a household is in a finding: the square is all that is told.
    #expect(found[1].place?.envelope == Envelope(Point(5000, 0), Point(6000, 1000)))
  }

  @Test("Contested and repeated area: places once, and by how much areas exceed their union")
  func areas() throws {
    var net = Fishnet(2)
    net.add("X", block(20, 20, 40, 40))
    net.add("Y", block(30, 20, 50, 40))
    net.add("Z", Fishnet.cell(1, 1))
    let figures = CoverageSummary(try CoverageEvidence(CoverageAuditInput(grounds: net.grounds)))
    #expect(figures.contestedArea == 600 + 10_000)
    #expect(figures.repeatedArea == 800 + 10_000)
    #expect(figures.area - figures.repeatedArea == 40_000)
  }

  @Test("The answer does not depend on the number of threads")
  func threads() throws {
    var net = Fishnet(8)
    net.add("X", block(20, 20, 140, 140))
    let input = CoverageAuditInput(grounds: net.grounds)
    #expect(itemise(try CoverageEvidence(input), by: CoverageRules.all) == itemise(try CoverageEvidence(input, threads: 4), by: CoverageRules.all))
  }
}

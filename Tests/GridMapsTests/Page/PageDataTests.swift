import Foundation
import GridGeometry
import GridMaps
import Testing

/// The data of a page as Foundation's JSON reads them.
private func decoded(_ page: ConditionsPage) throws -> [String: Any] {
  let object = try JSONSerialization.jsonObject(with: Data(page.data()))
  return try #require(object as? [String: Any])
}

private func part(_ object: [String: Any], _ key: String) throws -> [String: Any] {
  try #require(object[key] as? [String: Any])
}

@Suite("The data of a page")
struct PageDataTests {
  @Test("Names of every kind come back from JSON as they were, and stand in no markup")
  func escaping() throws {
    var grids = try PageFixtures.grids(names: Array(PageFixtures.hostile[0..<4]))
    for (index, text) in PageFixtures.hostile.enumerated() {
      grids.append(
        PageGrid(code: "X\(index)", name: text, level: "first", facts: [PageFact(PageText(text), PageText(text))]))
    }
    let page = try PageFixtures.page(
      heading: PageFixtures.heading(title: PageText(PageFixtures.hostile[0])), grids: grids)
    let names = try #require(part(try decoded(page), "grids")["name"] as? [String])
    // Marks that turn the line around are left out; all else is kept.
    #expect(names[6...].elementsEqual(PageFixtures.hostile.map { $0.replacing("\u{202E}", with: "") }))
    let data = page.data()
    for byte in [UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&")] { #expect(!data.contains(byte)) }
    #expect(data.allSatisfy { $0 >= 0x20 })
    let html = String(decoding: page.html(), as: UTF8.self)
    #expect(html.components(separatedBy: "<script").count == 3)
    #expect(html.components(separatedBy: "</script>").count == 3)
    #expect(!html.contains("\u{2028}") && !html.contains("\u{2029}"))
  }

  @Test("The policy lets the page's own program and style run, and nothing else")
  func policy() throws {
    let html = String(decoding: try PageFixtures.page().html(), as: UTF8.self)
    let policy = try #require(html.firstMatch(of: #/Content-Security-Policy" content="([^"]*)"/#)).1
    #expect(policy.hasPrefix("default-src 'none';"))
    #expect(!policy.contains("unsafe") && !policy.contains("http") && !policy.contains("*"))
    #expect(policy.matches(of: #/'sha256-[A-Za-z0-9+\/]{43}='/#).count == 2)
    #expect(!html.contains("{{"), "every mark of the template is filled")
    for outside in ["http://", "https://", "src=\"/", "@import", "url("] {
      #expect(!html.contains(outside), "\(outside)")
    }
  }

  @Test("The same page gives the same bytes, and another gives others")
  func determinism() throws {
    func make(_ seed: UInt64) throws -> [UInt8] {
      try PageFixtures.page(cases: PageFixtures.cases(200, seed: seed)).html()
    }
    #expect(try make(1) == make(1))
    #expect(try make(1) != make(2))
  }

  @Test("Every border is there once, and rings of borders are the ground again")
  func ground() throws {
    let county = try VoronoiCounty(across: 12, seed: 3, merges: false)
    let grids = county.cells.enumerated().map { index, cell in
      PageGrid(code: "G\(index)", name: "", level: "first", ground: MultiPolygon(cell.ground))
    }
    let data = try decoded(try PageFixtures.page(grids: grids))
    let ground = try part(data, "ground")
    let step = try #require(ground["step"] as? Double)
    let origin = try #require(ground["origin"] as? [Double])
    let lengths = try #require(ground["lengths"] as? [Int])
    let cells = try #require(ground["cells"] as? [Int])
    let rings = try #require(part(data, "grids")["rings"] as? [[[Int]]])
    var chains: [[Point]] = []
    var at = 0
    for length in lengths {
      var (x, y) = (0, 0)
      chains.append(
        (0..<length).map { _ in
          x += cells[at]
          y += cells[at + 1]
          at += 2
          return Point(origin[0] + Double(x) * step, origin[1] + Double(y) * step)
        })
    }
    #expect(at == cells.count)
    var uses = [Int](repeating: 0, count: chains.count)
    for (index, cell) in county.cells.enumerated() {
      var points: [Point] = []
      for link in rings[index].joined() {
        let chain = link < 0 ? ~link : link
        uses[chain] += 1
        points += (link < 0 ? chains[chain].reversed() : chains[chain]).dropLast()
      }
      let ring = try Ring(points + [points[0]])
      // Rounding moves the outline by less than a step, half of one by thinning.
      #expect(abs(abs(ring.signedArea) - cell.ground.area) < cell.ground.perimeter * step * 1.3)
      #expect(ring.envelope.minX > cell.ground.envelope.minX - 2 * step)
    }
    #expect(uses.allSatisfy { (1...2).contains($0) })
    let corners = county.cells.reduce(0) { $0 + $1.ground.exterior.points.count }
    #expect(cells.count / 2 < corners * 2 / 3, "borders are shared")
  }

  @Test("A grid with parts is drawn from them, its own ground is left out")
  func parts() throws {
    var grids = try PageFixtures.grids()
    grids[0].ground = try PageFixtures.square(0, 0, side: 200)
    let rings = try #require(part(try decoded(try PageFixtures.page(grids: grids)), "grids")["rings"] as? [[[Int]]])
    #expect(rings.map(\.count) == [0, 0, 1, 1, 1, 1])
  }

  @Test("Instants come back to the millisecond, in seconds where they are whole")
  func instants() throws {
    for shift in [Int64(0), 1] {
      let cases = PageFixtures.cases(50, seed: 5).map { item in
        var item = item
        item.submitted = item.submitted.map { $0 + shift }
        return item
      }
      let coded = try part(part(try decoded(try PageFixtures.page(cases: cases)), "cases"), "submitted")
      let unit = try #require(coded["unit"] as? Int64)
      #expect(unit == (shift == 0 ? 1000 : 1))
      var last = PageFixtures.asOf
      let told = try #require(coded["steps"] as? [Int64]).map { step in
        last += step * unit
        return last
      }
      #expect(told == cases.map { $0.submitted })
    }
  }

  @Test("A place far from the county, or none, is no place")
  func places() throws {
    let places: [Point?] = [nil, Point(.nan, 0), Point(1e300, 0), Point(500_050, 3_850_050)]
    let page = try PageFixtures.page(cases: places.map { PageCase(place: $0, grid: "G1") })
    let told = try #require(part(try decoded(page), "cases")["places"] as? [Int])
    let none = Int(Int32.min)
    #expect(told[0..<6].allSatisfy { $0 == none })
    #expect(told[6] != none && told[7] != none)
  }

  @Test("Further facts come back by their labels, in one text where both languages have the same")
  func facts() throws {
    var grids = try PageFixtures.grids()
    let label = PageText(en: "post", zh: "岗位")
    grids[2].facts = [PageFact(label, PageText("w17")), PageFact(PageText("x"), PageText(en: "a", zh: "甲"))]
    grids[3].facts = [PageFact(label, PageText("w18"))]
    let facts = try part(part(try decoded(try PageFixtures.page(grids: grids)), "grids"), "facts")
    #expect(facts["labels"] as? [[String: String]] == [["en": "post", "zh": "岗位"], ["en": "x", "zh": "x"]])
    let rows = try #require(facts["rows"] as? [[Any]])
    #expect(rows[2].count == 4 && rows[2][0] as? Int == 0 && rows[2][1] as? String == "w17")
    #expect(rows[2][3] as? [String: String] == ["en": "a", "zh": "甲"])
    #expect(rows[3][0] as? Int == 0 && rows[3][1] as? String == "w18")
    #expect(rows[4].isEmpty)
  }

  @Test("A suppressed count is told as such, and never as zero")
  func suppressed() throws {
    var grids = try PageFixtures.grids()
    grids[2].stated = PageCounts(open: nil, overdue: nil, byClass: [nil, 0, 12], worst: "red")
    grids[3].stated = PageCounts(open: 0, overdue: 0)
    let stated = try part(part(try decoded(try PageFixtures.page(grids: grids)), "grids"), "stated")
    #expect(stated["open"] as? [Int] == [-2, -2, -1, 0, -2, -2])
    #expect((stated["byClass"] as? [[Int]])?[2] == [-1, 0, 12])
    #expect(stated["worst"] as? [Int] == [-1, -1, 0, -1, -1, -1])
  }
}

@Suite("Parts of a page that do not fit together")
struct PageErrorTests {
  @Test("A code given twice")
  func repeated() throws {
    var grids = try PageFixtures.grids()
    grids.append(grids[3])
    #expect(throws: PageError.repeatedCode("G2", .grids)) { try PageFixtures.page(grids: grids) }
  }

  @Test("A grid, level or value that there is none of")
  func unknown() throws {
    var grids = try PageFixtures.grids()
    grids[2].parent = "C9"
    #expect(throws: PageError.unknownCode("C9", .grids, of: "G1")) { try PageFixtures.page(grids: grids) }
    grids[2].parent = "G2"
    #expect(throws: PageError.parentNotAbove(grid: "G1", parent: "G2")) { try PageFixtures.page(grids: grids) }
    grids[2] = PageGrid(code: "G1", name: "", level: "ninth")
    #expect(throws: PageError.unknownCode("ninth", .levels, of: "G1")) { try PageFixtures.page(grids: grids) }
    #expect(throws: PageError.unknownCode("green", .colors, of: "A-1")) {
      try PageFixtures.page(cases: [PageCase(id: "A-1", color: "green")])
    }
    #expect(throws: PageError.unknownCode("gone", .states, of: "case 1")) {
      try PageFixtures.page(cases: [PageCase(steps: [PageStep(at: 0, state: "gone")])])
    }
  }

  @Test("Counts for other classes than there are, and times the wrong way round")
  func counts() throws {
    var grids = try PageFixtures.grids()
    grids[2].stated = PageCounts(open: 1, byClass: [1])
    #expect(throws: PageError.countsDoNotFit(grid: "G1", .classes, expected: 3, found: 1)) {
      try PageFixtures.page(grids: grids)
    }
    #expect(throws: PageError.earliestAfterPage(earliest: PageFixtures.asOf + 1, asOf: PageFixtures.asOf)) {
      try PageFixtures.page(times: PageFixtures.times(earliest: PageFixtures.asOf + 1))
    }
  }

  @Test(
    "Every error says what to do, in both languages",
    arguments: [
      PageError.repeatedCode("a", .grids), .unknownCode("a", .states, of: "b"), .parentNotAbove(grid: "a", parent: "b"),
      .countsDoNotFit(grid: "a", .colors, expected: 3, found: 1), .earliestAfterPage(earliest: 1, asOf: 0),
    ])
  func words(error: PageError) {
    #expect(error.words.en.hasSuffix(".") && error.words.en.contains(". "))
    #expect(error.words.zh.hasSuffix("。"))
    #expect(!error.words.en.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) })
  }
}

@Suite("The clock of a page")
struct PageClockTests {
  @Test("Changes of the clocks are brought into order")
  func order() {
    let (late, early) = (PageClock.Change(from: 2, minutes: 60), PageClock.Change(from: 1, minutes: 120))
    #expect(PageClock(name: "test", minutes: 60, changes: [late, early]).changes == [early, late])
  }
}

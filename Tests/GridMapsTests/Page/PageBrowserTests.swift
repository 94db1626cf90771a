import Foundation
import GridGeometry
import GridMaps
import Testing

/// The page in somebody else's browser, driven by mouse, keys and elements as readers have them.
@Suite("The page in Chromium", .enabled(if: PageBrowser.isThere), .serialized)
struct PageBrowserTests {
  private static let cases = PageFixtures.cases(400, seed: 11)

  private static func open(_ cases: [PageCase], at instant: Int64) -> [PageCase] {
    cases.filter { item in
      (item.submitted ?? .min) <= instant && (item.closed.map { instant < $0 } ?? true)
        && !item.closures.contains { $0.from <= instant && instant < $0.until }
    }
  }

  private static let counts = "document.getElementById('counts').textContent"
  private static let rows = "document.getElementById('row-count').textContent"

  @Test("It opens from a file without a fault or a request, and counts what is open as we do")
  func opening() throws {
    let page = try PageFixtures.page(cases: Self.cases)
    let result = try PageBrowser.run(
      page,
      [
        Self.counts, Self.rows, "document.documentElement.lang", "document.title",
        "document.querySelectorAll('#rows [role=row]').length",
        "document.getElementById('table').getAttribute('aria-rowcount')",
      ])
    let open = Self.open(Self.cases, at: PageFixtures.asOf)
    let overdue = open.count { $0.due.map { PageFixtures.asOf > $0 } ?? false }
    let unplaced = open.count { $0.place == nil }
    #expect(result.faults == [])
    #expect(
      result.requests.allSatisfy { $0.hasPrefix("file:///") || $0.hasPrefix("data:image/png") || $0 == "about:blank" })
    #expect(Set(result.requests.filter { $0.hasPrefix("file:") }).count == 1)
    #expect(
      result.values[0] as? String == "\(open.count) cases open · \(overdue) overdue · \(unplaced) without a place")
    #expect(result.values[1] as? String == "\(open.count) rows")
    #expect(result.values[2] as? String == "en")
    #expect(result.values[3] as? String == "People's-conditions map – Sample county")
    let shown = try #require(result.values[4] as? Int)
    #expect(shown > 5 && shown < 60, "only the rows in sight are in the document")
    #expect(result.values[5] as? String == String(open.count + 1))
  }

  @Test("Filters, time and language change what is shown; the address brings it back")
  func filtering() throws {
    let page = try PageFixtures.page(cases: Self.cases)
    let earlier = PageFixtures.asOf - 100 * PageFixtures.hour
    let result = try PageBrowser.run(
      page,
      [
        "document.getElementById('f-class-0').click()", Self.rows,
        "document.getElementById('overdue').click()", Self.rows,
        "document.querySelector('label:has(#f-color-0) .number').textContent",
        "{const s = document.getElementById('slider'); s.value = '\(earlier)'; s.dispatchEvent(new Event('input'));}",
        Self.rows, "new Promise(done => setTimeout(() => done(location.hash), 500))",
        "document.getElementById('language').click()", Self.rows, "document.documentElement.lang",
        "document.getElementById('reset').click()", Self.rows,
      ])
    let open = Self.open(Self.cases, at: PageFixtures.asOf).filter { $0.caseClass == "water" }
    let overdue = open.filter { $0.due.map { PageFixtures.asOf > $0 } ?? false }
    let then = Self.open(Self.cases, at: earlier)
    let overdueThen = then.filter { $0.caseClass == "water" && ($0.due.map { earlier > $0 } ?? false) }
    #expect(result.faults == [])
    #expect(result.values[1] as? String == "\(open.count) rows")
    #expect(result.values[3] as? String == "\(overdue.count) rows")
    #expect(result.values[4] as? String == String(overdue.count { $0.color == "red" }))
    #expect(result.values[6] as? String == "\(overdueThen.count) rows")
    let hash = try #require(result.values[7] as? String)
    #expect(hash.contains("class=water") && hash.contains("overdue=1") && hash.contains("t="))
    #expect(result.values[9] as? String == "\(overdueThen.count) 行")
    #expect(result.values[10] as? String == "zh-Hans")
    #expect(result.values[12] as? String == "\(then.count) 行")

    let again = try PageBrowser.run(page, ["open:" + hash, Self.rows, "document.getElementById('f-class-0').checked"])
    #expect(again.values[1] as? String == "\(overdueThen.count) rows")
    #expect(again.values[2] as? Bool == true)
  }

  @Test("A case that was opened again is one row, open and closed at the right instants, and its facts tell when")
  func openedAgain() throws {
    let (asOf, hour) = (PageFixtures.asOf, PageFixtures.hour)
    var again = try #require(PageFixtures.cases(1, seed: 3).first)
    (again.id, again.submitted, again.closed, again.state) = ("A-1", asOf - 100 * hour, nil, "claimed")
    again.closures = [
      PageClosure(from: asOf - 80 * hour, until: asOf - 60 * hour),
      PageClosure(from: asOf - 40 * hour, until: asOf - 20 * hour),
    ]
    again.steps = [
      PageStep(at: asOf - 100 * hour, state: "submitted"), PageStep(at: asOf - 80 * hour, state: "handled"),
      PageStep(at: asOf - 60 * hour, state: "submitted"), PageStep(at: asOf - 40 * hour, state: "handled"),
      PageStep(at: asOf - 20 * hour, state: "claimed"),
    ]
    var other = again
    (other.id, other.closures, other.steps) = ("A-2", [], [])
    // Hours before the page's instant, and how many of the two are open then.
    let instants: [(Int64, Int)] = [(100, 2), (81, 2), (80, 1), (61, 1), (60, 2), (41, 2), (40, 1), (21, 1), (20, 2)]
    let result = try PageBrowser.run(
      try PageFixtures.page(cases: [other, again]),
      [Self.rows]
        + instants.flatMap { instant in
          let set = "s.value = '\(asOf - instant.0 * hour)'; s.dispatchEvent(new Event('input'));"
          return ["{const s = document.getElementById('slider'); \(set)}", Self.rows]
        }
        + [
          "document.getElementById('latest').click()", "open:#case=A-1",
          "[...document.querySelectorAll('#facts dd div')].map(d => d.textContent)",
          "document.querySelectorAll('#facts .course li').length", "document.getElementById('time-peak').textContent",
        ])
    #expect(result.faults == [])
    #expect(result.values[0] as? String == "2 rows")
    for (place, instant) in instants.enumerated() {
      #expect(result.values[2 + 2 * place] as? String == (instant.1 == 1 ? "1 row" : "2 rows"), "\(instant.0) h before")
    }
    let told = result.values.suffix(3).map { $0 }
    #expect((told[0] as? [String])?.count == 3)
    #expect((told[0] as? [String])?.last?.hasSuffix(" – ") ?? false)
    #expect(told[1] as? Int == 5)
    #expect(told[2] as? String == "open over time, at most 2")
  }

  @Test("Every grid and area has the cases that are open in it")
  func sums() throws {
    let result = try PageBrowser.run(
      try PageFixtures.page(cases: Self.cases),
      [
        "document.getElementById('tab-grids').click()",
        "[...document.querySelectorAll('#rows [role=row]')].map(r => [...r.children].map(c => c.textContent))",
      ])
    let open = Self.open(Self.cases, at: PageFixtures.asOf)
    let rows = try #require(result.values[1] as? [[String]])
    #expect(rows.count == 6)
    for (names, grids) in [
      ("一号", ["G1"]), ("二号", ["G2"]), ("三号", ["G3"]), ("四号", ["G4"]), ("城关社区", ["G1", "G2"]), ("东河社区", ["G3", "G4"]),
    ] {
      let here = open.filter { grids.contains($0.grid ?? "") }
      let overdue = here.count { $0.due.map { PageFixtures.asOf > $0 } ?? false }
      let row = try #require(rows.first { $0[0] == names })
      #expect(row[2] == String(here.count) && row[3] == String(overdue), "\(names)")
      // Nobody is told of the communities' people: theirs are those of their grids.
      #expect(row[6] == String(grids.count), "\(names)")
    }
  }

  @Test("Where the county has colours of grids, the page opens with them and follows the rule at every instant")
  func gridColors() throws {
    func color(_ code: String, _ letter: String, _ hex: UInt32) -> PageColor {
      PageColor(
        code: code, name: PageText(code), color: MapColor(hex), letter: letter, hatch: nil, meaning: PageText(code))
    }
    let colors = PageGridColors(
      name: PageText(en: "How grids fare", zh: "网格冷热"),
      colors: [
        .init(
          color("late", "L", 0xB2182B), rules: [[.init(.overdueShare, .atLeast, 0.5), .init(.open, .moreThan, 10)]]),
        .init(color("some", "S", 0xFDDBC7), rules: [[.init(.overdue, .atLeast, 99)], [.init(.open, .atLeast, 12)]]),
        .init(color("few", "F", 0x2166AC), rules: [], isOtherwise: true),
      ])
    let earlier = PageFixtures.asOf - 200 * PageFixtures.hour
    let codes = ["G1", "G2", "G3", "G4", "C1", "C2"]
    let letter =
      "[...document.querySelectorAll('#facts dt')].find(d => d.textContent === 'How grids fare')"
      + ".nextElementSibling.querySelector('.badge').textContent"
    // The page takes the instant in ISO form.
    let then = Date(timeIntervalSince1970: Double(earlier) / 1000).ISO8601Format()
    let result = try PageBrowser.run(
      try PageFixtures.page(cases: Self.cases, gridColors: colors),
      ["document.getElementById('fill').value", "document.querySelector('#legend h3').textContent"]
        + codes.flatMap { ["open:#grid=\($0)", letter, "open:#grid=\($0)&t=\(then)", letter] })
    func told(_ offset: Int) -> Set<String> {
      Set(codes.indices.map { codes[$0] + (result.values[2 + 4 * $0 + offset] as? String ?? "?") })
    }
    func expected(_ instant: Int64) -> Set<String> {
      let open = Self.open(Self.cases, at: instant)
      let places = [
        "G1": ["G1"], "G2": ["G2"], "G3": ["G3"], "G4": ["G4"], "C1": ["G1", "G2"], "C2": ["G3", "G4"],
      ]
      return Set(
        places.map { code, grids in
          let here = open.filter { grids.contains($0.grid ?? "") }
          let late = here.count { $0.due.map { instant > $0 } ?? false }
          let isLate = here.count > 10 && Double(late) / Double(here.count) >= 0.5
          return code + (isLate ? "L" : late >= 99 || here.count >= 12 ? "S" : "F")
        })
    }
    #expect(result.faults == [])
    #expect(result.values[0] as? String == "color")
    #expect((result.values[1] as? String)?.hasPrefix("How grids fare") ?? false)
    #expect(told(1) == expected(PageFixtures.asOf))
    #expect(told(3) == expected(earlier))
    #expect(expected(earlier) != expected(PageFixtures.asOf))
  }

  @Test("An address that a reader sets is taken, and what it says wrongly is left as it is")
  func address() throws {
    let result = try PageBrowser.run(
      try PageFixtures.page(cases: Self.cases),
      [
        "document.getElementById('f-class-1').click()", "location.hash = '#class=waste,none&lang=zh&grid=G3&fill=hot'",
        Self.rows, "document.querySelector('#facts h2').textContent", "document.getElementById('fill').value",
        "document.getElementById('skip').click()", "document.activeElement.id", Self.rows,
      ])
    let open = Self.open(Self.cases, at: PageFixtures.asOf).filter { $0.caseClass == "waste" }
    #expect(result.faults == [])
    #expect(result.values[2] as? String == "\(open.count) 行")
    #expect(result.values[3] as? String == "三号")
    #expect(result.values[4] as? String == "open")
    #expect(result.values[6] as? String == "table")
    #expect(result.values[7] as? String == "\(open.count) 行", "the link to the table keeps the filters")
  }

  @Test("Colours at an earlier instant are those of then")
  func history() throws {
    let page = try PageFixtures.page(cases: Self.cases)
    let earlier = PageFixtures.asOf - 120 * PageFixtures.hour
    let result = try PageBrowser.run(
      page,
      [
        "{const s = document.getElementById('slider'); s.value = '\(earlier)'; s.dispatchEvent(new Event('input'));}",
        "document.querySelector('label:has(#f-color-0) .number').textContent",
      ])
    let red = Self.open(Self.cases, at: earlier).count { item in
      item.steps.last { $0.color != nil && $0.at <= earlier }?.color == "red"
    }
    #expect(red > 0)
    #expect(result.values[1] as? String == String(red))
  }

  @Test("Names that hold programs are only text, wherever they are shown")
  func hostile() throws {
    var grids = try PageFixtures.grids(names: Array(PageFixtures.hostile[0..<4]))
    grids[0].name = PageFixtures.hostile[4]
    var cases = Self.cases
    for (index, text) in PageFixtures.hostile.enumerated() {
      cases[index].id = text
      cases[index].closed = nil
      cases[index].facts = [PageFact(PageText(text), PageText(text))]
    }
    let page = try PageFixtures.page(
      heading: PageFixtures.heading(title: PageText(PageFixtures.hostile[0])), grids: grids, cases: cases)
    let result = try PageBrowser.run(
      page,
      [
        "document.getElementById('tab-grids').click()", "document.querySelector('#rows [role=row]').click()",
        "document.getElementById('facts').textContent.length > 0",
        "document.getElementById('tab-cases').click()",
        "open:#case=" + (PageFixtures.hostile[0].addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""),
        "document.querySelector('#facts h2').textContent", "window.dispatchEvent(new Event('beforeprint')) && 1",
        "document.querySelectorAll('#sheet tbody tr').length > 0",
        "[window.hacked, document.querySelectorAll('script').length, document.querySelectorAll('[onerror]').length]",
        "open:#case=%3Cscript%3E&class=%E0%A4%A&t=never&at=1,NaN,-3&fill=gone&grid=constructor&level=%00", Self.rows,
      ])
    #expect(result.faults == [])
    #expect(result.values[2] as? Bool == true)
    #expect(result.values[5] as? String == PageFixtures.hostile[0])
    #expect(result.values[7] as? Bool == true)
    let seen = try #require(result.values[8] as? [Any])
    #expect(seen[0] is NSNull)
    #expect(seen[1] as? Int == 2 && seen[2] as? Int == 0)
    #expect(result.values[10] as? String == "\(Self.open(cases, at: PageFixtures.asOf).count) rows")
  }

  @Test("A CSV of the rows has no formulas, and is the table in its order")
  func csv() throws {
    var cases = Self.cases
    for (index, id) in ["=1+1", "+2", "-3", "@SUM(A1)", "\t4", "\r5", "a,\"b\"\nc"].enumerated() {
      cases[index].id = id
      cases[index].closed = nil
    }
    let result = try PageBrowser.run(
      try PageFixtures.page(cases: cases),
      [
        "URL.createObjectURL = blob => { window.saved = blob; return 'data:,'; }",
        "document.getElementById('export').click()",
        "saved.arrayBuffer().then(b => Array.from(new Uint8Array(b)).slice(0, 3).join())", "saved.text()",
      ])
    #expect(result.values[2] as? String == "239,187,191")
    let text = try #require(result.values[3] as? String)
    let python = """
      import csv, io, json, sys
      print(json.dumps(list(csv.reader(io.StringIO(sys.stdin.read().lstrip('\\ufeff'), newline='')))))
      """
    let told = try PageReader.rows(text, python)
    #expect(told.count == Self.open(cases, at: PageFixtures.asOf).count + 1)
    #expect(told[0].prefix(3) == ["Colour", "Case", "Class"])
    let ids = Set(told.dropFirst().map { $0[1] })
    for id in ["'=1+1", "'+2", "'-3", "'@SUM(A1)", "'\t4", "'\r5", "a,\"b\"\nc"] { #expect(ids.contains(id)) }
    for cell in told.joined() { #expect(!["=", "+", "-", "@", "\t", "\r"].contains(cell.prefix(1))) }
  }

  @Test("A CSV of areas has numbers below 0 as numbers, a CSV of cases the grid's code beside its name")
  func csvOfNumbers() throws {
    var grids = try PageFixtures.grids()
    for (index, z) in [-1.464, 3.2, -0.5].enumerated() {
      grids[2 + index].hotSpot = PageHotSpot(z: z, q: 0.5, isHot: z > 3, cluster: nil)
    }
    let result = try PageBrowser.run(
      try PageFixtures.page(grids: grids, cases: Self.cases),
      [
        "URL.createObjectURL = blob => { window.saved = blob; return 'data:,'; }",
        "document.getElementById('export').click()", "saved.text()", "document.getElementById('tab-grids').click()",
        "document.getElementById('export').click()", "saved.text()",
      ])
    #expect(result.faults == [])
    for row in try Self.table(result.values[2]) {
      let code = try #require(row["Code"])
      #expect(row["Grid"] == ["G1": "一号", "G2": "二号", "G3": "三号", "G4": "四号"][code])
    }
    let areas = try Self.table(result.values[5])
    #expect(Set(areas.compactMap { $0["Gi* z"] }) == ["-1.46", "3.20", "-0.50", ""])
    #expect(areas.filter { $0["Hot spot"] == "yes" }.compactMap { $0["Gi* z"] } == ["3.20"])
  }

  @Test("A grid laid over others counts its cases too, and the county counts each once")
  func overlaid() throws {
    var cases = Self.cases.filter { $0.grid == "G1" && $0.closed == nil }
    for index in cases.indices.prefix(3) { cases[index].overlays = ["S"] }
    let grids =
      try PageFixtures.grids() + [
        PageGrid(
          code: "S", name: "School", level: "first", parent: "C2", ground: try PageFixtures.square(0, 0, side: 40),
          isOverlay: true)
      ]
    let result = try PageBrowser.run(
      try PageFixtures.page(grids: grids, cases: cases),
      [
        "URL.createObjectURL = blob => { window.saved = blob; return 'data:,'; }",
        "document.getElementById('tab-grids').click()", "document.getElementById('export').click()", "saved.text()",
        "document.getElementById('row-count').textContent", "open:#area=S",
        "document.getElementById('row-count').textContent",
      ])
    #expect(result.faults == [])
    var open: [String: String] = [:]
    for row in try Self.table(result.values[3]) { open[row["Code"] ?? ""] = row["Open"] }
    #expect(open["S"] == "3" && open["C2"] == "0")
    #expect(open["G1"] == "\(cases.count)" && open["C1"] == "\(cases.count)")
    #expect(result.values[4] as? String == "7 rows" && result.values[6] as? String == "3 rows")
  }

  /// A saved CSV without quotes in it, each row by the names of its columns.
  private static func table(_ text: Any) throws -> [[String: String]] {
    let rows = (try #require(text as? String)).trimmingPrefix("\u{FEFF}").split(separator: "\r\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    return rows.dropFirst().map { Dictionary(zip(rows[0], $0), uniquingKeysWith: { first, _ in first }) }
  }

  @Test("Search by keys goes to a grid, and its facts are the counts of its cases")
  func searching() throws {
    let page = try PageFixtures.page(cases: Self.cases)
    let result = try PageBrowser.run(
      page,
      [
        "key:/", "document.activeElement.id", "key:东 河", "document.querySelectorAll('#found [role=option]').length",
        "key:Enter", "document.querySelector('#facts h2').textContent",
        "[...document.querySelectorAll('#facts dd')].map(e => e.textContent)", "key:/ A - 1 0 0 3 Enter",
        "document.querySelector('#facts h2').textContent",
        "[...document.querySelectorAll('#rows [aria-selected=true]')].map(e => e.children[1].textContent)",
      ])
    let open = Self.open(Self.cases, at: PageFixtures.asOf).filter { $0.grid == "G3" || $0.grid == "G4" }
    #expect(result.faults == [])
    #expect(result.values[1] as? String == "search")
    #expect(result.values[3] as? Int == 1)
    #expect(result.values[5] as? String == "东河社区")
    #expect((result.values[6] as? [String])?.contains(String(open.count)) == true)
    #expect(result.values[8] as? String == "A-1003")
    #expect(result.values[9] as? [String] == ["A-1003"], "the row of what was found is marked")
  }

  @Test("The map is drawn: ground where the county is, paper where it is not; a click opens the grid there")
  func drawing() throws {
    let page = try PageFixtures.page(cases: Self.cases)
    let pixel = """
      (() => { const c = document.getElementById('map'), g = c.getContext('2d'); window.at = (x, y) =>
      [...g.getImageData(x * c.width, y * c.height, 1, 1).data].slice(0, 3).join(); return at(0.02, 0.02) })()
      """
    let box = "JSON.stringify(document.getElementById('map').getBoundingClientRect())"
    let result = try PageBrowser.run(
      page,
      [
        "{const s = document.getElementById('show'); s.value = 'none'; s.dispatchEvent(new Event('change'));}", pixel,
        "at(0.12, 0.5) !== at(0.02, 0.02)", box,
        "{const s = document.getElementById('fill'); s.value = 'color'; s.dispatchEvent(new Event('change'));}",
        "[...document.querySelectorAll('#legend .words')].map(e => e.textContent)",
      ])
    #expect(result.values[1] as? String == "244,242,236")
    #expect(result.values[2] as? Bool == true)
    let legend = try #require(result.values[5] as? [String])
    #expect(legend.contains("R  red"), "a letter stands beside every colour")
    let text = try #require(result.values[3] as? String)
    let place = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Double])
    let (x, y) = (
      place["x", default: 0] + place["width", default: 0] * 0.2,
      place["y", default: 0] + place["height", default: 0] / 2
    )
    let clicked = try PageBrowser.run(
      page,
      [
        "{const s = document.getElementById('level'); s.value = '1'; s.dispatchEvent(new Event('change'));}",
        "{const s = document.getElementById('show'); s.value = 'none'; s.dispatchEvent(new Event('change'));}",
        "click:\(x),\(y)", "document.querySelector('#facts h2').textContent",
        "document.querySelector('#facts .close').click()", "document.getElementById('map').focus()", "key:Enter",
        "document.querySelector('#facts h2') !== null",
      ])
    #expect(clicked.faults == [])
    #expect(clicked.values[3] as? String == "一号")
    #expect(clicked.values[7] as? Bool == true)
  }

  @Test("A grid laid over others is found before them, and is no part of their ground")
  func overlay() throws {
    var grids = try PageFixtures.grids()
    let (x, y) = (500_030.0, 3_850_030.0)
    let ring = try Ring([Point(x, y), Point(x + 40, y), Point(x + 40, y + 40), Point(x, y + 40), Point(x, y)])
    grids.append(
      PageGrid(
        code: "D1", name: "第一小学", level: "first", parent: "C1", ground: MultiPolygon(Polygon(exterior: ring)),
        isOverlay: true))
    let choices =
      "for (const [id, value] of [['show', 'none'], ['level', '1']]) { const s = document.getElementById(id); "
      + "s.value = value; s.dispatchEvent(new Event('change')); }"
    let place =
      "(() => { const r = document.getElementById('map').getBoundingClientRect(), scale = (r.width - 72) / 400; "
      + "return [r.x + 36 + 50 * scale, r.x + 36 + 10 * scale, r.y + r.height / 2] })()"
    let page = try PageFixtures.page(grids: grids)
    let found = try #require(try PageBrowser.run(page, [place]).values[0] as? [Double])
    let result = try PageBrowser.run(
      page,
      [
        choices, "click:\(found[0]),\(found[2])", "document.querySelector('#facts h2').textContent",
        "click:\(found[1]),\(found[2])", "document.querySelector('#facts h2').textContent",
      ])
    #expect(result.faults == [])
    #expect(result.values[2] as? String == "第一小学")
    #expect(result.values[4] as? String == "一号")
  }

  @Test("A page for the public shows what is stated, suppressed counts as such, and no time line")
  func stated() throws {
    var grids = try PageFixtures.grids()
    for index in grids.indices {
      grids[index].stated = PageCounts(
        open: index == 3 ? nil : 20 + index, overdue: index == 3 ? nil : 5, byClass: [12, nil, 0],
        byColor: [5, nil, 15],
        worst: index == 3 ? nil : "red")
    }
    let cases = (0..<12).map { index in
      PageCase(
        place: Point(500_050 + Double(index), 3_850_050), grid: "G1", caseClass: "water", color: "red",
        period: "2026-1\(index % 2)")
    }
    let page = try PageFixtures.page(
      heading: PageFixtures.heading(audience: .public), times: PageFixtures.times(earliest: nil), grids: grids,
      cases: cases, totals: PageTotals(open: 88, unlocated: 3, countedOnly: 76))
    let result = try PageBrowser.run(
      page,
      [
        Self.counts,
        "getComputedStyle(document.getElementById('slider')).visibility + document.querySelector('.line').offsetHeight",
        "document.getElementById('time-note').textContent", "document.getElementById('f-period-0').click()", Self.rows,
        "document.getElementById('tab-grids').click()",
        "[...document.querySelectorAll('#rows [role=row]')].map(r => [...r.children].slice(0, 3).map(c => c.textContent))",
        "document.getElementById('audience').textContent",
      ])
    #expect(result.faults == [])
    #expect(
      result.values[0] as? String == "88 cases open · 12 shown as points · 76 only counted · 3 without a place")
    #expect(result.values[1] as? String == "visible0")
    #expect((result.values[2] as? String)?.contains("one instant") == true)
    #expect(result.values[4] as? String == "6 rows")
    let rows = try #require(result.values[6] as? [[String]])
    #expect(rows.first { $0[0] == "二号" }?[2] == "not told")
    #expect(rows.first { $0[0] == "一号" }?[2] == "22")
    #expect(result.values[7] as? String == "Public")
  }

  @Test("Neighbours whose vertices do not match have no edge of the county between them")
  func unmatched() throws {
    var grids = try PageFixtures.grids()
    // The second grid has one vertex more on each of its sides than its neighbours know of.
    let (x, y) = (500_100.0, 3_850_000.0)
    let places = [(0, 0), (50, 0), (100, 0), (100, 50), (100, 100), (50, 100), (0, 100), (0, 50), (0, 0)]
    grids[3].ground = MultiPolygon(
      Polygon(exterior: try Ring(places.map { Point(x + Double($0.0), y + Double($0.1)) })))
    let dark = """
      (() => { const c = document.getElementById('map'), g = c.getContext('2d'), d = g.getImageData(0, c.height / 2, c.width, 1).data;
      let n = 0; for (let i = 0; i < d.length; i += 4) if (d[i] < 60 && d[i + 1] < 60 && d[i + 2] < 60) n++; return n })()
      """
    let steps = [
      "for (const [id, value] of [['show', 'none'], ['fill', 'none'], ['level', '1']]) { "
        + "const s = document.getElementById(id); s.value = value; s.dispatchEvent(new Event('change')); }", dark,
    ]
    let matched = try PageBrowser.run(try PageFixtures.page(grids: try PageFixtures.grids()), steps)
    let unmatched = try PageBrowser.run(try PageFixtures.page(grids: grids), steps)
    #expect(matched.values[1] as? Int == unmatched.values[1] as? Int)
  }

  @Test("On a telephone one pane is shown at a time, and nothing is wider than the screen")
  func narrow() throws {
    let page = try PageFixtures.page(cases: Self.cases)
    let visible = "['layers', 'stage', 'lists'].map(id => getComputedStyle(document.getElementById(id)).visibility)"
    let result = try PageBrowser.run(
      page, width: 390, height: 844,
      [
        visible, "document.getElementById('pane-list').click()", visible, "document.documentElement.scrollWidth",
      ])
    #expect(result.faults == [])
    #expect(result.values[0] as? [String] == ["hidden", "visible", "hidden"])
    #expect(result.values[2] as? [String] == ["hidden", "hidden", "visible"])
    #expect(result.values[3] as? Int == 390)
  }

  @Test("Printing gives the map on one page and the list on those after it")
  func printing() throws {
    let few = try PageBrowser.run(try PageFixtures.page(cases: Array(Self.cases[..<20])), ["print:"])
    let many = try PageBrowser.run(
      try PageFixtures.page(cases: Self.cases), ["print:", "document.getElementById('sheet').childElementCount"])
    #expect(few.faults == [] && many.faults == [])
    #expect(few.values[0] as? Int == 2)
    #expect(try #require(many.values[0] as? Int) > 2)
    #expect(many.values[1] as? Int == 0, "the sheet is taken away again")
  }
}

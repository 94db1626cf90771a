import Foundation
import GridGeometry
import GridMaps
import Testing

@Suite struct AtlasWriterTests {
  /// A page about one group of cells, with everything a page can have.
  private func page(_ county: VoronoiCounty, _ number: Int, of count: Int) -> MapSheet {
    let focus = county.groups[number % county.groups.count]
    return MapSheet(
      title: "第\(number)网格 Grid \(number)", subtitle: "截至 2026-11-21",
      layers: [
        MapLayer(polygons: county.cells.map { MapPolygon(ground: MultiPolygon($0.ground), fill: MapColor(0xECEBE7)) }),
        MapLayer(polygons: [MapPolygon(ground: focus, fill: .white, stroke: .level(1), label: "城关")]),
      ], marks: MapMarks(kinds: levels, marks: [.init(focus.envelope.center, kind: number % 3)]),
      legend: levels.map { LegendEntry(.mark($0), $0.name) }
        + [LegendEntry(.ring(levels, counts: [1, 2, 3]), "多个案件 several")],
      extent: focus.envelope, source: "示例 sample", date: "2026-11-21", notes: ["合成数据 Synthetic"], size: .a4,
      tables: [
        SheetTable(
          title: "未结案件", heads: levels.map { .kind($0) } + [.text("合计")],
          rows: (1...6).map { ["类别\($0)", "1", "0", "3", "\(1000 + $0)"] }, total: ["总计", "6", "0", "18", "6021"])
      ], stamp: "内部使用", page: .init(number + 1, of: count),
      index: SheetIndex(
        ground: MultiPolygon(county.cells.map(\.ground)), parts: county.groups, focus: focus))
  }

  @Test("A table, a stamp and an index stand on the page, in both forms of paper")
  func furniture() throws {
    let folder = try Folder()
    let county = try VoronoiCounty(across: 10, seed: 4)
    for size in [SheetSize.a4, .a4.portrait] {
      var sheet = page(county, 3, of: 9)
      sheet.size = size
      let report = try draw(sheet, to: folder.file("a.pdf"), format: .pdf)
      #expect(report.tableRowsLeft == 0 && report.legendRows == sheet.legend.count && report.warnings.isEmpty)
      guard program("pdftotext") != nil else { continue }
      let text = try output(of: "pdftotext", ["-layout", folder.file("a.pdf"), "-"])
      for word in ["第3网格 Grid 3", "内部使用", "未结案件", "类别6", "1006", "6021", "总计", "图幅索引", "第 4 页，共 9 页", "城关"] {
        #expect(text.contains(word), "\(word)")
      }
    }
  }

  @Test("Rows of tables that have no room are counted, on the sheet and to the caller")
  func longTable() throws {
    let county = try VoronoiCounty(across: 8, seed: 4)
    var sheet = page(county, 0, of: 1)
    sheet.tables[0].rows = (0..<300).map { ["类别\($0)", "1", "2", "3", "6"] }
    let report = try drawn(sheet, format: .pdf).report
    #expect(report.tableRowsLeft > 200 && report.tableRowsLeft < 295)
    #expect(report.warnings.isEmpty && report.legendRows == sheet.legend.count)
    let folder = try Folder()
    try draw(sheet, to: folder.file("a.pdf"), format: .pdf)
    guard program("pdftotext") != nil else { return }
    let text = try output(of: "pdftotext", ["-layout", folder.file("a.pdf"), "-"])
    #expect(text.contains("另有 \(report.tableRowsLeft)"))
  }

  @Test("An atlas written page by page has every page, a folded table of contents, and the same bytes every time")
  func pages() throws {
    let folder = try Folder()
    let county = try VoronoiCounty(across: 10, seed: 7)
    let press = SheetPress()
    for name in ["a.pdf", "b.pdf"] {
      let atlas = press.atlas(folder.file(name), title: "图集 Atlas", date: "2026-11-21")
      for number in 0..<7 {
        try atlas.add(.map(page(county, number, of: 8)), level: number % 3 == 0 ? 0 : 1, bookmark: "书签\(number)")
      }
      try atlas.add(.charts(ChartSheet(title: "图表 Charts", charts: ChartTests.all, date: "2026-11-21")))
      let bytes = try atlas.finish()
      #expect(atlas.pages == 8)
      #expect(try Data(contentsOf: URL(fileURLWithPath: folder.file(name))).count == bytes)
    }
    #expect(folder.names == ["a.pdf", "b.pdf"])
    let bytes = try Data(contentsOf: URL(fileURLWithPath: folder.file("a.pdf")))
    #expect(try Data(contentsOf: URL(fileURLWithPath: folder.file("b.pdf"))) == bytes)
    guard program("pdfinfo") != nil else {
      print("poppler-utils is not installed: the pages are not read back")
      return
    }
    #expect(try output(of: "pdfinfo", [folder.file("a.pdf")]).contains("Pages:           8"))
    for number in 0..<7 {
      let text = try output(of: "pdftotext", ["-f", "\(number + 1)", "-l", "\(number + 1)", folder.file("a.pdf"), "-"])
      #expect(text.contains("第\(number)网格 Grid \(number)"))
    }
  }

  @Test(
    "Another program finds an atlas sound, its letters embedded, its table of contents in levels",
    .enabled(if: program("qpdf") != nil && program("pdffonts") != nil, "qpdf or poppler-utils is not installed"))
  func sound() throws {
    let folder = try Folder()
    let county = try VoronoiCounty(across: 8, seed: 7)
    let atlas = SheetPress().atlas(folder.file("a.pdf"), title: "图集", date: "2026-11-21")
    for number in 0..<3 {
      try atlas.add(.map(page(county, number, of: 3)), level: min(1, number), bookmark: "Entry \(number)")
    }
    _ = try atlas.finish()
    #expect(try output(of: "qpdf", ["--check", folder.file("a.pdf")]).contains("No syntax or stream encoding errors"))
    let fonts = try output(of: "pdffonts", [folder.file("a.pdf")]).split(separator: "\n").dropFirst(2)
    #expect(!fonts.isEmpty)
    for line in fonts {
      #expect(line.split(separator: " ").filter { $0 == "yes" || $0 == "no" } == ["yes", "yes", "yes"], "\(line)")
    }
    let objects = try output(of: "qpdf", ["--json", "--json-key=outlines", folder.file("a.pdf")])
    let json = try #require(try JSONSerialization.jsonObject(with: Data(objects.utf8)) as? [String: Any])
    let outlines = try #require(json["outlines"] as? [[String: Any]])
    #expect(outlines.map { $0["title"] as? String } == ["Entry 0"])
    let kids = try #require(outlines[0]["kids"] as? [[String: Any]])
    #expect(kids.map { $0["title"] as? String } == ["Entry 1", "Entry 2"])
    #expect(kids.map { $0["destpageposfrom1"] as? Int } == [2, 3])
  }

  @Test("A page looks the same whatever was drawn before it", arguments: MapFormat.allCases)
  func independent(format: MapFormat) throws {
    let county = try VoronoiCounty(across: 8, seed: 2)
    let press = SheetPress()
    let alone = try SheetPress().drawn(.map(page(county, 1, of: 2)), format: format, dpi: 70).bytes
    _ = try press.drawn(.map(county.sheet(title: "另一张", language: .english)), format: format, dpi: 70)
    _ = try press.drawn(.charts(ChartSheet(title: "图表", charts: ChartTests.all)), format: format, dpi: 70)
    #expect(try press.drawn(.map(page(county, 1, of: 2)), format: format, dpi: 70).bytes == alone)
  }

  @Test("An atlas that is dropped, or fails, leaves what stood there before and nothing else")
  func dropped() throws {
    let folder = try Folder()
    let county = try VoronoiCounty(across: 8, seed: 2)
    try Data("old".utf8).write(to: URL(fileURLWithPath: folder.file("a.pdf")))
    do {
      let atlas = SheetPress().atlas(folder.file("a.pdf"), title: "", date: "")
      try atlas.add(.map(page(county, 0, of: 2)))
      #expect(folder.names.count == 2)
      atlas.cancel()
    }
    do {
      let atlas = SheetPress().atlas(folder.file("a.pdf"), title: "", date: "")
      try atlas.add(.map(page(county, 0, of: 2)))
      var empty = page(county, 1, of: 2)
      empty.extent = .empty
      #expect(throws: MapError.self) { try atlas.add(.map(empty)) }
    }
    #expect(folder.names == ["a.pdf"])
    #expect(try Data(contentsOf: URL(fileURLWithPath: folder.file("a.pdf"))) == Data("old".utf8))
    #expect(throws: MapError.noSheets) { try SheetPress().atlas(folder.file("b.pdf"), title: "", date: "").finish() }
    #expect(throws: MapError.self) {
      try SheetPress().atlas(folder.file("none/b.pdf"), title: "", date: "").add(.map(page(county, 0, of: 1)))
    }
  }
}

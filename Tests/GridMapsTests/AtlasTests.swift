import Foundation
import GridGeometry
import GridMaps
import Testing

@Suite struct AtlasTests {
  @Test(
    "Sheets at one scale show all of the ground, meet, and run from north to south",
    arguments: [
      (5_000.0, 5_000.0), (8_000, 10_000), (10_000, 10_000),
    ])
  func extents(denominator: Double, scale: Double) throws {
    let county = try VoronoiCounty(across: 16, seed: 7)
    let ground = try Overlay.union(county.cells.map(\.ground))
    let model = county.sheet(size: .a4)
    let extents = try sheetExtents(covering: ground, like: model, denominator: denominator)
    #expect(extents.count > 3)
    #expect(zip(extents, extents.dropFirst()).allSatisfy { ($1.maxY, $0.minX) < ($0.maxY, $1.minX) })
    for (index, a) in extents.enumerated() {
      for b in extents[(index + 1)...] { #expect(!a.expanded(by: -0.01).intersects(b.expanded(by: -0.01))) }
    }
    for extent in [extents.first, extents.last] {
      var sheet = model
      sheet.extent = try #require(extent)
      #expect(try drawn(sheet, format: .svg, dpi: 40).report.scale == scale)
    }
    let shown = county.cells.filter { cell in extents.contains { $0.intersects(cell.ground.envelope) } }
    #expect(shown.count == county.cells.count)
    for point in county.cells.flatMap(\.ground.exterior.points) {
      #expect(extents.contains { $0.expanded(by: 0.01).contains(point) })
    }
  }

  @Test("Ground without area and scales beyond reason are refused")
  func refusals() throws {
    let county = try VoronoiCounty(across: 6, seed: 7, merges: false)
    let ground = MultiPolygon(county.cells.map(\.ground))
    #expect(throws: MapError.self) { try sheetExtents(covering: .empty, like: county.sheet(), denominator: 5000) }
    #expect(throws: MapError.self) { try sheetExtents(covering: ground, like: county.sheet(), denominator: 1) }
    #expect(throws: MapError.noSheets) { try drawAtlas([], to: "/dev/null") }
  }

  @Test("An atlas is one PDF with a page and a bookmark per sheet, the same bytes every time")
  func atlas() throws {
    let folder = try Folder()
    let county = try VoronoiCounty(across: 12, seed: 7)
    let ground = try Overlay.union(county.cells.map(\.ground))
    let model = county.sheet(size: .a4)
    let extents = try sheetExtents(covering: ground, like: model, denominator: 7_500)
    var sheets = extents.indices.map { number in
      var sheet = model
      sheet.title = "第\(number + 1)幅 Sheet \(number + 1)"
      sheet.extent = extents[number]
      sheet.page = .init(number + 1, of: extents.count)
      sheet.index = SheetIndex(ground: ground, sheets: extents, current: number)
      return sheet
    }
    sheets[1].language = .english
    sheets[1].size = .a3.portrait
    let reports = try drawAtlas(sheets, to: folder.file("a.pdf"))
    try drawAtlas(sheets, to: folder.file("b.pdf"))
    let bytes = try Data(contentsOf: URL(fileURLWithPath: folder.file("a.pdf")))
    #expect(try Data(contentsOf: URL(fileURLWithPath: folder.file("b.pdf"))) == bytes)
    #expect(reports.count == sheets.count && reports.allSatisfy { $0.bytes == bytes.count && $0.labelsDrawn > 0 })
    guard program("pdftotext") != nil else {
      print("poppler-utils is not installed: the pages are not read back")
      return
    }
    for (number, sheet) in sheets.enumerated() {
      let text = try output(
        of: "pdftotext", ["-f", "\(number + 1)", "-l", "\(number + 1)", "-layout", folder.file("a.pdf"), "-"])
      #expect(text.contains(sheet.title) && text.contains(number == 1 ? "Sheet index" : "图幅索引"))
    }
    let information = try output(of: "pdfinfo", ["-f", "1", "-l", "2", folder.file("a.pdf")])
    #expect(information.contains("Pages:           \(sheets.count)"))
    #expect(information.contains("841.89 x 1190.55"))
  }

  @Test(
    "Names of files hold no signs a file system refuses",
    arguments: [
      ("城关/东河: 总图?", "07 城关_东河_ 总图_.pdf"), ("..", "07.pdf"), (" a\nb ", "07 a_b.pdf"), ("", "07.pdf"),
    ])
  func fileNames(title: String, expected: String) {
    var sheet = MapSheet(title: title, layers: [], extent: .empty, page: .init(7, of: 12))
    #expect(sheet.fileName(.pdf) == expected)
    sheet.page = nil
    sheet.title = ""
    #expect(sheet.fileName(.svg) == "map.svg")
    sheet.title = String(repeating: "网", count: 300)
    #expect(sheet.fileName(.png).utf8.count < 220)
  }
}

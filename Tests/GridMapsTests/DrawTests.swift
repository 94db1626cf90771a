import Foundation
import FoundationXML
import GridGeometry
import GridMaps
import Testing

/// A folder that goes away with the test.
final class Folder {
  let path = NSTemporaryDirectory() + "gridmaps-" + UUID().uuidString
  init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }
  deinit { try? FileManager.default.removeItem(atPath: path) }
  func file(_ name: String) -> String { path + "/" + name }
  var names: [String] { (try? FileManager.default.contentsOfDirectory(atPath: path).sorted()) ?? [] }
}

private func square(_ x: Double, _ y: Double, _ side: Double) throws -> MultiPolygon {
  let corners = [(0.0, 0.0), (1, 0), (1, 1), (0, 1), (0, 0)].map { Point(x + $0.0 * side, y + $0.1 * side) }
  return MultiPolygon(Polygon(exterior: try Ring(corners)))
}

@Suite struct DrawTests {
  @Test("The overview shows all of its legend, its labels and its pixels")
  func overview() throws {
    let folder = try Folder()
    let county = try VoronoiCounty(across: 16, seed: 7)
    let sheet = county.sheet()
    let report = try draw(sheet, to: folder.file("a.png"), format: .png, dpi: 100)
    let image = try #require(Image(path: folder.file("a.png")))
    #expect(image.width == 1654 && image.height == 1169)
    // The paper ends in the middle of the last dot.
    #expect((0..<image.height).allSatisfy { image[image.width - 1, $0] == 0xFFFFFF })
    #expect(report.legendRows == sheet.legend.count && report.warnings.isEmpty)
    let labels = sheet.layers.flatMap(\.polygons).filter { $0.label != nil }.count
    #expect(report.labelsDrawn + report.labelsSkipped == labels && report.labelsDrawn > labels / 2)
    #expect(image.count(0xFFFFBF) > 20_000 && image.count(0xABD9E9) > 1_000 && image.count(0xFDAE61) > 1_000)
    #expect(folder.names == ["a.png"])
  }

  @Test("No paper shows between neighbours, whatever way their border runs", arguments: [0.3, 1.0, 2.2])
  func seams(crookedness: Double) throws {
    let folder = try Folder()
    let county = try VoronoiCounty(across: 14, seed: 9, merges: false, crookedness: crookedness * 0.14)
    let red = MapColor(0xC00000)
    // Colours no eye tells apart, but each filled by itself.
    let polygons = county.cells.enumerated().map { index, cell in
      MapPolygon(ground: MultiPolygon(cell.ground), fill: MapColor(0xC00000 + UInt32(index % 3)))
    }
    let center = county.extent.center
    let zoom = Envelope(Point(center.x - 700, center.y - 400), Point(center.x + 700, center.y + 400))
    let sheet = MapSheet(title: "", layers: [MapLayer(polygons: polygons)], extent: zoom, size: .a4)
    try draw(sheet, to: folder.file("a.png"), format: .png, dpi: 96)
    let image = try #require(Image(path: folder.file("a.png")))
    // Inside the frame, away from its ticks.
    for y in Int(40 / 25.4 * 96)..<Int(180 / 25.4 * 96) {
      for x in Int(30 / 25.4 * 96)..<Int(190 / 25.4 * 96) {
        let pixel = MapColor(image[x, y])
        try #require(pixel.difference(from: red) < 3, "\(x), \(y): \(pixel.hex)")
      }
    }
  }

  @Test("Ground that reaches beyond the neat line fills the frame and nothing else")
  func zoomedIn() throws {
    let folder = try Folder()
    let layer = MapLayer(polygons: [
      MapPolygon(ground: try square(-1e6, -1e6, 2e6), fill: MapColor(0x0072B2), stroke: .level(1))
    ])
    let sheet = MapSheet(title: "Zoom", layers: [layer], extent: Envelope(Point(10, 10), Point(60, 50)), size: .a4)
    try draw(sheet, to: folder.file("a.png"), format: .png, dpi: 60)
    let image = try #require(Image(path: folder.file("a.png")))
    for (x, y) in [(40.0, 60.0), (100, 100), (200, 170), (30, 120)] {
      #expect(image.color(atMillimetre: x, y, dpi: 60).hex == "#0072b2")
    }
    #expect(
      image.color(atMillimetre: 3, 100, dpi: 60) == .white && image.color(atMillimetre: 250, 100, dpi: 60) == .white)
  }

  @Test("A hole shows what lies below it")
  func holes() throws {
    let folder = try Folder()
    let outer = try square(0, 0, 1000).polygons[0]
    let ring = Polygon(exterior: outer.exterior, holes: [try square(300, 300, 400).polygons[0].exterior])
    let sheet = MapSheet(
      title: "", layers: [MapLayer(polygons: [MapPolygon(ground: MultiPolygon(ring), fill: .black)])],
      extent: outer.envelope, size: SheetSize(width: 200, height: 200), showsScaleBar: false, showsNorthArrow: false)
    try draw(sheet, to: folder.file("a.png"), format: .png, dpi: 60)
    let image = try #require(Image(path: folder.file("a.png")))
    let dark = image.count(0x000000)
    #expect(dark > 20_000)
    // The hole has 16 % of the square; the surroundings have the same colour as what shows through it.
    let report = try drawn(sheet, format: .png, dpi: 60).report
    let side = 1000 / report.scale * 1000 / 25.4 * 60
    #expect(abs(Double(dark) / (side * side * 0.84) - 1) < 0.03)
  }

  @Test("A border of two levels is stroked once, as the wider, and shows between the dashes of a third")
  func strokes() throws {
    let folder = try Folder()
    let ground = try square(0, 0, 1000)
    func layer(_ color: UInt32, _ width: Double, _ dashes: [Double] = []) -> MapLayer {
      MapLayer(polygons: [MapPolygon(ground: ground, stroke: MapStroke(MapColor(color), width: width, dashes: dashes))])
    }
    let sheet = MapSheet(
      title: "", layers: [layer(0xC80000, 2), layer(0x00C800, 1), layer(0x0000C8, 3, [4, 4])], extent: ground.envelope,
      size: .a4,
      showsScaleBar: false, showsNorthArrow: false)
    try draw(sheet, to: folder.file("a.png"), format: .png, dpi: 100)
    let image = try #require(Image(path: folder.file("a.png")))
    #expect(image.count(0x00C800) == 0)
    let (red, blue) = (Double(image.count(0xC80000)), Double(image.count(0x0000C8)))
    #expect(abs(red / blue - 2.0 / 3) < 0.15)
  }

  @Test("The scale bar is as long as it says", arguments: [(800.0, 120.0), (5_000, 96), (43_000, 150)])
  func scaleBar(width: Double, dpi: Double) throws {
    let folder = try Folder()
    let sheet = MapSheet(
      title: "", layers: [], extent: Envelope(Point(0, 0), Point(width, width * 0.6)), size: .a4, showsNorthArrow: false
    )
    let report = try draw(sheet, to: folder.file("a.png"), format: .png, dpi: dpi)
    let image = try #require(Image(path: folder.file("a.png")))
    let columns = Int(230 / 25.4 * dpi)..<image.width
    let run = image.longestDarkRun(columns: columns, rows: Int(150 / 25.4 * dpi)..<Int(200 / 25.4 * dpi))
    let metres = Double(run) / dpi * 0.0254 * report.scale
    var round = 1.0
    while round * 10 <= metres * 1.02 { round *= 10 }
    let nearest = try #require(
      [1, 1.5, 2, 3, 4, 5, 6, 8, 10].map { $0 * round }.min { abs($0 - metres) < abs($1 - metres) })
    #expect(abs(metres / nearest - 1) < 0.02, "\(metres) m")
  }

  @Test("The same sheet gives the same bytes, alone or among others", arguments: MapFormat.allCases)
  func deterministic(format: MapFormat) async throws {
    let county = try VoronoiCounty(across: 8, seed: 3)
    let sheet = county.sheet()
    let first = try drawn(sheet, format: format, dpi: 72).bytes
    _ = try drawn(county.sheet(title: "另一张", size: .a4), format: format)
    let others = try await withThrowingTaskGroup(of: [UInt8].self) { group in
      for _ in 0..<2 { group.addTask { try drawn(sheet, format: format, dpi: 72).bytes } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(others.allSatisfy { $0 == first })
  }

  @Test("A PNG says how large it is to be printed")
  func resolution() throws {
    let sheet = MapSheet(title: "", layers: [], extent: Envelope(Point(0, 0), Point(9, 9)))
    let bytes = try drawn(sheet, format: .png, dpi: 100).bytes
    // pHYs: 3937 pixels per metre both ways.
    #expect(Array(bytes[37..<50]) == Array("pHYs".utf8) + [0, 0, 0x0F, 0x61, 0, 0, 0x0F, 0x61, 1])
  }

  @Test("An SVG is well-formed and has the title, signs of markup and all")
  func svg() throws {
    let county = try VoronoiCounty(across: 8, seed: 1)
    let bytes = try drawn(county.sheet(title: "A & B <网格>\u{1}"), format: .svg).bytes
    let reader = TitleReader()
    let parser = XMLParser(data: Data(bytes))
    parser.delegate = reader
    #expect(parser.parse(), "\(String(describing: parser.parserError))")
    #expect(reader.title == "A & B <网格>" && reader.paths > 20)
  }

  @Test("Files stay moderate: 24 times the vertices do not make a file twice as large")
  func moderate() throws {
    func size(_ format: MapFormat, _ crookedness: Double) throws -> Int {
      let county = try VoronoiCounty(across: 30, seed: 6, merges: false, crookedness: crookedness)
      var sheet = county.sheet(size: .a4)
      for index in sheet.layers[1].polygons.indices { sheet.layers[1].polygons[index].label = nil }
      return try drawn(sheet, format: format, dpi: 96).bytes.count
    }
    for format in [MapFormat.svg, .pdf] { #expect(try size(format, 0.14) < 2 * size(format, 0)) }
  }

  @Test("On an upright sheet the last part of a long legend stands beside the tables, in full size, and the map gains")
  func legendInTwoColumns() throws {
    let folder = try Folder()
    let (first, second) = (UInt32(0x2B8A3E), UInt32(0x8A2B6D))
    let rows = [LegendEntry(.heading, "One")] + (0..<9).map { LegendEntry(.area(MapColor(first)), "row \($0)") }
    let more = [LegendEntry(.heading, "Two")] + (0..<9).map { LegendEntry(.area(MapColor(second)), "row \($0)") }
    let table = SheetTable(title: "Table", heads: [.text("n")], rows: (0..<12).map { ["row \($0)", "\($0)"] })
    func image(_ legend: [LegendEntry]) throws -> Image {
      let sheet = MapSheet(
        title: "Tall", layers: [], legend: legend, extent: Envelope(Point(0, 0), Point(9, 12)), notes: ["A note"],
        size: .a4.portrait, tables: [table])
      let report = try draw(sheet, to: folder.file("a.png"), format: .png, dpi: 144)
      #expect(report.legendRows == legend.count && report.warnings.isEmpty)
      return try #require(Image(path: folder.file("a.png")))
    }
    let both = try image(rows + more)
    let columns = (0..<both.width).filter { x in (0..<both.height).contains { both[x, $0] == second } }
    #expect(try #require(columns.first) > both.width * 3 / 5)
    let left = (0..<both.width).filter { x in (0..<both.height).contains { both[x, $0] == first } }
    #expect(try #require(left.last) < both.width / 3)
    // As much of both colours: neither part is set smaller than the other, nor than alone.
    #expect(abs(both.count(first) - both.count(second)) < both.count(first) / 8)
    let alone = try image(rows)
    #expect(abs(both.count(first) - alone.count(first)) < both.count(first) / 8)
  }

  @Test("A legend without room is cut, and the caller is told")
  func longLegend() throws {
    let legend = (0..<90).map { LegendEntry(.area(.white), "row \($0)") }
    let sheet = MapSheet(
      title: "Long", layers: [], legend: legend, extent: Envelope(Point(0, 0), Point(9, 9)), size: .a4)
    let report = try drawn(sheet, format: .png, dpi: 50).report
    #expect(report.legendRows > 10 && report.legendRows < 90)
    #expect(report.warnings.count == 1 && report.warnings[0].contains("\(report.legendRows) of its 90"))
  }

  @Test("Characters no font has are reported")
  func unknownCharacters() throws {
    let sheet = MapSheet(title: "\u{10FF00}\u{10FF01}", layers: [], extent: Envelope(Point(0, 0), Point(9, 9)))
    let warnings = try drawn(sheet, format: .png, dpi: 30).report.warnings
    #expect(warnings.count == 1 && warnings[0].contains("fonts-noto-cjk"))
  }

  @Test("Positions that are no numbers, or too large, do not stop a drawing")
  func wildPositions() throws {
    let wild = [Point(.nan, 0), Point(1e300, -1e300), Point(0, .infinity), Point(3, 3), Point(-1e308, 1e308)]
    let bad = Ring(unchecked: wild + wild.prefix(1))
    let layer = MapLayer(
      polygons: [
        MapPolygon(
          ground: MultiPolygon(Polygon(exterior: bad)), fill: .black, hatch: .dedicated, stroke: .level(1), label: "x")
      ],
      lines: [MapLine(wild, stroke: .river), MapLine([], stroke: .road)],
      points: wild.map { MapPoint($0, symbol: MapSymbol(.circle), label: "p") })
    for format in MapFormat.allCases {
      let sheet = MapSheet(title: "", layers: [layer, MapLayer()], extent: Envelope(Point(0, 0), Point(9, 9)))
      #expect(try drawn(sheet, format: format, dpi: 40).bytes.count > 500)
    }
  }

  @Test("What cannot be drawn is refused with a remedy")
  func refusals() throws {
    let good = MapSheet(title: "T", layers: [], extent: Envelope(Point(0, 0), Point(9, 9)))
    var empty = good
    empty.extent = .empty
    var tiny = good
    tiny.size = SheetSize(width: 20, height: 20)
    var huge = good
    huge.size = .a0
    #expect(throws: MapError.emptyExtent(sheet: "T")) { try drawn(empty, format: .png) }
    #expect(throws: MapError.resolution(dpi: 3)) { try drawn(good, format: .png, dpi: 3) }
    #expect(throws: MapError.self) { try drawn(tiny, format: .pdf) }
    #expect(throws: MapError.self) { try drawn(huge, format: .png, dpi: 1200) }
    let folder = try Folder()
    let path = folder.file("missing/a.png")
    do throws(MapError) {
      try draw(good, to: path, format: .png, dpi: 40)
      Issue.record("wrote into a folder that is not there")
    } catch {
      if case .cannotWrite(path, _) = error {} else { Issue.record("\(error)") }
      #expect(error.message.contains(path) && error.message.contains("folder"))
    }
    #expect(folder.names.isEmpty)
  }

  @Test("Every language and shape of paper draws", arguments: MapLanguage.allCases)
  func languages(language: MapLanguage) throws {
    let county = try VoronoiCounty(across: 8, seed: 2)
    for size in [SheetSize.a4, .a4.portrait, SheetSize(pixelWidth: 800, pixelHeight: 600, dpi: 96)] {
      let report = try drawn(county.sheet(language: language, size: size), format: .pdf).report
      #expect(report.labelsDrawn > 20)
    }
  }
}

private final class TitleReader: NSObject, XMLParserDelegate {
  var title = ""
  var paths = 0
  private var isInTitle = false

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String]
  ) {
    isInTitle = name == "title"
    if name == "path" { paths += 1 }
  }

  func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
    isInTitle = false
  }

  func parser(_ parser: XMLParser, foundCharacters text: String) { if isInTitle { title += text } }
}

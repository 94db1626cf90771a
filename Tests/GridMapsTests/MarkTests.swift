import Foundation
import GridGeometry
import GridMaps
import Referees
import Testing

/// Levels of urgency as the tests draw them.
let levels = [
  MarkKind(
    name: "红色 red", letter: "R", color: MapColor(0xD7191C), shape: MarkKind.shape(0, of: 3), hatch: Hatch(.crossed)),
  MarkKind(
    name: "黄色 yellow", letter: "Y", color: MapColor(0xF0E442), shape: MarkKind.shape(1, of: 3), hatch: Hatch(.diagonal)),
  MarkKind(name: "蓝色 blue", letter: "B", color: MapColor(0x2C7BB6), shape: MarkKind.shape(2, of: 3)),
]

@Suite struct MarkTests {
  /// Marks of which many fall together.
  private func marks(seed: UInt64, count: Int) -> [(position: PagePosition, kind: Int)] {
    var random = SeededRandom(seed: seed)
    let heaps = (0..<6).map { _ in PagePosition(random.unit() * 400, random.unit() * 300) }
    return (0..<count).map { number in
      let kind = Int(random.unit() * 3)
      if number % 3 == 0 { return (heaps[number % heaps.count], kind) }
      let spread = number % 3 == 1 ? 30.0 : 400
      let heap = heaps[number % heaps.count]
      return (heap + PagePosition(random.unit() - 0.5, random.unit() - 0.5) * spread, kind)
    }
  }

  @Test(
    "No mark is lost, none hides another, and the middle of all stays where it was", arguments: 1..<9 as Range<UInt64>)
  func nothingHidden(seed: UInt64) {
    let marks = marks(seed: seed, count: 60 * Int(seed))
    let radius = 4.0
    for sideBySide in [1, 4, 7] {
      let gathered = MarkClusters(marks, kinds: 3, markRadius: radius, sideBySide: sideBySide)
      let clusters = gathered.clusters
      for kind in 0..<3 {
        #expect(clusters.reduce(0) { $0 + $1.counts[kind] } == marks.count { $0.kind == kind })
      }
      for (index, a) in clusters.enumerated() {
        for b in clusters[(index + 1)...] {
          #expect((a.center - b.center).length >= gathered.radius(of: a.count) + gathered.radius(of: b.count) - 1e-9)
        }
      }
      let before = marks.reduce(PagePosition.zero) { $0 + $1.position } / Double(marks.count)
      let after = clusters.reduce(PagePosition.zero) { $0 + $1.center * Double($1.count) } / Double(marks.count)
      #expect((before - after).length < 1e-6)
      let again = MarkClusters(marks, kinds: 3, markRadius: radius, sideBySide: sideBySide)
      #expect(again.clusters == clusters)
    }
  }

  @Test("Marks side by side touch at most, inside the circle around them", arguments: 1...7)
  func spread(count: Int) {
    let (places, reach) = MarkClusters.spread(count)
    #expect(places.count == count)
    for (index, a) in places.enumerated() {
      #expect(a.length + 1 <= reach + 1e-9)
      for b in places[(index + 1)...] { #expect((a - b).length >= 2 - 1e-9) }
    }
  }

  @Test("A mark far from all others stays in its place")
  func alone() {
    let far = [(PagePosition(10, 10), 0), (PagePosition(200, 10), 2), (PagePosition(10, 200), 1)]
    let gathered = MarkClusters(far.map { (position: $0.0, kind: $0.1) }, kinds: 3, markRadius: 5, sideBySide: 7)
    #expect(gathered.clusters.map(\.center) == far.map(\.0))
  }

  @Test("A hundred thousand marks are gathered without comparing each with each")
  func many() {
    let marks = marks(seed: 5, count: 100_000)
    let gathered = MarkClusters(marks, kinds: 3, markRadius: 4, sideBySide: 1)
    #expect(gathered.clusters.reduce(0) { $0 + $1.count } == 100_000 && gathered.clusters.count < 1000)
  }

  private func sheet(_ marks: MapMarks, label: String?) throws -> MapSheet {
    let corners = [(0.0, 0.0), (1, 0), (1, 1), (0, 1), (0, 0)].map { Point(1000 * $0.0, 700 * $0.1) }
    let ground = MultiPolygon(Polygon(exterior: try Ring(corners)))
    return MapSheet(
      title: "标记 Marks",
      layers: [
        MapLayer(polygons: [MapPolygon(ground: ground, fill: .white, label: label)], labels: LabelStyle(size: 10))
      ], marks: marks, legend: levels.map { LegendEntry(.mark($0), $0.name) }, extent: ground.envelope, size: .a4)
  }

  @Test("Every mark shows its colour, and kinds that are not listed are left out")
  func colors() throws {
    let folder = try Folder()
    let places = [(200.0, 300.0, 0), (500, 300, 1), (800, 300, 2), (500, 600, 9), (500, 100, -1)]
    let marks = MapMarks(kinds: levels, marks: places.map { .init(Point($0.0, $0.1), kind: $0.2) }, size: 6)
    var sheet = try sheet(marks, label: nil)
    sheet.legend = []
    try draw(sheet, to: folder.file("a.png"), format: .png, dpi: 100)
    let image = try #require(Image(path: folder.file("a.png")))
    for kind in levels { #expect(image.count(UInt32(kind.color.hex.dropFirst(), radix: 16) ?? 0) > 60, "\(kind.name)") }
  }

  @Test("Labels keep clear of marks, also where marks lie so close that their frames overlap")
  func labels() throws {
    // A row of marks across the middle, where the label would stand.
    let row = (0..<40).map { MapMarks.Mark(Point(60 + 22 * Double($0), 350), kind: $0 % 3) }
    let marks = MapMarks(kinds: levels, marks: row, size: 3.4)
    let folder = try Folder()
    for (name, label) in [("with", "网格名称一二三"), ("without", nil)] {
      let report = try draw(try sheet(marks, label: label), to: folder.file(name + ".png"), format: .png, dpi: 100)
      #expect(report.labelsDrawn == (label == nil ? 0 : 1))
    }
    let with = try #require(Image(path: folder.file("with.png")))
    let without = try #require(Image(path: folder.file("without.png")))
    // Where the label's letters are, there was nothing but white ground.
    var letters = 0
    for y in 0..<with.height {
      for x in 0..<with.width where with[x, y] != without[x, y] {
        letters += 1
        try #require(without[x, y] == 0xFFFFFF, "\(x), \(y)")
      }
    }
    #expect(letters > 100)
  }

  @Test("A needed label finds a place far from the middle, and one without any is named in the report")
  func neededLabels() throws {
    // Marks over all of the ground, or over all but its corner.
    func cover(_ keepsCorner: Bool) -> MapMarks {
      let all = (0..<26).flatMap { x in (0..<18).map { y in Point(25 + 38 * Double(x), 25 + 38 * Double(y)) } }
      let free = all.filter { !keepsCorner || $0.x > 420 || $0.y > 170 }
      return MapMarks(kinds: levels, marks: free.map { .init($0, kind: 0) }, size: 7, sideBySide: 1)
    }
    func report(_ marks: MapMarks, isNeeded: Bool) throws -> MapReport {
      var sheet = try sheet(marks, label: "City of names")
      for layer in sheet.layers.indices { sheet.layers[layer].labels.isNeeded = isNeeded }
      return try drawn(sheet, format: .svg).report
    }
    #expect(try report(cover(true), isNeeded: false).labelsDrawn == 0)
    #expect(try report(cover(true), isNeeded: true).labelsDrawn == 1)
    let full = try report(cover(false), isNeeded: true)
    #expect(full.labelsDrawn == 0 && full.warnings.count == 1)
    #expect(full.warnings.first?.contains("no room for the names: City of names") ?? false)
    #expect(try report(cover(false), isNeeded: false).warnings.isEmpty)
  }

  @Test(
    "The letter on each colour has a contrast of 4.5 to 1, and shapes of neighbouring kinds differ",
    arguments: [2, 3, 4, 5, 7])
  func letters(count: Int) {
    for color in Palette.okabeIto.anchors + levels.map(\.color) {
      let ink = MapColor.ink.contrast(with: color)
      let white = MapColor.white.contrast(with: color)
      #expect(max(ink, white) >= 4.5, "\(color.hex)")
    }
    let shapes = (0..<count).map { MarkKind.shape($0, of: count) }
    #expect(zip(shapes, shapes.dropFirst()).allSatisfy { $0 != $1 })
    #expect(shapes.last == .circle && !shapes.contains(.cross))
  }
}

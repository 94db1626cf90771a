import GridMaps
import Referees
import Testing

/// Every two different members of a list.
private func pairs<Element>(_ list: [Element]) -> [(Element, Element)] {
  list.indices.flatMap { i in list[(i + 1)...].map { (list[i], $0) } }
}

@Suite struct PaletteTests {
  @Test(
    "Contrast is that of WCAG",
    arguments: [
      (0x000000, 0xFFFFFF, 21.0), (0x777777, 0xFFFFFF, 4.48), (0x767676, 0xFFFFFF, 4.54), (0xFF0000, 0xFFFFFF, 4.0),
    ] as [(UInt32, UInt32, Double)])
  func contrast(a: UInt32, b: UInt32, expected: Double) {
    #expect(abs(MapColor(a).contrast(with: MapColor(b)) - expected) < 0.006)
    #expect(MapColor(a).contrast(with: MapColor(b)) == MapColor(b).contrast(with: MapColor(a)))
  }

  /// L*a*b* of the primaries under D65: red 53.24, 80.09, 67.20; blue 32.30, 79.19, −107.86; black 0, 0, 0.
  @Test(
    "Differences are distances in CIE L*a*b*",
    arguments: [
      (0xFF0000, 0x000000, 117.34), (0x0000FF, 0x000000, 137.65), (0xFFFFFF, 0x000000, 100),
    ] as [(UInt32, UInt32, Double)])
  func difference(a: UInt32, b: UInt32, expected: Double) {
    #expect(abs(MapColor(a).difference(from: MapColor(b)) - expected) < 0.05)
  }

  @Test("Greys look the same to every eye", arguments: ColorVision.allCases)
  func greys(vision: ColorVision) {
    for level in stride(from: 0.0, through: 1, by: 0.1) {
      let grey = MapColor(red: level, green: level, blue: level)
      #expect(grey.seen(with: vision).difference(from: grey) < 0.1)
    }
  }

  /// Severity 1 of the authors' table, through colorspacious 1.1.2: pure green becomes #EFD63B or within a rounding.
  @Test("Deuteranopia turns green to ochre and red to olive")
  func deuteranopia() {
    let green = MapColor(0x00FF00).seen(with: .deuteranopia)
    #expect(green.difference(from: MapColor(red: 0.9372, green: 0.8401, blue: 0.2286)) < 1)
    let red = MapColor(0xFF0000).seen(with: .deuteranopia)
    #expect(red.red > red.blue && abs(red.red - red.green) < 0.15)
  }

  @Test("Any two classes of the band stay apart for every eye", arguments: ColorVision.allCases)
  func bandApart(vision: ColorVision) {
    for (a, b) in pairs(BandPlace.allCases) {
      #expect(a.color.difference(from: b.color) > 25)
      #expect(a.color.seen(with: vision).difference(from: b.color.seen(with: vision)) > 14, "\(a) and \(b)")
    }
  }

  @Test("The classes outside the band stand out by contrast and a hatch, not by colour alone")
  func outsideStandsOut() {
    for place in [BandPlace.below, .above] {
      #expect(place.hatch != nil)
      #expect(place.color.contrast(with: BandPlace.middle.color) >= 3)
    }
    #expect(BandPlace.below.hatch?.pattern != BandPlace.above.hatch?.pattern)
    #expect([BandPlace.low, .middle, .high].allSatisfy { $0.hatch == nil })
  }

  @Test("Dark or white letters are readable on every fill")
  func letters() {
    let fills = BandPlace.allCases.map(\.color) + Palette.okabeIto.colors(8).map { $0.tinted(by: 0.45) }
    for fill in fills {
      #expect(max(MapColor.ink.contrast(with: fill), MapColor.white.contrast(with: fill)) >= 4.5, "\(fill.hex)")
    }
  }

  @Test("Outlines of all levels are seen on every fill inside the band", arguments: 0...3)
  func outlines(level: Int) {
    for place in [BandPlace.low, .middle, .high] {
      #expect(MapStroke.level(level).color.contrast(with: place.color) >= 3)
    }
  }

  @Test("Eight hues stay apart, as fills and for eyes without green")
  func hues() {
    let fills = Palette.okabeIto.colors(8).map { $0.tinted(by: 0.3) }
    for (a, b) in pairs(fills) {
      #expect(a.difference(from: b) > 15)
      #expect(a.seen(with: .deuteranopia).difference(from: b.seen(with: .deuteranopia)) > 10, "\(a.hex) \(b.hex)")
    }
  }

  @Test("Sequential palettes grow lighter all the way, for every eye", arguments: [Palette.viridis, .cividis])
  func sequential(palette: Palette) {
    let colors = palette.colors(64)
    for vision in ColorVision.allCases {
      let light = colors.map { $0.seen(with: vision).luminance }
      #expect(zip(light, light.dropFirst()).allSatisfy { $0 < $1 + 0.004 })
    }
    #expect(colors.first == palette.anchors.first && colors.last == palette.anchors.last)
  }

  @Test("A position outside the palette takes the nearer end", arguments: Palette.allCases)
  func ends(palette: Palette) {
    #expect(palette.color(at: -3) == palette.anchors[0])
    #expect(palette.color(at: 7) == palette.anchors[palette.anchors.count - 1])
    #expect(palette.color(at: .nan) == palette.anchors[0])
    #expect(palette.colors(0).isEmpty)
  }

  @Test("A colour is read from its digits and written back", arguments: ["#2c7bb6", "ffffff", "#00000a"])
  func hex(text: String) throws {
    let color = try #require(MapColor(hex: text))
    #expect(color.hex == (text.hasPrefix("#") ? text : "#" + text))
  }

  @Test("Other texts are no colours", arguments: ["", "#12345", "#12345g", "+12345", "red", "#1234567"])
  func noColor(text: String) { #expect(MapColor(hex: text) == nil) }
}

@Suite struct BandTests {
  @Test(
    "A number stands in its class",
    arguments: [
      (299, BandPlace.below), (300, .low), (349, .low), (350, .middle), (400, .middle), (450, .middle), (451, .high),
      (500, .high), (501, .above),
    ])
  func place(households: Int, expected: BandPlace) {
    #expect(BandPlace(households: households, minimum: 300, maximum: 500) == expected)
  }

  @Test("Bars count every grid once, and none spans an end of the band", arguments: 0..<40)
  func bins(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let minimum = Int(random.unit() * 300)
    let maximum = minimum + 1 + Int(random.unit() * 400)
    let values = (0..<200).map { _ in Int(random.unit() * 3000) }
    let chart = BandHistogram(values: values, minimum: minimum, maximum: maximum)
    let bins = chart.bins
    #expect(bins.reduce(0) { $0 + $1.count } == 200)
    #expect(zip(bins, bins.dropFirst()).allSatisfy { $0.upper == $1.lower })
    #expect(bins.allSatisfy { $0.lower < $0.upper })
    #expect(bins.contains { $0.lower == minimum } && bins.contains { $0.upper == maximum + 1 })
    let inside = bins.filter { $0.lower >= minimum && $0.upper <= maximum + 1 }.reduce(0) { $0 + $1.count }
    #expect(inside == values.filter { (minimum...maximum).contains($0) }.count)
  }

  @Test("A chart without grids, or with a band turned round, is still a chart")
  func degenerate() {
    #expect(BandHistogram(values: [], minimum: 60, maximum: 100).bins.allSatisfy { $0.count == 0 })
    let turned = BandHistogram(values: [5, -4], minimum: 9, maximum: 2)
    #expect(turned.minimum == 2 && turned.maximum == 3 && turned.values == [5])
    #expect(BandHistogram(values: [.max], minimum: .max, maximum: .max).bins.reduce(0) { $0 + $1.count } == 1)
  }
}

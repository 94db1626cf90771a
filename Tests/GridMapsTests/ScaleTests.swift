import GridMaps
import Testing

@Suite struct ScaleTests {
  @Test(
    "A scale bar has a round length that fits",
    arguments: [
      (999.0, 800.0), (1000, 1000), (1499, 1000), (1500, 1500), (2600, 2000), (3999, 3000), (5200, 5000), (7999, 6000),
      (0.7, 0.6),
    ])
  func bar(available: Double, length: Double) { #expect(abs(ScaleBar(fitting: available).length - length) < 1e-9) }

  @Test(
    "A scale is round and never too large",
    arguments: [
      (24_001.0, 25_000.0), (25_000, 25_000), (25_001, 30_000), (9_999, 10_000), (10_001, 12_500), (76_000, 100_000),
    ])
  func denominator(needed: Double, expected: Double) { #expect(ScaleBar.denominator(atLeast: needed) == expected) }

  @Test("Lengths and scales are written as on maps")
  func texts() {
    #expect(ScaleBar.text(500) == "500 m" && ScaleBar.text(1500) == "1.5 km" && ScaleBar.text(20_000) == "20 km")
    #expect(
      ScaleBar.text(denominator: 1_250_000) == "1 : 1\u{2009}250\u{2009}000"
        && ScaleBar.text(denominator: 500) == "1 : 500")
    #expect(ScaleBar.number(500, inUnitOf: 1000) == "0.5" && ScaleBar.number(0, inUnitOf: 10) == "0")
  }

  @Test(
    "The ticks of the neat line stand 1, 2 or 5 times a power of ten apart",
    arguments: [
      (70.0, 50.0), (100, 100), (1999, 1000), (2000, 2000), (0.03, 0.02),
    ])
  func spacing(available: Double, expected: Double) {
    #expect(abs(ScaleBar.spacing(atMost: available) - expected) < 1e-9)
  }
}

import GridVisits
import Testing

@Suite("Rates")
struct RateTests {
  private static func rate(_ numerator: Int, _ denominator: Int) -> Rate {
    Rate(
      numerator, of: denominator, counted: Bilingual(en: "closed", zh: "已结"), base: Bilingual(en: "due", zh: "应结"))
  }

  @Test(
    "A share is rounded as published figures are",
    arguments: [
      // Closed of due, a district in May 2019; the same of received would be 92.04.
      (5_912, 6_026, 2, "98.11 %"), (5_912, 6_423, 2, "92.04 %"),
      // Households served, a county of about 69,000.
      (58_000, 69_000, 0, "84 %"), (19, 40, 1, "47.5 %"), (1, 3, 2, "33.33 %"), (2, 3, 2, "66.67 %"),
      (1, 8, 2, "12.50 %"),
      (0, 7, 2, "0.00 %"), (7, 7, 2, "100.00 %"), (9, 6, 0, "150 %"), (1, 100_000, 2, "< 0.01 %"),
      (99_999, 100_000, 2, "> 99.99 %"), (1, 400, 0, "< 1 %"),
    ])
  func percent(numerator: Int, denominator: Int, decimals: Int, text: String) {
    #expect(Self.rate(numerator, denominator).percent(decimals: decimals) == text)
  }

  @Test("A share of nothing is no share", arguments: [0, 3])
  func noBase(numerator: Int) {
    let rate = Self.rate(numerator, 0)
    #expect(rate.value == nil && rate.percent() == nil)
    #expect(rate.text.en.hasPrefix("no base ("))
    #expect(rate.text.zh.hasPrefix("无基数（"))
  }

  @Test("A share is never printed without both numbers and their names")
  func text() {
    #expect(Self.rate(5_912, 6_026).text.en == "98.11 % (closed 5912 of due 6026)")
    #expect(Self.rate(5_912, 6_026).text.zh == "98.11 %（已结 5912 / 应结 6026）")
  }

  @Test("Numbers that are none count as nothing")
  func invalid() {
    let rate = Rate(.nan, of: -3, counted: Bilingual(en: "a", zh: "甲"), base: Bilingual(en: "b", zh: "乙"))
    #expect(rate.numerator == 0 && rate.value == nil)
  }

  @Test(
    "Figures have no needless decimals",
    arguments: [
      (12.0, "12"), (12.5, "12.5"), (12.345, "12.35"), (-3.5, "-3.5"), (-0.001, "0"), (0.1 + 0.2, "0.3"),
    ])
  func figures(number: Double, text: String) { #expect(Rate.figure(number) == text) }

  @Test("Shares of parts add up to the share of the whole")
  func sums() {
    let sum = Self.rate(1, 4) + Self.rate(2, 4)
    #expect(sum.numerator == 3 && sum.denominator == 8 && sum.counted.en == "closed")
  }
}

import GridGeometry
import GridMaps
import Referees

/// Pages of a county nobody lives in, the same from the same seed.
enum PageFixtures {
  static let asOf: Int64 = 1_795_219_200_000  // 2026-11-21T00:00Z
  static let hour: Int64 = 3_600_000

  static let classes = [
    PageTerm(code: "water", name: PageText(en: "water and drainage", zh: "供排水")),
    PageTerm(code: "lighting", name: PageText(en: "lighting", zh: "照明")),
    PageTerm(code: "waste", name: PageText(en: "waste", zh: "垃圾清运")),
  ]
  static let states = [
    PageTerm(code: "submitted", name: PageText(en: "submitted", zh: "已上报")),
    PageTerm(code: "claimed", name: PageText(en: "claimed", zh: "已认领")),
    PageTerm(code: "handled", name: PageText(en: "handled", zh: "已办理")),
  ]
  static let tiers = [
    PageTerm(code: "grid", name: PageText(en: "grid", zh: "网格")),
    PageTerm(code: "township", name: PageText(en: "town or street", zh: "镇街")),
  ]
  static let colors = [
    PageColor(
      code: "red", name: PageText(en: "red", zh: "红色"), color: MapColor(0xD7191C), letter: "R", hatch: .crossed,
      meaning: PageText(en: "the limit has run out", zh: "已超时限")),
    PageColor(
      code: "yellow", name: PageText(en: "yellow", zh: "黄色"), color: MapColor(0xF0E442), letter: "Y", hatch: .diagonal,
      meaning: PageText(en: "the limit is nearly used up", zh: "时限将尽")),
    PageColor(
      code: "blue", name: PageText(en: "blue", zh: "蓝色"), color: MapColor(0x2C7BB6), letter: "B", hatch: nil,
      meaning: PageText(en: "in time, or without a limit", zh: "在时限内或无时限")),
  ]
  static let levels = [
    PageLevel(code: "community", name: PageText(en: "community", zh: "社区"), rank: 0, isGrid: false),
    PageLevel(code: "first", name: PageText(en: "first-level grid", zh: "一级网格"), rank: 1),
  ]

  static func heading(
    title: PageText = PageText(en: "People's-conditions map", zh: "民情地图"),
    audience: ConditionsPage.Audience = .internal, language: ConditionsPage.Language = .en
  ) -> ConditionsPage.Heading {
    ConditionsPage.Heading(
      title: title, county: PageText(en: "Sample county", zh: "示例县"), audience: audience, language: language,
      notices: [PageNotice(PageText(en: "Synthetic data", zh: "合成数据"), weight: .warning)],
      source: PageText(en: "Gridwright synthetic data", zh: "Gridwright 合成数据"))
  }

  static func times(earliest: Int64? = asOf - 240 * hour) -> ConditionsPage.Times {
    ConditionsPage.Times(asOf: asOf, earliest: earliest, clock: PageClock(name: "Asia/Shanghai", minutes: 480))
  }

  /// A square of ground between whole hundreds of metres.
  static func square(_ column: Int, _ row: Int, side: Double = 100) throws -> MultiPolygon {
    let (x, y) = (500_000 + Double(column) * side, 3_850_000 + Double(row) * side)
    return MultiPolygon(
      Polygon(
        exterior: try Ring([
          Point(x, y), Point(x + side, y), Point(x + side, y + side), Point(x, y + side), Point(x, y),
        ])))
  }

  /// Two communities of two grids each, and no cases.
  static func grids(names: [String] = ["一号", "二号", "三号", "四号"]) throws -> [PageGrid] {
    var grids = [
      PageGrid(code: "C1", name: "城关社区", level: "community", households: 800),
      PageGrid(code: "C2", name: "东河社区", level: "community", households: 700),
    ]
    for index in 0..<4 {
      grids.append(
        PageGrid(
          code: "G\(index + 1)", name: names[index], level: "first", parent: index < 2 ? "C1" : "C2",
          households: 400 - 50 * (index / 2), staff: 1, ground: try square(index, 0)))
    }
    return grids
  }

  /// Cases of the four grids over ten days; every seventh has no place.
  static func cases(_ count: Int, seed: UInt64) -> [PageCase] {
    var random = SeededRandom(seed: seed)
    return (0..<count).map { index in
      let grid = Int.random(in: 0..<4, using: &random)
      let submitted = asOf - Int64.random(in: 1...240, using: &random) * hour
      let end = submitted + Int64.random(in: 1...200, using: &random) * hour
      let closed = end <= asOf ? end : nil
      let due = submitted + Int64.random(in: 12...96, using: &random) * hour
      let isLate = (closed ?? asOf) > due
      var steps = [PageStep(at: submitted, state: "submitted", tier: "grid", color: "blue")]
      if isLate { steps.append(PageStep(at: due, color: "red")) }
      if let closed { steps.append(PageStep(at: closed, state: "handled")) }
      return PageCase(
        id: "A-\(1000 + index)",
        place: index % 7 == 6
          ? nil
          : Point(
            500_000 + Double(grid) * 100 + Double.random(in: 1..<99, using: &random),
            3_850_000 + Double.random(in: 1..<99, using: &random)),
        grid: "G\(grid + 1)", caseClass: classes[Int.random(in: 0..<3, using: &random)].code,
        state: closed == nil ? "submitted" : "handled", tier: "grid", color: isLate ? "red" : "blue",
        submitted: submitted, closed: closed, due: due, steps: steps)
    }
  }

  static func page(
    heading: ConditionsPage.Heading = heading(), times: ConditionsPage.Times = times(),
    grids: [PageGrid]? = nil, cases: [PageCase] = [], totals: PageTotals? = nil, gridColors: PageGridColors? = nil
  ) throws -> ConditionsPage {
    try ConditionsPage(
      heading: heading, times: times, levels: levels,
      terms: ConditionsPage.Terms(
        classes: classes, states: states, tiers: tiers, colors: colors, gridColors: gridColors),
      grids: try grids ?? self.grids(), cases: cases, totals: totals)
  }

  /// What ends elements, begins comments, runs, turns the line around, or breaks lines of programs.
  static let hostile = [
    "</script><img src=x onerror=\"window.hacked=1\">", "<!--<script>window.hacked=2</script>",
    "\u{2028}window.hacked=3\u{2029}//", "\u{202E}倒\u{0000}\u{0007}", "'\"`${window.hacked=4}\\",
    "=HYPERLINK(\"http://example.invalid\")", "{{PROGRAM}}", "$&$1", "&lt;b&gt;", "]]>",
  ]
}

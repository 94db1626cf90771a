import Foundation
import FoundationXML
import GridMaps
import Testing

@Suite struct ChartTests {
  static let classes = CountChart(
    title: "未结案件（按类别）", subtitle: "Open cases by class", kinds: levels,
    rows: [
      .init(name: "供排水 water", counts: [12, 34, 56], total: 102),
      .init(name: "照明 lighting", counts: [0, 1, 5], total: 6),
      .init(name: "噪声 noise", counts: [nil, nil, nil], total: nil),
    ], direction: .across, keptBack: "<10")
  static let ages = CountChart(
    title: "存续时间 Age", kinds: [MarkKind(name: "", letter: "", color: MapColor(0x5B7C99))],
    rows: [("<1", 1203), ("1–3", 40), (">3", 0)].map { .init(name: $0.0 + " 天", counts: [$0.1], total: $0.1) },
    direction: .up)
  static let series = [
    RateChart.Series(
      kind: MarkKind(name: "结案率", letter: "C", color: MapColor(0x0072B2)), counted: "结案数", base: "应结案数"),
    RateChart.Series(
      kind: MarkKind(name: "按期结案率", letter: "T", color: MapColor(0xD55E00), shape: .square), counted: "按期结案数",
      base: "应结案数"),
  ]
  static let span = RateChart(
    title: "结案率 Closing", series: series,
    spans: [.init(name: "", numerators: [5912, 5752], denominators: [6026, 6026])])
  static let months = RateChart(
    title: "结案率（按月）", series: series,
    spans: [
      .init(name: "2026-01", numerators: [90, 80], denominators: [100, 100]),
      .init(name: "2026-02", numerators: [0, 0], denominators: [0, 0]),
      .init(name: "2026-03", numerators: [71, 35], denominators: [71, 71]),
    ])
  static let flow = FlowChart(
    title: "案件流转 Flow",
    tiers: [
      .init(name: "网格", cases: 520, closed: 410, open: 40, raised: 77, lowered: 0),
      .init(name: "社区", cases: 90, closed: 60, open: 10, raised: 23, lowered: 4),
      .init(name: "镇街", cases: 30, closed: 20, open: 5, raised: 0, lowered: 3),
      .init(name: "县区", cases: 0, closed: 0, open: 0, raised: 0, lowered: 0),
    ], words: .init(closed: "本级办结", open: "本级未结", passedOn: "转出", raised: "上报", lowered: "下派"))

  static let all: [CaseChart] = [.counts(classes), .counts(ages), .rates(span), .rates(months), .flow(flow)]

  @Test("A chart gives the same bytes every time, and is whole or not there", arguments: MapFormat.allCases)
  func deterministic(format: MapFormat) throws {
    let folder = try Folder()
    for (number, chart) in Self.all.enumerated() {
      let (a, b) = (folder.file("\(number)a"), folder.file("\(number)b"))
      for path in [a, b] {
        try drawChart(chart, to: path, format: format, language: .chinese, date: "2026-11-21", dpi: 60)
      }
      let bytes = try Data(contentsOf: URL(fileURLWithPath: a))
      #expect(try Data(contentsOf: URL(fileURLWithPath: b)) == bytes && bytes.count > 500)
    }
    #expect(folder.names.count == 2 * Self.all.count)
    #expect(throws: MapError.self) {
      try drawChart(Self.all[0], to: folder.file("none/a.png"), format: .png, language: .english)
    }
  }

  @Test("An SVG of a chart is well-formed")
  func svg() throws {
    let folder = try Folder()
    for chart in Self.all {
      try drawChart(chart, to: folder.file("a.svg"), format: .svg, language: .english)
      let parser = XMLParser(data: try Data(contentsOf: URL(fileURLWithPath: folder.file("a.svg"))))
      #expect(parser.parse(), "\(String(describing: parser.parserError))")
    }
  }

  @Test(
    "Every number and word of a page of charts can be read back, each rate with what it counts and of what",
    .enabled(if: program("pdftotext") != nil, "poppler-utils is not installed"))
  func words() throws {
    let folder = try Folder()
    let sheet = ChartSheet(
      title: "示例县 指标", subtitle: "截至 2026-11-21", charts: Self.all, notes: ["合成数据"], stamp: "内部使用", source: "来源甲",
      date: "2026-11-21", size: .a3, page: .init(2, of: 9))
    try SheetPress().draw(.charts(sheet), to: folder.file("a.pdf"), format: .pdf)
    let text = try output(of: "pdftotext", ["-layout", folder.file("a.pdf"), "-"])
    for word in [
      "示例县 指标", "合成数据", "内部使用", "来源甲", "第 2 页，共 9 页", "供排水 water", "102", "R 12", "Y 34", "B 56", "<10", "1,203",
      "98.11 %", "95.45 %", "5,912 / 6,026", "5,752 / 6,026", "90/100", "80/100", "71/71", "35/71", "0/0", "结案数 / 应结案数",
      "410",
      "上报 77", "上报 23", "下派 4", "下派 3", "本级办结", "本级未结",
    ] { #expect(text.contains(word), "\(word)") }
  }

  @Test("Bars are as long as their numbers say")
  func lengths() throws {
    let folder = try Folder()
    let chart = CountChart(
      title: "",
      kinds: [
        MarkKind(name: "a", letter: "", color: MapColor(0x00C800)),
        MarkKind(name: "b", letter: "", color: MapColor(0x0000C8)),
      ],
      rows: [.init(name: "x", counts: [300, 100], total: 400)], direction: .across)
    try drawChart(.counts(chart), to: folder.file("a.png"), format: .png, language: .english, dpi: 144)
    let image = try #require(Image(path: folder.file("a.png")))
    // The widest run of each colour in any row of dots; the key's signs are narrower.
    func width(_ color: UInt32) -> Int {
      (0..<image.height).map { y in (0..<image.width).count { image[$0, y] == color } }.max() ?? 0
    }
    #expect(abs(Double(width(0x00C800)) / Double(width(0x0000C8)) - 3) < 0.08)
  }

  @Test("Without anything due there is no share, and shares lie between none and all")
  func shares() {
    #expect(Self.months.spans.map { $0.share(0) } == [0.9, nil, 1])
    #expect(RateChart.Span(name: "", numerators: [7], denominators: [5]).share(0) == 1)
    #expect(Self.span.spans[0].share(5) == nil)
  }

  @Test("Empty charts, and charts of nothing but zeros, draw")
  func empty() throws {
    let folder = try Folder()
    let none = CountChart.Row(name: "", counts: [], total: 0)
    let charts: [CaseChart] = [
      .counts(CountChart(title: "", kinds: [], rows: [], direction: .across)),
      .counts(CountChart(title: "", kinds: levels, rows: [none], direction: .across)),
      .counts(CountChart(title: "", kinds: levels, rows: [none], direction: .up)),
      .rates(RateChart(title: "", series: [], spans: [])),
      .rates(RateChart(title: "", series: Self.series, spans: [.init(name: "", numerators: [], denominators: [])])),
      .flow(FlowChart(title: "", tiers: [], words: Self.flow.words)),
    ]
    for chart in charts {
      try drawChart(chart, to: folder.file("a.png"), format: .png, language: .english, dpi: 40)
      #expect(try Data(contentsOf: URL(fileURLWithPath: folder.file("a.png"))).count > 200)
    }
    let page = ChartSheet(title: "t", charts: [])
    #expect(try SheetPress().drawn(.charts(page), format: .pdf).bytes.count > 500)
  }
}

public import ArgumentParser
import Foundation
import GridCases
import GridMaps
public import GridPlans

extension ConditionsAudience: ExpressibleByArgument {}

/// What a map is written as: data, a page for browsers, and sheets.
enum MapOutput: String, CaseIterable, Hashable, Sendable { case geojson, html, pdf, png, svg }

/// Words with commas between them, such as `county,township`.
struct WordList<Word: RawRepresentable & CaseIterable & Hashable & Sendable>: ExpressibleByArgument
where Word.RawValue == String {
  let words: [Word]

  init?(argument: String) {
    let parts = argument.split(separator: ",", omittingEmptySubsequences: false).map { Word(rawValue: String($0)) }
    guard !parts.contains(nil) else { return nil }
    words = parts.compactMap(\.self)
  }

  static var allValueStrings: [String] { Word.allCases.map(\.rawValue) }
}

struct MapCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "map", abstract: words(
      "The people's-conditions map: what is open at an instant, where, how urgent, and where it gathers.",
      "民情地图：某一时刻的未结案件在哪里、有多紧急、集中在何处。"),
    discussion: words(
      """
      The plan must have cases: see `gridwright cases import --help`. What is written into --out:

        conditions.html     open this first: the map in any browser, without a network
        conditions.geojson  the same as data: grids with counts, colour and hot spot test, open cases that have a place
        conditions.qml      how QGIS shows that file; leave it beside it
        sheets/             PDF sheets to print: county.pdf and one file for each township

      For example:

        gridwright map plan.gpkg --as-of 2026-06-30T08:00 --out maps/internal
        gridwright map plan.gpkg --as-of 2026-06-30 --audience public --secret county.secret --out maps/public

      A case that is closed by --as-of is not on the map. The internal map, the default, shows where cases are, and is \
      marked so. The rules of cases (--rules) say which colour a case and a grid has.

      A public map shows no case as it is: counts below --k and whatever would tell them are suppressed, sensitive \
      classes are only counted, times are told by month. With --secret FILE cases are shown as points, moved so far that \
      each stands for --k households of its grid. Make the file once, with `head -c 32 /dev/urandom > county.secret; \
      chmod 600 county.secret`, keep it and use it again: two secrets would give two points to compare. Whoever keeps the \
      public maps of two days sees what changed between them: publish on fixed days.
      """,
      """
      方案中须已有案件：见 `gridwright cases import --help`。写入 --out 目录的文件：

        conditions.html     请先打开它：任何浏览器都能打开的地图，无需联网
        conditions.geojson  同样内容的数据：网格的数量、颜色和热点检验，以及有位置的未结案件
        conditions.qml      QGIS 显示上述数据的样式，请与其放在一起
        sheets/             供打印的 PDF 图幅：county.pdf 及每个镇街一个文件

      例如：

        gridwright map plan.gpkg --as-of 2026-06-30T08:00 --out maps/internal --lang zh
        gridwright map plan.gpkg --as-of 2026-06-30 --audience public --secret county.secret --out maps/public --lang zh

      到 --as-of 时刻已结的案件不在图上。默认为内部地图，显示案件的实际位置，并注明为内部资料。案件和网格的颜色由案件规则（--rules）决定。

      公开地图不显示任何案件的原貌：少于 --k 的数量及可推知它的数量不予公布，敏感类别只计数，时间只到月。给出 --secret 文件时案件显示为点位，\
      移动后的每点至少代表所在网格的 --k 户。该文件用 `head -c 32 /dev/urandom > county.secret; chmod 600 county.secret` 生成一次，须保存并重复使用：两个密钥会产生可对比的两个点。\
      保存两天公开地图的人能看出其间的变化：请在固定日期发布。
      """))

  @Argument(help: help("The plan file.", "方案文件。"))
  var plan: String

  @Option(help: help("The folder to write into.", "写入的目录。"))
  var out: String

  @Option(help: help("internal, for the people who work on the cases, or public, for everybody.", "internal（供办案人员使用）或 public（对公众）。"))
  var audience: ConditionsAudience = .internal

  @Option(help: help("A file of 16 bytes or more that nobody else can read: public maps show cases as moved points.", "16 字节以上、他人不可读的密钥文件：公开地图将案件显示为移动后的点位。"))
  var secret: String?

  @Option(parsing: .unconditional, help: help("Cases that a public count, and households that a public point stand for at the least; 5 or more. Default: 10.", "公开的数量至少代表的案件数，公开的点位至少代表的户数；不小于 5。默认 10。"))
  var k: Int?

  @Option(parsing: .unconditional, help: help("Seed of the hot spot test and the scan for clusters.", "热点检验和聚集区扫描的随机种子。"))
  var seed: UInt64 = 1

  @Option(help: help("Sheets to draw into the folder sheets, with commas between: county, township, community, grid (a page for each leaf grid). Default: county,township.", "绘制到 sheets 目录的图幅，以逗号分隔：county（县）、township（镇街）、community（社区）、grid（每个末级网格一页）。默认 county,township。"))
  var sheets: WordList<ConditionsSheetLevel>?

  @Option(help: help("What is written, with commas between: geojson (always), html; of sheets pdf (a file for the county and one for each township), png, svg (a file for each sheet). Default: geojson,html,pdf.", "写出的内容，以逗号分隔：geojson（总会写出）、html；图幅为 pdf（县及每个镇街各一个文件）、png、svg（每幅一个文件）。默认 geojson,html,pdf。"))
  var formats: WordList<MapOutput>?

  @Option(help: help("Only this township (code), in all that is written; reckoned as on the map of the county, so the two fit together.", "所有文件只含该镇街（编码）；仍按全县计算，与全县地图一致。"))
  var township: String?

  @Option(parsing: .unconditional, help: help("Resolution of PNG sheets, dots per inch; SVG and PDF are thinned to it. Default: 150.", "PNG 图幅的分辨率（每英寸点数）；SVG 和 PDF 按此简化。默认 150。"))
  var dpi: Double?

  @Option(parsing: .unconditional, help: help("Days that the time line of an internal page goes back; 0 for none. Default: 30.", "内部页面时间轴回溯的天数；0 为不设时间轴。默认 30。"))
  var history: Int?

  @Flag(help: help("Also the grids above the leaf grids.", "也写出末级网格的上级网格。"))
  var parents = false

  @Flag(help: help("Replace a map for the other audience that stands in the folder.", "替换目录中面向另一类读者的地图。"))
  var takeOver = false

  @Flag(help: help("Say what would be written, and write nothing.", "只说明将要写出什么，不写文件。"))
  var dryRun = false

  @OptionGroup var arguments: CaseArguments
  @OptionGroup var common: CommonOptions

  func validate() throws {
    if let k, k < 5 { throw ValidationError(words("--k must be 5 or more", "--k 不能小于 5")) }
    if let dpi, !(30...1200).contains(dpi) { throw ValidationError(words("--dpi must lie in 30…1200", "--dpi 应在 30…1200 之间")) }
    if sheetFormats.isEmpty, sheets != nil || dpi != nil {
      throw ValidationError(words("--sheets and --dpi need pdf, png or svg among --formats", "--sheets 和 --dpi 需要 --formats 中有 pdf、png 或 svg"))
    }
    if let history {
      guard (0...36_600).contains(history) else { throw ValidationError(words("--history must lie in 0…36600", "--history 应在 0…36600 之间")) }
      if audience == .public || formats?.words.contains(.html) == false {
        throw ValidationError(words("--history is for the html page of --audience internal", "--history 用于 --audience internal 的 html 页面"))
      }
    }
    guard audience == .internal else { return }
    if secret != nil || k != nil {
      throw ValidationError(words("--secret and --k are for --audience public", "--secret 和 --k 用于 --audience public"))
    }
  }

  /// The formats of sheets among those stated; none draws none.
  private var sheetFormats: [MapFormat] {
    formats?.words.compactMap { MapFormat(rawValue: $0.rawValue) } ?? [.pdf]
  }

  func run() throws {
    let console = common.console
    try console.run { control in
      let question = try arguments.question(of: plan)
      let clock = try arguments.settings(of: plan).clock
      var request = ConditionsRequest(question, for: audience, zone: clock.zone)
      if let k { request.k = k }
      request.secret = try secret.map { try readMapSecret($0) }
      request.seed = seed
      request.township = township
      request.hasParents = parents
      if let history { request.historyDays = history }
      if let formats { request.formats = Set(formats.words.compactMap { ConditionsFormat(rawValue: $0.rawValue) }) }
      request.language = console.language
      let options =
        sheetFormats.isEmpty
        ? nil
        : ConditionsSheetOptions(
          Set(sheets?.words ?? [.county, .township]), formats: sheetFormats, dpi: dpi ?? 150, language: console.language)
      let summary = try mapConditions(
        of: plan, request, into: out, sheets: options, isDryRun: dryRun, takesOver: takeOver, control: control)
      return try common.deliver(summary, isClean: true, isAnswer: false) { [summary.text(in: $0)] }
    }
  }
}

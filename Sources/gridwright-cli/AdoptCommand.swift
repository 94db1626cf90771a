import ArgumentParser
import GridCoverages
import GridPlans
import GridVisits

struct AdoptCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "adopt",
    abstract: words("Make a plan of somebody else's grids, their faults listed.", "把他人划定的网格转成方案，并列出其中的问题。"),
    discussion: words(
      """
      Every place that a grid claims is in exactly one grid of the plan: ground that several claim goes to one by a rule, \
      narrow gaps to a neighbour, and both are told. Codes stay as they are. The polygons as they came are in the layer \
      `adopted`, which `gridwright audit plan.gpkg#adopted` checks.

        gridwright adopt councils.geojson --fields code=nc_id,name=name --out plan.gpkg

      With the county they lie in, households, communities, barriers and the policy come from there, and the plan stands on \
      atoms as `gridwright plan` makes them:

        gridwright adopt last-year.geojson --fields code=no --ground county.yaml --out plan.gpkg

      Run again, it replaces the plan that it made of the same layer, its cases carried along. What else stands at --out is \
      left alone unless --take-over is given; a plan that holds people, visits or service radii is never replaced.
      """,
      """
      网格所占的每一处都恰好归入方案中的一个网格：多个网格重叠的部分按规则归其一，窄缝归相邻网格，并逐一说明。编码保持不变。\
      原始多边形保存在图层 `adopted` 中，可用 `gridwright audit plan.gpkg#adopted` 检查。

        gridwright adopt councils.geojson --fields code=nc_id,name=name --out plan.gpkg

      若给出所在县域，则户数、社区、屏障和策略取自该县域，方案像 `gridwright plan` 一样建立在原子单元上：

        gridwright adopt last-year.geojson --fields code=no --ground county.yaml --out plan.gpkg

      再次运行时取代由同一图层转成的方案，其中的案件随迁。--out 处的其他文件须加 --take-over 才会被取代；\
      含有人员、走访记录或服务半径的方案一律不取代。
      """))

  @Argument(help: help("The grids, FILE or FILE#LAYER.", "网格图层：文件 或 文件#图层。"))
  var grids: String

  @Option(help: help("The plan file to write, a GeoPackage.", "要写出的方案文件（GeoPackage）。"))
  var out: String

  @OptionGroup var layer: LayerArguments

  @Option(help: help("The plan's name. Default: the layer's.", "方案名称。默认取图层名。"))
  var name: String?

  @Option(help: help("Code of the community the grids are in, where no field names one.", "没有社区字段时网格所属社区的编码。"))
  var code = "adopted"

  @Option(help: help("Who gets ground that several claim: smallest (the claimant with the least area), largest or first.", "重叠部分归谁：smallest（面积最小者）、largest 或 first。"))
  var overlaps: ClaimRule = .smallest

  @Option(
    name: .customLong("close-gaps"), parsing: .unconditional,
    help: help("Enclosed gaps narrower than this go to the neighbour with the longest border, in metres; 0 closes none.", "窄于该值（米）的封闭缝隙归边界最长的相邻网格；0 表示不处理。"))
  var closeGaps: Double = 1

  @Option(parsing: .unconditional, help: help("Contested ground narrower than this is no atom of its own, in metres.", "窄于该值（米）的重叠部分不单独成为原子单元。"))
  var sliver: Double = 1

  @Option(help: help("The manifest of the county the grids lie in, for households, communities, atoms and policy.", "网格所在县域的清单文件，提供户数、社区、原子单元和策略。"))
  var ground: String?

  @OptionGroup var households: HouseholdArguments

  @Option(parsing: .unconditional, help: help("Threads to use.", "使用的线程数。"))
  var threads: Int = 2

  @Option(name: .customLong("as-of"), help: help("The day the grids are valid from, YYYY-MM-DD. Default: today.", "网格生效日期，YYYY-MM-DD。默认为今天。"))
  var asOf: CivilDate?

  @Option(name: .customLong("cases-moved"), help: help("A CSV file for the cases of the plan that stood there which are in another grid now, or in another's charge.", "CSV 文件，列出原方案中换了网格或责任人的案件。"))
  var casesMoved: String?

  @Flag(
    name: .customLong("take-over"),
    help: help(
      "Replace a plan that was not adopted from the same layer, or another GeoPackage. Without it only the plan that this layer was adopted into before is replaced.",
      "允许取代并非由同一图层转成的方案或其他 GeoPackage。不加则只取代此前由该图层转成的方案。")
  )
  var takeOver = false

  @OptionGroup var telling: ReportArguments
  @OptionGroup var common: CommonOptions

  func validate() throws {
    try validateThreads(threads)
    try validateDay(asOf)
    if code.isEmpty { throw ValidationError(words("--code is empty", "--code 为空")) }
    if ground != nil, households.households != nil {
      throw ValidationError(words("--ground brings its own households: leave --households out", "--ground 自带户数，请去掉 --households"))
    }
    try validateLength(closeGaps, "--close-gaps", from: 0)
    try validateLength(sliver, "--sliver", from: 0)
  }

  func run() throws {
    let console = common.console
    try console.run { control in
      var options = AdoptionOptions(
        layer: try layer.options(), name: name, code: code, rule: overlaps, gapWidth: closeGaps, sliverWidth: sliver,
        ground: ground, households: households.households, householdsField: households.householdsField,
        threads: threads,
        date: asOf?.description ?? CivilDate.today)
      options.movedCases = casesMoved
      options.takesOver = takeOver
      let report = try adoptGrids(from: grids, writingTo: out, options: options, control: control)
      return try common.deliver(report.summary, isClean: report.isClean, isAnswer: !report.isClean) {
        report.lines(in: $0, isComplete: telling.all)
      }
    }
  }
}

public import ArgumentParser
public import GridAuditing
import GridPlans
import GridVisits

extension GapLevel: ExpressibleByArgument {}

struct GapsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gaps", abstract: words("Find every coverage gap of a plan on a day: new, still there, cured.", "查找方案在某日的全部覆盖缺口：新增、仍在、已消除。"),
    discussion: words(
      """
      (a) land in no grid or in two, (b) households in no grid, (c) grids without their people, (d) grids out of band, \
      (e) visits overdue, (f) households beyond reach, (g) open cases in nobody's charge, (h) cases past their limit, \
      (i) people without a post. Every share is printed with both its numbers. New and cured is what changed since the last \
      look, or since --since.
      """,
      """
      (a) 无网格或重复划入的土地，(b) 不属于任何网格的住户，(c) 有格无人，(d) 超出户数区间的网格，(e) 逾期未走访，\
      (f) 服务半径外的住户，(g) 无人负责的未结案件，(h) 超期案件，(i) 在册无岗人员。每个比率都同时给出分子和分母。\
      新增和已消除以上一次查看（或 --since）为准。
      """))

  @Argument(help: help("The plan file.", "方案文件。"))
  var plan: String

  @Option(help: help("The day looked at, such as 2026-06-30. Two runs on one day are equal.", "查看的日期，例如 2026-06-30。同一日期两次结果相同。"))
  var asOf: CivilDate

  @Option(help: help("Tell what is new and cured since the end of this day. Default: the last look before --as-of.", "与该日终了时相比的新增和已消除。默认与 --as-of 之前的上一次查看相比。"))
  var since: CivilDate?

  @Option(help: help("Sums by grid, community, township or county instead of single findings.", "按 grid（网格）、community（社区）、township（乡镇）或 county（县）汇总，不逐项列出。"))
  var by: GapLevel?

  @Option(help: help("A file to write: .csv, or .geojson in WGS 84.", "要写出的文件：.csv，或 WGS 84 的 .geojson。"))
  var out: String?

  @Flag(help: help("Do not keep what is found in the plan.", "不把结果记入方案。"))
  var dryRun = false

  @Flag(help: help("Forget what the plan's record holds of days after --as-of, such as one that was mistyped, and look anew. A service radius of a later day needs `reach` again.", "撤销方案记录中 --as-of 之后（如误填日期）的内容并重新查看；晚于该日的服务半径须重新运行 reach。"))
  var forgetLater = false

  @Option(parsing: .unconditional, help: help("Threads to use.", "使用的线程数。"))
  var threads: Int = 2

  @OptionGroup var waiting: WaitingArguments
  @OptionGroup var common: CommonOptions

  func validate() throws {
    if let since, since >= asOf { throw ValidationError(words("--since must be before --as-of", "--since 应早于 --as-of")) }
    try validateDay(asOf)
    try validateThreads(threads)
  }

  func run() throws {
    let console = common.console
    try console.run(wait: waiting.duration) { control in
      var request = GapRequest(
        asOf: asOf, since: since, level: by, output: out, isDryRun: dryRun, threads: threads, language: console.language)
      request.forgetsLater = forgetLater
      let summary = try findGaps(in: plan, request, control: control)
      return try common.deliver(summary, isClean: summary.isClean) { summary.lines(in: $0) }
    }
  }
}

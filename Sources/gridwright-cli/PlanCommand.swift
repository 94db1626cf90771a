public import ArgumentParser
import Foundation
public import GridPlans
import GridVisits

extension SearchEffort: ExpressibleByArgument {}

/// How the ground is read: what planning and checking share.
struct ReadingArguments: ParsableArguments {
  @Option(help: help("Threads to use; the result never depends on it. Default: all processors.", "使用的线程数；不影响结果。默认使用全部处理器。"))
  var threads: Int?

  @Flag(
    name: .customLong("allow-ballpark"),
    help: help("Accept transformations that ignore the datum (errors up to 100 m or more).", "接受忽略基准面的坐标转换（误差可达 100 米以上）。"))
  var allowBallpark = false

  @Flag(help: help("Repair invalid polygons and list them, instead of stopping.", "修复无效多边形并逐一列出，而不是停止。"))
  var repair = false

  func validate() throws {
    if let threads, threads < 1 { throw ValidationError(words("--threads must be at least 1", "--threads 至少为 1")) }
  }

  var options: PlanningOptions {
    PlanningOptions(
      threads: threads ?? ProcessInfo.processInfo.activeProcessorCount, allowsBallpark: allowBallpark, repairs: repair,
      date: CivilDate.today)
  }
}

/// How the plan is made.
struct PlanningArguments: ParsableArguments {
  @Option(help: help("Starts every random choice; the same seed gives the same plan.", "随机数种子；种子相同则方案相同。"))
  var seed: UInt64 = 1

  @Option(
    help: help(
      "How long to search: quick, standard or thorough. Where households lie between two numbers of grids, quick takes the nearer, the others try both. Counted in moves, so the plan never depends on the machine.",
      "搜索的力度：quick、standard 或 thorough；户数介于两种网格个数之间时，quick 取较近者，其余两种都试。按步数计，方案与机器无关。")
  )
  var effort: SearchEffort = .standard

  @Option(name: .customLong("time-limit"), help: help("Stop searching after this many seconds and keep the best found.", "搜索满这么多秒即停止，保留最好的结果。"))
  var timeLimit: Double?

  @Flag(name: .customLong("accept-faults"), help: help("Plan even where communities overlap or gape beyond the tolerance.", "社区之间的重叠或缝隙超过容差时仍然规划。"))
  var acceptFaults = false

  @Option(name: .customLong("as-of"), help: help("The day the plan is made for, YYYY-MM-DD. Default: today.", "方案的日期，YYYY-MM-DD。默认为今天。"))
  var asOf: CivilDate?

  func validate() throws {
    if let timeLimit, !(timeLimit > 0 && timeLimit <= 10_000_000) {
      throw ValidationError(words("--time-limit must be a number of seconds, above 0 and at most 10000000", "--time-limit 应为秒数，大于 0 且不超过 10000000"))
    }
  }

  /// The options of reading with those of planning.
  func options(reading: PlanningOptions) -> PlanningOptions {
    var options = reading
    options.seed = seed
    options.effort = effort
    options.timeLimit = timeLimit.map { .seconds($0) }
    options.acceptsFaults = acceptFaults
    if let asOf { options.date = asOf.description }
    return options
  }
}

struct PlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan", abstract: words("Turn a county's ground into a verified plan of grids: the main job.", "把县域地面数据划分为经过核验的网格方案：主要功能。"))

  @Argument(help: help("The county manifest.", "县域清单文件（county.yaml）。"))
  var manifest: String

  @Option(help: help("The plan file to write, a GeoPackage.", "要写出的方案文件（GeoPackage）。"))
  var out: String?

  @Flag(name: .customLong("dry-run"), help: help("Plan and audit, but write nothing.", "只规划和核验，不写文件。"))
  var dryRun = false

  @Option(name: .customLong("cases-moved"), help: help("A CSV file for the cases of the plan that stood there which are in another grid now, or in another's charge.", "CSV 文件，列出原方案中换了网格或责任人的案件。"))
  var casesMoved: String?

  @OptionGroup var reading: ReadingArguments
  @OptionGroup var planning: PlanningArguments
  @OptionGroup var common: CommonOptions

  func validate() throws {
    try validateDay(planning.asOf)
    if casesMoved != nil, dryRun { throw ValidationError(words("--cases-moved needs a plan that is written: leave --dry-run out", "--cases-moved 需要写出方案：请去掉 --dry-run")) }
    if out == nil && !dryRun { throw ValidationError(words("--out is missing; --dry-run plans without writing", "缺少 --out；若不写文件请用 --dry-run")) }
  }

  private var options: PlanningOptions {
    var options = planning.options(reading: reading.options)
    options.movedCases = casesMoved
    return options
  }

  func run() throws {
    let console = common.console
    let options = self.options
    try console.run(limit: options.timeLimit) { control in
      let result = try planCounty(at: manifest, writingTo: dryRun ? nil : out, options: options, control: control)
      console.endProgress()
      console.say(result.text)
      if common.json { try console.printJSON(result.summary) }
      return result.isClean ? .success : .findings
    }
  }
}

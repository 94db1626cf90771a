import ArgumentParser
import GridPlans

struct SiteCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "site", abstract: words(
      "The siting solver alone: the best of some candidates, with a proven bound.", "单独使用选址求解器：从候选点中选出最优者，并给出已证明的界。"))

  @Argument(help: help("CSV with the columns x, y and weight: who is to be served.", "含 x、y、weight 列的 CSV：服务对象。"))
  var places: String

  @Argument(help: help("CSV with the columns x and y: where points may stand.", "含 x、y 列的 CSV：可设点的位置。"))
  var candidates: String

  @Option(help: help("p-median, mclp, p-centre or lscp.", "p-median、mclp、p-centre 或 lscp。"))
  var objective: ReachOptions.Siting.Goal = .pMedian

  @Option(help: help("How many points; not for lscp.", "设点个数；lscp 不用。"))
  var points: Int?

  @Option(help: help("The distance that covers, for mclp and lscp, in the unit of the coordinates.", "mclp 和 lscp 的覆盖距离，单位与坐标相同。"))
  var distance: Double?

  @Option(help: help("The share of weight to cover, for lscp. Default: 1, all that can be.", "lscp 要覆盖的权重份额。默认为 1，即全部可覆盖的权重。"))
  var coverage: Double?

  @Option(help: help("The weight each point can serve, for p-median and mclp.", "p-median 和 mclp 中每个点可服务的权重。"))
  var capacity: Double?

  @Option(help: help("Starts every random choice.", "随机数种子。"))
  var seed: UInt64 = 1

  @Option(help: help("How long to search, in millions of table entries looked at.", "搜索的力度，以查看的百万表项计。"))
  var effort: Int = 2000

  @Option(help: help("A CSV file for the points chosen.", "写出所选点的 CSV 文件。"))
  var out: String?

  @OptionGroup var common: CommonOptions

  func validate() throws {
    if objective == .lscp ? points != nil : points == nil {
      throw ValidationError(
        objective == .lscp
          ? words("lscp finds the number: leave --points out", "lscp 自行求出个数，请去掉 --points")
          : words("--points is missing", "缺少 --points"))
    }
    if objective == .mclp || objective == .lscp, distance == nil { throw ValidationError(words("--distance is missing", "缺少 --distance")) }
    if objective == .pMedian || objective == .pCentre, distance != nil {
      throw ValidationError(words("--distance is for mclp and lscp", "--distance 仅用于 mclp 和 lscp"))
    }
    if let distance, !(distance > 0 && distance.isFinite) { throw ValidationError(words("--distance must be above 0", "--distance 应大于 0")) }
    if let coverage {
      if objective != .lscp { throw ValidationError(words("--coverage is for lscp", "--coverage 仅用于 lscp")) }
      if !(coverage > 0 && coverage <= 1) { throw ValidationError(words("--coverage must be above 0 and at most 1", "--coverage 应大于 0 且不超过 1")) }
    }
    if effort < 1 || effort > 1_000_000 { throw ValidationError(words("--effort must be from 1 to 1000000", "--effort 应在 1 到 1000000 之间")) }
    if let points, points < 1 { throw ValidationError(words("--points must be at least 1", "--points 至少为 1")) }
    if let capacity, objective == .lscp || objective == .pCentre || !(capacity > 0) {
      throw ValidationError(words("--capacity must be above 0, and is for p-median and mclp", "--capacity 应大于 0，且仅用于 p-median 和 mclp"))
    }
  }

  func run() throws {
    let console = common.console
    var siting = ReachOptions.Siting(goal: objective, count: points)
    siting.coverage = coverage ?? 1
    siting.capacity = capacity
    var options = SiteOptions(siting)
    options.distance = distance
    options.seed = seed
    options.effort = effort
    options.output = out
    let asked = options
    try console.run { control in
      let summary = try sitePoints(candidates: candidates, places: places, asked, control: control)
      console.endProgress()
      console.say(summary.text)
      if common.json { try console.printJSON(summary) }
      return summary.isClean ? .success : .findings
    }
  }
}

import ArgumentParser
import GridPlans

struct SiteCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "site", abstract: words(
      "The siting solver alone: the best of some candidates, with a proven bound.", "单独使用选址求解器：从候选点中选出最优者，并给出已证明的界。"),
    discussion: words(
      """
      Distances are straight lines in the unit of the coordinates, which must be plane ones (metres, not degrees). Rows with a \
      cell that cannot be read are left out and listed by line, and the exit status is then 1.

        gridwright site homes.csv places.csv --points 3 --fixed clinics.csv --capacity beds --out new.csv

      `gridwright reach plan.gpkg --site 3` sites points in a plan, along its ways.
      """,
      """
      距离为直线距离，单位与坐标相同；坐标须为平面坐标（米，而非度）。含有无法读取单元格的行不计入，并按行列出，此时退出码为 1。

        gridwright site homes.csv places.csv --points 3 --fixed clinics.csv --capacity beds --out new.csv

      `gridwright reach plan.gpkg --site 3` 在方案中沿道路选址。
      """))

  @Argument(help: help("CSV with the columns x, y and weight: who is to be served. Without a column weight everybody weighs 1.", "含 x、y、weight 列的 CSV：服务对象。没有 weight 列则每处权重为 1。"))
  var places: String

  @Argument(help: help("CSV with the columns x and y: where points may stand.", "含 x、y 列的 CSV：可设点的位置。"))
  var candidates: String

  @Option(help: help("p-median, mclp, p-centre or lscp.", "p-median、mclp、p-centre 或 lscp。"))
  var objective: ReachOptions.Siting.Goal = .pMedian

  @Option(parsing: .unconditional, help: help("How many points; not for lscp.", "设点个数；lscp 不用。"))
  var points: Int?

  @Option(parsing: .unconditional, help: help("The distance that covers, for mclp and lscp, in the unit of the coordinates.", "mclp 和 lscp 的覆盖距离，单位与坐标相同。"))
  var distance: Double?

  @Option(parsing: .unconditional, help: help("The share of all weight to cover, for lscp. Default: 1, all that can be covered.", "lscp 要覆盖的全部权重的份额。默认为 1，即全部可覆盖的权重。"))
  var coverage: Double?

  @Option(help: help("CSV with the columns x and y: points that stand already, and stay; they serve, and are not counted in --points.", "含 x、y 列的 CSV：现有的点，予以保留；它们参与服务，不计入 --points。"))
  var fixed: String?

  @Option(
    parsing: .unconditional,
    help: help(
      "The weight each point can serve, for p-median and mclp: a number for all, or the column of the candidates (and of --fixed) that says it.",
      "p-median 和 mclp 中每个点可服务的权重：统一的数值，或候选点（及 --fixed）表中说明它的列名。")
  )
  var capacity: String?

  @Option(help: help("Starts every random choice.", "随机数种子。"))
  var seed: UInt64 = 1

  @Option(parsing: .unconditional, help: help("How long to search, in millions of table entries looked at.", "搜索的力度，以查看的百万表项计。"))
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
    try validateNumber(distance, "--distance", above: 0, upTo: 1e12)
    if let coverage {
      if objective != .lscp { throw ValidationError(words("--coverage is for lscp", "--coverage 仅用于 lscp")) }
      try validateNumber(coverage, "--coverage", above: 0, upTo: 1)
    }
    try validateCount(effort, "--effort", 1...1_000_000)
    try validateCount(points, "--points", 1...1_000_000)
    if capacity != nil, objective == .lscp || objective == .pCentre {
      throw ValidationError(words("--capacity is for p-median and mclp", "--capacity 仅用于 p-median 和 mclp"))
    }
    if capacity?.isEmpty == true { throw ValidationError(words("--capacity is empty", "--capacity 为空")) }
    try validateNumber(capacity.flatMap(Double.init), "--capacity", above: 0, upTo: 1e12)
  }

  func run() throws {
    let console = common.console
    var siting = ReachOptions.Siting(goal: objective, count: points)
    siting.coverage = coverage ?? 1
    siting.capacity = capacity.flatMap(Double.init)
    var options = SiteOptions(siting)
    options.distance = distance
    options.fixed = fixed
    if siting.capacity == nil { options.capacityField = capacity }
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

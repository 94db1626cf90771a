public import ArgumentParser
import Foundation
import GridPlans
public import GridStaffing
import GridVisits

extension PostMethod: ExpressibleByArgument {}

struct StaffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "staff", abstract: words("Give a plan's grids their people: posts, assignment, balance.", "为方案的网格配备人员：岗位、分派、均衡。"),
    discussion: words(
      """
      With a roster (CSV or GeoPackage; columns id, name, role, skills, lon/lat or x/y, max_grids, max_households, grid) \
      people are placed, and the tables workers and assignments are written into the plan. Without one, --headcount, \
      --load-limit and --what-if answer how many posts go where.
      """,
      """
      给出名册（CSV 或 GeoPackage；列 id、name、role、skills、lon/lat 或 x/y、max_grids、max_households、grid）时安排人员，\
      并把 workers 和 assignments 表写入方案。不给名册时，--headcount、--load-limit、--what-if 回答各处应有多少岗位。
      """))

  @Argument(help: help("The plan file.", "方案文件。"))
  var plan: String

  @Option(help: help("The roster: FILE or FILE#LAYER.", "名册：文件 或 文件#图层。"))
  var workers: String?

  @Option(help: help("Reference system of the homes. Default: WGS84 for lon and lat, the plan's for x and y.", "住址的坐标系。lon、lat 默认 WGS84，x、y 默认为方案的坐标系。"))
  var crs: String?

  @Option(
    help: help(
      "Staffing rules: \(StaffingRules.presetNames.joined(separator: ", ")), or a YAML file. Default: those of the plan's policy, else one-per-grid.",
      "人员配置规则：\(StaffingRules.presetNames.joined(separator: "、"))，或 YAML 文件。默认用方案策略中的规则，没有则为 one-per-grid。")
  )
  var rules: String?

  @Option(parsing: .unconditional, help: help("Share out so many people of one role: posts beyond those the rules ask for, which stand. Fewer are a question only, without --workers.", "按一个角色的这么多人分配岗位：规则要求的岗位保留，其余另加。少于规则时只作测算，不能与 --workers 同用。"))
  var headcount: Int?

  @Option(help: help("The role whose people --headcount, --load-limit and --what-if count. Default: the only one the rules ask for.", "--headcount、--load-limit 和 --what-if 所计人员的角色。默认为规则中唯一有岗位的角色。"))
  var role: String?

  @Option(help: help("How a head count is shared out: largest-remainder, webster (default), huntington-hill or min-max.", "人数的分配方法：largest-remainder、webster（默认）、huntington-hill 或 min-max。"))
  var method: PostMethod?

  @Option(name: .customLong("load-limit"), parsing: .unconditional, help: help("Say how many people keep everybody at so many households.", "每人不超过这么多户时需要多少人。"))
  var loadLimit: Int?

  @Option(name: .customLong("what-if"), parsing: .unconditional, help: help("Head counts to compare, such as 100,120,140.", "要比较的人数，例如 100,120,140。"))
  var whatIf: String?

  @Option(
    help: help(
      "Roads and paths from homes to grids, FILE#LAYER; none for straight lines. Default: the network the plan was given, straight lines where it has none.",
      "住址到网格的道路，文件#图层；none 为直线。默认用方案的路网，没有则按直线。")
  )
  var network: String?

  @Flag(
    name: .customLong("join-crossings"),
    help: help("Join ways of --network that cross without a common vertex, bridges and tunnels excepted.", "--network 中没有公共顶点的交叉道路视为相通，桥和隧道除外。"))
  var joinCrossings = false

  @Option(help: help("A folder for charts of the loads, SVG and PNG.", "写出负荷图表（SVG 和 PNG）的目录。"))
  var charts: String?

  @Option(help: help("Where to write the plan with its people. Default: into the plan file, replaced when complete.", "含人员的方案写到哪里。默认写回方案文件，完成后替换。"))
  var out: String?

  @Option(name: .customLong("as-of"), help: help("The day new posts are held from, YYYY-MM-DD. Default: today.", "新岗位起始日期，YYYY-MM-DD。默认为今天。"))
  var asOf: CivilDate?

  @Option(parsing: .unconditional, help: help("Threads to use; the result never depends on it. Default: all processors.", "使用的线程数；不影响结果。默认使用全部处理器。"))
  var threads: Int?

  @Flag(name: .customLong("dry-run"), help: help("Work everything out, but write nothing.", "只计算，不写文件。"))
  var dryRun = false

  @OptionGroup var telling: ReportArguments
  @OptionGroup var waiting: WaitingArguments
  @OptionGroup var common: CommonOptions

  func validate() throws {
    try validateThreads(threads)
    try validateDay(asOf)
    if workers == nil, headcount == nil, loadLimit == nil, whatIf == nil {
      throw ValidationError(words("give --workers, or one of --headcount, --load-limit, --what-if", "请给出 --workers，或 --headcount、--load-limit、--what-if 之一"))
    }
    if workers == nil, out != nil || charts != nil || network != nil {
      throw ValidationError(words("--out, --charts and --network need --workers", "--out、--charts 和 --network 需要 --workers"))
    }
    if method != nil, headcount == nil, whatIf == nil {
      throw ValidationError(words("--method needs --headcount or --what-if", "--method 需要 --headcount 或 --what-if"))
    }
    if role != nil, headcount == nil, loadLimit == nil, whatIf == nil {
      throw ValidationError(words("--role needs --headcount, --load-limit or --what-if", "--role 需要 --headcount、--load-limit 或 --what-if"))
    }
    if crs != nil, workers == nil { throw ValidationError(words("--crs needs --workers", "--crs 需要 --workers")) }
    if joinCrossings, network == nil || network == "none" {
      throw ValidationError(words("--join-crossings needs --network FILE#LAYER", "--join-crossings 需要 --network 文件#图层"))
    }
    try validateCount(headcount, "--headcount", 1...Self.mostPeople)
    try validateCount(loadLimit, "--load-limit", 1...1_000_000_000)
    if let whatIf, headCounts == nil {
      throw ValidationError(
        words(
          "--what-if is \(whatIf); it takes numbers from 1 to \(Self.mostPeople), such as 100,120,140",
          "--what-if 为 \(whatIf)，应为 1 到 \(Self.mostPeople) 的数字，例如 100,120,140"))
    }
  }

  /// More than any county has; sharing out takes a step for each of them.
  private static let mostPeople = 1_000_000

  private var headCounts: [Int]? {
    guard let whatIf else { return [] }
    let parts = whatIf.split(separator: ",", omittingEmptySubsequences: false)
    let counts = parts.compactMap { Int($0.trimmingCharacters(in: .whitespaces)) }.filter {
      (1...Self.mostPeople).contains($0)
    }
    return counts.count == parts.count ? counts : nil
  }

  func run() throws {
    let console = common.console
    let options = StaffOptions(
      workers: workers, referenceSystem: crs, rules: rules, headCount: headcount, role: role, method: method ?? .webster, loadLimit: loadLimit,
      whatIf: headCounts ?? [], network: ReachOptions.Network(word: network), joinsCrossings: joinCrossings,
      charts: charts, output: out, isDryRun: dryRun, date: asOf?.description ?? CivilDate.today,
      threads: threads ?? ProcessInfo.processInfo.activeProcessorCount, language: console.language)
    try console.run(wait: waiting.duration) { control in
      let result = try staffPlan(at: plan, options: options, control: control)
      console.endProgress()
      if !common.json { try console.print(result.lines(in: console.language, isComplete: telling.all)) }
      console.say(result.text)
      if common.json { try console.printJSON(result.summary) }
      return result.isClean ? .success : .findings
    }
  }
}

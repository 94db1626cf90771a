public import ArgumentParser
import GridAccess
public import GridPlans
import GridVisits

extension ReachOptions.Siting.Goal: ExpressibleByArgument {}

extension ReachOptions.Network {
  /// `none`, a layer, or left out for the plan's own.
  init(word: String?) {
    self = word.map { $0 == "none" ? .none : .layer($0) } ?? .ofPlan
  }
}

/// How people walk.
struct WalkingArguments: ParsableArguments {
  @Option(parsing: .unconditional, help: help("How many minutes' walk is within reach.", "步行多少分钟以内算可达。"))
  var minutes: Double = 15

  @Option(parsing: .unconditional, help: help("Walking speed in km/h; stairs take twice the time, paths and tracks a tenth more.", "步速（千米/时）；楼梯用时加倍，小路和土路多十分之一。"))
  var speed: Double = 4.5

  @Option(help: help("A YAML file of speeds by class of way, as shares of --speed: {steps: 0.4, track: 0.8, motorway: 0}.", "各类道路速度的 YAML 文件，为 --speed 的倍数：{steps: 0.4, track: 0.8, motorway: 0}。"))
  var speeds: String?

  @Option(
    help: help(
      "Roads and paths to walk on, FILE#LAYER; none for straight lines. Default: those of the plan, straight lines where it has none.",
      "步行道路，文件#图层；none 为直线。默认用方案中的道路，没有则按直线。")
  )
  var network: String?

  @Option(parsing: .unconditional, help: help("How much longer the way is than the straight line, where no network is used.", "不用路网时，路程与直线距离之比。"))
  var detour: Double = 1.3

  @Option(parsing: .unconditional, help: help("How far from the nearest way a point may stand, in metres.", "点到最近道路的最大距离（米）。"))
  var snap: Double = 300

  @Flag(
    name: .customLong("join-crossings"),
    help: help("Join ways that cross without a common vertex, bridges and tunnels excepted.", "没有公共顶点的交叉道路视为相通，桥和隧道除外。"))
  var joinCrossings = false

  func validate() throws {
    try validateNumber(minutes, "--minutes", above: 0, upTo: 100_000)
    try validateNumber(speed, "--speed", above: 0, upTo: 200)
    try validateNumber(snap, "--snap", above: 0, upTo: 100_000)
    try validateNumber(detour, "--detour", from: 1, upTo: 100)
  }

  func fill(_ options: inout ReachOptions) {
    options.settings.minutes = minutes
    options.settings.speed = speed
    options.speeds = speeds
    options.settings.detour = detour
    options.settings.snapLimit = snap
    options.settings.joinsCrossings = joinCrossings
    options.network = ReachOptions.Network(word: network)
  }
}

/// Where new points should stand.
struct SitingArguments: ParsableArguments {
  @Option(parsing: .unconditional, help: help("How many new points to find places for, beside those that stand.", "在现有点之外要新设的点数。"))
  var site: Int?

  @Option(
    help: help(
      "What the new points make good: p-median (least walk in all), mclp (most households within the minutes), p-centre (least longest walk), lscp (fewest points for --coverage).",
      "新设点的目标：p-median（总步行最少）、mclp（可达住户最多）、p-centre（最远步行最短）、lscp（达到 --coverage 的最少点数）。")
  )
  var objective: ReachOptions.Siting.Goal?

  @Option(parsing: .unconditional, help: help("The share of all households to cover, for lscp. Default: 1, all that can be covered.", "lscp 要覆盖的全部住户的比例。默认为 1，即全部可覆盖的住户。"))
  var coverage: Double?

  @Option(help: help("Where new points may stand, FILE#LAYER. Default: inside each atom of the plan.", "可设点的位置，文件#图层。默认为方案各原子单元内。"))
  var candidates: String?

  @Option(
    name: .customLong("new-capacity"), parsing: .unconditional,
    help: help("Households a new point can serve. With --capacity, p-median and mclp then keep within capacities.", "新设点可服务的户数。与 --capacity 同用时，p-median 和 mclp 遵守容量。"))
  var newCapacity: Double?

  func validate() throws {
    try validateCount(site, "--site", 1...1_000_000)
    if let objective, objective != .lscp, site == nil {
      throw ValidationError(words("--objective \(objective.rawValue) needs --site", "--objective \(objective.rawValue) 需要 --site"))
    }
    if objective == .lscp, site != nil { throw ValidationError(words("lscp finds the number of points: leave --site out", "lscp 自行求出点数，请去掉 --site")) }
    if coverage != nil, objective != .lscp { throw ValidationError(words("--coverage is for lscp", "--coverage 仅用于 lscp")) }
    try validateNumber(coverage, "--coverage", above: 0, upTo: 1)
    if newCapacity != nil, site == nil {
      throw ValidationError(words("--new-capacity needs --site", "--new-capacity 需要 --site"))
    }
    if candidates != nil, site == nil, objective != .lscp {
      throw ValidationError(words("--candidates needs --site or lscp", "--candidates 需要 --site 或 lscp"))
    }
    if newCapacity != nil, objective == .pCentre {
      throw ValidationError(
        words("capacities are for p-median and mclp", "容量只用于 p-median 和 mclp"))
    }
    try validateNumber(newCapacity, "--new-capacity", above: 0, upTo: 10_000_000)
  }

  var siting: ReachOptions.Siting? {
    guard site != nil || objective != nil else { return nil }
    var siting = ReachOptions.Siting(goal: objective ?? .pMedian, count: site)
    siting.coverage = coverage ?? 1
    siting.candidates = candidates
    siting.capacity = newCapacity
    return siting
  }
}

struct ReachCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reach", abstract: words("Say who is beyond reach of a service, and where new points should stand.", "查出服务半径外的住户，以及新服务点应设在哪里。"),
    discussion: words(
      """
      People walk along the ways of a network, or in straight lines times --detour. The plan keeps the points, the rule and the \
      figures, and audit reckons them again; --dry-run leaves it as it is. The points that stand stay when new ones are sited. \
      Rows of a file that are passed over, or taken without their capacity, are listed by line. Exit status 1: somebody is \
      beyond reach, or a row was listed.

        gridwright reach plan.gpkg --points clinics.csv --class clinic --minutes 15 --network roads.gpkg#roads --site 2
      """,
      """
      居民沿路网步行，或按直线距离乘以 --detour 计算。方案保存服务点、规则和结果，audit 会重新核算；--dry-run 不改动方案。\
      选址时保留现有的点。未采用的行，以及容量无法读取的行，均按行列出。有住户在服务半径外或有行被列出时，退出码为 1。

        gridwright reach plan.gpkg --points clinics.csv --class clinic --minutes 15 --network roads.gpkg#roads --site 2
      """))

  @Argument(help: help("The plan file.", "方案文件。"))
  var plan: String

  @Option(help: help("Service points: CSV with longitude and latitude, GeoJSON, GeoPackage. Default: those of the plan.", "服务点：带经纬度的 CSV、GeoJSON、GeoPackage。默认为方案中的服务点。"))
  var points: String?

  @Option(help: help("Reference system of the points. Default: the file's own, WGS84 for CSV.", "点的坐标系。默认取文件自身的坐标系，CSV 为 WGS84。"))
  var crs: String?

  @Option(name: .customLong("class"), help: help("The class of services looked at, such as doctor.", "查看的服务类别，例如 doctor。"))
  var category: String?

  @Option(name: .customLong("where"), help: help("Only points whose field has the value, FIELD=VALUE; may be repeated.", "只取字段为该值的点，字段=值；可重复。"))
  var conditions: [String] = []

  @Option(help: help("The field with the households (or other units of supply) each point can serve; a row where it cannot be read counts for reach and supplies nothing.", "每个点可服务户数（或其他供给量）的字段；无法读取的行仍计入服务半径，但不提供容量。"))
  var capacity: String?

  @OptionGroup var walking: WalkingArguments
  @OptionGroup var siting: SitingArguments

  @Option(help: help("Write the figures of the grids (.csv), or grids, points, new points and ways within reach (.geojson).", "写出各网格的数字（.csv），或网格、服务点、新设点和可达道路（.geojson）。"))
  var out: String?

  @Option(name: .customLong("as-of"), help: help("The day the figures are for, YYYY-MM-DD. Default: today.", "数字所属日期，YYYY-MM-DD。默认为今天。"))
  var asOf: CivilDate?

  @Flag(name: .customLong("dry-run"), help: help("Reckon, but leave the plan as it is.", "只计算，不改动方案。"))
  var dryRun = false

  @Option(parsing: .unconditional, help: help("Threads to use; the result never depends on it.", "使用的线程数；不影响结果。"))
  var threads: Int = 2

  @Option(help: help("Starts every random choice.", "随机数种子。"))
  var seed: UInt64 = 1

  @Option(parsing: .unconditional, help: help("How long to search for the best places, in millions of table entries looked at.", "选址搜索的力度，以查看的百万表项计。"))
  var effort: Int = 2000

  @OptionGroup var waiting: WaitingArguments
  @OptionGroup var common: CommonOptions

  func validate() throws {
    try validateThreads(threads)
    try validateDay(asOf)
    try validateCount(effort, "--effort", 1...1_000_000)
    for condition in conditions where !condition.contains("=") {
      throw ValidationError(words("--where must be FIELD=VALUE, not \(condition)", "--where 应为 字段=值，而不是 \(condition)"))
    }
    if Set(conditions.compactMap { $0.split(separator: "=").first }).count > 1 {
      throw ValidationError(words("--where must name one field; give it several values by repeating it", "--where 只能用一个字段；多个取值请重复该选项"))
    }
    if !conditions.isEmpty || capacity != nil, points == nil {
      throw ValidationError(words("--where and --capacity speak of the fields of --points", "--where 和 --capacity 指的是 --points 的字段"))
    }
    if siting.newCapacity != nil, capacity == nil {
      throw ValidationError(
        words(
          "--new-capacity needs --capacity, the field with what the present points can serve",
          "--new-capacity 需要 --capacity（现有服务点可服务量的字段）"))
    }
    if let out, !out.lowercased().hasSuffix(".csv"), !out.lowercased().hasSuffix(".geojson") {
      throw ValidationError(words("--out must end in .csv or .geojson", "--out 应以 .csv 或 .geojson 结尾"))
    }
  }

  func run() throws {
    let console = common.console
    var options = ReachOptions(asOf: asOf?.description ?? CivilDate.today)
    options.points = points
    options.referenceSystem = crs
    options.category = category
    options.capacityField = capacity
    let parts = conditions.map {
      $0.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    }
    if let field = parts.first?[0] { options.filter = (field, parts.map { $0[1] }) }
    walking.fill(&options)
    options.siting = siting.siting
    options.output = out
    options.isDryRun = dryRun
    options.threads = threads
    options.seed = seed
    options.effort = effort
    let asked = options
    try console.run(wait: waiting.duration) { control in
      let summary = try reachPlan(at: plan, asked, control: control)
      console.endProgress()
      console.say(summary.text)
      if common.json { try console.printJSON(summary) }
      return summary.isClean ? .success : .findings
    }
  }
}

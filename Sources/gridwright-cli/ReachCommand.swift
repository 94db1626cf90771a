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
  @Option(help: "How many minutes' walk is within reach.")
  var minutes: Double = 15

  @Option(help: "Walking speed in km/h; stairs take twice the time, paths and tracks a tenth more.")
  var speed: Double = 4.5

  @Option(help: "A YAML file of speeds by class of way, as shares of --speed: {steps: 0.4, track: 0.8, motorway: 0}.")
  var speeds: String?

  @Option(
    help:
      "Roads and paths to walk on, FILE#LAYER; none for straight lines. Default: those of the plan, straight lines where it has none."
  )
  var network: String?

  @Option(help: "How much longer the way is than the straight line, where no network is used.")
  var detour: Double = 1.3

  @Option(help: "How far from the nearest way a point may stand, in metres.")
  var snap: Double = 300

  @Flag(
    name: .customLong("join-crossings"),
    help: "Join ways that cross without a common vertex, bridges and tunnels excepted.")
  var joinCrossings = false

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
  @Option(help: "How many new points to find places for.")
  var site: Int?

  @Option(
    help:
      "What the new points make good: p-median (least walk in all), mclp (most households within the minutes), p-centre (least longest walk), lscp (fewest points for --coverage)."
  )
  var objective: ReachOptions.Siting.Goal?

  @Option(help: "The share of households to cover, for lscp.")
  var coverage: Double = 1

  @Option(help: "Where new points may stand, FILE#LAYER. Default: inside each atom of the plan.")
  var candidates: String?

  @Option(
    name: .customLong("new-capacity"),
    help: "Households a new point can serve. With --capacity, p-median and mclp then keep within capacities.")
  var newCapacity: Double?

  func validate() throws {
    if let site, site < 1 { throw ValidationError("--site must be at least 1") }
    if let objective, objective != .lscp, site == nil {
      throw ValidationError("--objective \(objective.rawValue) needs --site")
    }
    if objective == .lscp, site != nil { throw ValidationError("lscp finds the number of points: leave --site out") }
    if !(coverage > 0 && coverage <= 1) { throw ValidationError("--coverage must be above 0 and at most 1") }
    if let newCapacity, !(newCapacity > 0) { throw ValidationError("--new-capacity must be above 0") }
  }

  var siting: ReachOptions.Siting? {
    guard site != nil || objective != nil else { return nil }
    var siting = ReachOptions.Siting(goal: objective ?? .pMedian, count: site)
    siting.coverage = coverage
    siting.candidates = candidates
    siting.capacity = newCapacity
    return siting
  }
}

struct ReachCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reach", abstract: "Say who is beyond reach of a service, and where new points should stand.")

  @Argument(help: "The plan file; it keeps the points, the rule and the figures, and audit reckons them again.")
  var plan: String

  @Option(help: "Service points: CSV with longitude and latitude, GeoJSON, GeoPackage. Default: those of the plan.")
  var points: String?

  @Option(help: "Reference system of the points. Default: the file's own, WGS84 for CSV.")
  var crs: String?

  @Option(name: .customLong("class"), help: "The class of services looked at, such as doctor.")
  var category: String?

  @Option(name: .customLong("where"), help: "Only points whose field has the value, FIELD=VALUE; may be repeated.")
  var conditions: [String] = []

  @Option(help: "The field with the households (or other units of supply) each point can serve.")
  var capacity: String?

  @OptionGroup var walking: WalkingArguments
  @OptionGroup var siting: SitingArguments

  @Option(help: "Write the figures of the grids (.csv), or grids, points, new points and ways within reach (.geojson).")
  var out: String?

  @Option(name: .customLong("as-of"), help: "The day the figures are for, YYYY-MM-DD. Default: today.")
  var asOf: CivilDate?

  @Flag(name: .customLong("dry-run"), help: "Reckon, but leave the plan as it is.")
  var dryRun = false

  @Option(help: "Threads to use; the result never depends on it.")
  var threads: Int = 2

  @Option(help: "Starts every random choice.")
  var seed: UInt64 = 1

  @Option(help: "How long to search for the best places, in millions of table entries looked at.")
  var effort: Int = 2000

  @OptionGroup var waiting: WaitingArguments
  @OptionGroup var common: CommonOptions

  func validate() throws {
    if threads < 1 { throw ValidationError("--threads must be at least 1") }
    if effort < 1 || effort > 1_000_000 { throw ValidationError("--effort must be from 1 to 1000000") }
    for condition in conditions where !condition.contains("=") {
      throw ValidationError("--where must be FIELD=VALUE, not \(condition)")
    }
    if Set(conditions.compactMap { $0.split(separator: "=").first }).count > 1 {
      throw ValidationError("--where must name one field; give it several values by repeating it")
    }
    if !conditions.isEmpty || capacity != nil, points == nil {
      throw ValidationError("--where and --capacity speak of the fields of --points")
    }
    if let out, !out.lowercased().hasSuffix(".csv"), !out.lowercased().hasSuffix(".geojson") {
      throw ValidationError("--out must end in .csv or .geojson")
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

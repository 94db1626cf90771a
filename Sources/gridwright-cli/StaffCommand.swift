public import ArgumentParser
import Foundation
import GridPlans
public import GridStaffing
import GridVisits

extension PostMethod: ExpressibleByArgument {}

struct StaffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "staff", abstract: "Give a plan's grids their people: posts, assignment, balance.",
    discussion: """
      With a roster (CSV or GeoPackage; columns id, name, role, skills, lon/lat or x/y, max_grids, max_households, grid) \
      people are placed, and the tables workers and assignments are written into the plan. Without one, --headcount, \
      --load-limit and --what-if answer how many posts go where.
      """)

  @Argument(help: "The plan file.")
  var plan: String

  @Option(help: "The roster: FILE or FILE#LAYER.")
  var workers: String?

  @Option(help: "Reference system of the homes. Default: WGS84 for lon and lat, the plan's for x and y.")
  var crs: String?

  @Option(
    help:
      "Staffing rules: \(StaffingRules.presetNames.joined(separator: ", ")), or a YAML file. Default: those of the plan's policy, else one-per-grid."
  )
  var rules: String?

  @Option(help: "Share out so many people instead of the posts the rules ask for, where they are more.")
  var headcount: Int?

  @Option(help: "How a head count is shared out: largest-remainder, webster, huntington-hill or min-max.")
  var method: PostMethod = .webster

  @Option(name: .customLong("load-limit"), help: "Say how many people keep everybody at so many households.")
  var loadLimit: Int?

  @Option(name: .customLong("what-if"), help: "Head counts to compare, such as 100,120,140.")
  var whatIf: String?

  @Option(
    help:
      "Roads and paths from homes to grids, FILE#LAYER; none for straight lines. Default: the network the plan was given, straight lines where it has none."
  )
  var network: String?

  @Flag(
    name: .customLong("join-crossings"),
    help: "Join ways of --network that cross without a common vertex, bridges and tunnels excepted.")
  var joinCrossings = false

  @Option(help: "A folder for charts of the loads, SVG and PNG.")
  var charts: String?

  @Option(help: "Where to write the plan with its people. Default: into the plan file, replaced when complete.")
  var out: String?

  @Option(name: .customLong("as-of"), help: "The day new posts are held from, YYYY-MM-DD. Default: today.")
  var asOf: CivilDate?

  @Option(help: "Threads to use; the result never depends on it. Default: all processors.")
  var threads: Int?

  @Flag(name: .customLong("dry-run"), help: "Work everything out, but write nothing.")
  var dryRun = false

  @OptionGroup var waiting: WaitingArguments
  @OptionGroup var common: CommonOptions

  func validate() throws {
    if let threads, threads < 1 { throw ValidationError("--threads must be at least 1") }
    if workers == nil, headcount == nil, loadLimit == nil, whatIf == nil {
      throw ValidationError("give --workers, or one of --headcount, --load-limit, --what-if")
    }
    if workers == nil, out != nil || charts != nil || network != nil {
      throw ValidationError("--out, --charts and --network need --workers")
    }
    if let headcount, !(1...Self.mostPeople).contains(headcount) {
      throw ValidationError("--headcount must be from 1 to \(Self.mostPeople)")
    }
    if let loadLimit, loadLimit < 1 { throw ValidationError("--load-limit must be at least 1") }
    if whatIf != nil, headCounts == nil { throw ValidationError("--what-if takes numbers such as 100,120,140") }
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
      workers: workers, referenceSystem: crs, rules: rules, headCount: headcount, method: method, loadLimit: loadLimit,
      whatIf: headCounts ?? [], network: ReachOptions.Network(word: network), joinsCrossings: joinCrossings,
      charts: charts, output: out, isDryRun: dryRun, date: asOf?.description ?? CivilDate.today,
      threads: threads ?? ProcessInfo.processInfo.activeProcessorCount, language: console.language)
    try console.run(wait: waiting.duration) { control in
      let result = try staffPlan(at: plan, options: options, control: control)
      console.endProgress()
      for line in result.lines(in: console.language) where !common.json { print(line) }
      console.say(result.text)
      if common.json { try console.printJSON(result.summary) }
      return result.isClean ? .success : .findings
    }
  }
}

public import ArgumentParser
import Foundation
public import GridPlans
import GridVisits

extension SearchEffort: ExpressibleByArgument {}

/// How the ground is read: what planning and checking share.
struct ReadingArguments: ParsableArguments {
  @Option(help: "Threads to use; the result never depends on it. Default: all processors.")
  var threads: Int?

  @Flag(
    name: .customLong("allow-ballpark"),
    help: "Accept transformations that ignore the datum (errors up to 100 m or more).")
  var allowBallpark = false

  @Flag(help: "Repair invalid polygons and list them, instead of stopping.")
  var repair = false

  func validate() throws {
    if let threads, threads < 1 { throw ValidationError("--threads must be at least 1") }
  }

  var options: PlanningOptions {
    PlanningOptions(
      threads: threads ?? ProcessInfo.processInfo.activeProcessorCount, allowsBallpark: allowBallpark, repairs: repair,
      date: CivilDate.today)
  }
}

/// How the plan is made.
struct PlanningArguments: ParsableArguments {
  @Option(help: "Starts every random choice; the same seed gives the same plan.")
  var seed: UInt64 = 1

  @Option(
    help: "How long to search: quick, standard or thorough. Counted in moves, so the plan never depends on the machine."
  )
  var effort: SearchEffort = .standard

  @Option(name: .customLong("time-limit"), help: "Stop searching after this many seconds and keep the best found.")
  var timeLimit: Double?

  @Flag(name: .customLong("accept-faults"), help: "Plan even where communities overlap or gape beyond the tolerance.")
  var acceptFaults = false

  @Option(name: .customLong("as-of"), help: "The day the plan is made for, YYYY-MM-DD. Default: today.")
  var asOf: CivilDate?

  func validate() throws {
    if let timeLimit, !(timeLimit > 0 && timeLimit <= 10_000_000) {
      throw ValidationError("--time-limit must be a number of seconds, above 0 and at most 10000000")
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
    commandName: "plan", abstract: "Turn a county's ground into a verified plan of grids: the main job.")

  @Argument(help: "The county manifest.")
  var manifest: String

  @Option(help: "The plan file to write, a GeoPackage.")
  var out: String?

  @Flag(name: .customLong("dry-run"), help: "Plan and audit, but write nothing.")
  var dryRun = false

  @OptionGroup var reading: ReadingArguments
  @OptionGroup var planning: PlanningArguments
  @OptionGroup var common: CommonOptions

  func validate() throws {
    if out == nil && !dryRun { throw ValidationError("--out is missing; --dry-run plans without writing") }
  }

  func run() throws {
    let console = common.console
    let options = planning.options(reading: reading.options)
    try console.run(limit: options.timeLimit) { control in
      let result = try planCounty(at: manifest, writingTo: dryRun ? nil : out, options: options, control: control)
      console.endProgress()
      console.say(result.text)
      if common.json { try console.printJSON(result.summary) }
      return result.isClean ? .success : .findings
    }
  }
}

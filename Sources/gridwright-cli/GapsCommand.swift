public import ArgumentParser
public import GridAuditing
import GridPlans
import GridVisits

extension GapLevel: ExpressibleByArgument {}

struct GapsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gaps", abstract: "Find every coverage gap of a plan on a day: new, still there, cured.",
    discussion: """
      (a) land in no grid or in two, (b) households in no grid, (c) grids without their people, (d) grids out of band, \
      (e) visits overdue, (f) households beyond reach. Every share is printed with both its numbers.
      """)

  @Argument(help: "The plan file.")
  var plan: String

  @Option(help: "The day looked at, such as 2026-06-30. Two runs on one day are equal.")
  var asOf: CivilDate

  @Option(help: "Sums by grid, community, township or county instead of single findings.")
  var by: GapLevel?

  @Option(help: "A file to write: .csv, or .geojson in WGS 84.")
  var out: String?

  @Flag(help: "Do not keep what is found in the plan.")
  var dryRun = false

  @Option(help: "Threads to use.")
  var threads: Int = 2

  @OptionGroup var waiting: WaitingArguments
  @OptionGroup var common: CommonOptions

  func validate() throws {
    if threads < 1 { throw ValidationError("--threads must be at least 1") }
  }

  func run() throws {
    let console = common.console
    try console.run(wait: waiting.duration) { control in
      let request = GapRequest(
        asOf: asOf, level: by, output: out, isDryRun: dryRun, threads: threads, language: console.language)
      let summary = try findGaps(in: plan, request, control: control)
      return try common.deliver(summary, isClean: summary.isClean) { summary.lines(in: $0) }
    }
  }
}

import ArgumentParser
import GridCoverages
import GridPlans
import GridVisits

struct AdoptCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "adopt",
    abstract: "Make a plan of somebody else's grids, their faults listed.",
    discussion: """
      Every place that a grid claims is in exactly one grid of the plan: ground that several claim goes to one by a rule, \
      narrow gaps to a neighbour, and both are told. Codes stay as they are. The polygons as they came are in the layer \
      `adopted`, which `gridwright audit plan.gpkg#adopted` checks.

        gridwright adopt councils.geojson --fields code=nc_id,name=name --out plan.gpkg

      With the county they lie in, households, communities, barriers and the policy come from there, and the plan stands on \
      atoms as `gridwright plan` makes them:

        gridwright adopt last-year.geojson --fields code=no --ground county.yaml --out plan.gpkg
      """)

  @Argument(help: "The grids, FILE or FILE#LAYER.")
  var grids: String

  @Option(help: "The plan file to write, a GeoPackage.")
  var out: String

  @OptionGroup var layer: LayerArguments

  @Option(help: "The plan's name. Default: the layer's.")
  var name: String?

  @Option(help: "Code of the community the grids are in, where no field names one.")
  var code = "adopted"

  @Option(help: "Who gets ground that several claim: smallest (the claimant with the least area), largest or first.")
  var overlaps: ClaimRule = .smallest

  @Option(
    name: .customLong("close-gaps"),
    help: "Enclosed gaps narrower than this go to the neighbour with the longest border, in metres; 0 closes none.")
  var closeGaps: Double = 1

  @Option(help: "Contested ground narrower than this is no atom of its own, in metres.")
  var sliver: Double = 1

  @Option(help: "The manifest of the county the grids lie in, for households, communities, atoms and policy.")
  var ground: String?

  @OptionGroup var households: HouseholdArguments

  @Option(help: "Threads to use.")
  var threads: Int = 2

  @Option(name: .customLong("as-of"), help: "The day the grids are valid from, YYYY-MM-DD. Default: today.")
  var asOf: CivilDate?

  @OptionGroup var telling: ReportArguments
  @OptionGroup var common: CommonOptions

  func validate() throws {
    if threads < 1 { throw ValidationError("--threads must be at least 1") }
    if code.isEmpty { throw ValidationError("--code is empty") }
    if ground != nil, households.households != nil {
      throw ValidationError("--ground brings its own households: leave --households out")
    }
    try validateLength(closeGaps, "--close-gaps", from: 0)
    try validateLength(sliver, "--sliver", from: 0)
  }

  func run() throws {
    let console = common.console
    try console.run { control in
      let options = AdoptionOptions(
        layer: try layer.options(), name: name, code: code, rule: overlaps, gapWidth: closeGaps, sliverWidth: sliver,
        ground: ground, households: households.households, householdsField: households.householdsField,
        threads: threads,
        date: asOf?.description ?? CivilDate.today)
      let report = try adoptGrids(from: grids, writingTo: out, options: options, control: control)
      return try common.deliver(report.summary, isClean: report.isClean) {
        report.lines(in: $0, isComplete: telling.all)
      }
    }
  }
}

import ArgumentParser
import GridAuditing
import GridPlans
import GridVisits

struct OverlayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "overlay",
    abstract: "Compare departments' grids with the grids of a plan: what each is made of, and where they conflict.",
    discussion: """
      For each department's grid: the base grids that lie in it as a whole, and those in part by area and households. \
      Conflicts are base grids that a department's line cuts, ground that two of its grids claim, base grids in none of \
      them, and ground of theirs in no base grid.

        gridwright overlay police.gpkg#districts health.geojson --with plan.gpkg --fields code=id \\
          --out crosswalk.csv --conflicts conflicts.geojson
      """)

  @Argument(help: "Departments' layers, FILE or FILE#LAYER each.")
  var layers: [String]

  @Option(name: .customLong("with"), help: "The plan with the unified grids.")
  var plan: String

  @Option(help: "The crosswalk to write, a CSV file.")
  var out: String?

  @Option(help: "Write the conflicts, piece by piece, to a .geojson, .gpkg or .csv file.")
  var conflicts: String?

  @Option(
    name: .customLong("previous-conflicts"),
    help: "Conflicts of an earlier comparison: tells which are new, still there, cured.")
  var previousConflicts: String?

  @Option(help: "Which grids are the base: leaf (the finest) or first (first-level and dedicated).")
  var base: BaseSet = .leaf

  @Option(
    name: .customLong("households-by"),
    help: "point: an atom's households go where its interior point lies; area: they are shared by area.")
  var householdsBy: HouseholdSharing = .point

  @Option(help: "Pieces narrower than this are drawing noise, no conflicts, in metres.")
  var tolerance: Double = 1

  @Option(name: .customLong("as-of"), help: "The day of the comparison, YYYY-MM-DD. Default: today.")
  var asOf: CivilDate?

  @OptionGroup var layer: LayerArguments
  @OptionGroup var telling: ReportArguments
  @OptionGroup var common: CommonOptions

  func validate() throws {
    if layers.isEmpty { throw ValidationError("name at least one layer") }
    try validateLength(tolerance, "--tolerance", from: 0)
  }

  func run() throws {
    let console = common.console
    try console.run { control in
      let options = PlanOverlayOptions(
        layer: try layer.options(), base: base, sharing: householdsBy, sliverWidth: tolerance, crosswalk: out,
        delivery: FindingsDelivery(
          output: conflicts, previous: previousConflicts, date: asOf?.description ?? CivilDate.today))
      let report = try overlayPlan(at: plan, layers: layers, options: options, control: control)
      console.endProgress()
      for note in report.summary.notes { console.say(note) }
      return try common.deliver(report.summary, isClean: report.isClean) {
        report.lines(in: $0, isComplete: telling.all)
      }
    }
  }
}

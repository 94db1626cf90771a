import ArgumentParser
import GridAuditing
import GridPlans
import GridVisits

struct OverlayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "overlay",
    abstract: words("Compare departments' grids with the grids of a plan: what each is made of, and where they conflict.", "把各部门的网格与方案对照：各由哪些网格组成，何处冲突。"),
    discussion: words(
      """
      For each department's grid: the base grids that lie in it as a whole, and those in part by area and households. \
      Conflicts are base grids that a department's line cuts, ground that two of its grids claim, base grids in none of \
      them, and ground of theirs in no base grid.

        gridwright overlay police.gpkg#districts health.geojson --with plan.gpkg --fields code=id \\
          --out crosswalk.csv --conflicts conflicts.geojson
      """,
      """
      对每个部门网格：完整落入其中的基础网格，以及按面积和户数部分落入的基础网格。冲突包括：被部门界线切开的基础网格、\
      部门网格之间重叠的部分、不属于任何部门网格的基础网格、部门网格中不属于基础网格的部分。

        gridwright overlay police.gpkg#districts health.geojson --with plan.gpkg --fields code=id \\
          --out crosswalk.csv --conflicts conflicts.geojson
      """))

  @Argument(help: help("Departments' layers, FILE or FILE#LAYER each.", "各部门的图层，每个为 文件 或 文件#图层。"))
  var layers: [String]

  @Option(name: .customLong("with"), help: help("The plan with the unified grids.", "含统一网格的方案。"))
  var plan: String

  @Option(help: help("The crosswalk to write, a CSV file.", "要写出的对照表（CSV）。"))
  var out: String?

  @Option(help: help("Write the conflicts, piece by piece, to a .geojson, .gpkg or .csv file.", "把冲突逐块写成 .geojson、.gpkg 或 .csv 文件。"))
  var conflicts: String?

  @Option(
    name: .customLong("previous-conflicts"),
    help: help("Conflicts of an earlier comparison: tells which are new, still there, cured.", "以前对照的冲突：说明哪些是新增、仍在、已消除。"))
  var previousConflicts: String?

  @Option(help: help("Which grids are the base: leaf (the finest) or first (first-level and dedicated).", "以哪些网格为基础：leaf（末级）或 first（一级和专属）。"))
  var base: BaseSet = .leaf

  @Option(
    name: .customLong("households-by"),
    help: help("point: an atom's households go where its interior point lies; area: they are shared by area.", "point：原子单元的户数归其内点所在处；area：按面积分摊。"))
  var householdsBy: HouseholdSharing = .point

  @Option(parsing: .unconditional, help: help("Pieces narrower than this are drawing noise, no conflicts, in metres.", "窄于该值（米）的碎块视为绘图误差，不算冲突。"))
  var tolerance: Double = 1

  @Option(name: .customLong("as-of"), help: help("The day of the comparison, YYYY-MM-DD. Default: today.", "对照日期，YYYY-MM-DD。默认为今天。"))
  var asOf: CivilDate?

  @OptionGroup var layer: LayerArguments
  @OptionGroup var telling: ReportArguments
  @OptionGroup var common: CommonOptions

  func validate() throws {
    if layers.isEmpty { throw ValidationError(words("name at least one layer", "至少指定一个图层")) }
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

import ArgumentParser
import GridPlans

struct AuditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "Check every rule of a plan again, or any layer of polygons as a coverage.",
    discussion: """
      A plan that Gridwright made is checked from its polygons and atoms alone. Anything else (last year's grids, a \
      department's areas, FILE or FILE#LAYER in any format) is checked as a coverage: gaps, overlaps, slivers, borders \
      that do not match, duplicates, invalid and empty geometries, codes, exclaves, households in none or two. A layer \
      of a plan that is named (plan.gpkg#adopted) is a layer.

        gridwright audit councils.geojson --fields code=nc_id,name=name --out findings.gpkg
      """)

  @Argument(help: "A plan file, or a layer of polygons (FILE or FILE#LAYER).")
  var plan: String

  @Option(help: "Threads to use.")
  var threads: Int = 2

  @OptionGroup var findings: FindingsArguments
  @OptionGroup(title: "Options for layers") var coverage: CoverageArguments
  @OptionGroup var telling: ReportArguments
  @OptionGroup var common: CommonOptions

  func validate() throws {
    if threads < 1 { throw ValidationError("--threads must be at least 1") }
  }

  func run() throws {
    let console = common.console
    if isPlanFile(plan) {
      if coverage.isGiven {
        throw ValidationError(
          "\(plan) is a plan: --fields, --crs, --ground, --households, --tolerance and --sliver are for layers; name one as \(plan)#LAYER"
        )
      }
      try console.run { control in
        let report = try auditPlan(
          at: plan, threads: threads, asOf: findings.asOf, delivery: findings.delivery, control: control)
        return try common.deliver(report.summary, isClean: report.isClean) {
          report.lines(in: $0, isComplete: telling.all)
        }
      }
    } else {
      try console.run { control in
        let options = try coverage.options(threads: threads, delivery: findings.delivery)
        let report = try auditLayer(at: plan, options: options, control: control)
        return try common.deliver(report.summary, isClean: report.isClean) {
          report.lines(in: $0, isComplete: telling.all)
        }
      }
    }
  }
}

/// How a layer is audited as a coverage.
struct CoverageArguments: ParsableArguments {
  @OptionGroup var layer: LayerArguments

  @Option(help: "The ground that should be covered, FILE or FILE#LAYER.")
  var ground: String?

  @OptionGroup var households: HouseholdArguments

  @Option(help: "Positions closer than this are meant to be one, in metres. Default: 0.01.")
  var tolerance: Double?

  @Option(help: "Gaps, overlaps and features narrower than this are slivers, in metres. Default: 1.")
  var sliver: Double?

  func validate() throws {
    if let tolerance { try validateLength(tolerance, "--tolerance", from: 0.0001) }
    if let sliver { try validateLength(sliver, "--sliver", from: 0) }
  }

  /// Whether any of them was given.
  var isGiven: Bool {
    layer.isGiven || ground != nil || households.households != nil || tolerance != nil || sliver != nil
  }

  func options(threads: Int, delivery: FindingsDelivery) throws -> LayerAuditOptions {
    LayerAuditOptions(
      layer: try layer.options(), ground: ground, households: households.households,
      householdsField: households.householdsField, tolerance: tolerance ?? 0.01, sliverWidth: sliver ?? 1,
      threads: threads, delivery: delivery)
  }
}

import ArgumentParser
import GridPlans

struct AuditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: words("Check every rule of a plan again, or any layer of polygons as a coverage.", "重新核验方案的全部规则，或检查任意多边形图层的覆盖关系。"),
    discussion: words(
      """
      A plan that Gridwright made is checked from its polygons and atoms alone. Anything else (last year's grids, a \
      department's areas, FILE or FILE#LAYER in any format) is checked as a coverage: gaps, overlaps, slivers, borders \
      that do not match, duplicates, invalid and empty geometries, codes, exclaves, households in none or two. A layer \
      of a plan that is named (plan.gpkg#adopted) is a layer.

        gridwright audit councils.geojson --fields code=nc_id,name=name --out findings.gpkg
      """,
      """
      Gridwright 生成的方案只依据其多边形和原子单元重新核验。其他图层（去年的网格、部门的片区，任何格式的 文件 或 文件#图层）\
      按覆盖关系检查：缝隙、重叠、碎片、不吻合的边界、重复、无效和空几何、编码、飞地、不属于任何网格或属于多个网格的住户。\
      写明图层名的方案图层（plan.gpkg#adopted）按图层检查。

        gridwright audit councils.geojson --fields code=nc_id,name=name --out findings.gpkg
      """))

  @Argument(help: help("A plan file, or a layer of polygons (FILE or FILE#LAYER).", "方案文件，或多边形图层（文件 或 文件#图层）。"))
  var plan: String

  @Option(parsing: .unconditional, help: help("Threads to use.", "使用的线程数。"))
  var threads: Int = 2

  @OptionGroup var findings: FindingsArguments
  @OptionGroup(title: words("Options for layers", "用于图层的选项")) var coverage: CoverageArguments
  @OptionGroup var telling: ReportArguments
  @OptionGroup var common: CommonOptions

  func validate() throws {
    try validateThreads(threads)
  }

  func run() throws {
    let console = common.console
    if isPlanFile(plan) {
      if coverage.isGiven {
        throw ValidationError(
          words(
            "\(plan) is a plan: --fields, --crs, --ground, --households, --tolerance and --sliver are for layers; name one as \(plan)#LAYER",
            "\(plan) 是方案：--fields、--crs、--ground、--households、--tolerance、--sliver 仅用于图层；请写成 \(plan)#图层"))
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

  @Option(help: help("The ground that should be covered, FILE or FILE#LAYER.", "应被覆盖的范围：文件 或 文件#图层。"))
  var ground: String?

  @OptionGroup var households: HouseholdArguments

  @Option(parsing: .unconditional, help: help("Positions closer than this are meant to be one, in metres. Default: 0.01.", "相距小于该值（米）的位置视为同一点。默认 0.01。"))
  var tolerance: Double?

  @Option(parsing: .unconditional, help: help("Gaps, overlaps and features narrower than this are slivers, in metres. Default: 1.", "窄于该值（米）的缝隙、重叠和要素视为碎片。默认 1。"))
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

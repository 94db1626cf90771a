public import ArgumentParser
public import GridPlans

extension ExportFormat: ExpressibleByArgument {}
extension ExportDatum: ExpressibleByArgument {}

struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write a plan as GeoJSON, CSV ledgers, or a map (PNG, SVG, PDF).")

  @Argument(help: "The plan file.")
  var plan: String

  @Option(help: "geojson, geojsonseq, csv, png, svg or pdf.")
  var format: ExportFormat

  @Option(help: "A file; for geojson and csv without --level a folder, one file per level.")
  var out: String

  @Option(help: "Only this level: 1, 2 or 3; 0 for dedicated grids.")
  var level: Int?

  @Option(help: "Coordinates of GeoJSON and CSV: wgs84, gcj02 or bd09. The two shifted systems are marked in the file.")
  var datum: ExportDatum = .wgs84

  @Option(help: "Only this community (code), enlarged: maps only.")
  var community: String?

  @Option(help: "Resolution of PNG, dots per inch; SVG and PDF are thinned to it. Default: 150.")
  var dpi: Double?

  @OptionGroup var common: CommonOptions

  func validate() throws {
    if let level, !(0...3).contains(level) { throw ValidationError("--level must be 0, 1, 2 or 3") }
    if let dpi, !(30...1200).contains(dpi) { throw ValidationError("--dpi must lie in 30…1200") }
    if dpi != nil, !format.isMap { throw ValidationError("--dpi is for maps: png, svg or pdf") }
    if level != nil, format.isMap { throw ValidationError("--level is for geojson and csv; maps show every level") }
    if community != nil, !format.isMap { throw ValidationError("--community is for maps: png, svg or pdf") }
    if format.isMap, datum != .wgs84 {
      throw ValidationError("--datum is for geojson and csv; maps are in the plan's own system")
    }
  }

  func run() throws {
    let console = common.console
    try console.run { control in
      let request = ExportRequest(
        format: format, path: out, level: level, datum: datum, community: community, dpi: dpi ?? 150,
        language: console.language)
      let summary = try exportPlan(at: plan, request, control: control)
      console.endProgress()
      console.say(summary.text)
      if common.json { try console.printJSON(summary) }
      return .success
    }
  }
}

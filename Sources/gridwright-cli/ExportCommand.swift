public import ArgumentParser
public import GridPlans

extension ExportFormat: ExpressibleByArgument {}
extension ExportDatum: ExpressibleByArgument {}

struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: words("Write a plan as GeoJSON, CSV ledgers, or a map (PNG, SVG, PDF).", "把方案导出为 GeoJSON、CSV 台账或地图（PNG、SVG、PDF）。"))

  @Argument(help: help("The plan file.", "方案文件。"))
  var plan: String

  @Option(help: help("geojson, geojsonseq, csv, png, svg or pdf.", "geojson、geojsonseq、csv、png、svg 或 pdf。"))
  var format: ExportFormat

  @Option(help: help("A file; for geojson and csv without --level a folder, one file per level.", "输出文件；geojson 和 csv 未给出 --level 时为目录，每级一个文件。"))
  var out: String

  @Option(help: help("Only this level: 1, 2 or 3; 0 for dedicated grids.", "只导出该级：1、2 或 3；0 为专属网格。"))
  var level: Int?

  @Option(help: help("Coordinates of GeoJSON and CSV: wgs84, gcj02 or bd09. The two shifted systems are marked in the file.", "GeoJSON 和 CSV 的坐标：wgs84、gcj02 或 bd09。后两种偏移坐标会在文件中注明。"))
  var datum: ExportDatum = .wgs84

  @Option(help: help("Only this community (code), enlarged: maps only.", "只画该社区（编码）并放大；仅用于地图。"))
  var community: String?

  @Option(help: help("Resolution of PNG, dots per inch; SVG and PDF are thinned to it. Default: 150.", "PNG 的分辨率（每英寸点数）；SVG 和 PDF 按此简化。默认 150。"))
  var dpi: Double?

  @OptionGroup var common: CommonOptions

  func validate() throws {
    if let level, !(0...3).contains(level) { throw ValidationError(words("--level must be 0, 1, 2 or 3", "--level 应为 0、1、2 或 3")) }
    if let dpi, !(30...1200).contains(dpi) { throw ValidationError(words("--dpi must lie in 30…1200", "--dpi 应在 30…1200 之间")) }
    if dpi != nil, !format.isMap { throw ValidationError(words("--dpi is for maps: png, svg or pdf", "--dpi 仅用于地图：png、svg 或 pdf")) }
    if level != nil, format.isMap { throw ValidationError(words("--level is for geojson and csv; maps show every level", "--level 仅用于 geojson 和 csv；地图显示各级")) }
    if community != nil, !format.isMap { throw ValidationError(words("--community is for maps: png, svg or pdf", "--community 仅用于地图：png、svg 或 pdf")) }
    if format.isMap, datum != .wgs84 {
      throw ValidationError(words("--datum is for geojson and csv; maps are in the plan's own system", "--datum 仅用于 geojson 和 csv；地图使用方案自身的坐标系"))
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

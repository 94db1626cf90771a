import ArgumentParser
import GridPlans

struct LocateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "locate", abstract: words("Say which grid each point of a file is in.", "查出文件中每个点属于哪个网格。"))

  @Argument(help: help("The plan file.", "方案文件。"))
  var plan: String

  @Argument(help: help("Points: CSV with longitude and latitude, GeoJSON, GeoPackage (FILE or FILE#LAYER).", "点：带经纬度的 CSV、GeoJSON、GeoPackage（文件 或 文件#图层）。"))
  var points: String

  @Option(help: help("The CSV file to write; stdout when left out.", "要写出的 CSV 文件；省略时写到标准输出。"))
  var out: String?

  @Option(
    help:
      help(
        "Reference system of the points, such as WGS84, GCJ-02, BD-09, EPSG:4490. Default: the file's own, WGS84 for CSV.",
        "点的坐标系，例如 WGS84、GCJ-02、BD-09、EPSG:4490。默认取文件自身的坐标系，CSV 为 WGS84。")
  )
  var crs: String?

  @OptionGroup var common: CommonOptions

  func validate() throws {
    if common.json, out == nil { throw ValidationError(words("--json needs --out, since the located points go to stdout", "--json 需要 --out，因为定位结果写到标准输出")) }
  }

  func run() throws {
    let console = common.console
    try console.run { control in
      let summary = try locatePoints(
        of: points, in: plan, referenceSystem: crs, writingTo: out, language: console.language, control: control)
      console.endProgress()
      console.say(summary.text)
      if common.json { try console.printJSON(summary) }
      return summary.isClean ? .success : .findings
    }
  }
}

import ArgumentParser
import GridPlans

struct LocateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "locate", abstract: "Say which grid each point of a file is in.")

  @Argument(help: "The plan file.")
  var plan: String

  @Argument(help: "Points: CSV with longitude and latitude, GeoJSON, GeoPackage (FILE or FILE#LAYER).")
  var points: String

  @Option(help: "The CSV file to write; stdout when left out.")
  var out: String?

  @Option(
    help:
      "Reference system of the points, such as WGS84, GCJ-02, BD-09, EPSG:4490. Default: the file's own, WGS84 for CSV."
  )
  var crs: String?

  @OptionGroup var common: CommonOptions

  func validate() throws {
    if common.json, out == nil { throw ValidationError("--json needs --out, since the located points go to stdout") }
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

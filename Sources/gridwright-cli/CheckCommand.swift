import ArgumentParser
import GridPlans

struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Say what is wrong with the input, before any planning.")

  @Argument(help: "The county manifest.")
  var manifest: String

  @OptionGroup var planning: PlanningArguments
  @OptionGroup var common: CommonOptions

  func run() throws {
    let console = common.console
    try console.run { control in
      let report = try checkCounty(at: manifest, options: planning.options, control: control)
      console.endProgress()
      for line in report.lines(in: console.language) { print(line) }
      if common.json { try console.printJSON(report.summary) }
      return report.hasProblems ? .badInput : report.hasFindings ? .findings : .success
    }
  }
}

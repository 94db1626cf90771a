import ArgumentParser
import GridPlans

struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Say what is wrong with the input, before any planning.")

  @Argument(help: "The county manifest.")
  var manifest: String

  @Flag(help: "List every problem and note; otherwise of each kind the first few and their number.")
  var all = false

  @OptionGroup var reading: ReadingArguments
  @OptionGroup var common: CommonOptions

  func run() throws {
    let console = common.console
    try console.run { control in
      let report = try checkCounty(at: manifest, options: reading.options, control: control)
      console.endProgress()
      if common.json {
        try console.printJSON(report.summary)
      } else {
        for line in report.lines(in: console.language, isComplete: all) { print(line) }
      }
      return report.hasProblems ? .badInput : report.hasFindings ? .findings : .success
    }
  }
}

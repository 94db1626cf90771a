import ArgumentParser
import GridPlans

struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: words("Say what is wrong with the input, before any planning.", "在规划之前检查输入数据的问题。"))

  @Argument(help: help("The county manifest.", "县域清单文件（county.yaml）。"))
  var manifest: String

  @Flag(help: help("List every problem and note; otherwise of each kind the first few and their number.", "列出全部问题和提示；否则每类只列前几条及总数。"))
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

import ArgumentParser
import GridPlans

struct AuditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit", abstract: "Check every rule of a plan again, from the polygons and atoms alone.")

  @Argument(help: "The plan file.")
  var plan: String

  @Option(help: "Threads to use.")
  var threads: Int = 2

  @OptionGroup var common: CommonOptions

  func validate() throws {
    if threads < 1 { throw ValidationError("--threads must be at least 1") }
  }

  func run() throws {
    let console = common.console
    try console.run { control in
      let report = try auditPlan(at: plan, threads: threads, control: control)
      console.endProgress()
      if common.json {
        try console.printJSON(report.summary)
      } else {
        for line in report.lines(in: console.language) { print(line) }
      }
      return report.isClean ? .success : .findings
    }
  }
}

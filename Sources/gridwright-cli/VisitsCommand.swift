import ArgumentParser
import GridPlans
import GridVisits

struct VisitsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "visits", abstract: "Take a log of visits into a plan: what is due, done and overdue on a day.",
    discussion: """
      Logs hold counts: grid, class, date, count. Good rows go in, bad ones are listed by line; the same log twice is the \
      same as once. Columns that hold anything else, names above all, are not read.
      """)

  @Argument(help: "The plan file.")
  var plan: String

  @Option(help: "Visits: a table with grid, class, date and count (CSV in UTF-8 or GBK).")
  var log: String?

  @Option(help: "How many households or places of each class a grid has: a table with grid, class and count.")
  var targets: String?

  @Option(help: "The day looked at, such as 2026-06-30. Later visits are refused.")
  var asOf: CivilDate

  @Option(help: "A file of visit classes, or a policy with a section `visits`. Default: those of the plan.")
  var classes: String?

  @Option(
    help:
      "A ledger: a preset (\(LedgerSettings.presets.keys.sorted().joined(separator: ", "))) or a path. Default: that of the plan."
  )
  var ledger: String?

  @Option(help: "Of dates that end in the year: dmy or mdy. Without it such dates are refused.")
  var dateOrder: CivilDate.Order?

  @Option(help: "A CSV file to write, a row for every grid and class.")
  var out: String?

  @Flag(help: "Say what would be done and leave the plan as it is.")
  var dryRun = false

  @OptionGroup var waiting: WaitingArguments
  @OptionGroup var common: CommonOptions

  func run() throws {
    let console = common.console
    try console.run(wait: waiting.duration) { control in
      let request = VisitRequest(
        asOf: asOf, log: log, targets: targets, classes: classes, ledger: ledger, dateOrder: dateOrder, output: out,
        isDryRun: dryRun, language: console.language)
      let report = try logVisits(in: plan, request, control: control)
      return try common.deliver(report.summary, isClean: report.isClean) { report.lines(in: $0) }
    }
  }
}

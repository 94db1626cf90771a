import ArgumentParser
import GridPlans
import GridVisits

struct VisitsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "visits", abstract: words("Take a log of visits into a plan: what is due, done and overdue on a day.", "把走访记录写入方案：某日应走访、已走访、逾期的情况。"),
    discussion: words(
      """
      Logs hold counts: grid, class, date, count. Good rows go in, bad ones are listed by line; the same log twice is the \
      same as once. Columns that hold anything else, names above all, are not read.
      """,
      """
      走访记录只含数量：网格、类别、日期、数量。有效的行写入，无效的行按行号列出；同一份记录导入两次与一次相同。\
      其他列（尤其是姓名）一概不读取。
      """))

  @Argument(help: help("The plan file.", "方案文件。"))
  var plan: String

  @Option(help: help("Visits: a table with grid, class, date and count (CSV in UTF-8 or GBK).", "走访记录：含网格、类别、日期、数量的表（CSV，UTF-8 或 GBK）。"))
  var log: [String] = []

  @Option(help: help("How many households or places of each class a grid has: a table with grid, class and count.", "各网格每类的户数或场所数：含网格、类别、数量的表。"))
  var targets: String?

  @Option(help: help("The day looked at, such as 2026-06-30. Later visits are refused.", "查看的日期，例如 2026-06-30。晚于该日的走访不予采用。"))
  var asOf: CivilDate

  @Option(help: help("A file of visit classes, or a policy with a section `visits`. Default: those of the plan.", "走访类别文件，或含 `visits` 的策略。默认用方案中的类别。"))
  var classes: String?

  @Option(
    help: help(
      "A ledger: a preset (\(LedgerSettings.presets.keys.sorted().joined(separator: ", "))) or a path. One that names a visit class which there is not is refused. Default: that of the plan.",
      "颜色台账：预设（\(LedgerSettings.presets.keys.sorted().joined(separator: "、"))）或路径。写有未定义走访类别的台账不予采用。默认用方案中的台账。")
  )
  var ledger: String?

  @Option(help: help("Of dates that end in the year: dmy or mdy. Without it such dates are refused.", "年份在末尾的日期的顺序：dmy 或 mdy。不给则不采用此类日期。"))
  var dateOrder: CivilDate.Order?

  @Option(help: help("A CSV file to write, a row for every grid and class; - for stdout.", "要写出的 CSV 文件，每个网格和类别一行；- 为标准输出。"))
  var out: String?

  @Flag(help: help("Say what would be done and leave the plan as it is.", "只说明会做什么，不改动方案。"))
  var dryRun = false

  @OptionGroup var waiting: WaitingArguments
  @OptionGroup var common: CommonOptions

  func validate() throws {
    try validateDay(asOf)
    if log.count > 1 {
      throw ValidationError(
        words("give one --log at a time: a later log takes the place of an earlier one", "每次只能给一个 --log：后一份记录会替换前一份"))
    }
  }

  func run() throws {
    let console = common.console
    try console.run(wait: waiting.duration) { control in
      let request = VisitRequest(
        asOf: asOf, log: log.first, targets: targets, classes: classes, ledger: ledger, dateOrder: dateOrder, output: out,
        isDryRun: dryRun, language: console.language)
      let report = try logVisits(in: plan, request, control: control)
      return try common.deliver(report.summary, isClean: report.isClean) { report.lines(in: $0) }
    }
  }
}

public import ArgumentParser
import Foundation
public import GridCases
import GridLayers
public import GridPlans
import GridVisits

struct CasesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cases", abstract: words(
      "The life of cases in a plan: taken in, moved on, listed and counted as of an instant.", "方案中的案件：导入、流转，并按任一时刻列出和统计。"),
    discussion: words(
      """
      A plan file keeps every case with its place and leaf grid, and everything that happened to it; events are only ever \
      added. Open is what was submitted by an instant and not closed. What people wrote is not kept, and who they are only where \
      `import --reporters` asks for it: sealed, and for a while.
      """,
      "方案文件保存每个案件的位置、所在末级网格和全部经过，事件只增不改。某时刻之前上报且尚未结案的为未结案件。不保存上报内容；仅在 import --reporters 要求时封存上报人，并限期保存。"),
    subcommands: [
      CasesImportCommand.self, CasesAdvanceCommand.self, CasesListCommand.self, CasesStatsCommand.self,
      CasesDuplicatesCommand.self, CasesRelocateCommand.self, CasesReportersCommand.self,
    ])
}

extension CaseFormat: ExpressibleByArgument {}
extension CaseListFormat: ExpressibleByArgument {}
extension CasePlace: ExpressibleByArgument {}
extension CaseState: ExpressibleByArgument {}
extension CaseTier: ExpressibleByArgument {}
extension InstantReader.Epoch: ExpressibleByArgument {}

struct CasesStatsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stats", abstract: words("Figures of cases at an instant, every rate with its denominator.", "某一时刻的案件统计，每个比率都带分母。"))

  @Argument(help: help("The plan file.", "方案文件。"))
  var plan: String

  @Option(help: help("Closing rates of the cases whose limit ran out in a month, 2019-05, or between days, 2019-05-01..2019-05-31.", "结案率只计时限在某月（2019-05）或某段日期（2019-05-01..2019-05-31）内到期的案件。"))
  var dueIn: String?

  @OptionGroup var arguments: CaseArguments
  @OptionGroup var common: CommonOptions

  func run() throws {
    let console = common.console
    try console.run { control in
      var question = try arguments.question(of: plan)
      question.dueIn = try dueIn.map { try arguments.settings(of: plan).clock.span($0, option: "--due-in") }
      let figures = try caseFigures(of: plan, question, control: control)
      return try common.deliver(figures, isClean: true) { [figures.text(in: $0)] }
    }
  }
}

struct CasesListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: words("Cases as they stood at an instant, for use inside the house.", "某一时刻的案件清单，供内部使用。"))

  @Argument(help: help("The plan file.", "方案文件。"))
  var plan: String

  @Flag(help: help("Closed ones too.", "包括已结案件。"))
  var all = false

  @Flag(help: help("Only those whose limit has run out.", "只列超期案件。"))
  var overdue = false

  @Option(help: help("Only those in this state (may be repeated).", "只列此状态的案件（可重复）。"))
  var state: [CaseState] = []

  @Option(help: help("Only those at this tier (may be repeated).", "只列此层级的案件（可重复）。"))
  var tier: [CaseTier] = []

  @Option(name: .customLong("class"), help: help("Only those of this class (may be repeated).", "只列此类别的案件（可重复）。"))
  var classes: [String] = []

  @Option(help: help("Only those of a grid and the grids below it, or of a community or township, by code.", "只列某网格及其下级网格、或某社区、某乡镇（编码）的案件。"))
  var grid: String?

  @Option(help: help("Only those that are inside, outside, ambiguous or unlocated.", "只列位置状态为 inside、outside、ambiguous 或 unlocated 的案件。"))
  var located: CasePlace?

  @Option(help: help("csv, json or geojson (points in WGS 84, where the cases are).", "csv、json 或 geojson（WGS 84 点位，即案件所在处）。"))
  var format: CaseListFormat = .csv

  @OptionGroup var list: CaseListArguments

  func run() throws {
    try list.run(on: plan) { question, control in
      var request = CaseListRequest(question)
      request.filter = CaseFilter(
        states: state.isEmpty ? nil : Set(state), tiers: tier.isEmpty ? nil : Set(tier),
        classes: classes.isEmpty ? nil : Set(classes), isOpen: all || !state.isEmpty ? nil : true,
        isOverdue: overdue ? true : nil)
      request.grid = grid
      request.located = located
      request.format = format
      request.output = list.out
      return try listCases(of: plan, request, control: control)
    } text: {
      $0.text
    }
  }
}

import ArgumentParser
import GridPlans

struct CasesRelocateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "relocate", abstract: words(
      "Find again which grid each case lies in, after another program changed grids or places.", "网格或位置被其他程序改动后，重新确定每件案件所在的网格。"),
    discussion: words(
      """
      Grid, community and township of cases follow from their places and the plan's grids; which case was handed on, and when, \
      is kept in the table case_moves. `plan` and `adopt` over a plan with cases do this by themselves.
      """,
      "案件的网格、社区和乡镇由位置和方案网格决定；何时从哪个网格移交到哪个网格记入 case_moves 表。用 plan 或 adopt 覆盖含案件的方案时会自动处理。"))

  @Argument(help: help("The plan file.", "方案文件。"))
  var plan: String

  @Option(name: .customLong("cases-moved"), help: help("A CSV file for the cases that are in another grid now.", "CSV 文件，列出换了网格的案件。"))
  var casesMoved: String?

  @Flag(help: help("Say what would be done and leave the plan as it is.", "只说明将要做什么，不改动方案。"))
  var dryRun = false

  @OptionGroup var change: CaseChangeArguments

  func run() throws {
    try change.run(on: plan) { control, clock, now in
      let relocation = try relocateCases(
        in: plan, at: now, zone: clock.zone, writingMovedTo: casesMoved, isDryRun: dryRun, control: control)
      return try change.common.deliver(relocation, isClean: relocation.isClean, isAnswer: false) {
        [relocation.text(in: $0)]
      }
    }
  }
}

import ArgumentParser
import Foundation
import GridCases
import GridPlans

struct CasesAdvanceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "advance", abstract: words("Move a case on, or many from a table.", "推进一个案件，或按表格推进多个案件。"),
    discussion: words(
      """
      Moves: \(CaseAction.moves.joined(separator: ", ")). A move that the case's state does not allow is refused, and those it \
      does are named. Of two claims one wins, whichever process makes them. A table has the columns case, move, at, and where \
      needed detail and actor; a step that the plan has already is passed over.
      """,
      """
      动作：\(CaseAction.moves.joined(separator: "、"))。当前状态不允许的动作会被拒绝，并列出允许的动作。两人同时认领时只有一人成功。\
      表格的列为 case、move、at，需要时加 detail、actor；方案中已有的步骤跳过。
      """))

  @Argument(help: help("The plan file.", "方案文件。"))
  var plan: String

  @Argument(help: help("The case.", "案件编号。"))
  var caseID: String?

  @Argument(help: help("What happens to it.", "所发生的动作。"))
  var move: String?

  @Option(help: help("When, such as 2026-11-21T08:00.", "时间，如 2026-11-21T08:00。"))
  var at: String?

  @Option(help: help("The id of the member of staff who does it; a claim is theirs.", "办理人员编号；认领即归其名下。"))
  var actor = ""

  @Option(help: help("The tier that it is dispatched or escalated to, or the case that it is merged into.", "派遣或上呈到的层级，或并入的案件。"))
  var to = ""

  @Option(help: help("A table of steps, instead of one.", "以表格代替单个动作。"))
  var events: String?

  @OptionGroup var change: CaseChangeArguments

  func validate() throws {
    if events != nil {
      guard caseID == nil, move == nil, at == nil else { throw ValidationError(words("--events takes the place of a case and its move", "--events 用于代替单个案件和动作")) }
      return
    }
    guard caseID != nil, let move, at != nil else { throw ValidationError(words("name a case, a move and --at, or a table with --events", "请给出案件、动作和 --at，或用 --events 给出表格")) }
    if !CaseAction.moves.contains(move) {
      let moves = CaseAction.moves.joined(separator: ", ")
      throw ValidationError(words("`\(move)` is no move; moves: \(moves)", "没有动作 `\(move)`；可用动作：\(moves)"))
    }
  }

  func run() throws {
    try change.run(on: plan) { control, clock, now in
      var (steps, refused) = ([(line: Int?, step: CaseAction)](), [CaseAdvance.Refusal]())
      if let events {
        (steps, refused) = try readCaseActions(events, times: InstantReader(zone: clock.zone))
      } else if let caseID, let at, let kind = move.flatMap(CaseMove.Kind.init) {
        let moment = try clock.instant(at, option: "--at")
        steps = [(nil, try CaseAction(caseID, kind, detail: to, at: moment, actor: actor))]
      }
      var advance = try advanceCases(in: plan, steps, now: now, zone: clock.zone, control: control)
      advance.take(refused)
      return try change.common.deliver(advance, isClean: advance.refused.isEmpty, isAnswer: !advance.refused.isEmpty) {
        [advance.text(in: $0)]
      }
    }
  }
}

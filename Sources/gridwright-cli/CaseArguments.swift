import ArgumentParser
import Foundation
import GridCases
import GridPlans

/// Whose clocks moments go by, and the moment looked at.
struct MomentArguments: ParsableArguments {
  @Option(help: help("Time zone of times that do not state one, and of those told, such as Asia/Shanghai. Default: that of the plan's cases.", "未写明时区的时间及输出时间所用时区，如 Asia/Shanghai。默认为方案中案件的时区。"))
  var timeZone: String?

  @Option(help: help("The instant looked at, such as 2020-01-02T00:00. Default: now.", "所看的时刻，如 2020-01-02T00:00。默认为现在。"))
  var asOf: String?

  /// The clocks, where rules are those of the plan.
  func clock(of plan: String) throws -> CaseClock {
    try CaseClock(named: timeZone, plan: plan, rules: try CaseSettings(named: nil, plan: plan).rules)
  }

  func instant(_ clock: CaseClock) throws -> Instant {
    try asOf.map { try clock.instant($0, option: "--as-of") } ?? .now
  }
}

extension Instant {
  /// By the clock of this machine.
  static var now: Self { Instant(milliseconds: Int64(Date.now.timeIntervalSince1970 * 1000)) }
}

/// The moment, and the rules of classes and limits.
struct CaseArguments: ParsableArguments {
  @OptionGroup var moment: MomentArguments

  @Option(help: help("Rules of classes, limits, calendar and lists: a preset (neutral) or a path that ends in .yaml. Default: those that the plan's cases were imported with, else neutral.", "类别、时限、日历和清单的规则：预设（neutral）或以 .yaml 结尾的路径。默认为方案中案件导入时所用的规则，否则为 neutral。"))
  var rules: String?

  /// The rules, and the clocks.
  func settings(of plan: String) throws -> (settings: CaseSettings, clock: CaseClock) {
    let settings = try CaseSettings(named: rules, plan: plan)
    return (settings, try CaseClock(named: moment.timeZone, plan: plan, rules: settings.rules))
  }

  /// The instant, the rules and the clocks.
  func question(of plan: String) throws -> CaseQuestion {
    let (settings, clock) = try settings(of: plan)
    var question = CaseQuestion(asOf: try moment.instant(clock), settings: settings)
    question.zone = clock.zone
    question.threads = ProcessInfo.processInfo.activeProcessorCount
    return question
  }
}

/// What every command takes that changes the cases of a plan.
struct CaseChangeArguments: ParsableArguments {
  @OptionGroup var moment: MomentArguments
  @OptionGroup var waiting: WaitingArguments
  @OptionGroup var common: CommonOptions

  /// Runs a long call on a plan by its clocks, as of the moment looked at.
  func run(on plan: String, _ work: (PlanningControl, CaseClock, Instant) throws -> ExitCode) throws {
    try common.console.run(wait: waiting.duration) { control in
      let clock = try moment.clock(of: plan)
      return try work(control, clock, try moment.instant(clock))
    }
  }
}

/// What every command takes that lists cases of a plan.
struct CaseListArguments: ParsableArguments {
  @Option(help: help("The file to write. Default: stdout.", "写入的文件。默认为标准输出。"))
  var out = "-"

  @OptionGroup var arguments: CaseArguments
  @OptionGroup var common: CommonOptions

  func validate() throws {
    if common.json, out == "-" { throw ValidationError(words("--json prints the summary: send the list to --out FILE", "--json 输出摘要：清单请用 --out 文件 写出")) }
  }

  /// Runs a call that writes a list, and says in a line what it did.
  func run<Summary: Encodable>(
    on plan: String, _ work: (CaseQuestion, PlanningControl) throws -> Summary, text: (Summary) -> BilingualText
  ) throws {
    let console = common.console
    try console.run { control in
      let summary = try work(try arguments.question(of: plan), control)
      console.endProgress()
      if common.json { try console.printJSON(summary) }
      console.say(text(summary))
      return .success
    }
  }
}

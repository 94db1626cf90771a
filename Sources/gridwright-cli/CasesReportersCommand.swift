import ArgumentParser
import GridCases
import GridPlans

struct CasesReportersCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reporters", abstract: words(
      "Who reported cases, where that is kept: sealed by a key, each look written down, deleted in time.",
      "上报人（仅在收录时）：用密钥封存，每次查看均有记录，到期删除。"),
    discussion: words(
      """
      `cases import --reporters name=…,phone=… --key FILE --keep-days N` seals them into a table of their own. No list, map or \
      export has them, and other programs see bytes that say nothing without the key.

        gridwright cases reporters key reporters.key
        gridwright cases reporters show plan.gpkg 1-1523590121 --key reporters.key --reader w17
        gridwright cases reporters purge plan.gpkg --as-of 2026-11-21T00:00
      """,
      """
      cases import --reporters name=…,phone=… --key 文件 --keep-days N 将其封存在单独的表中。清单、地图和导出均不含上报人；\
      没有密钥，其他程序只能看到无意义的字节。

        gridwright cases reporters key reporters.key
        gridwright cases reporters show plan.gpkg 1-1523590121 --key reporters.key --reader w17
        gridwright cases reporters purge plan.gpkg --as-of 2026-11-21T00:00
      """),
    subcommands: [ReportersKeyCommand.self, ReportersShowCommand.self, ReportersPurgeCommand.self])
}

struct ReportersKeyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "key", abstract: words("Make a new key, to be kept apart from the plan.", "生成新密钥，应与方案分开保存。"))

  @Argument(help: help("The file to make; one that is there stays.", "要生成的文件；已存在的文件不会被覆盖。"))
  var file: String

  @OptionGroup var common: CommonOptions

  func run() throws {
    let console = common.console
    try console.run { _ in
      try makeReporterKey(at: file)
      console.say(BilingualText(en: "\(file): without it nobody opens what it seals", zh: "\(file)：没有它，封存的内容无人能打开"))
      return .success
    }
  }
}

struct ReportersShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: words("Open the contact of one case; the look is written down.", "查看一件案件的联系方式；本次查看会被记录。"))

  @Argument(help: help("The plan file.", "方案文件。"))
  var plan: String

  @Argument(help: help("The case.", "案件编号。"))
  var caseID: String

  @Option(help: help("The file with the key.", "密钥文件。"))
  var key: String

  @Option(help: help("The id of the member of staff who looks.", "查看人员的编号。"))
  var reader: String

  @Option(help: help("Time zone of the times told, such as Asia/Shanghai. Default: that of the plan's cases.", "输出时间所用时区，如 Asia/Shanghai。默认为方案中案件的时区。"))
  var timeZone: String?

  @OptionGroup var waiting: WaitingArguments
  @OptionGroup var common: CommonOptions

  func run() throws {
    // No other instant can be stated: neither the end of a contact's time nor the log goes by what a reader says.
    try common.console.run(wait: waiting.duration) { control in
      let clock = try CaseClock(named: timeZone, plan: plan, rules: try CaseSettings(named: nil, plan: plan).rules)
      let contact = try showReporter(
        of: caseID.withoutSpreadsheetGuard, in: plan, keyFile: key, reader: reader, at: .now, zone: clock.zone, control: control)
      return try common.deliver(contact, isClean: true) { _ in contact.contact.map { "\($0.name)\t\($0.value)" } }
    }
  }
}

struct ReportersPurgeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "purge", abstract: words("Delete the reporters whose time is over, and the bytes they had in the file.", "删除保存期已满的上报人及其在文件中的字节。"))

  @Argument(help: help("The plan file.", "方案文件。"))
  var plan: String

  @OptionGroup var change: CaseChangeArguments

  func run() throws {
    try change.run(on: plan) { control, clock, now in
      let purge = try purgeReporters(in: plan, asOf: now, now: .now, zone: clock.zone, control: control)
      return try change.common.deliver(purge, isClean: true, isAnswer: false) { [purge.text(in: $0)] }
    }
  }
}

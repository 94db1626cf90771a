public import ArgumentParser
import Foundation
import GridGraphs
import GridLayers
import GridPartitioning
public import GridPlans
import Synchronization

/// What every command takes.
struct CommonOptions: ParsableArguments {
  @Option(help: help("Language of messages: en or zh. Default: from LC_ALL, LC_MESSAGES or LANG.", "消息的语言：en 或 zh。默认取自 LC_ALL、LC_MESSAGES 或 LANG。"))
  var lang: Language?

  @Flag(help: help("Print a machine-readable summary to stdout.", "向标准输出打印供程序读取的摘要。"))
  var json = false

  @Flag(name: .shortAndLong, help: help("No progress, and no words about what was done; errors only.", "不显示进度和处理情况，只显示错误。"))
  var quiet = false

  var console: Console { Console(language: lang ?? .ofEnvironment, isQuiet: quiet) }
}

/// For commands that change a plan file.
struct WaitingArguments: ParsableArguments {
  @Option(parsing: .unconditional, help: help("Seconds to wait for another process that is writing the plan; then exit status 75.", "方案正被另一进程写入时等待的秒数；超时则退出码为 75。"))
  var wait: Double = PlanningControl.standardWait / .seconds(1)

  func validate() throws {
    if !(wait >= 0 && wait <= 86_400) { throw ValidationError(words("--wait must be from 0 to 86400 seconds", "--wait 应在 0 到 86400 秒之间")) }
  }

  var duration: Duration { .milliseconds(Int(wait * 1000)) }
}

extension Language: ExpressibleByArgument {
  /// The language the environment asks for.
  static var ofEnvironment: Language {
    let environment = ProcessInfo.processInfo.environment
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
    return Language(locale: locale ?? "")
  }
}

/// Words for people, on stderr; stdout is kept for data.
struct Console: Sendable {
  let language: Language
  let isQuiet: Bool

  func say(_ text: BilingualText) {
    guard !isQuiet else { return }
    write(text(in: language).shownPlainly(keepsLines: true) + "\n")
  }

  func complain(_ text: String) {
    let head = language == .zh ? "错误：" : "error: "
    for line in text.shownPlainly(keepsLines: true).split(separator: "\n") { write(paint(head, "31") + line + "\n") }
  }

  /// Shows progress in place, on a terminal only, at most ten times a second.
  func progress() -> @Sendable (_ done: Int, _ total: Int, _ stage: String) -> Void {
    guard !isQuiet, isatty(STDERR_FILENO) == 1 else { return { _, _, _ in } }
    let last = Mutex(ContinuousClock.now - .seconds(1))
    return { done, total, stage in
      let now = ContinuousClock.now
      let isDue = last.withLock { shown in
        guard now - shown > .milliseconds(100) || done == total else { return false }
        shown = now
        return true
      }
      guard isDue else { return }
      let share = total > 0 ? " \(done * 100 / total) %" : ""
      // Words that nobody can read are no reason to stop.
      try? FileHandle.standardError.write(contentsOf: Data("\r\u{1B}[K\(stage)\(share)".utf8))
    }
  }

  /// Ends a line of progress.
  func endProgress() {
    if !isQuiet, isatty(STDERR_FILENO) == 1 { write("\r\u{1B}[K") }
  }

  private func write(_ text: String) { try? FileHandle.standardError.write(contentsOf: Data(text.utf8)) }

  /// Writes data to stdout.
  ///
  /// - Throws: ``PlanError/cannotWrite(path:cause:remedy:)`` where it is closed or full.
  func emit(_ data: Data) throws {
    do {
      try FileHandle.standardOutput.write(contentsOf: data)
    } catch {
      throw PlanError.cannotWrite(
        path: "stdout", cause: BilingualText(en: "it is closed or full", zh: "输出已关闭或已满"))
    }
  }

  /// Colours text unless `NO_COLOR` is set or stderr is no terminal.
  private func paint(_ text: String, _ code: String) -> String {
    let environment = ProcessInfo.processInfo.environment
    guard isatty(STDERR_FILENO) == 1, (environment["NO_COLOR"] ?? "").isEmpty else { return text }
    return "\u{1B}[\(code)m\(text)\u{1B}[0m"
  }

  /// Runs a command's work and turns its errors into messages and exit codes.
  func run(_ work: () throws -> ExitCode) throws {
    let code: ExitCode
    do {
      code = try work()
    } catch let error as PlanError {
      endProgress()
      complain(error.text(in: language))
      throw error.exitCode
    } catch let error as GraphError {
      endProgress()
      complain(BilingualText(en: error.text.en, zh: error.text.zh)(in: language))
      throw error.exitCode
    }
    endProgress()
    if code != .success { throw code }
  }

  /// Runs a long call that shows its progress and that Ctrl-C stops cleanly.
  func run(
    limit: Duration? = nil, wait: Duration = PlanningControl.standardWait,
    _ work: (PlanningControl) throws -> ExitCode
  ) throws {
    let control = PlanningControl(limit: limit, wait: wait, progress: progress())
    let interruption = Interruption(control)
    defer { withExtendedLifetime(interruption) {} }
    try run { try work(control) }
  }

  /// Runs the solver alone; Ctrl-C ends the search and keeps what it has.
  func search(limit: Duration?, _ work: (RunControl) throws -> ExitCode) throws {
    let control = RunControl(deadline: limit.map { ContinuousClock.now + $0 }, progress: progress())
    let interruption = Interruption(control)
    defer { withExtendedLifetime(interruption) {} }
    try run { try work(control) }
  }

  /// Prints lines for people to stdout.
  func print(_ lines: [String]) throws {
    try emit(Data(lines.map { $0.shownPlainly(keepsLines: true) + "\n" }.joined().utf8))
  }

  /// Prints a value as JSON with sorted keys.
  func printJSON(_ value: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    if let key = Language.userInfoKey { encoder.userInfo[key] = language }
    try emit(try encoder.encode(value) + Data("\n".utf8))
  }
}

extension ExitCode {
  static let findings = ExitCode(1)
  static let badInput = ExitCode(65)
  static let internalFault = ExitCode(70)
  static let cannotWrite = ExitCode(73)
  static let tryAgain = ExitCode(75)
  static let interrupted = ExitCode(130)
}

extension GraphError {
  var exitCode: ExitCode {
    if self == .interrupted { return .interrupted }
    return isWriteFailure ? .cannotWrite : .badInput
  }
}

extension PlanError {
  var exitCode: ExitCode {
    switch self {
    case .badInput: .badInput
    case .layer(let error): error.isInUse ? .tryAgain : error.isWriteFailure ? .cannotWrite : .badInput
    case .cannotWrite: .cannotWrite
    case .busy: .tryAgain
    case .interrupted: .interrupted
    case .internalFault: .internalFault
    }
  }
}

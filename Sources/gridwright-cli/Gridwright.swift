import ArgumentParser
import Foundation
import GridLayers
import GridPlans

/// The command line: each command decodes its arguments, makes one library call and encodes the result.
@main
struct Gridwright: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gridwright",
    abstract: words(
      "Splits a county into service grids that tile it exactly, and proves it.", "把县域划分为无缝无重叠的服务网格，并加以证明。"),
    discussion: words(
      """
      A county is described by a manifest (county.yaml) and planned by a policy; the plan is one GeoPackage that QGIS \
      opens. Data goes to stdout or --out, words and progress to stderr.

      Exit status: 0 clean, 1 findings, 64 usage, 65 bad input data, 70 our own fault, 73 cannot write, \
      75 try again (another writer holds the plan), 130 interrupted (Ctrl-C, SIGTERM).

      First steps:
      """,
      """
      县域由清单文件（county.yaml）描述，按策略规划；方案是一个 GeoPackage 文件，可用 QGIS 打开。数据写到标准输出或 --out，\
      文字和进度写到标准错误。

      退出码：0 正常，1 有发现，64 用法错误，65 输入数据有误，70 程序自身错误，73 无法写出，75 请重试（方案正被他人写入），130 被中断（Ctrl-C、SIGTERM）。

      开始使用：
      """) + """

        gridwright sample --households 20000 --seed 7 --out sample
        gridwright plan sample/county.yaml --out plan.gpkg
        gridwright audit plan.gpkg
        gridwright export plan.gpkg --format png --out plan.png


      """ + words("Shell completion:", "命令补全：") + " gridwright --generate-completion-script bash|zsh|fish",
    version: "0.1.0",
    subcommands: [
      SampleCommand.self, CheckCommand.self, PlanCommand.self, AuditCommand.self, StaffCommand.self, LocateCommand.self,
      ReachCommand.self, ExportCommand.self, PartitionCommand.self, SiteCommand.self, OverlayCommand.self,
      AdoptCommand.self, VisitsCommand.self, GapsCommand.self, CasesCommand.self, MapCommand.self,
    ])

  /// Runs the command that the arguments name; what the parser says is put into Chinese where that is asked for, and what
  /// it repeats of the arguments moves no cursor.
  static func main() {
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch {
      // A completion script is a program, not words.
      let isScript = CommandLine.arguments.contains { $0.hasPrefix("--generate-completion-script") }
      guard !isScript, !(error is ExitCode) else { exit(withError: error) }
      let message = fullMessage(for: error)
      let text = (Language.ofCommandLine == .zh ? ParserWords.inChinese(message) : message).shownPlainly(keepsLines: true)
      let code = exitCode(for: error)
      let stream = code == .success ? FileHandle.standardOutput : .standardError
      // Nobody to read it is no reason for another exit status.
      if !text.isEmpty { try? stream.write(contentsOf: Data((text + "\n").utf8)) }
      exit(withError: code)
    }
  }
}

import ArgumentParser
import GridPlans

/// How much of a report is printed.
struct ReportArguments: ParsableArguments {
  @Flag(help: help("List every finding; otherwise of each kind the largest few and the number of the others.", "列出全部发现；否则每类只列最大的几项及其余的数量。"))
  var all = false
}

extension CommonOptions {
  /// Prints a report to stdout, a summary for programs or lines for people; the exit code says whether it is clean.
  ///
  /// - Parameter isAnswer: Whether the lines are what was asked for, rather than words about what was done, which a quiet
  ///   console leaves out.
  func deliver(
    _ summary: some Encodable, isClean: Bool, isAnswer: Bool = true, lines: (Language) -> [String]
  ) throws -> ExitCode {
    console.endProgress()
    if json {
      try console.printJSON(summary)
    } else if isAnswer || !quiet {
      try console.print(lines(console.language))
    }
    return isClean ? .success : .findings
  }
}

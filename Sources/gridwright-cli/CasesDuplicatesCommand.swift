import ArgumentParser
import GridCases
import GridPlans

struct CasesDuplicatesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "duplicates", abstract: words(
      "Cases that may be another one reported again, in pairs, for people to decide.", "可能重复上报的案件，成对列出，由人判定。"),
    discussion: words(
      """
      A pair is of one class, near each other, and the later was submitted soon after, while the earlier was open. Say that it \
      is one with `gridwright cases advance PLAN ID merged --to EARLIER --at …`.
      """,
      "成对的案件类别相同、位置相近，后一件在前一件未结时不久上报。判定重复后用 gridwright cases advance 方案 编号 merged --to 前一件 --at … 并案。"))

  @Argument(help: help("The plan file.", "方案文件。"))
  var plan: String

  @Option(parsing: .unconditional, help: help("How near, in metres.", "相距不超过（米）。"))
  var metres: Double = 50

  @Option(parsing: .unconditional, help: help("How soon after, in days.", "相隔不超过（天）。"))
  var days: Double = 30

  @Option(parsing: .unconditional, help: help("How many earlier cases are named for one, the nearest first.", "每件最多列出几件在前的案件（由近及远）。"))
  var most: Int = 3

  @Option(help: help("csv or json.", "csv 或 json。"))
  var format: CaseListFormat = .csv

  @OptionGroup var list: CaseListArguments

  func validate() throws {
    try validateLength(metres, "--metres", from: 0)
    if !(days > 0 && days <= 3660) { throw ValidationError(words("--days must be above 0 and at most 3660", "--days 应大于 0 且不超过 3660")) }
    if !(1...100).contains(most) { throw ValidationError(words("--most must be from 1 to 100", "--most 应在 1 到 100 之间")) }
    if format == .geojson { throw ValidationError(words("pairs of cases are no points: --format csv or json", "成对的案件不是点：请用 --format csv 或 json")) }
  }

  func run() throws {
    try list.run(on: plan) { question, control in
      var request = CaseDuplicateRequest(question)
      request.candidates = DuplicateCandidates(metres: metres, days: days, most: most)
      request.format = format
      request.output = list.out
      return try listDuplicates(of: plan, request, control: control)
    } text: {
      $0.text
    }
  }
}

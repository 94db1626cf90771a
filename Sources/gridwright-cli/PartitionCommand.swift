public import ArgumentParser
import Foundation
public import GridGraphs
import GridPartitioning
import GridPlans

extension CutObjective: ExpressibleByArgument {}

/// How long to search, by name.
enum PartitionEffort: String, CaseIterable, ExpressibleByArgument {
  case fast, quick, standard, thorough

  var work: Effort {
    switch self {
    case .fast: .fast
    case .quick: .quick
    case .standard: .standard
    case .thorough: .thorough
    }
  }
}

struct PartitionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "partition", abstract: words(
      "Divide a graph into connected zones inside hard bounds: the solver alone.", "单独使用求解器：把图划分为满足硬性范围的连通分区。"),
    discussion: words(
      """
      Reads the adjacency or node-link JSON of networkx and GerryChain, and METIS .graph files; writes the table id,zone \
      with ids as in the file and zones 0…k−1. Without --time-limit the work is counted, and every machine finds the same. \
      Exit status 1 where a zone lies out of band or their number is not the one asked for; the summary says why.
      """,
      """
      读取 networkx 和 GerryChain 的 adjacency 或 node-link JSON，以及 METIS 的 .graph 文件；写出 id,zone 表，id 与文件一致，\
      分区编号为 0…k−1。不给 --time-limit 时按步数计，任何机器结果相同。\
      有分区超出范围或个数不符时退出码为 1，并在摘要中说明原因。
      """) + """


        gridwright partition graph.json --parts 4 --tolerance 0.005 --out zones.csv
        gridwright partition blocks.graph --min 300 --max 500 --out zones.csv
      """)

  @Argument(help: help("The graph: networkx JSON or METIS.", "图文件：networkx JSON 或 METIS。"))
  var graph: String

  @Option(help: help("The number of zones. Without it, as many as come near the target.", "分区个数；不给时取最接近目标的个数。"))
  var parts: Int?

  @Option(help: help("How far a zone's weight may lie from total / parts, as a share; not with --min and --max. Default: 0.05.", "分区权重偏离 总权重/个数 的最大比例；不能与 --min、--max 同用。默认 0.05。"))
  var tolerance: Double?

  @Option(help: help("The least weight of a zone; needs --max.", "分区权重的下限，须与 --max 同时给出。"))
  var min: Int?

  @Option(help: help("The weight zones should come near. Default: the middle of the band.", "分区权重的目标值。默认为范围的中间值。"))
  var target: Int?

  @Option(help: help("The greatest weight of a zone; needs --min.", "分区权重的上限，须与 --min 同时给出。"))
  var max: Int?

  @Option(
    help:
      help(
        "The attribute of nodes that is their weight. Default: the first there of \(GraphReading.weightFields.joined(separator: ", ")).",
        "作为权重的节点属性。默认取 \(GraphReading.weightFields.joined(separator: "、")) 中第一个存在的。")
  )
  var weight: String?

  @Option(
    help:
      help(
        "The attribute of edges that is their length. Default: the first there of \(GraphReading.lengthFields.joined(separator: ", ")).",
        "作为长度的边属性。默认取 \(GraphReading.lengthFields.joined(separator: "、")) 中第一个存在的。")
  )
  var length: String?

  @Option(help: help("What to make small: cut-edges or cut-length.", "要减小的量：cut-edges（切割边数）或 cut-length（切割长度）。"))
  var objective: CutObjective = .cutEdges

  @Option(help: help("A table id,zone of settled zones: each is one zone of the result, exactly.", "id,zone 表，锁定的分区：每个原样成为结果中的一个分区。"))
  var locked: String?

  @Option(help: help("A table id,group of nodes that stay together.", "id,group 表，同组节点保持在一起。"))
  var groups: String?

  @Option(help: help("A table id,zone to start from; zones keep their numbers where they can.", "id,zone 表，初始方案；尽量保留编号。"))
  var initial: String?

  @Option(name: .customLong("time-limit"), help: help("Search this many seconds and keep the best found.", "搜索这么多秒，保留最好的结果。"))
  var timeLimit: Double?

  @Option(help: help("How long to search without a time limit: fast (for large graphs), quick, standard or thorough.", "不限时的搜索力度：fast（大图）、quick、standard 或 thorough。"))
  var effort: PartitionEffort = .standard

  @Option(
    name: .customLong("until-cost"),
    help: help("End the search once a plan inside the band cuts no more than this (up to 48 zones).", "一旦找到切割不超过该值且符合范围的方案即停止（至多 48 个分区）。"))
  var untilCost: Double?

  @Option(help: help("Starts every random choice.", "随机数种子。"))
  var seed: UInt64 = 1

  @Option(help: help("Threads to use; without a time limit the result does not depend on it. Default: all processors.", "使用的线程数；不限时的结果与之无关。默认使用全部处理器。"))
  var threads: Int?

  @Option(help: help("The table id,zone to write; - is stdout. Without it, and without --json, it goes to stdout.", "要写出的 id,zone 表；- 为标准输出。不给且没有 --json 时写到标准输出。"))
  var out: String?

  @Flag(name: .customLong("dry-run"), help: help("Divide, but write no table.", "只划分，不写表。"))
  var dryRun = false

  @OptionGroup var common: CommonOptions

  func validate() throws {
    if let parts, !(1...1_000_000_000).contains(parts) {
      throw ValidationError(words("--parts must be at least 1 and at most 1000000000", "--parts 应在 1 到 1000000000 之间"))
    }
    if out == "-", common.json { throw ValidationError(words("--out - and --json would both write to stdout; give a file", "--out - 与 --json 都会写到标准输出，请指定文件")) }
    if let tolerance, !(tolerance >= 0 && tolerance < 1) {
      throw ValidationError(words("--tolerance must lie in 0..<1, such as 0.005", "--tolerance 应不小于 0 且小于 1，例如 0.005"))
    }
    if let threads, threads < 1 { throw ValidationError(words("--threads must be at least 1", "--threads 至少为 1")) }
    if let timeLimit, !(timeLimit > 0 && timeLimit <= 10_000_000) {
      throw ValidationError(words("--time-limit must be a number of seconds, above 0 and at most 10000000", "--time-limit 应为秒数，大于 0 且不超过 10000000"))
    }
    if let untilCost, !(untilCost >= 0) { throw ValidationError(words("--until-cost must be a number, 0 or more", "--until-cost 应为不小于 0 的数")) }
    guard min != nil || max != nil || target != nil else {
      if parts == nil { throw ValidationError(words("Say what to make: --parts with --tolerance, or --min and --max", "请说明要求：--parts 加 --tolerance，或 --min 和 --max")) }
      return
    }
    if tolerance != nil { throw ValidationError(words("--tolerance and --min, --target, --max exclude each other", "--tolerance 与 --min、--target、--max 不能同时使用")) }
    guard let min, let max else { throw ValidationError(words("--min and --max are needed both", "--min 和 --max 须同时给出")) }
    let limits = [min, target ?? min, max]
    guard min >= 0, max > 0, target != 0, limits == limits.sorted() else {
      throw ValidationError(words("--min, --target and --max must ascend, with 0 at the least", "--min、--target、--max 应依次递增且不小于 0"))
    }
  }

  private var options: GraphPartitionOptions {
    var band = GraphPartitionOptions.Band.tolerance(tolerance ?? 0.05)
    if let min, let max { band = .limits(minimum: min, target: target, maximum: max) }
    return GraphPartitionOptions(
      parts: parts, band: band, reading: GraphReading(weight: weight, length: length, objective: objective),
      locked: locked, groups: groups, initial: initial, effort: effort.work, goal: untilCost,
      seed: seed,
      threads: threads ?? ProcessInfo.processInfo.activeProcessorCount)
  }

  func run() throws {
    let console = common.console
    try console.search(limit: timeLimit.map { .seconds($0) }) { control in
      let result = try partitionGraph(at: graph, writingTo: dryRun || out == "-" ? nil : out, options: options, control: control)
      console.endProgress()
      console.say(BilingualText(en: result.text.en, zh: result.text.zh))
      if common.json {
        try console.printJSON(result.summary)
      } else if out == nil || out == "-", !dryRun {
        try console.emit(Data(result.csv))
      }
      return result.summary.interrupted ? .interrupted : result.summary.feasible ? .success : .findings
    }
  }
}

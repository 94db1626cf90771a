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
    commandName: "partition", abstract: "Divide a graph into connected zones inside hard bounds: the solver alone.",
    discussion: """
      Reads the adjacency or node-link JSON of networkx and GerryChain, and METIS .graph files; writes the table id,zone \
      with ids as in the file and zones 0…k−1. Without --time-limit the work is counted, and every machine finds the same.

        gridwright partition graph.json --parts 4 --tolerance 0.005 --out assignment.csv
        gridwright partition blocks.graph --min 300 --target 400 --max 500 --out assignment.csv
      """)

  @Argument(help: "The graph: networkx JSON or METIS.")
  var graph: String

  @Option(help: "The number of zones. Without it, as many as come near the target.")
  var parts: Int?

  @Option(help: "How far a zone's weight may lie from total / parts, as a share. Default: 0.05.")
  var tolerance: Double?

  @Option(help: "The least weight of a zone.")
  var min: Int?

  @Option(help: "The weight zones should come near. Default: the middle of the band.")
  var target: Int?

  @Option(help: "The greatest weight of a zone.")
  var max: Int?

  @Option(
    help:
      "The attribute of nodes that is their weight. Default: the first there of \(GraphReading.weightFields.joined(separator: ", "))."
  )
  var weight: String?

  @Option(
    help:
      "The attribute of edges that is their length. Default: the first there of \(GraphReading.lengthFields.joined(separator: ", "))."
  )
  var length: String?

  @Option(help: "What to make small: cut-edges or cut-length.")
  var objective: CutObjective = .cutEdges

  @Option(help: "A table id,zone of settled zones: each is one zone of the result, exactly.")
  var locked: String?

  @Option(help: "A table id,group of nodes that stay together.")
  var groups: String?

  @Option(help: "A table id,zone to start from; zones keep their numbers where they can.")
  var initial: String?

  @Option(name: .customLong("time-limit"), help: "Search this many seconds and keep the best found.")
  var timeLimit: Double?

  @Option(help: "How long to search without a time limit: fast (for large graphs), quick, standard or thorough.")
  var effort: PartitionEffort = .standard

  @Option(
    name: .customLong("until-cost"),
    help: "End the search once a plan inside the band cuts no more than this (up to 48 zones).")
  var untilCost: Double?

  @Option(help: "Starts every random choice.")
  var seed: UInt64 = 1

  @Option(help: "Threads to use; the result never depends on it. Default: all processors.")
  var threads: Int?

  @Option(help: "The table id,zone to write; - is stdout. Without it, and without --json, it goes to stdout.")
  var out: String?

  @Flag(name: .customLong("dry-run"), help: "Divide, but write no table.")
  var dryRun = false

  @OptionGroup var common: CommonOptions

  func validate() throws {
    if let parts, !(1...1_000_000_000).contains(parts) {
      throw ValidationError("--parts must be at least 1 and at most 1000000000")
    }
    if out == "-", common.json { throw ValidationError("--out - and --json would both write to stdout; give a file") }
    if let tolerance, !(tolerance >= 0 && tolerance < 1) {
      throw ValidationError("--tolerance must lie in 0..<1, such as 0.005")
    }
    if let threads, threads < 1 { throw ValidationError("--threads must be at least 1") }
    if let timeLimit, !(timeLimit > 0 && timeLimit <= 10_000_000) {
      throw ValidationError("--time-limit must be a number of seconds, above 0 and at most 10000000")
    }
    if let untilCost, !(untilCost >= 0) { throw ValidationError("--until-cost must be a number, 0 or more") }
    guard min != nil || max != nil || target != nil else {
      if parts == nil { throw ValidationError("Say what to make: --parts with --tolerance, or --min and --max") }
      return
    }
    if tolerance != nil { throw ValidationError("--tolerance and --min, --target, --max exclude each other") }
    guard let min, let max else { throw ValidationError("--min and --max are needed both") }
    let limits = [min, target ?? min, max]
    guard min >= 0, max > 0, target != 0, limits == limits.sorted() else {
      throw ValidationError("--min, --target and --max must ascend, with 0 at the least")
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

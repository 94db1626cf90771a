public import GridPartitioning

/// What ``partitionGraph(at:writingTo:options:control:)`` made.
public struct GraphPartitionResult: Hashable, Sendable {
  public let file: GraphFile
  public let assignment: Assignment
  public let summary: GraphPartitionSummary
  /// The summary in words.
  public let text: GraphText

  /// The table `id,zone`.
  public var csv: [UInt8] { assignment.csv(file.names) }
}

/// Divides the graph of a file and writes the table `id,zone`.
///
/// - Parameters:
///   - output: The table to write, beside its place first and then renamed; `nil` writes nothing.
///   - control: With a deadline the search goes on until then, and another machine may find another division. Cancelling
///     keeps the best found so far, which is still written.
/// - Throws: ``GraphError``; nothing is left half-written.
public func partitionGraph(
  at path: String, writingTo output: String?, options: GraphPartitionOptions, control: RunControl = RunControl()
) throws(GraphError) -> GraphPartitionResult {
  let inputs = [path, options.locked, options.groups, options.initial].compactMap { $0 }
  if let output { try TextFile.requireWritable(output, sparing: inputs) }
  var clock = StageClock()
  control.progress?(0, 1, "read")
  let question = try GraphQuestion(path: path, options: options)
  if control.isCancelled { throw .interrupted }
  clock.end("read")
  let (outcome, assignment) = try question.answer(control: control)
  clock.end(as: control.stages)
  if let output { try TextFile.write(assignment.csv(question.file.names), to: output) }
  clock.end("write")
  let summary = question.summary(of: outcome, assignment, clock: clock, control: control)
  return GraphPartitionResult(
    file: question.file, assignment: assignment, summary: summary,
    text: summary.text(output: output, edgesWithoutLength: question.file.edgesWithoutLength))
}

/// Times the stages of a call.
struct StageClock {
  private let start = ContinuousClock.now
  private var last = ContinuousClock.now
  private(set) var stages: [GraphPartitionSummary.Stage] = []

  var seconds: Double { (ContinuousClock.now - start) / .seconds(1) }

  /// Ends a stage that began where the one before ended.
  mutating func end(_ name: String) {
    let now = ContinuousClock.now
    stages.append(.init(name: name, seconds: (now - last) / .seconds(1)))
    last = now
  }

  /// Ends a stage that told its own parts.
  mutating func end(as parts: [StageTiming]) {
    stages += parts.map { .init(name: $0.name, seconds: $0.duration / .seconds(1)) }
    last = .now
  }
}

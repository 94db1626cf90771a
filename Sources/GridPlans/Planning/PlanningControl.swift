import GridCoverages
import GridLayers
import GridPartitioning

/// The caller's hand on a long call: progress, a time limit for the search, a clean stop.
public final class PlanningControl: Sendable {
  let run: RunControl

  /// - Parameters:
  ///   - limit: After this long the search keeps the best it has; everything else still runs to its end.
  ///   - progress: Told `done` of `total` steps of a named stage, from any thread.
  public init(
    limit: Duration? = nil, progress: (@Sendable (_ done: Int, _ total: Int, _ stage: String) -> Void)? = nil
  ) {
    run = RunControl(deadline: limit.map { ContinuousClock.now + $0 }, progress: progress)
  }

  /// Asks the call to end with ``PlanError/interrupted`` soon, leaving no file behind.
  public func cancel() { run.cancel() }
  public var isCancelled: Bool { run.isCancelled }

  /// Removes what was being written, for a process that must end at once.
  public static func discardUnfinishedFiles() { OutputFile.discardPending() }

  func report(_ done: Int, _ total: Int, _ stage: String) { run.progress?(done, total, stage) }

  func check() throws(PlanError) {
    if isCancelled { throw .interrupted }
  }

  var ground: GroundControl { GroundControl(progress: run.progress, isCancelled: { self.isCancelled }) }
}

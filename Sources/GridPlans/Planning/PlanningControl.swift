import GridCoverages
import GridLayers
import GridPartitioning

/// The caller's hand on a long call: progress, a time limit for the search, a clean stop.
public final class PlanningControl: Sendable {
  let run: RunControl
  /// How long to wait for a plan file that somebody else is writing.
  let wait: Duration

  /// - Parameters:
  ///   - limit: After this long the search keeps the best it has; everything else still runs to its end.
  ///   - wait: How long to wait for a plan file that another process is writing, before ``PlanError/busy(path:waited:)``.
  ///   - progress: Told `done` of `total` steps of a named stage, from any thread.
  public init(
    limit: Duration? = nil, wait: Duration = PlanningControl.standardWait,
    progress: (@Sendable (_ done: Int, _ total: Int, _ stage: String) -> Void)? = nil
  ) {
    self.wait = wait
    run = RunControl(deadline: limit.map { ContinuousClock.now + $0 }, progress: progress)
  }

  /// Half a minute.
  public static let standardWait = Duration.seconds(30)

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

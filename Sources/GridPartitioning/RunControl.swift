import Synchronization

/// How long a stage of a run took by the clock.
public struct StageTiming: Hashable, Sendable {
  public let name: String
  public var duration: Duration
}

/// How many single-atom moves were proposed and how long that took by the clock, all threads added up: re-splits between
/// them count as proposals and take their share of the time; starts, proofs and bounds are left out.
public struct AnnealingTiming: Hashable, Sendable {
  public var moves = 0
  public var duration = Duration.zero

  /// Nothing annealed yet.
  public init() {}
}

/// The caller's hand on a long run: cancel it, bound its time, watch it.
///
/// Work is counted in moves, so a run that is left alone always ends the same way; cancelling or running into the
/// deadline only makes it return the best it has so far.
public final class RunControl: Sendable {
  private let cancelled = Atomic<Bool>(false)
  private let timings = Mutex<[StageTiming]>([])
  private let annealed = Mutex<AnnealingTiming>(AnnealingTiming())
  /// The run this is a part of.
  private let whole: RunControl?

  /// When to stop, if ever.
  public let deadline: ContinuousClock.Instant?

  /// Told `done` of `total` steps of a named stage, from the thread that works.
  public let progress: (@Sendable (_ done: Int, _ total: Int, _ stage: String) -> Void)?

  /// A control without a deadline that reports to nobody, unless told otherwise.
  public init(
    deadline: ContinuousClock.Instant? = nil,
    progress: (@Sendable (_ done: Int, _ total: Int, _ stage: String) -> Void)? = nil
  ) {
    self.deadline = deadline
    self.progress = progress
    whole = nil
  }

  /// A part of a run that has to end earlier; it is cancelled with the whole, and its stages count there.
  init(partOf whole: RunControl, deadline: ContinuousClock.Instant) {
    self.deadline = deadline
    progress = whole.progress
    self.whole = whole
  }

  /// Asks the run to stop soon. Safe from any thread.
  public func cancel() { cancelled.store(true, ordering: .relaxed) }

  /// Whether ``cancel()`` was called.
  public var isCancelled: Bool { cancelled.load(ordering: .relaxed) || whole?.isCancelled ?? false }

  /// How long the stages of the run have taken so far, in order of first appearance.
  public var stages: [StageTiming] { timings.withLock { $0 } }

  /// How much has been annealed so far, and how fast.
  public var annealing: AnnealingTiming { annealed.withLock { $0 } }

  /// Counts the proposals of one annealing.
  func addAnnealing(moves: Int, since start: ContinuousClock.Instant) {
    if let whole { return whole.addAnnealing(moves: moves, since: start) }
    let duration = ContinuousClock.now - start
    annealed.withLock {
      $0.moves += moves
      $0.duration += duration
    }
  }

  /// Does a stage of the run and adds to its time.
  func timed<Result>(_ stage: String, _ work: () -> Result) -> Result {
    if let whole { return whole.timed(stage, work) }
    let start = ContinuousClock.now
    let result = work()
    let duration = ContinuousClock.now - start
    timings.withLock { timings in
      if let index = timings.firstIndex(where: { $0.name == stage }) {
        timings[index].duration += duration
      } else {
        timings.append(StageTiming(name: stage, duration: duration))
      }
    }
    return result
  }

  /// Whether the deadline has passed.
  var isLate: Bool { deadline.map { ContinuousClock.now >= $0 } ?? false }

  /// Whether to stop now, by request or by deadline.
  package var shouldStop: Bool {
    if isCancelled { return true }
    guard let deadline else { return false }
    return ContinuousClock.now >= deadline
  }
}

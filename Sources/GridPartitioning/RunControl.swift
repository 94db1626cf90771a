import Synchronization

/// The caller's hand on a long run: cancel it, bound its time, watch it.
///
/// Work is counted in moves, so a run that is left alone always ends the same way; cancelling or running into the
/// deadline only makes it return the best it has so far.
public final class RunControl: Sendable {
  private let cancelled = Atomic<Bool>(false)

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
  }

  /// Asks the run to stop soon. Safe from any thread.
  public func cancel() { cancelled.store(true, ordering: .relaxed) }

  /// Whether ``cancel()`` was called.
  public var isCancelled: Bool { cancelled.load(ordering: .relaxed) }

  /// Whether to stop now, by request or by deadline.
  package var shouldStop: Bool {
    if isCancelled { return true }
    guard let deadline else { return false }
    return ContinuousClock.now >= deadline
  }
}

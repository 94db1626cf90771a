import GridPartitioning
import Synchronization

/// Results by index of many small pieces of work, taken in runs: the count of threads changes the time, never the answer.
func mapInOrder<Result: Sendable>(
  _ count: Int, runsOf size: Int, threads: Int, _ make: @Sendable (Int) -> Result
) -> [Result] {
  guard threads > 1, count > size else { return (0..<count).map(make) }
  let runs = (count + size - 1) / size
  return inParallel(count: runs, threads: threads) { run in
    (run * size..<min(count, (run + 1) * size)).map(make)
  }.flatMap(\.self)
}

/// Counts across threads.
final class DoneCounter: Sendable {
  private let count = Atomic(0)

  /// 1, 2, 3, …
  func next() -> Int { count.wrappingAdd(1, ordering: .relaxed).newValue }
}

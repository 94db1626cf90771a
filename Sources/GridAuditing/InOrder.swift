import Dispatch
import Synchronization

/// Results by index, made on a number of threads: the count of threads changes the time, never the answer.
func mapInOrder<Result: Sendable>(_ count: Int, threads: Int, _ make: @Sendable (Int) -> Result) -> [Result] {
  guard threads > 1, count > 1 else { return (0..<count).map(make) }
  let results = Mutex([Result?](repeating: nil, count: count))
  let next = Atomic(0)
  DispatchQueue.concurrentPerform(iterations: min(threads, count)) { _ in
    while true {
      let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
      if index >= count { return }
      let result = make(index)
      results.withLock { $0[index] = result }
    }
  }
  return results.withLock { $0.compactMap(\.self) }
}

/// The same for many small pieces of work, taken in runs.
func mapInOrder<Result: Sendable>(
  _ count: Int, runsOf size: Int, threads: Int, _ make: @Sendable (Int) -> Result
) -> [Result] {
  guard threads > 1, count > size else { return (0..<count).map(make) }
  let runs = (count + size - 1) / size
  return mapInOrder(runs, threads: threads) { run in
    (run * size..<min(count, (run + 1) * size)).map(make)
  }.flatMap(\.self)
}

/// Counts across threads.
final class DoneCounter: Sendable {
  private let count = Atomic(0)

  /// 1, 2, 3, …
  func next() -> Int { count.wrappingAdd(1, ordering: .relaxed).newValue }
}

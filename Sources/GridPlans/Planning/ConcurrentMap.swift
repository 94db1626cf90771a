import Dispatch
import Synchronization

/// Maps `0..<count` on a number of threads; results come back in order, so the number of threads never shows.
///
/// - Throws: The error of the lowest index that failed.
func concurrentMap<Value: Sendable, Failure: Error>(
  count: Int, threads: Int, _ body: @Sendable (Int) -> Result<Value, Failure>
) throws(Failure) -> [Value] {
  guard count > 0 else { return [] }
  let next = Atomic<Int>(0)
  let collected = Mutex<[Result<Value, Failure>?]>(Array(repeating: nil, count: count))
  DispatchQueue.concurrentPerform(iterations: min(max(1, threads), count)) { _ in
    while true {
      let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
      guard index < count else { return }
      let result = body(index)
      collected.withLock { $0[index] = result }
    }
  }
  var values: [Value] = []
  values.reserveCapacity(count)
  for result in collected.withLock({ $0 }) {
    guard let result else { preconditionFailure("an index was not mapped") }
    values.append(try result.get())
  }
  return values
}

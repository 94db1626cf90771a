import GridPartitioning

/// Maps `0..<count` on a number of threads; results come back in order, so the number of threads never shows.
///
/// - Throws: The error of the lowest index that failed.
func concurrentMap<Value: Sendable, Failure: Error>(
  count: Int, threads: Int, _ body: @Sendable (Int) -> Result<Value, Failure>
) throws(Failure) -> [Value] {
  var values: [Value] = []
  values.reserveCapacity(count)
  for result in inParallel(count: count, threads: threads, body) { values.append(try result.get()) }
  return values
}

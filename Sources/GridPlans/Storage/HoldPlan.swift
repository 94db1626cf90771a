import GridLayers

/// Does work on a plan file that nobody else may write meanwhile: from reading it to putting the new one in its place.
///
/// - Parameters:
///   - isHeld: `false` for work that leaves the file alone, such as a dry run, which waits for nobody.
///   - control: Says how long to wait for others.
/// - Throws: ``PlanError/busy(path:waited:)`` where others go on for longer, and what the work throws.
func holdingPlan<Value>(
  at path: String, if isHeld: Bool = true, _ control: PlanningControl, _ work: () throws(PlanError) -> Value
) throws(PlanError) -> Value {
  guard isHeld, FileIdentity(of: path) != nil else { return try work() }
  let taken: FileLock?
  do throws(LayerError) {
    taken = try FileLock(path, waiting: control.wait, isCancelled: { control.isCancelled })
  } catch {
    throw .layer(error)
  }
  try control.check()
  guard let lock = consume taken else { throw .busy(path: path, waited: control.wait) }
  let value = try work()
  // Held to here and no shorter.
  _ = consume lock
  return value
}

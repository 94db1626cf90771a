/// Turns raw ground into atoms: the smallest pieces a grid can be made of.
///
/// Units are taken as they are. Open ground is divided by communities, barriers, sites and the walls of compounds that
/// barriers run through; slivers are absorbed; blocks above the maximum are divided by lanes and extended dead ends,
/// and then by straight cuts around footprints and compounds; what hangs together by a thread only is parted. Same input and settings: same atoms, whatever the order
/// of the layers and the number of threads.
///
/// - Parameters:
///   - input: In one projected system, in metres.
///   - settings: The sizes come from the policy.
///   - control: Progress by stage, and a way to stop.
/// - Throws: ``CoverageError/cancelled``, and what ``PlanarMap`` throws for coordinates that are no numbers or span
///   too far. Dirt in the layers never throws: it is repaired or reported.
/// - Complexity: O(n log n) in vertices and places.
public func makeAtoms(
  _ input: GroundInput, _ settings: GroundSettings = GroundSettings(), control: GroundControl = GroundControl()
) throws(CoverageError) -> AtomMap {
  var work = try GroundWork(input, settings, control)
  var state = try work.firstMap()
  try work.finish("network")
  state = try work.dividedByLanes(state)
  try work.finish("lanes")
  state = try work.dividedByCuts(state)
  try work.finish("cuts")
  return try work.atoms(from: state)
}

import Gridwright

/// Writes a small county that does not exist into a folder.
///
/// - Returns: The path of its manifest.
func makeTown(in folder: String) throws -> String {
  let sample = try makeSample(
    households: 1_500, seed: 3, policy: "households-300-500", directory: folder, control: PlanningControl())
  print("\(sample.communities) communities, \(sample.buildings) buildings, \(sample.sites) sites")
  return sample.manifest
}

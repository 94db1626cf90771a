import GridSamples

/// What `gridwright sample` made.
public struct SampleResult: Hashable, Sendable, Encodable {
  public let schema: Int
  public let manifest: String
  public let communities: Int
  public let buildings: Int
  public let households: Int
  public let sites: Int
  public let seed: UInt64

  public var text: BilingualText {
    BilingualText(
      en: "synthetic county: \(communities) communities, \(buildings) buildings, \(households) households, \(sites) sites → \(manifest)",
      zh: "合成县：社区 \(communities) 个，楼栋 \(buildings) 栋，住户 \(households) 户，专属场所 \(sites) 处 → \(manifest)")
  }
}

/// Writes a synthetic county into a folder.
///
/// - Parameters:
///   - households: How many, exactly.
///   - seed: The same numbers give the same bytes.
///   - policy: What the manifest names: a preset, or a path to a policy file.
///   - directory: Made where it is missing. An earlier sample in it is replaced, another manifest is not.
/// - Throws: ``PlanError/cannotWrite(path:cause:)``, ``PlanError/interrupted``.
public func makeSample(
  households: Int, seed: UInt64, policy: String = "households-300-500", directory: String, control: PlanningControl
) throws(PlanError) -> SampleResult {
  // Somebody's own county is not replaced; an earlier sample is.
  let manifest = "\(directory)/county.yaml"
  if let text = try? readText(manifest), !text.hasPrefix("# SYNTHETIC") {
    throw .cannotWrite(path: manifest, cause: "it is a manifest that no sample made")
  }
  var settings = SampleSettings(households: households, seed: seed)
  settings.policy = policy
  do throws(SampleError) {
    let summary = try writeSample(
      settings, to: directory, progress: { control.report($0, $1, "sample") },
      isCancelled: { control.isCancelled })
    return SampleResult(
      schema: 1, manifest: summary.manifest, communities: summary.communities, buildings: summary.buildings,
      households: summary.households, sites: summary.sites, seed: seed)
  } catch .cancelled {
    throw .interrupted
  } catch {
    throw .cannotWrite(path: directory, cause: error.message)
  }
}

import Foundation
import GridAuditing
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
      en:
        "synthetic county: \(counted(communities, "community", "communities")), \(counted(buildings, "building")), \(counted(households, "household")), \(counted(sites, "site")) → \(manifest)",
      zh: "合成县：社区 \(communities) 个，楼栋 \(buildings) 栋，住户 \(households) 户，专属场所 \(sites) 处 → \(manifest)")
  }
}

/// Writes a synthetic county into a folder; when that fails, nothing new is left of it.
///
/// - Parameters:
///   - households: How many, exactly.
///   - seed: The same numbers give the same bytes.
///   - policy: What the manifest names: a preset, or a path to a policy file, which must be readable.
///   - directory: Made where it is missing. An earlier sample in it is replaced, another manifest is not.
/// - Throws: ``PlanError/badInput(_:)``, ``PlanError/cannotWrite(path:cause:remedy:)``, ``PlanError/interrupted``.
public func makeSample(
  households: Int, seed: UInt64, policy: String = "households-300-500", directory: String, control: PlanningControl
) throws(PlanError) -> SampleResult {
  try requireNamed(directory)
  // Somebody's own county is not replaced; an earlier sample is.
  let manifest = "\(directory)/county.yaml"
  if let text = try? readText(manifest), !text.hasPrefix("# SYNTHETIC") {
    throw .cannotWrite(
      path: manifest, cause: BilingualText(en: "it is a manifest that no sample made", zh: "该清单不是由 sample 生成的"))
  }
  var settings = SampleSettings(households: households, seed: seed)
  settings.policy = try policyName(policy)
  // A roster for another policy would leave most posts, or most people, without each other.
  let text = if let preset = Policy.presets[settings.policy] { preset } else { try readText(settings.policy) }
  let plan = try Policy(yaml: text, file: settings.policy)
  settings.workersPerThousand = min(1_000, plan.expectedGrids(in: settings) / Double(max(1, households)) * 1_000)
  do throws(SampleError) {
    let summary = try writeSample(
      settings, to: directory, progress: { control.report($0, $1, "sample") },
      isCancelled: { control.isCancelled })
    return SampleResult(
      schema: 1, manifest: summary.manifest, communities: summary.communities, buildings: summary.buildings,
      households: summary.households, sites: summary.sites, seed: seed)
  } catch .cancelled {
    throw .interrupted
  } catch .layer(let error) {
    throw .layer(error)
  } catch {
    throw .badInput(
      InputProblem(
        source: "sample", cause: BilingualText(en: error.message, zh: error.message),
        remedy: BilingualText(en: "Choose a value in that range", zh: "请改用该范围内的值")))
  }
}

extension Policy {
  /// About how many grids of all levels a synthetic county comes to.
  fileprivate func expectedGrids(in settings: SampleSettings) -> Double {
    let levels = self.levels.reduce(0.0) { sum, level in
      switch level.size {
      case .count(let count, _): sum + Double(count)
      // Which grids a condition lets divide is not known before planning.
      case .households(let band, _):
        sum + (level.divide == nil ? (Double(settings.households) / Double(band.target)).rounded(.up) : 0)
      }
    }
    let sites = (settings.sitesPerThousand * Double(settings.households) / 1_000).rounded(.up)
    return levels + (dedicated?.count.map(Double.init) ?? sites)
  }
}

/// A preset as it is; a file by its absolute path, since the manifest stands elsewhere.
private func policyName(_ word: String) throws(PlanError) -> String {
  if Policy.presets[word] != nil { return word }
  guard word.contains("/") || word.hasSuffix(".yaml") || word.hasSuffix(".yml") else {
    throw .badInput(
      InputProblem(
        source: "--policy", place: BilingualText(word), cause: Policy.noSuchPreset(word), remedy: Policy.presetNames))
  }
  return URL(fileURLWithPath: word).standardizedFileURL.path
}

public import GridLayers

/// What a synthetic county is to be like.
public struct SampleSettings: Hashable, Sendable {
  /// The exact number of households in the county, from 1.
  public var households: Int
  /// The same settings and seed give the same bytes.
  public var seed: UInt64
  /// The county's name in Chinese and in Latin letters.
  public var name: (zh: String, en: String) {
    get { (nameZH, nameEN) }
    set { (nameZH, nameEN) = newValue }
  }
  private var nameZH = "合成县"
  private var nameEN = "Synthetic County"
  /// Six digits. The default lies outside the ranges GB/T 2260 gives to real places.
  public var code = "990001"
  /// Institutions per thousand households.
  public var sitesPerThousand = 9.0
  /// Workers per thousand households; the default gives a county of 200,000 households the 12,406 workers that Dali has.
  public var workersPerThousand = 62.03
  /// The share of communities, 0…1, whose border is spoilt on purpose: hairline gaps and overlaps, listed in `faults.csv`.
  public var dirt = 0.0
  /// The policy that the manifest names: a preset, or a path relative to the manifest. Not opened here.
  public var policy = "households-300-500"

  /// The largest county that can be asked for, in households.
  public static let maximumHouseholds = 5_000_000

  /// A county of so many households; everything else follows in the proportions of real ones.
  public init(households: Int, seed: UInt64 = 1) {
    self.households = households
    self.seed = seed
  }
}

/// What was written.
public struct SampleSummary: Hashable, Sendable {
  public var households = 0
  public var townships = 0
  public var communities = 0
  public var urbanCommunities = 0
  public var exclaves = 0
  public var buildings = 0
  public var compounds = 0
  public var sites = 0
  public var roads = 0
  public var bridges = 0
  public var servicePoints = 0
  public var workers = 0
  /// Rows of the log of visits.
  public var visitRows = 0
  /// Cases, open and closed.
  public var cases = 0
  public var plantedFaults = 0
  /// The manifest.
  public var manifest = ""
}

/// Why no county could be written.
public enum SampleError: Error, Hashable, Sendable {
  /// A setting outside what makes sense.
  case badSetting(name: String, value: String, expected: String)
  /// The folder or a file in it could not be written.
  case layer(LayerError)
  /// The caller asked to stop; nothing half-written is left.
  case cancelled

  /// What happened and what to do, in a sentence.
  public var message: String {
    switch self {
    case .badSetting(let name, let value, let expected): "\(name) is \(value); expected \(expected)"
    case .layer(let error): error.message
    case .cancelled: "stopped before the county was complete; nothing was kept"
    }
  }
}

extension SampleError: CustomStringConvertible {
  public var description: String { message }
}

extension SampleSettings {
  /// - Throws: ``SampleError/badSetting(name:value:expected:)``.
  func validate() throws(SampleError) {
    guard (1...Self.maximumHouseholds).contains(households) else {
      throw .badSetting(name: "households", value: String(households), expected: "1 to \(Self.maximumHouseholds)")
    }
    guard code.utf8.count == 6, code.utf8.allSatisfy({ (48...57).contains($0) }) else {
      throw .badSetting(name: "code", value: code, expected: "six digits")
    }
    guard (0...1).contains(dirt) else { throw .badSetting(name: "dirt", value: String(dirt), expected: "0 to 1") }
    guard (0...100).contains(sitesPerThousand) else {
      throw .badSetting(name: "sitesPerThousand", value: String(sitesPerThousand), expected: "0 to 100")
    }
    guard (0...1_000).contains(workersPerThousand) else {
      throw .badSetting(name: "workersPerThousand", value: String(workersPerThousand), expected: "0 to 1000")
    }
    guard !policy.isEmpty, !policy.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
      throw .badSetting(name: "policy", value: policy, expected: "the name of a preset, or a path")
    }
  }
}

extension Policy {
  /// YAML texts of the policies that can be named instead of written: the files of `data/policies`, compiled in.
  public static let presets: [String: String] = [
    "dali": PackageResources.dali_yaml,
    "households-300-500": PackageResources.households_300_500_yaml,
    "microgrid-30-100": PackageResources.microgrid_30_100_yaml,
  ].mapValues { String(decoding: $0, as: UTF8.self) }
}

extension Policy {
  /// YAML texts of the policies that can be named instead of written: the files of `data/policies`, compiled in.
  public static let presets: [String: String] = [
    "dali": PackageResources.dali_yaml,
    "households-300-500": PackageResources.households_300_500_yaml,
    "microgrid-30-100": PackageResources.microgrid_30_100_yaml,
  ].mapValues { String(decoding: $0, as: UTF8.self) }

  static func noSuchPreset(_ word: String) -> BilingualText {
    BilingualText(en: "no preset policy is called `\(word.shortened)`", zh: "没有名为 `\(word.shortened)` 的预设策略")
  }

  /// What may be written instead.
  static var presetNames: BilingualText {
    let names = presets.keys.sorted()
    return BilingualText(
      en: "Presets: \(names.joined(separator: ", ")); or give a path that ends in .yaml",
      zh: "预设策略：\(names.joined(separator: "、"))；也可以给出以 .yaml 结尾的路径")
  }
}

import GridSamples

extension Policy {
  /// YAML texts of the policies that can be named instead of written.
  public static var presets: [String: String] { PolicyPresets.texts }
}

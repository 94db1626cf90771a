public import GridMaps

/// What a sheet of the map is about.
public enum ConditionsSheetLevel: String, Hashable, Sendable, CaseIterable {
  /// An overview of the county, and a page of charts; of a map that is limited to a township, its charts.
  case county
  case township, community
  /// A page for each leaf grid.
  case grid
}

/// Which sheets of a map are drawn, and how.
public struct ConditionsSheetOptions: Hashable, Sendable {
  public var levels: Set<ConditionsSheetLevel>
  /// PDF has a file for the county and one for each township, the others a file for each sheet.
  public var formats: [MapFormat]
  /// Dots per inch of images; in the other formats vertices are thinned to a quarter of such a dot.
  public var dpi: Double
  public var language: Language

  /// Sheets of some levels.
  public init(
    _ levels: Set<ConditionsSheetLevel>, formats: [MapFormat] = [.pdf], dpi: Double = 150, language: Language = .en
  ) {
    self.levels = levels
    self.formats = MapFormat.allCases.filter(formats.contains)
    self.dpi = dpi
    self.language = language
  }
}

/// The formats a plan is exported to.
public enum ExportFormat: String, CaseIterable, Hashable, Sendable {
  case geojson, geojsonseq, csv, png, svg, pdf

  public var isMap: Bool { self == .png || self == .svg || self == .pdf }
}

/// The datum of exported coordinates. GCJ-02 and BD-09 are marked in the file.
public enum ExportDatum: String, CaseIterable, Hashable, Sendable { case wgs84, gcj02, bd09 }

/// What to export, and where to.
public struct ExportRequest: Hashable, Sendable {
  public var format: ExportFormat
  /// A file, or a folder where every level gets one.
  public var path: String
  /// 0 for dedicated grids; `nil` for all.
  public var level: Int?
  public var datum: ExportDatum
  /// Maps only: enlarges one community.
  public var community: String?
  public var dpi: Double
  public var language: Language

  /// An export of all levels in WGS 84, unless said otherwise.
  public init(
    format: ExportFormat, path: String, level: Int? = nil, datum: ExportDatum = .wgs84, community: String? = nil,
    dpi: Double = 150, language: Language = .en
  ) {
    self.format = format
    self.path = path
    self.level = level
    self.datum = datum
    self.community = community
    self.dpi = dpi
    self.language = language
  }
}

/// What was exported.
public struct ExportSummary: Hashable, Sendable, Encodable {
  public let schema: Int
  public let files: [String]
  public let features: Int
  /// What a map had no font or no room for.
  public let warnings: [String]

  init(schema: Int, files: [String], features: Int, warnings: [String] = []) {
    self.schema = schema
    self.files = files
    self.features = features
    self.warnings = warnings
  }

  public var text: BilingualText {
    let places = files.map { "→ \($0)" }
    return BilingualText(
      en: (warnings + places).joined(separator: "\n"),
      zh: (warnings.map(ChineseWording.of) + places).joined(separator: "\n"))
  }
}

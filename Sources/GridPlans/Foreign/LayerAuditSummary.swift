import GridAuditing
import GridGeometry

/// What `gridwright audit LAYER --json` prints.
public struct LayerAuditSummary: Sendable, Encodable {
  /// A finding with everything to find, judge and cure it.
  public struct Item: Sendable, Encodable {
    public let id: String
    public let rule: String
    public let severity: String
    /// Codes of the owners.
    public let grids: [String]
    /// Numbers of the features in the layer.
    public let features: [Int]
    public let measure: Double?
    public let unit: String
    /// In square metres.
    public let area: Double?
    /// In metres.
    public let width: Double?
    public let length: Double?
    public let since: String?
    /// `new` or `still`; `null` without an earlier audit.
    public let status: String?
    public let text: BilingualText
    public let fix: BilingualText?
  }

  /// Households by how many features claim their place.
  public struct Households: Sendable, Encodable {
    public let total: Int
    public let inOne: Int
    public let inSeveral: Int
    public let inNone: Int
  }

  public let schema: Int
  public let layer: String
  /// The system of the file, and that in which everything was measured.
  public let crs: String
  public let metricCrs: String
  public let features: Int
  public let grounds: Int
  public let edges: Int
  /// Of ``edges``.
  public let matchedEdges: Int
  public let isCoverage: Bool
  /// In square metres: areas added up, claimed by several (each place once), the sum less the union, claimed by nobody.
  public let area: Double
  public let contestedArea: Double
  public let repeatedArea: Double
  public let unclaimedArea: Double
  /// Of the ground given, if any.
  public let groundArea: Double?
  public let openLength: Double
  public let households: Households?
  /// Findings by rule.
  public let rules: [String: Int]
  public let findings: [Item]
  public let changes: FindingsChanges?
  public let notes: [BilingualText]
  /// Seconds by stage: `read`, `validate`, `write`.
  public let seconds: [String: Double]

  /// The union, whose area shares of ground are told of.
  var unionArea: Double { area - repeatedArea }
}

extension LayerAuditSummary {
  init(
    _ layer: ForeignLayer, _ figures: CoverageSummary, _ items: [ItemisedFinding], changes: FindingsChanges?,
    notes: [BilingualText], seconds: [String: Double]
  ) {
    schema = 1
    self.layer = layer.title
    crs = layer.source.definition
    metricCrs = layer.metric.definition
    features = figures.features
    grounds = figures.grounds
    edges = figures.edges
    matchedEdges = figures.matchedEdges
    isCoverage = figures.isCoverage
    area = figures.area
    contestedArea = figures.contestedArea
    repeatedArea = figures.repeatedArea
    unclaimedArea = figures.unclaimedArea
    groundArea = figures.targetArea
    openLength = figures.openLength
    households = figures.households.map {
      Households(total: $0.total, inOne: $0.inOne, inSeveral: $0.inSeveral, inNone: $0.inNone)
    }
    rules = items.reduce(into: [:]) { $0[$1.finding.rule, default: 0] += 1 }
    findings = items.map { Item($0, changes) }
    self.changes = changes
    self.notes = notes
    self.seconds = seconds
  }
}

extension LayerAuditSummary.Item {
  init(_ item: ItemisedFinding, _ changes: FindingsChanges?) {
    let finding = item.finding
    id = finding.id
    rule = finding.rule
    severity = finding.severity.rawValue
    grids = finding.grids
    features = item.features
    measure = finding.measure
    unit = finding.unit
    area = item.area
    width = item.width
    length = item.length
    since = finding.since
    status = changes.map { $0.newIDs.contains(finding.id) ? "new" : "still" }
    text = BilingualText(en: finding.text, zh: finding.textZH)
    fix = item.fix.map { BilingualText(en: $0.en, zh: $0.zh) }
  }

  /// One line: severity, rule, owners, words, fix, and whether it is new.
  func line(in language: Language) -> FindingLine {
    let words = [severity, rule, CodeList.join(grids), text(in: language), fix?(in: language) ?? "", status ?? ""]
    return FindingLine(
      severity: Severity(rawValue: severity) ?? .info, rule: rule, extent: area ?? length ?? measure ?? 0,
      text: words.joined(separator: "\t"))
  }
}

import GridAuditing
import GridGeometry
import GridLayers

/// Where an audit's findings go, and what they are compared with.
public struct FindingsDelivery: Hashable, Sendable {
  /// A .geojson, .gpkg or .csv file to write them to; `nil` for none.
  public var output: String?
  /// Findings of an earlier audit, as this writes them, or a plan; `nil` compares with nothing.
  public var previous: String?
  /// The day of the audit, ISO 8601: `since` of findings that are new.
  public var date: String

  /// Findings go nowhere and are compared with nothing, unless said otherwise.
  public init(output: String? = nil, previous: String? = nil, date: String) {
    self.output = output
    self.previous = previous
    self.date = date
  }

  /// Fails early where findings could not be written.
  func check(sparing inputs: [String]) throws(PlanError) {
    guard let output else { return }
    let read = inputs + [previous].compactMap { $0.map { LayerSource($0).path } }
    try FindingsFile.requireWritable(output, sparing: read)
  }

  /// Dates the findings by the earlier audit, writes them, and tells what changed.
  func deliver(
    _ items: [ItemisedFinding], in system: ReferenceSystem
  ) throws(PlanError) -> (items: [ItemisedFinding], changes: FindingsChanges?) {
    var dated = items
    var changes: FindingsChanges?
    var since: [String: String] = [:]
    if let previous {
      let comparison = compare(previous: try FindingsFile.read(previous), current: items.map(\.finding))
      for finding in comparison.still { since[finding.id] = finding.since }
      changes = FindingsChanges(comparison)
    }
    for index in dated.indices {
      dated[index].finding.since = since[dated[index].finding.id] ?? dated[index].finding.since ?? date
    }
    if let output { try FindingsFile.write(dated, to: output, in: system, date: date) }
    return (dated, changes)
  }
}

/// What became of findings between two audits.
public struct FindingsChanges: Sendable, Encodable {
  /// A finding of the earlier audit that is gone.
  public struct Cured: Sendable, Encodable {
    public let id: String
    public let rule: String
    public let text: BilingualText
  }

  public let new: Int
  public let still: Int
  public let cured: [Cured]
  /// Ids of the findings that are new.
  let newIDs: Set<String>

  init(_ comparison: AuditComparison) {
    new = comparison.new.count
    still = comparison.still.count
    cured = comparison.cured.map {
      Cured(id: $0.id, rule: $0.rule, text: BilingualText(en: $0.text, zh: $0.textZH))
    }
    newIDs = Set(comparison.new.map(\.id))
  }

  private enum CodingKeys: String, CodingKey { case new, still, cured }

  /// The cured ones a line each, then the numbers.
  func lines(in language: Language) -> [String] {
    cured.map { "cured\t\($0.rule)\t\t\($0.text(in: language))" } + [
      language == .zh
        ? "与上次相比：新增 \(new)，仍在 \(still)，已消除 \(cured.count)"
        : "since the last audit: \(new) new, \(still) still there, \(cured.count) cured"
    ]
  }
}

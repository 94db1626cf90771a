/// What `gridwright map` prints with `--json`: of a public map no more than the map itself tells.
public struct ConditionsSummary: Hashable, Sendable, Encodable {
  public let schema: Int
  /// The day alone for a public map.
  public let asOf: String
  public let audience: String
  /// The code of the township that the map is limited to; `nil` for none.
  public let township: String?
  /// Open cases, of them those in a leaf grid, outside, in several grids, and without a place; `nil`: suppressed.
  public let open, located, outside, ambiguous, unlocated: Int?
  /// Open cases shown as points, and those that are only counted.
  public let published: Int
  public let countedOnly: Int?
  /// Leaf grids, how many of their counts are suppressed, and how many are hot spots.
  public let grids, suppressed, hotSpots: Int
  /// Clusters by the scan statistic.
  public let clusters: Int
  public let notes: [BilingualText]
  /// What was written, or with `--dry-run` would be.
  public let files: [String]
  /// What a sheet had no font or no room for.
  public let warnings: [String]
  /// By stage: `plan` and `cases` are read, `map` is reckoned, `write` written.
  public let seconds: [String: Double]

  /// - Parameter remarks: For whoever makes the map, beside its own notes.
  init(_ map: ConditionsMap, remarks: [BilingualText] = [], files: [String], warnings: [String] = [], seconds: [String: Double]) {
    schema = 1
    asOf = map.asOfText
    audience = map.audience.rawValue
    township = map.township?.code
    open = map.totals.open.number
    located = map.totals.located.number
    outside = map.totals.outside.number
    ambiguous = map.totals.ambiguous.number
    unlocated = map.totals.unlocated.number
    published = map.totals.points
    countedOnly = map.totals.countedOnly
    grids = map.totals.leaves
    suppressed = map.totals.suppressed
    hotSpots = map.totals.hotSpots
    clusters = map.clusters.count
    notes = map.notes + remarks
    self.files = files
    self.warnings = warnings
    self.seconds = seconds.mapValues { ($0 * 1000).rounded() / 1000 }
  }

  private enum CodingKeys: CodingKey {
    case schema, asOf, audience, township, open, located, outside, ambiguous, unlocated, published, countedOnly, grids,
      suppressed, hotSpots, clusters, notes, files, warnings, seconds
  }

  /// A suppressed count is written as `null`, not left out.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(schema, forKey: .schema)
    try container.encode(asOf, forKey: .asOf)
    try container.encode(audience, forKey: .audience)
    try container.encode(township, forKey: .township)
    for (key, count) in [
      (CodingKeys.open, open), (.located, located), (.outside, outside), (.ambiguous, ambiguous),
      (.unlocated, unlocated),
      (.countedOnly, countedOnly),
    ] { try container.encode(count, forKey: key) }
    try container.encode(published, forKey: .published)
    try container.encode(grids, forKey: .grids)
    try container.encode(suppressed, forKey: .suppressed)
    try container.encode(hotSpots, forKey: .hotSpots)
    try container.encode(clusters, forKey: .clusters)
    try container.encode(notes, forKey: .notes)
    try container.encode(files, forKey: .files)
    try container.encode(warnings, forKey: .warnings)
    try container.encode(seconds, forKey: .seconds)
  }

  /// The summary in words.
  public var text: BilingualText {
    func en(_ count: Int?) -> String { count.map { "\($0)" } ?? "suppressed" }
    func zh(_ count: Int?) -> String { count.map { "\($0)" } ?? "未公布" }
    let whole = BilingualText(
      en: "as of \(asOf), \(audience): \(en(open)) open cases, \(en(located)) in a grid, \(en(outside)) outside, "
        + "\(en(ambiguous)) in several, \(en(unlocated)) without a place; \(published) shown as points",
      zh: "截至 \(asOf)（\(audience == "public" ? "公开" : "内部")）：未结案件 \(zh(open)) 件，网格内 \(zh(located))，网格外 \(zh(outside))，"
        + "同属多个网格 \(zh(ambiguous))，无位置 \(zh(unlocated))；显示为点位 \(published) 件")
    let head =
      township.map { township in
        BilingualText(
          en:
            "as of \(asOf), \(audience), only \(township): \(en(open)) open cases in a grid; \(published) shown as points",
          zh:
            "截至 \(asOf)（\(audience == "public" ? "公开" : "内部")），仅限\(township)：网格内未结案件 \(zh(open)) 件；显示为点位 \(published) 件"
        )
      } ?? whole
    let grids = BilingualText(
      en: "\(self.grids) grids, \(hotSpots) of them hot spots; \(clusters) \(clusters == 1 ? "cluster" : "clusters")"
        + (suppressed > 0 ? ", \(suppressed) counts suppressed" : ""),
      zh: "网格 \(self.grids) 个，其中热点 \(hotSpots) 个；聚集区 \(clusters) 个" + (suppressed > 0 ? "，未公布数量 \(suppressed) 个" : ""))
    // Of a long atlas the first warnings and files tell what the others are like.
    let told = warnings.prefix(10).map { BilingualText(en: $0, zh: ChineseWording.of($0)) }
    let places = files.prefix(30).map { BilingualText("→ \($0)") }
    let more = files.count - places.count
    let rest = more > 0 ? [BilingualText(en: "→ and \(more) more", zh: "→ 另有 \(more) 个文件")] : []
    return ([head, grids] + notes + told + places + rest).joined(separator: "\n")
  }
}

import GridAuditing
import GridVisits

/// The result of ``findGaps(in:_:control:)``.
public struct GapSummary: Sendable, Encodable {
  private enum CodingKeys: String, CodingKey { case schema, asOf, since, unchecked, findings, rows, isLatest, notices }

  /// A finding that is a gap.
  public struct Item: Hashable, Sendable, Encodable {
    public let id: String
    /// `new`, `still` or `cured`, compared with ``GapSummary/since``.
    public let status: String
    /// `a` to `i`.
    public let meaning: String
    public let rule: String
    public let severity: String
    public let grids: [String]
    public let communities: [String]
    public let townships: [String]
    public let measure: Double?
    public let unit: String
    public let denominator: Double?
    public let base: String
    /// The day it was first found.
    public let since: String
    public let text: BilingualText
  }

  /// The gaps of one meaning in one place.
  public struct Row: Hashable, Sendable, Encodable {
    /// `grid`, `community`, `township` or `county`.
    public let level: String
    public let code: String
    public let name: String
    public let meaning: String
    /// `null`, like the next two, where nobody looked by a day that is over.
    public let standing: Int?
    public let new: Int?
    public let cured: Int?
    /// `null` where nobody knows what the plan was like on a day that is over.
    public let rate: RateReport?
    /// The grids concerned, where the rate counts their households; else `null`.
    public let grids: RateReport?
    /// The rates in words.
    public let text: BilingualText
  }

  public let schema: Int
  public let asOf: String
  /// The day that new and cured are told since; `nil` before the first.
  public let since: String?
  /// Meanings the plan holds nothing to check by.
  public let unchecked: [String]
  public let findings: [Item]
  /// The county's figures, then those of the places asked for.
  public let rows: [Row]
  /// Whether sums were asked for instead of single findings.
  private let isSummed: Bool
  /// Whether the plan remembers this look; an earlier day than the last is not remembered.
  public let isLatest: Bool
  /// What cannot be told of the day.
  public let notices: [BilingualText]

  init(_ report: GapReport, level: GapLevel?, county: String, isLatest: Bool, notices: [BilingualText]) {
    schema = 1
    asOf = report.asOf
    since = report.baseline.day.isEmpty ? nil : report.baseline.day
    self.notices = notices
    unchecked = GapMeaning.allCases.filter { !report.checked.contains($0) }.map(\.letter)
    findings = (report.standing + report.cured).map { Item($0, asOf: report.asOf) }
    var rows = report.rows(by: .county)
    if let level, level != .county { rows += report.rows(by: level) }
    self.rows = rows.map { Row($0, county: county) }
    self.isLatest = isLatest
    isSummed = level != nil
  }

  /// Whether no gap stands that is more than worth knowing.
  public var isClean: Bool {
    !findings.contains { $0.status != GapReport.Status.cured.rawValue && $0.severity != Severity.info.rawValue }
  }

  /// The county's figures by meaning, those of the places asked for, and every finding.
  public func lines(in language: Language) -> [String] {
    var lines = notices.map { $0(in: language) }
    if let since {
      lines.append(language == .zh ? "截至 \(asOf)，新增与已消除均与 \(since) 相比" : "as of \(asOf); new and cured since \(since)")
    }
    for meaning in GapMeaning.allCases {
      let title = language == .zh ? meaning.title.zh : meaning.title.en
      let head = "(\(meaning.letter)) \(title)"
      guard let row = rows.first(where: { $0.level == GapLevel.county.rawValue && $0.meaning == meaning.letter }) else {
        lines.append(
          language == .zh ? "\(head)：未检查，方案中没有相应资料" : "\(head): not checked, the plan holds nothing to check it by")
        continue
      }
      let text = row.text(in: language)
      guard let standing = row.standing, let new = row.new, let cured = row.cured else {
        lines.append(language == .zh ? "\(head)：\(text)" : "\(head): \(text)")
        continue
      }
      lines.append(
        language == .zh
          ? "\(head)：现有 \(standing) 项（新增 \(new)），已消除 \(cured) 项；\(text)"
          : "\(head): \(standing) standing, \(new) of them new, \(cured) cured; \(text)")
    }
    lines += rows.filter { $0.level != GapLevel.county.rawValue }.map { row in
      [
        row.level, row.code, row.name, row.meaning, Self.shown(row.standing), Self.shown(row.new), Self.shown(row.cured),
        row.text(in: language),
      ].joined(separator: "\t")
    }
    if !isSummed {
      lines += findings.map { item in
        [
          item.status, item.meaning, item.severity, item.rule, item.grids.joined(separator: " "), item.since,
          item.text(in: language),
        ].joined(separator: "\t")
      }
    }
    return lines
  }

  /// Empty where it is not known.
  private static func shown(_ count: Int?) -> String { count.map { "\($0)" } ?? "" }

  /// What a look at a day before the last one recorded cannot know.
  static func lookingBack(to day: String, from last: String) -> BilingualText {
    BilingualText(
      en:
        "\(day) is before \(last), the last day the plan's record knows: what stood is told by the days on which findings were recorded, visits and cases by their own dates; rosters, posts, service points and grids of earlier days are not kept, so only visits and cases have rates, by the grids, targets and people the plan has now, and nothing else is known of a day before the first look. The plan does not remember this look. If \(last) was mistyped, --forget-later takes back what was recorded after \(day)",
      zh:
        "\(day) 早于方案记录的最后日期 \(last)：当日的问题按记录中发现和消除的日期列出，走访和案件按各自日期核算；方案不保存以往的名册、岗位、服务点和网格，因此只有走访和案件给出比率（按现有网格、应访数和人员），其余比率不详，首次查看之前的其他情况也不详。本次查看不记入方案。若 \(last) 系误填，可用 --forget-later 撤销 \(day) 之后的记录")
  }
}

extension GapSummary.Item {
  fileprivate init(_ item: GapReport.Item, asOf: String) {
    let finding = item.finding
    id = finding.id
    status = item.status.rawValue
    meaning = item.meaning.letter
    rule = finding.rule
    severity = finding.severity.rawValue
    grids = finding.grids
    communities = item.communities
    townships = item.townships
    measure = finding.measure
    unit = finding.unit
    denominator = finding.denominator
    base = finding.base
    since = finding.since ?? asOf
    text = BilingualText(en: finding.text, zh: finding.textZH)
  }
}

extension GapSummary.Row {
  fileprivate init(_ row: GapReport.Row, county: String) {
    level = row.level.rawValue
    code = row.code
    name = row.level == .county ? county : row.name
    meaning = row.meaning.letter
    standing = row.standing
    new = row.new
    cured = row.cured
    rate = row.rate.map(RateReport.init)
    grids = row.grids.map(RateReport.init)
    let texts = [row.rate, row.grids].compactMap { $0?.text }
    text =
      texts.isEmpty
      ? BilingualText(en: "not known for that day", zh: "当日数据不详")
      : BilingualText(en: texts.map(\.en).joined(separator: "; "), zh: texts.map(\.zh).joined(separator: "；"))
  }
}

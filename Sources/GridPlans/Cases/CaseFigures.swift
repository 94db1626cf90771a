import GridAuditing
public import GridCases
import GridLayers
import GridVisits

/// What cases are looked at by: an instant, and rules.
public struct CaseQuestion: Hashable, Sendable {
  public var asOf: Instant
  public var settings: CaseSettings
  /// By whose clocks times are told; `nil`: those of the plan's cases, else of the rules' calendar.
  public var zone: ClockZone?
  /// When limits have to have run out for the closing rates; `nil`: at any time until the instant.
  public var dueIn: Range<Instant>?
  public var threads = 1

  /// The cases as of an instant.
  public init(asOf: Instant, settings: CaseSettings) {
    self.asOf = asOf
    self.settings = settings
  }

  /// By whose clocks times of a plan's cases are told.
  func clocks(of cases: PlanCases) -> ClockZone { zone ?? cases.zone ?? settings.rules.calendar.zone }
}

/// What `gridwright cases stats` prints with `--json`.
public struct CaseFigures: Hashable, Sendable, Encodable {
  /// Cases by how they stand.
  public struct Counts: Hashable, Sendable, Encodable {
    public let cases, open, overdue, paused, closed, void: Int
    public let overdueRate: RateReport

    init(_ counts: CaseCounts) {
      cases = counts.cases
      open = counts.open
      overdue = counts.overdue
      paused = counts.paused
      closed = counts.closed
      void = counts.void
      overdueRate = RateReport(counts.overdueRate)
    }
  }

  /// What one tier did with the cases that came to it.
  public struct Tier: Hashable, Sendable, Encodable {
    public let cases, open, closed, raised, lowered: Int
    /// How long open cases were with it in all, by the clock.
    public let hours: Double
    public let closedRate: RateReport
  }

  /// Open cases of an age: at least `from` days and less than `to`, which the last band lacks.
  public struct Age: Hashable, Sendable, Encodable {
    public let from: Int
    public let to: Int?
    public let open: Int
  }

  /// A list of the rules, step by step.
  public struct View: Hashable, Sendable, Encodable {
    public let code: String
    public let name: BilingualText
    public let steps: [Step]

    /// One of its columns.
    public struct Step: Hashable, Sendable, Encodable {
      public let code: String
      public let name: BilingualText
      public let cases: Int
    }
  }

  public let schema: Int
  public let asOf: String
  public let cases, open, overdue, paused, closed, void, unlocated: Int
  public let byClass: [String: Counts]
  /// Grids that ever had a case.
  public let byGrid: [String: Counts]
  /// By the tier's name.
  public let byTier: [String: Tier]
  public let byState: [String: Int]
  /// Open cases by the codes of the rules' colours.
  public let byColor: [String: Int]
  public let ageing: [Age]
  public let views: [View]
  public let overdueRate: RateReport
  /// 结案率 and 按期结案率.
  public let closingRate: RateReport
  public let timelyRate: RateReport
  /// What a reader of the figures should know.
  public let notes: [BilingualText]
}

/// The figures of a plan's cases at an instant: open are those submitted by then and not closed.
///
/// - Throws: ``PlanError``; ``PlanError/badInput(_:)`` for a plan without cases.
public func caseFigures(
  of path: String, _ question: CaseQuestion, control: PlanningControl = PlanningControl()
) throws(PlanError) -> CaseFigures {
  let file = PlanFile(path: path, control: control)
  let cases = try file.casesLookedAt(by: question.settings.rules)
  let snapshot = cases.table.snapshot(
    asOf: question.asOf, rules: question.settings.rules, threads: question.threads)
  let remark = question.settings.rules.remark(onClocksOf: cases.zone)
  return CaseFigures(cases.table, snapshot, question, question.clocks(of: cases), notes: [remark].compactMap(\.self))
}

extension PlanFile {
  /// The cases of a plan that is asked about them.
  func casesLookedAt(by rules: CaseRules) throws(PlanError) -> PlanCases {
    guard let cases = try cases(classes: rules.classes.map(\.code), grids: try leafCodes()) else {
      throw Self.withoutCases(path)
    }
    return cases
  }

  static func withoutGrids(_ path: String) -> PlanError {
    .badInput(
      InputProblem(
        source: path, cause: BilingualText(en: "the plan has no grids", zh: "方案没有网格"),
        remedy: BilingualText(
          en: "Make or adopt the grids first, with `gridwright plan` or `gridwright adopt`",
          zh: "请先用 `gridwright plan` 或 `gridwright adopt` 生成或采用网格")))
  }

  static func withoutCases(_ path: String) -> PlanError {
    .badInput(
      InputProblem(
        source: path, cause: BilingualText(en: "the plan has no cases", zh: "方案中没有案件"),
        remedy: BilingualText(en: "Import some with `gridwright cases import`", zh: "请先用 `gridwright cases import` 导入")))
  }
}

extension CaseFigures {
  fileprivate init(
    _ table: CaseTable, _ snapshot: CaseSnapshot, _ question: CaseQuestion, _ zone: ClockZone, notes: [BilingualText]
  ) {
    let rules = question.settings.rules
    let figures = CaseStatistics(table, snapshot, rules: rules, dueIn: question.dueIn)
    schema = 1
    asOf = figures.asOf.text(in: zone)
    cases = figures.all.cases
    open = figures.all.open
    overdue = figures.all.overdue
    paused = figures.all.paused
    closed = figures.all.closed
    void = figures.all.void
    unlocated = figures.unlocated.cases
    byClass = Self.named(table.classes, figures.byClass)
    byGrid = Self.named(table.grids, figures.byGrid)
    byTier = Dictionary(
      uniqueKeysWithValues: table.tierFlow(asOf: question.asOf, rules: rules).map { tier, flow in
        (
          tier.rawValue,
          Tier(
            cases: flow.cases, open: flow.open, closed: flow.closed, raised: flow.raised, lowered: flow.lowered,
            hours: Double(flow.milliseconds) / 3_600_000, closedRate: RateReport(flow.closedRate))
        )
      })
    byState = Dictionary(uniqueKeysWithValues: figures.byState.map { ($0.rawValue, $1) })
    let colors = rules.colors.ledger.colors
    byColor = Dictionary(uniqueKeysWithValues: colors.indices.map { (colors[$0].code, figures.openByColor[$0]) })
    ageing = figures.openByAge.enumerated().map { band, open in
      Age(from: band == 0 ? 0 : rules.ageing[band - 1], to: band < rules.ageing.count ? rules.ageing[band] : nil, open: open)
    }
    views = zip(rules.views, figures.byView).map { view, counts in
      View(
        code: view.code, name: BilingualText(view.name),
        steps: zip(view.steps, counts).map { .init(code: $0.code, name: BilingualText($0.name), cases: $1) })
    }
    overdueRate = RateReport(figures.all.overdueRate)
    closingRate = RateReport(figures.closingRate)
    timelyRate = RateReport(figures.timelyRate)
    self.notes = notes
  }

  private static func named(_ codes: [String], _ counts: [CaseCounts]) -> [String: Counts] {
    var named: [String: Counts] = [:]
    for (code, count) in zip(codes, counts) where count.cases > 0 { named[code] = Counts(count) }
    return named
  }

  /// The figures in words, a line each; every rate with what it counts and of what.
  public var text: BilingualText {
    let head = BilingualText(
      en: "as of \(asOf): \(counted(cases, "case")), \(open) open (\(overdue) overdue, \(paused) paused), \(closed) closed, \(void) merged or withdrawn",
      zh: "截至 \(asOf)：案件 \(cases) 件，未结 \(open) 件（超期 \(overdue)，暂停计时 \(paused)），已结 \(closed) 件，并案或撤回 \(void) 件")
    let rates = [closingRate, timelyRate, overdueRate].map(\.text)
    let classes = byClass.sorted { ($1.value.open, $0.key) < ($0.value.open, $1.key) }.map { code, counts in
      BilingualText(
        en: "  \(code): \(counts.open) open, \(counts.overdue) overdue, \(counts.closed) closed",
        zh: "  \(code)：未结 \(counts.open)，超期 \(counts.overdue)，已结 \(counts.closed)")
    }
    return ([head] + notes + rates + classes).joined(separator: "\n")
  }
}

extension RateReport {
  /// `cases closed 5912 of 6026 cases due: 98.11 %`.
  fileprivate var text: BilingualText {
    let percent = share.map { "\(($0 * 10_000).rounded() / 100) %" } ?? "–"
    let (upper, lower) = (Int(numerator), Int(denominator))
    guard lower > 0 else {
      return BilingualText(en: "\(counted.en): no \(base.en)", zh: "\(counted.zh)：没有\(base.zh)")
    }
    return BilingualText(
      en: "\(counted.en) \(upper) of \(lower) \(base.en): \(percent)", zh: "\(counted.zh) \(upper) / \(base.zh) \(lower)：\(percent)")
  }
}

import GridAuditing
public import GridVisits

/// What became of a visit log, and how the visits stand on the day looked at.
public struct VisitReport: Sendable {
  /// What `gridwright visits --json` prints.
  public struct Summary: Sendable, Encodable {
    /// A row that was not taken.
    public struct Fault: Hashable, Sendable, Encodable {
      public let source: String
      /// From 1; of a table without lines, the row.
      public let line: Int
      /// Stable, such as `unknown-grid`.
      public let fault: String
      public let text: BilingualText
    }

    /// A row that was added to an earlier one of the same grid, class and day.
    public struct Joined: Hashable, Sendable, Encodable {
      public let source: String
      /// From 1, like that of the first such row.
      public let line: Int
      public let firstLine: Int
      /// Whether an earlier of these rows states the same count: such a row may be a copy.
      public let sameCount: Bool
    }

    /// A count that the log gives otherwise than an earlier one did.
    public struct Change: Hashable, Sendable, Encodable {
      public let grid: String
      public let `class`: String
      public let date: String
      public let before: Int
      public let after: Int
    }

    /// A class that the plan's log or targets name and its rules do not: it counts in no rate.
    public struct Unlisted: Hashable, Sendable, Encodable {
      public let `class`: String
      /// Logged grids and days, and grids with a target.
      public let logged: Int
      public let targets: Int
    }

    /// How one class, or all of them, stand.
    public struct Standing: Hashable, Sendable, Encodable {
      /// The class's code; empty for all together.
      public let `class`: String
      public let name: BilingualText
      public let cadence: BilingualText
      /// Households or places to visit, by state: done, open, overdue and waiting add up to it.
      public let target: Int
      /// Deadlines up to the day, each counted: paid, late, pending and missed add up to it.
      public let due: Int
      public let paid: Int
      public let late: Int
      public let pending: Int
      public let missed: Int
      public let done: Int
      public let open: Int
      public let overdue: Int
      public let waiting: Int
      public let doneRate: RateReport
      public let overdueRate: RateReport
    }

    public let schema: Int
    public let asOf: String
    /// Rows of the tables given, and those of them that were taken.
    public let rows: Int
    public let taken: Int
    public let rejected: [Fault]
    /// Rows of a grid, class and day that an earlier row of the log has too; their counts are added up.
    public let joined: [Joined]
    /// Whether the log has no column of counts, so that each of its rows is one visit.
    public let countsRows: Bool
    /// Grids, classes and days that are new in the plan, were there with the same count, and with another.
    public let added: Int
    public let unchanged: Int
    public let changed: [Change]
    /// Columns that were not read, and those of them that tell of persons.
    public let droppedColumns: [String]
    public let personalColumns: [String]
    /// Classes the plan holds visits or targets of, and the rules do not name.
    public let unlistedClasses: [Unlisted]
    public let classes: [Standing]
    public let total: Standing
    /// Leaf grids by colour; `""` for those without one.
    public let colors: [String: Int]
    /// Figures that the ledger asked for and nobody knew.
    public let unknownFigures: [String]
  }

  public let summary: Summary
  /// By grid and class, in the order of the plan and of the policy.
  public let statuses: [VisitStatus]
  /// The verdict of the ledger on every leaf grid; empty without a ledger.
  public let verdicts: [GridVerdict]

  public var isClean: Bool { summary.rejected.isEmpty && summary.total.overdue == 0 }

  /// So many rejected rows are told one by one.
  private static let told = 20

  /// What was not taken, what was, and how the classes stand.
  public func lines(in language: Language) -> [String] {
    let s = summary
    var lines = s.rejected.prefix(Self.told).map { fault in
      language == .zh
        ? "\(fault.source)，第 \(fault.line) 行：\(fault.text.zh)。"
        : "\(fault.source), line \(fault.line): \(fault.text.en)."
    }
    if s.rejected.count > Self.told {
      let more = s.rejected.count - Self.told
      lines.append(language == .zh ? "另有 \(more) 行未采用；--json 可全部列出。" : "and \(counted(more, "row")) more; --json lists them all.")
    }
    lines += columnLines(language)
    if s.rows > 0 {
      lines.append(
        language == .zh
          ? "读取记录和应访数共 \(s.rows) 行，采用 \(s.taken) 行，未采用 \(s.rejected.count) 行；按网格、类别和日期计的走访：新增 \(s.added) 条，相同 \(s.unchanged) 条，更改 \(s.changed.count) 条"
          : "\(counted(s.rows, "row")) read of log and targets, \(s.taken) taken, \(s.rejected.count) not; logged visits by grid, class and day: \(s.added) new, \(s.unchanged) as before, \(s.changed.count) changed"
      )
    }
    lines += countLines(language)
    for change in s.changed.prefix(Self.told) {
      let place = "\(change.grid) \(change.class) \(change.date)"
      lines.append(
        language == .zh
          ? "更改：\(place)：\(change.before) → \(change.after)" : "changed: \(place): \(change.before) → \(change.after)")
    }
    lines += s.unlistedClasses.map { $0.line(in: language) }
    lines += (s.classes + [s.total]).map { $0.line(in: language, asOf: s.asOf) }
    return lines + colorLines(language)
  }

  /// What was counted by assumption: rows without counts, and several rows of one grid, class and day.
  private func countLines(_ language: Language) -> [String] {
    var lines: [String] = []
    if summary.countsRows {
      lines.append(
        language == .zh ? "记录没有数量列：每行按走访 1 次计" : "the log has no column of counts: each row is taken for one visit")
    }
    let joined = summary.joined
    guard !joined.isEmpty else { return lines }
    lines.append(
      language == .zh
        ? "有 \(joined.count) 行与前面某行的网格、类别和日期相同：数量已与该行相加"
        : "\(counted(joined.count, "row")) with the grid, class and day of an earlier row: counts are added to it")
    let equal = joined.filter(\.sameCount)
    guard !equal.isEmpty else { return lines }
    let list = equal.prefix(10).map { "\($0.line)" }.joined(separator: language == .zh ? "、" : ", ")
    let rest = equal.count > 10 ? ", … (\(equal.count))" : ""
    lines.append(
      language == .zh
        ? "其中 \(equal.count) 行连数量也相同：第 \(list)\(rest) 行；如为重复抄录，请从文件中删除后重新导入"
        : "of these \(equal.count) with the same count too (line \(list)\(rest)): if copied twice, take it out and give the log again")
    return lines
  }

  private func columnLines(_ language: Language) -> [String] {
    guard !summary.droppedColumns.isEmpty else { return [] }
    let names = summary.droppedColumns.joined(separator: language == .zh ? "、" : ", ")
    var lines = [language == .zh ? "以下各列未读取，也未保存：\(names)" : "columns that were neither read nor kept: \(names)"]
    if !summary.personalColumns.isEmpty {
      let personal = summary.personalColumns.joined(separator: language == .zh ? "、" : ", ")
      lines.append(
        language == .zh
          ? "其中似含个人信息：\(personal)。走访记录只需数量，请从文件中删除这些列。"
          : "of these, by their names, personal: \(personal). A visit log needs counts alone; take them out of the file."
      )
    }
    return lines
  }

  private func colorLines(_ language: Language) -> [String] {
    guard !verdicts.isEmpty else { return [] }
    var order: [LedgerColor] = []
    for verdict in verdicts {
      if let color = verdict.verdict.color, !order.contains(color) { order.append(color) }
    }
    var lines = order.sorted { rank(of: $0) < rank(of: $1) }.map { color in
      let rate = Rate(
        summary.colors[color.code] ?? 0, of: verdicts.count, counted: color.name,
        base: Bilingual(en: "leaf grids", zh: "末级网格"))
      return language == .zh
        ? "[\(color.letter)] \(color.meaning.zh)：\(rate.text.zh)"
        : "[\(color.letter)] \(color.meaning.en): \(rate.text.en)"
    }
    if let none = summary.colors[""] {
      lines.append(language == .zh ? "没有颜色：\(none) 个网格" : "without a colour: \(counted(none, "grid"))")
    }
    if !summary.unknownFigures.isEmpty {
      let names = summary.unknownFigures.joined(separator: language == .zh ? "、" : ", ")
      lines.append(
        language == .zh ? "以下指标未知，按其取色的条件均视为不成立：\(names)" : "not known, so that no condition on them holds: \(names)")
    }
    return lines
  }

  private func rank(of color: LedgerColor) -> Int { ledgerOrder[color.code] ?? .max }
  let ledgerOrder: [String: Int]
}

/// The colour of one leaf grid.
public struct GridVerdict: Hashable, Sendable {
  public let grid: String
  public let verdict: Ledger.Verdict
}

extension VisitReport.Summary.Unlisted {
  fileprivate func line(in language: Language) -> String {
    switch language {
    case .en:
      "the plan has \(counted(logged, "logged visit")) and \(counted(targets, "target")) of \(`class`), which the rules do not name: they stay in the plan and count in no rate; name the class in --classes to count them"
    case .zh: "方案中有类别 \(`class`) 的走访记录 \(logged) 条、应访数 \(targets) 条，但规则未列出该类别：数据保留，但不计入任何比率；如需计入，请在 --classes 中列出"
    }
  }
}

extension VisitReport.Summary.Standing {
  init(_ tally: VisitTally, code: String, name: BilingualText, cadence: BilingualText) {
    `class` = code
    self.name = name
    self.cadence = cadence
    target = tally.target
    due = tally.due
    paid = tally.paid
    late = tally.late
    pending = tally.pending
    missed = tally.missed
    done = tally.done
    open = tally.open
    overdue = tally.overdue
    waiting = tally.waiting
    doneRate = RateReport(tally.doneRate)
    overdueRate = RateReport(tally.overdueRate)
  }

  fileprivate func line(in language: Language, asOf: String) -> String {
    var tally = VisitTally()
    (tally.paid, tally.late, tally.pending, tally.missed) = (paid, late, pending, missed)
    let head = cadence.en.isEmpty ? name(in: language) : "\(name(in: language)) (\(cadence(in: language)))"
    switch language {
    case .en:
      return
        "\(asOf), \(head): \(tally.overdueRate.text.en); \(tally.doneRate.text.en); \(late) paid late; of \(target) to visit \(overdue) are overdue, \(open) due, \(waiting) not due yet"
    case .zh:
      return "\(asOf)，\(head)：\(tally.overdueRate.text.zh)；\(tally.doneRate.text.zh)；逾期后补走访 \(late)；应访 \(target) 户（处）中逾期 \(overdue)，待走访 \(open)，未到期 \(waiting)"
    }
  }
}

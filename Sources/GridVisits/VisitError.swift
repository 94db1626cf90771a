/// What stops a call of this room.
public enum VisitError: Error, Hashable, Sendable {
  /// A table without a column that it needs.
  case missingColumn(role: String, columns: [String])
  /// A ledger that cannot tell its colours apart or never comes to an end.
  case badLedger(LedgerFault)

  /// A sentence without its full stop.
  public var text: Bilingual {
    switch self {
    case .missingColumn(let role, let columns):
      Bilingual(
        en: "there is no column `\(role)`; its columns are: \(columns.joined(separator: ", "))",
        zh: "没有 `\(role)` 列；现有列：\(columns.joined(separator: "、"))")
    case .badLedger(let fault): fault.text
    }
  }
}

/// Why one row of a table was not taken.
public enum VisitFault: Error, Hashable, Sendable {
  case unknownGrid(String)
  /// A grid whose ground is divided further: visits belong to its parts.
  case dividedGrid(String)
  case unknownClass(String, known: [String])
  case notADate(String)
  case inTheFuture(CivilDate, asOf: CivilDate)
  /// Before ``VisitTable/earliest``: a cell that a spreadsheet took for a day number, or a slip.
  case tooLongAgo(CivilDate)
  case notACount(String, smallest: Int)
  /// The grid and class stand in an earlier line too.
  case repeated(line: Int)
  /// The row has more cells than the table has columns, so that a number may stand in the wrong one.
  case surplusCells(Int)

  /// Short and stable, for programs.
  public var name: String {
    switch self {
    case .unknownGrid: "unknown-grid"
    case .dividedGrid: "divided-grid"
    case .unknownClass: "unknown-class"
    case .notADate: "not-a-date"
    case .inTheFuture: "in-the-future"
    case .tooLongAgo: "too-long-ago"
    case .notACount: "not-a-count"
    case .repeated: "repeated"
    case .surplusCells: "surplus-cells"
    }
  }

  /// A sentence without its full stop.
  public var text: Bilingual {
    switch self {
    case .unknownGrid(let code) where code.isEmpty: Bilingual(en: "it names no grid", zh: "没有写明网格")
    case .unknownGrid(let code) where Double(code) != nil && code.contains(where: { $0 == "E" || $0 == "e" }):
      Bilingual(
        en: "`\(code)` is a code that a spreadsheet took for a number; keep the column as text",
        zh: "`\(code)` 是被电子表格当作数字的编码，请将该列设为文本")
    case .unknownGrid(let code):
      Bilingual(en: "`\(code.beginning)` is no grid of the plan", zh: "方案中没有网格 `\(code.beginning)`")
    case .dividedGrid(let code):
      Bilingual(en: "grid \(code) is divided further; log visits in its parts", zh: "网格 \(code) 还有下级，请按下级网格登记走访")
    case .unknownClass(let code, let known):
      Bilingual(
        en: "`\(code.beginning)` is no visit class; known: \(known.joined(separator: ", "))",
        zh: "没有走访类别 `\(code.beginning)`；已定义：\(known.joined(separator: "、"))")
    case .notADate(let written):
      Bilingual(
        en: "`\(written.beginning)` is no date such as 2026-06-30 (for 30/06/2026 state the order of day and month)",
        zh: "`\(written.beginning)` 不是日期，应如 2026-06-30（如写 30/06/2026，须声明日月顺序）")
    case .inTheFuture(let date, let asOf):
      Bilingual(en: "\(date) lies after \(asOf), the day looked at", zh: "\(date) 晚于统计日 \(asOf)")
    case .tooLongAgo(let date):
      Bilingual(en: "\(date) lies before \(VisitTable.earliest)", zh: "\(date) 早于 \(VisitTable.earliest)")
    case .notACount(let written, let smallest):
      Bilingual(
        en: "`\(written.beginning)` is no count (a whole number from \(smallest) to \(VisitTable.believable))",
        zh: "`\(written.beginning)` 不是数量（应为 \(smallest) 到 \(VisitTable.believable) 的整数）")
    case .repeated(let line):
      Bilingual(en: "its grid and class stand in line \(line) already", zh: "该网格和类别已在第 \(line) 行出现")
    case .surplusCells(let count):
      Bilingual(
        en: "it has \(count == 1 ? "a cell" : "\(count) cells") beyond the last column, so its cells may stand in the wrong ones; quote cells that hold the delimiter",
        zh: "该行在最后一列之后还有 \(count) 个单元格，各列可能错位；含分隔符的单元格请加引号")
    }
  }
}

extension String {
  /// So much of a cell as a message shows.
  package var beginning: String { count > 40 ? prefix(40) + "…" : self }
}

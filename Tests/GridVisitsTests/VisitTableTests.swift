import GridVisits
import Testing

@Suite("Tables of visits")
struct VisitTableTests {
  private static func table(_ header: [String], asOf: String = "2026-06-30") throws -> VisitTable {
    VisitTable(
      columns: try VisitColumns(header: header), grids: ["g1", "g2"], divided: ["g"], classes: ["shop"],
      asOf: try CivilDateTests.date(asOf))
  }

  @Test(
    "Good rows go in, bad ones are listed with line and cause",
    arguments: [
      (["g1", "shop", "2026-06-30", "3"], ""), (["g9", "shop", "2026-06-30", "3"], "unknown-grid"),
      (["", "shop", "2026-06-30", "3"], "unknown-grid"), (["6.1E+14", "shop", "2026-06-30", "3"], "unknown-grid"),
      (["g", "shop", "2026-06-30", "3"], "divided-grid"), (["g1", "inn", "2026-06-30", "3"], "unknown-class"),
      (["g1", "shop", "soon", "3"], "not-a-date"), (["g1", "shop", "2026-07-01", "3"], "in-the-future"),
      (["g1", "shop", "0001-01-01", "1"], "too-long-ago"), (["g1", "shop", "1900-01-01", "1"], "too-long-ago"),
      (["g1", "shop", "2026-06-30", "0"], "not-a-count"), (["g1", "shop", "2026-06-30", "-1"], "not-a-count"),
      (["g1", "shop", "2026-06-30", "two"], "not-a-count"), (["g1", "shop", "2026-06-30", ""], "not-a-count"),
      (["g1", "shop", "2026-06-30", "100001"], "not-a-count"), (["g1", "shop"], "not-a-date"), ([], "unknown-grid"),
    ])
  func rows(row: [String], fault: String) throws {
    var table = try Self.table(["grid", "class", "date", "count"])
    table.add(["g2", "shop", "2026/1/5", "1"], line: 2)
    table.add(row, line: 3)
    table.add([" g2 ", "shop", "20260106", "2"], line: 4)
    #expect(table.rows == 3)
    #expect(table.faults.map(\.line) == (fault.isEmpty ? [] : [3]))
    #expect(table.faults.map(\.cause.name) == (fault.isEmpty ? [] : [fault]))
    #expect(table.entries.count == (fault.isEmpty ? 3 : 2))
    for cause in table.faults.map(\.cause.text) { #expect(!cause.en.isEmpty && cause.zh != cause.en) }
  }

  @Test("Columns are known by their names in both languages, in any order")
  func chinese() throws {
    var table = try Self.table(["\u{FEFF}日期", "户数", "网格编码", "走访类别"])
    table.add(["2026年6月1日", "4", "g1", "shop"], line: 2)
    let date = try CivilDateTests.date("2026-06-01")
    #expect(table.entries == [VisitEntry(grid: "g1", visitClass: "shop", date: date, count: 4)])
  }

  @Test("Without a column of counts a row is one visit")
  func noCount() throws {
    var table = try Self.table(["grid", "class", "date"])
    table.add(["g1", "shop", "2026-06-01"], line: 2)
    #expect(table.entries.map(\.count) == [1])
  }

  @Test("Rows of one grid, class and day are noted with the first of them, and those that state its count again")
  func joined() throws {
    var table = try Self.table(["grid", "class", "date", "count"])
    for (line, count) in [(2, "3"), (3, "4"), (4, "3"), (5, "4")] {
      table.add(["g1", "shop", "2026-06-01", count], line: line)
    }
    table.add(["g1", "shop", "2026-06-02", "3"], line: 6)
    #expect(table.joined.map(\.line) == [3, 4, 5] && table.joined.allSatisfy { $0.first == 2 })
    #expect(table.joined.map(\.isEqual) == [false, true, true])
    #expect(VisitLog(table.entries).entries.map(\.count) == [14, 3])
    var rows = try Self.table(["grid", "class", "date"])
    for line in 2...3 { rows.add(["g1", "shop", "2026-06-01"], line: line) }
    #expect(rows.countsRows && rows.joined.count == 1 && rows.joined.allSatisfy { !$0.isEqual })
  }

  @Test("A row with cells beyond the last column is not taken")
  func surplus() throws {
    var table = try Self.table(["grid", "class", "date", "count"])
    table.add(["g1", "shop", "2026-06-01", "3"], line: 2, surplus: 1)
    #expect(table.entries.isEmpty && table.faults.map(\.cause) == [.surplusCells(1)])
    var targets = VisitTargetTable(columns: table.columns, grids: ["g1"], classes: ["shop"])
    targets.add(["g1", "shop", "", "3"], line: 2, surplus: 2)
    #expect(targets.targets.isEmpty && targets.faults.map(\.cause) == [.surplusCells(2)])
  }

  @Test(
    "A table without grid, class or date is refused by the name of what it lacks",
    arguments: [
      (["class", "date"], "grid"), (["grid", "date"], "class"), (["grid", "class"], "date"), ([], "grid"),
    ])
  func missing(header: [String], role: String) throws {
    let error = #expect(throws: VisitError.self) { _ = try VisitColumns(header: header) }
    #expect(error == .missingColumn(role: role, columns: header))
  }

  @Test(
    "Names of people have no way in",
    arguments: [
      "name", "姓名", "户主", "resident", "phone", "联系电话", "身份证号", "ID_Card", "home address",
    ])
  func privacy(column: String) throws {
    var table = try Self.table(["grid", "class", "date", "count", column, "remark"])
    table.add(["g1", "shop", "2026-06-01", "1", "张三", "x"], line: 2)
    #expect(table.columns.ignored == [column, "remark"])
    #expect(table.columns.personal == [column])
    #expect(!"\(table.entries)".contains("张三"))
  }

  @Test("Names of grids and classes are no names of people")
  func gridNames() throws {
    let columns = try VisitColumns(header: ["grid", "class", "date", "grid_name", "class_name"])
    #expect(columns.ignored == ["grid_name", "class_name"] && columns.personal.isEmpty)
  }

  @Test("A target stated twice is a fault, since nobody can tell which holds")
  func targets() throws {
    let columns = try VisitColumns(header: ["grid", "class", "count"], required: [.grid, .visitClass, .count])
    var table = VisitTargetTable(columns: columns, grids: ["g1", "g2"], classes: ["shop"])
    table.add(["g1", "shop", "7"], line: 2)
    table.add(["g2", "shop", "0"], line: 3)
    table.add(["g1", "shop", "8"], line: 4)
    #expect(table.targets.map(\.count) == [7, 0])
    #expect(table.faults.map(\.cause) == [.repeated(line: 2)])
  }

  @Test("The same log twice is the same as once; another count is told")
  func merging() throws {
    let day = try CivilDateTests.date("2026-06-01")
    func entry(_ grid: String, _ count: Int) -> VisitEntry {
      VisitEntry(grid: grid, visitClass: "shop", date: day, count: count)
    }
    var log = VisitLog()
    let first = VisitLog([entry("b", 1), entry("a", 2), entry("a", 3)])
    #expect(log.merge(first).added == 2)
    #expect(log.entries == [entry("a", 5), entry("b", 1)])
    let again = log.merge(first)
    #expect(again.added == 0 && again.unchanged == 2 && again.changed.isEmpty)
    let corrected = log.merge(VisitLog([entry("a", 4)]))
    #expect(corrected.changed.map(\.before) == [5] && corrected.changed.map(\.entry) == [entry("a", 4)])
    #expect(log.entries == [entry("a", 4), entry("b", 1)])
  }
}

import Foundation
import GridAuditing
import GridPlans
import Testing

/// Rosters as people write them: what is read, what is told by line, what is refused.
@Suite("Rosters")
struct RosterTests {
  @Test("Columns that are not read are told, with the one they may have been meant for")
  func misspeltColumns() throws {
    let town = try StaffedTown()
    let roster = "id,role,x,y,max_grid,phone\nP0,worker,500000,3800010,2,555\n"
    let notes = try town.staff(roster).summary.notes.map(\.en)
    #expect(notes.contains { $0.hasSuffix("columns that are not read: `max_grid`, `phone`") })
    #expect(notes.contains { $0.contains("`max_grid` was meant for `max_grids`") })
    #expect(try town.staff(StaffedTown.roster(1)).summary.notes.allSatisfy { !$0.en.contains("not read") })
  }

  @Test(
    "A home that nobody comes from to work gets no post, and one far away is told",
    arguments: [
      ("800000,3800010", true, "post is given all the same"), ("500010,9000000", false, "which is a mistake"),
      ("1e200,1e200", false, "which is a mistake"), ("500010,3800010,x", false, "beyond the last column"),
    ])
  func farHomes(home: String, isPlaced: Bool, words: String) throws {
    let town = try StaffedTown()
    let result = try town.staff("id,role,x,y\nP0,worker,\(home)\n")
    #expect(result.summary.placed == (isPlaced ? 1 : 0) && result.plan.staffing?.workers.count == 1)
    #expect(result.findings.contains { $0.text.contains(words) }, "\(result.lines(in: .en))")
    #expect(!result.isClean)
  }

  @Test(
    "Bad rows are findings with file and line, nobody is lost, and the others are placed",
    arguments: [
      ("Q,,500000,3800000", "roster-role", "no role"), ("Q,boss,500000,3800000", "roster-role", "`boss` is none"),
      ("Q,worker,,", "roster-home", "no home"), ("Q,worker,here,3800000", "roster-home", "cannot be read"),
      ("P0,worker,500000,3800000", "roster-id", "already that of line 2"),
      (",worker,500000,3800000", "roster-id", "no id"),
      ("Q\u{200B},worker,500000,3800000", "roster-id", "U+200B"),
      ("P0\u{7},worker,500000,3800000", "roster-id", "U+0007"),
      ("\u{202E}Q,worker,500000,3800000", "roster-id", "U+202E"),
      ("Q,work\u{7}er,500000,3800000", "roster-role", "`work·er` is none"),
      ("Q,worker,9500000,3800000", "roster-home", "km outside the county"),
    ])
  func badRows(row: String, rule: String, words: String) throws {
    let town = try StaffedTown()
    let count = town.plan.grids.count
    let result = try town.staff(StaffedTown.roster(count, more: [row]))
    let finding = try #require(result.findings.first { $0.rule == rule }, "\(result.lines(in: .en))")
    #expect(finding.text.contains(words) && finding.text.contains("people.csv, line \(count + 2)"), "\(finding.text)")
    #expect(finding.textZH.contains("第 \(count + 2) 行"))
    #expect(result.summary.people == count + 1 && result.summary.filled == count)
    // Once, though the audit would find that somebody has no post, too.
    #expect(result.findings.count == 1, "\(result.lines(in: .en))")
    #expect(try Plan(contentsOf: town.path).staffing?.workers.count == count + 1)
  }

  @Test(
    "Capacities and present grids are checked",
    arguments: [
      ("0,,", "roster-capacity", "max_grids is 0"), (",0,", "roster-capacity", "max_households is 0"),
      ("many,,", "roster-capacity", "`many` is not a whole number"), (",-3,", "roster-capacity", "`-3`"),
      ("-5,,", "roster-capacity", "`-5`"), ("2.5,,", "roster-capacity", "`2.5`"),
      (",NaN,", "roster-capacity", "so the person gets no post"),
      (",,999", "roster-grid", "the grid 999"),
    ])
  func capacities(cells: String, rule: String, words: String) throws {
    let town = try StaffedTown()
    let roster =
      "id,role,x,y,max_grids,max_households,grid\nQ,worker,500000,3800000,\(cells)\nR,worker,500000,3800000,,,\n"
    let result = try town.staff(roster)
    #expect(result.findings.contains { $0.rule == rule && $0.text.contains(words) }, "\(result.lines(in: .en))")
    // Who has no capacity that can be read has none.
    let placed = Set(result.plan.staffing?.assignments.compactMap(\.worker) ?? [])
    #expect(placed == (rule == "roster-capacity" ? ["R"] : ["Q", "R"]))
  }

  @Test("An id made up for a second of one id is nobody's own")
  func madeUpIds() throws {
    let town = try StaffedTown()
    let row = "worker,500000,3800010"
    let result = try town.staff("id,role,x,y\nA,\(row)\nA,\(row)\nA#3,\(row)\n,\(row)\n#5,\(row)\n")
    #expect(result.plan.staffing?.workers.map(\.id) == ["A", "A#3#", "A#3", "#5#", "#5"])
    #expect(Set(result.plan.staffing?.assignments.compactMap(\.worker) ?? []) == ["A", "A#3", "#5"])
    let told = result.findings.filter { $0.rule == "roster-id" }
    #expect(told.count == 2 && told.contains { $0.text.contains("line 3") && $0.text.contains("kept as A#3# ") })
  }

  @Test(
    "Rosters that cannot be read are refused, and the plan stays as it is",
    arguments: [
      ("id,role,x,y\n", "lists nobody"), ("", "empty"), ("name,role\nA,worker\n", "there is no such field"),
    ])
  func refusedRosters(text: String, words: String) throws {
    let told = try StaffedTown().refusal(text)
    #expect(told.contains(words), "\(told)")
  }

  @Test("A GBK roster with Chinese headings and longitudes is read")
  func gbk() throws {
    let town = try StaffedTown()
    // 编号,姓名,角色,经度,纬度 / 一,张三,网格员,… / 二,=1+1,网格员,…
    let bytes: [UInt8] = [
      0xB1, 0xE0, 0xBA, 0xC5, 0x2C, 0xD0, 0xD5, 0xC3, 0xFB, 0x2C, 0xBD, 0xC7, 0xC9, 0xAB, 0x2C, 0xBE, 0xAD, 0xB6,
      0xC8, 0x2C, 0xCE, 0xB3, 0xB6, 0xC8, 0x0A, 0xD2, 0xBB, 0x2C, 0xD5, 0xC5, 0xC8, 0xFD, 0x2C, 0xCD, 0xF8, 0xB8,
      0xF1, 0xD4, 0xB1, 0x2C, 0x31, 0x31, 0x34, 0x2E, 0x30, 0x30, 0x31, 0x2C, 0x33, 0x34, 0x2E, 0x33, 0x32, 0x35,
      0x0A, 0xB6, 0xFE, 0x2C, 0x3D, 0x31, 0x2B, 0x31, 0x2C, 0xCD, 0xF8, 0xB8, 0xF1, 0xD4, 0xB1, 0x2C, 0x31, 0x31,
      0x34, 0x2E, 0x30, 0x30, 0x32, 0x2C, 0x33, 0x34, 0x2E, 0x33, 0x32, 0x36, 0x0A,
    ]
    try Data(bytes).write(to: URL(fileURLWithPath: "\(town.space.path)/gbk.csv"))
    let result = try town.staff("id\nx\n") { $0.workers = "\(town.space.path)/gbk.csv" }
    #expect(result.summary.placed == 2)
    let workers = try #require(try Plan(contentsOf: town.path).staffing?.workers)
    #expect(workers.map(\.name) == ["张三", "=1+1"] && workers.map(\.role) == ["worker", "worker"])
  }

  @Test("A roster that is not what the manifest says of its encoding is told by row, or refused, and nothing garbled is kept")
  func wrongEncoding() throws {
    func plan(_ bytes: [UInt8], _ encoding: String) throws -> Plan {
      let space = try Workspace()
      var county = DrawnCounty()
      county.extra = "  workers: {source: workers.csv, encoding: \(encoding)}"
      try Data(bytes).write(to: URL(fileURLWithPath: "\(space.path)/workers.csv"))
      return try county.plan(in: space).plan
    }
    let head = Array("id,role,x,y,name\nA,worker,500000,3800010,".utf8)
    // 张三 in GBK.
    let plain = try plan(head + [0xD5, 0xC5, 0xC8, 0xFD] + Array("\nB,worker,500000,3800010,Li\n".utf8), "utf8")
    let told = try #require(plain.findings.first { $0.rule == "roster-row" })
    #expect(told.text.contains("workers.csv, line 2") && told.text.contains("`name`") && told.textZH.contains("编码"))
    #expect(plain.staffing?.workers.map(\.id) == ["#2", "B"] && plain.staffing?.workers.map(\.name) == ["", "Li"])
    let refused = #expect(throws: PlanError.self) { _ = try plan(head + Array("张三\n".utf8), "gbk") }
    #expect(refused?.text(in: .en).contains("is UTF-8") == true && refused?.text(in: .zh).contains("实际为 UTF-8") == true)
  }
}

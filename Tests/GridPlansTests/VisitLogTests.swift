import Foundation
import GridAuditing
import GridLayers
import GridPlans
import GridVisits
import Testing

/// A plan of drawn ground with a log of visits beside it.
struct VisitedPlan {
  let space: Workspace
  let codes: [String]

  static let rules = """
    visits:
      start: 2026-01-01
      classes:
        - {class: elders-alone, name: {zh: 独居老人, en: elders living alone}, cadence: monthly}
        - {class: small-shops, name: {zh: 小商铺消防, en: fire safety of small shops}, cadence: half-yearly, graceDays: 10}
    """

  init(policy: String = "") throws {
    space = try Workspace()
    var county = DrawnCounty()
    county.policy += "\n" + policy
    codes = try county.plan(in: space).plan.grids.map(\.code.text)
    try space.write(Self.rules, to: "visits.yaml")
  }

  var path: String { "\(space.path)/plan.gpkg" }
  var rulesPath: String { "\(space.path)/visits.yaml" }

  func request(_ asOf: String, log: String? = nil, _ change: (inout VisitRequest) -> Void = { _ in }) throws
    -> VisitRequest
  {
    var request = VisitRequest(asOf: try #require(CivilDate(asOf)), log: log, classes: rulesPath)
    change(&request)
    return request
  }

  func log(_ rows: String..., header: String = "grid,class,date,count") throws -> String {
    try space.write(([header] + rows).joined(separator: "\n") + "\n", to: "visits.csv")
  }
}

@Suite("A log of visits")
struct VisitLogFileTests {
  @Test("Good rows go in, bad ones are listed by line, and a second run changes nothing")
  func importing() throws {
    let plan = try VisitedPlan()
    let log = try plan.log(
      "\(plan.codes[0]),elders-alone,2026-06-05,1", "\(plan.codes[1]),elders-alone,2026年6月8日,2",
      "990001001009999,elders-alone,2026-06-05,1", "\(plan.codes[0]),dragons,2026-06-05,1",
      "\(plan.codes[0]),elders-alone,2026-02-30,1", "\(plan.codes[0]),small-shops,2026-07-01,1",
      "\(plan.codes[0]),small-shops,2026-05-01,many")
    let report = try logVisits(in: plan.path, try plan.request("2026-06-30", log: log))
    #expect(report.summary.rows == 7 && report.summary.taken == 2 && report.summary.added == 2)
    #expect(
      report.summary.rejected.map { "\($0.line) \($0.fault)" } == [
        "4 unknown-grid", "5 unknown-class", "6 not-a-date", "7 in-the-future", "8 not-a-count",
      ])
    #expect(try Plan(contentsOf: plan.path).visits.entries.map(\.count) == [1, 2])
    let bytes = try plan.space.bytes("plan.gpkg")
    let again = try logVisits(in: plan.path, try plan.request("2026-06-30", log: log))
    #expect(again.summary.added == 0 && again.summary.unchanged == 2 && again.summary.changed.isEmpty)
    #expect(try plan.space.bytes("plan.gpkg") == bytes)
    for language in Language.allCases { #expect(report.lines(in: language).count >= 5 + 1 + 3) }
  }

  @Test("Several rows of one grid, class and day are added up and told; equal ones are named by line")
  func joinedRows() throws {
    let plan = try VisitedPlan()
    let row = "\(plan.codes[0]),elders-alone,2026-06-05"
    let log = try plan.log("\(row),1", "\(row),2", "\(row),1", "\(plan.codes[1]),elders-alone,2026-06-05,1,extra")
    let report = try logVisits(in: plan.path, try plan.request("2026-06-30", log: log))
    #expect(try Plan(contentsOf: plan.path).visits.entries.map(\.count) == [4])
    #expect(report.summary.joined.map(\.line) == [3, 4] && report.summary.joined.map(\.sameCount) == [false, true])
    #expect(report.summary.rejected.map { "\($0.line) \($0.fault)" } == ["5 surplus-cells"])
    #expect(report.lines(in: .en).contains { $0.contains("2 rows with the grid, class and day") })
    #expect(report.lines(in: .en).contains { $0.contains("(line 4)") })
    #expect(report.lines(in: .zh).contains { $0.contains("第 4 行") })
  }

  @Test("A log without a column of counts says that each row is one visit")
  func rowsCounted() throws {
    let plan = try VisitedPlan()
    let log = try plan.log("\(plan.codes[0]),elders-alone,2026-06-05", header: "grid,class,date")
    let report = try logVisits(in: plan.path, try plan.request("2026-06-30", log: log))
    #expect(report.summary.countsRows)
    #expect(report.lines(in: .en).contains { $0.contains("each row is taken for one visit") })
  }

  @Test("Another count for the same grid, class and day takes the place of the first, and is told")
  func correcting() throws {
    let plan = try VisitedPlan()
    _ = try logVisits(
      in: plan.path, try plan.request("2026-06-30", log: try plan.log("\(plan.codes[0]),elders-alone,2026-06-05,1")))
    let report = try logVisits(
      in: plan.path, try plan.request("2026-06-30", log: try plan.log("\(plan.codes[0]),elders-alone,2026-06-05,4")))
    #expect(report.summary.changed.map(\.before) == [1] && report.summary.changed.map(\.after) == [4])
    #expect(try Plan(contentsOf: plan.path).visits.entries.map(\.count) == [4])
  }

  @Test("A dry run says the same and leaves the plan's bytes alone")
  func dryRun() throws {
    let plan = try VisitedPlan()
    let bytes = try plan.space.bytes("plan.gpkg")
    let log = try plan.log("\(plan.codes[0]),elders-alone,2026-06-05,1")
    let report = try logVisits(in: plan.path, try plan.request("2026-06-30", log: log) { $0.isDryRun = true })
    #expect(report.summary.added == 1)
    #expect(try plan.space.bytes("plan.gpkg") == bytes)
  }

  @Test("A log in GBK, with Chinese columns and dates, is read")
  func gbk() throws {
    let plan = try VisitedPlan()
    // 网格编码,走访类别,走访日期,户数 and 2026年6月5日 in GBK.
    var bytes: [UInt8] = [
      0xCD, 0xF8, 0xB8, 0xF1, 0xB1, 0xE0, 0xC2, 0xEB, 0x2C, 0xD7, 0xDF, 0xB7, 0xC3, 0xC0, 0xE0, 0xB1, 0xF0, 0x2C, 0xD7,
      0xDF, 0xB7, 0xC3, 0xC8, 0xD5, 0xC6, 0xDA, 0x2C, 0xBB, 0xA7, 0xCA, 0xFD,
    ]
    bytes += "\n\(plan.codes[0]),elders-alone,2026".utf8
    bytes += [0xC4, 0xEA, 0x36, 0xD4, 0xC2, 0x35, 0xC8, 0xD5] + Array(",3\n".utf8)
    let file = "\(plan.space.path)/gbk.csv"
    try Data(bytes).write(to: URL(fileURLWithPath: file))
    let report = try logVisits(in: plan.path, try plan.request("2026-06-30", log: file))
    #expect(report.summary.taken == 1 && report.summary.rejected.isEmpty)
  }

  @Test("Names in a log are neither read nor kept, and it is said")
  func privacy() throws {
    let plan = try VisitedPlan()
    let log = try plan.log(
      "\(plan.codes[0]),张某某,elders-alone,2026-06-05,1,13800000000", header: "grid,姓名,class,date,count,phone")
    let out = "\(plan.space.path)/due.csv"
    let report = try logVisits(in: plan.path, try plan.request("2026-06-30", log: log) { $0.output = out })
    #expect(report.summary.personalColumns == ["姓名", "phone"])
    #expect(report.lines(in: .en).contains { $0.contains("personal: 姓名, phone") })
    #expect(report.summary.taken == 1)
    for file in ["plan.gpkg", "due.csv"] {
      let bytes = try plan.space.bytes(file)
      #expect(bytes.range(of: Data("张某某".utf8)) == nil && bytes.range(of: Data("13800000000".utf8)) == nil)
    }
  }

  @Test(
    "A table of which nothing can be taken is refused, and the plan is as it was",
    arguments: [
      "grid,class,date,count\n1,elders-alone,2026-06-05,1\n", "grid,when\na,b\n", "",
    ])
  func wrongTable(text: String) throws {
    let plan = try VisitedPlan()
    let bytes = try plan.space.bytes("plan.gpkg")
    let log = try plan.space.write(text, to: "visits.csv")
    let error = #expect(throws: PlanError.self) {
      _ = try logVisits(in: plan.path, try plan.request("2026-06-30", log: log))
    }
    #expect(error?.text(in: .en).contains("visits.csv") == true)
    #expect(try plan.space.bytes("plan.gpkg") == bytes)
  }

  @Test("Without classes nobody knows what is due")
  func noClasses() throws {
    let plan = try VisitedPlan()
    let error = #expect(throws: PlanError.self) {
      _ = try logVisits(in: plan.path, try plan.request("2026-06-30") { $0.classes = nil })
    }
    #expect(error?.text(in: .en).contains("--classes") == true)
  }

  @Test("What is due follows from targets, classes and day; the plan keeps them")
  func due() throws {
    let plan = try VisitedPlan(policy: VisitedPlan.rules)
    let targets = try plan.space.write(
      "grid,class,count\n\(plan.codes[0]),elders-alone,12\n\(plan.codes[1]),elders-alone,3\n", to: "targets.csv")
    let log = try plan.log("\(plan.codes[0]),elders-alone,2026-06-05,7", "\(plan.codes[1]),独居老人,2026-06-06,3")
    let request = try plan.request("2026-06-30", log: log) {
      $0.targets = targets
      $0.classes = nil
    }
    let report = try logVisits(in: plan.path, request)
    let elders = try #require(report.summary.classes.first { $0.class == "elders-alone" })
    #expect(elders.target == 15 && elders.done == 10 && elders.open == 0 && elders.overdue == 5)
    // Five deadlines of each: those of the ten were paid late.
    #expect(elders.missed == 25 && elders.late == 50 && elders.paid == 0)
    #expect(elders.overdueRate.numerator == 25 && elders.overdueRate.denominator == 75)
    // Nobody stated how many shops there are: one a grid, due by 1 July.
    let shops = try #require(report.summary.classes.first { $0.class == "small-shops" })
    #expect(shops.waiting == plan.codes.count && shops.due == 0 && shops.overdueRate.share == nil)
    let later = try logVisits(in: plan.path, try plan.request("2026-07-11") { $0.classes = nil })
    #expect(later.summary.classes.map(\.open) == [0, plan.codes.count])
    #expect(later.summary.classes.map(\.overdue) == [15, 0])
  }

  @Test("A ledger colours every leaf grid, in the plan and in the table, with the reason")
  func ledger() throws {
    let plan = try VisitedPlan()
    let out = "\(plan.space.path)/due.csv"
    let log = try plan.log("\(plan.codes[0]),elders-alone,2026-06-05,1", "\(plan.codes[0]),small-shops,2026-06-05,1")
    let request = try plan.request("2026-07-05", log: log) {
      $0.ledger = "three-colors"
      $0.output = out
    }
    let report = try logVisits(in: plan.path, request)
    #expect(report.summary.colors == ["green": 1, "red": plan.codes.count - 1])
    #expect(report.summary.unknownFigures == ["findings about its people"])
    let rows = try Layers.open(LayerSource(path: plan.path, layer: "ledger")).features()
    #expect(rows.count == plan.codes.count)
    let reasons = rows.compactMap { $0.values[10].text }
    #expect(
      reasons.filter { $0.contains("(visits overdue 6 of visits due 7), at least 20 %") }.count == plan.codes.count - 1)
    let table = String(decoding: try plan.space.bytes("due.csv"), as: UTF8.self)
    #expect(table.split(separator: "\r\n").count == 1 + 2 * plan.codes.count)
    #expect(table.contains("#D7191C") && table.contains("100.00 % (visits overdue 6 of visits due 6)"))
    #expect(report.lines(in: .zh).contains { $0.hasPrefix("[R]") && $0.contains("末级网格") })
  }

  @Test("Visits of a class that other rules do not name stay, and it is said that no rate counts them")
  func unlistedClasses() throws {
    let plan = try VisitedPlan()
    let log = try plan.log("\(plan.codes[0]),elders-alone,2026-06-05,1", "\(plan.codes[0]),small-shops,2026-06-05,1")
    let targets = try plan.space.write("grid,class,count\n\(plan.codes[0]),elders-alone,4\n", to: "targets.csv")
    let first = try logVisits(in: plan.path, try plan.request("2026-06-30", log: log) { $0.targets = targets })
    #expect(first.summary.unlistedClasses.isEmpty)
    let others = try plan.space.write(
      "visits:\n  classes:\n    - {class: small-shops, name: {zh: 商铺, en: shops}, cadence: monthly}\n", to: "others.yaml")
    let report = try logVisits(in: plan.path, try plan.request("2026-06-30") { $0.classes = others })
    #expect(report.summary.unlistedClasses.map { "\($0.class) \($0.logged) \($0.targets)" } == ["elders-alone 1 1"])
    #expect(report.lines(in: .en).contains { $0.contains("1 logged visit and 1 target of elders-alone") })
    #expect(report.lines(in: .zh).contains { $0.contains("elders-alone") })
    #expect(try Plan(contentsOf: plan.path).visits.entries.count == 2)
  }

  @Test("A ledger that names a class nobody defined is refused, also one that the plan keeps from other classes")
  func unknownClassOfLedger() throws {
    let plan = try VisitedPlan()
    func refused(_ words: [String], _ change: (inout VisitRequest) -> Void) throws {
      let before = try plan.space.bytes("plan.gpkg")
      let error = #expect(throws: PlanError.self) { try logVisits(in: plan.path, try plan.request("2026-06-30", change)) }
      for word in words { #expect(error?.text(in: .en).contains(word) == true, "\(error?.text(in: .en) ?? "")") }
      #expect(try plan.space.bytes("plan.gpkg") == before)
    }
    try refused(["preset seven-colors", "`infants`", "Known classes: elders-alone, small-shops"]) { $0.ledger = "seven-colors" }
    let own = try plan.space.write(
      "colors: [{color: red, hex: \"#D7191C\", letter: R, meaning: bad, when: [{figure: visits-overdue, class: small-shops, atLeast: 1}]}]",
      to: "own.yaml")
    _ = try logVisits(in: plan.path, try plan.request("2026-06-30") { $0.ledger = own })
    let other = try plan.space.write("visits: {classes: [{class: elders-alone, cadence: monthly}]}", to: "other.yaml")
    try refused(["plan.gpkg#plan policy.ledger", "`small-shops`", "Known classes: elders-alone;"]) { $0.classes = other }
  }

  @Test("Findings about visits are brought up to date, and nothing else in the plan file changes")
  func rest() throws {
    let plan = try VisitedPlan()
    func others() throws -> [String: [Feature]] {
      var layers: [String: [Feature]] = [:]
      for name in try Layers.layerNames(at: plan.path) where !["visits", "plan", "findings"].contains(name) {
        layers[name] = try Layers.open(LayerSource(path: plan.path, layer: name)).features()
      }
      return layers
    }
    let before = try others()
    let found = try Plan(contentsOf: plan.path).findings
    let log = try plan.log("\(plan.codes[0]),elders-alone,2026-06-05,1")
    _ = try logVisits(in: plan.path, try plan.request("2026-06-30", log: log))
    #expect(try others() == before)
    let overdue = try Plan(contentsOf: plan.path).findings.filter { $0.rule == "visits-overdue" }
    #expect(overdue.count == plan.codes.count - 1 && overdue.allSatisfy { $0.since == "2026-06-30" })
    #expect(try Plan(contentsOf: plan.path).findings.filter { $0.rule != "visits-overdue" } == found)
    #expect(before["provenance"]?.isEmpty == false)
    let audit = try auditPlan(at: plan.path, threads: 1, control: PlanningControl())
    #expect(!audit.isClean && audit.result.findings.allSatisfy { $0.severity == .warning })
    // One class is overdue in every grid but one; shops are due tomorrow.
    #expect(audit.summary.rules["visits-overdue"] == plan.codes.count - 1)
  }
}

import Foundation
import GridCases
import GridGeometry
import GridPlans
import GridVisits
import Testing

@Suite("Cases taken into a plan")
struct CaseImportTests {
  @Test("Good rows go in, located and compared with the area they state; those without coordinates are kept")
  func good() throws {
    let town = try CaseTown()
    let summary = try town.take([
      "1,lighting,2026-01-02 08:00,2026-01-03 08:00,\(try CaseTown.place(50, 50)),A1,",
      "2,noise,2026-01-02 09:00,,\(try CaseTown.place(150, 50)),A1,",
      "3,noise,2026-01-02 10:00,,\(try CaseTown.place(950, 50)),B1,",
      "4,Homeless Encampment,2026-01-02 11:00,,,,C1,12 Mill Lane",
    ])
    #expect(summary.rows == 4 && summary.imported == 4 && summary.rejected == 0)
    #expect(summary.located == 2 && summary.outside == 1 && summary.unlocated == 1 && summary.addressOnly == 1)
    #expect(summary.areaStated == 4 && summary.areaAgrees == 1)
    #expect(summary.areaReasons == ["different": 1, "outside": 1, "unlocated": 1])
    #expect(summary.ownClasses == ["Homeless Encampment": 1])
    let figures = try town.figures()
    #expect(figures.cases == 4 && figures.open == 3 && figures.closed == 1 && figures.unlocated == 2)
    #expect(figures.byGrid["A1"]?.closed == 1 && figures.byGrid["B1"]?.open == 1)
    #expect(figures.byTier["county"]?.open == 2 && figures.byTier["grid"]?.closed == 1)
    // Nothing is open before it was submitted, nor at the moment it was closed.
    #expect(try town.figures("2026-01-01T23:59:59.999Z").open == 0)
    #expect(try town.figures("2026-01-02T00:00Z").open == 1)
    #expect(try town.figures("2026-01-03T00:00Z").open == 3)
  }

  @Test(
    "A bad row is told by line and reason, and the good ones go in all the same",
    arguments: [
      (",lighting,2026-01-02,,IN,,", "no-id"), ("b,,2026-01-02,,IN,,", "no-class"), ("b,noise,,,IN,,", "no-time"),
      ("b,noise,soon,,IN,,", "not-a-time"), ("b,noise,1969-12-30,,IN,,", "time-out-of-range"),
      ("b,noise,2026-12-24,,IN,,", "in-future"), ("b,noise,2026-01-02,2027-01-01,IN,,", "in-future"),
      ("b,noise,2026-01-02,2026-01-01,IN,,", "closed-before-opened"), ("b,noise,2026-01-02,,\"0\",\"0\",,", "zero-coordinates"),
      ("b,noise,2026-01-02,,SWAPPED,,", "swapped-coordinates"), ("b,noise,2026-01-02,,91.5,500,,", "invalid-coordinates"),
      ("b,noise,2026-01-02,,north,east,,", "invalid-coordinates"), ("b,noi\u{1}se,2026-01-02,,IN,,", "control-characters"),
      ("b\u{202E}cba,noise,2026-01-02,,IN,,", "unseen-characters"), ("b\u{200B}c,noise,2026-01-02,,IN,,", "unseen-characters"),
      ("b,noise\u{2028}x,2026-01-02,,IN,,", "unseen-characters"), ("b,no\u{202E}ise,2026-01-02,,IN,,", "unseen-characters"),
      ("b,LONG,2026-01-02,,IN,,", "too-long"), ("b,noise,2026-01-02,,IN,,LONG", "too-long"),
      ("good,lighting,2026-01-02,,IN,,", "duplicate-id"),
    ])
  func bad(row: String, reason: String) throws {
    let town = try CaseTown()
    let place = try CaseTown.place(50, 50)
    let swapped = place.split(separator: ",").reversed().joined(separator: ",")
    let text = row.replacingOccurrences(of: "SWAPPED", with: swapped).replacingOccurrences(of: "IN", with: place)
      .replacingOccurrences(of: "LONG", with: String(repeating: "x", count: 1_000_000))
    let summary = try town.take(["good,noise,2026-01-01,,\(place),,", text, "last,noise,2026-01-01,,\(place),,"]) {
      $0.output = "\(town.space.path)/told.csv"
    }
    #expect(summary.rows == 3 && summary.imported == 2 && summary.rejected == 1)
    #expect(summary.rejectedBy == [reason: 1])
    #expect(summary.problems.map(\.line) == [3] && summary.problems.map(\.reason) == [reason])
    #expect(summary.problems.allSatisfy { $0.text.en.count < 400 && $0.text.zh.count < 400 && !$0.text.en.contains("xxxxxxxxxxxx" + String(repeating: "x", count: 100)) })
    #expect(try String(contentsOfFile: "\(town.space.path)/told.csv", encoding: .utf8).contains(reason))
    #expect(try town.figures().cases == 2)
  }

  @Test("Of a time that came twice the earlier is taken, unless the case would close before it opened; how many there were is told")
  func doubledHour() throws {
    let town = try CaseTown()
    let zone = try ClockZone("America/Los_Angeles")
    let summary = try town.take([
      "1,noise,2026-11-01T01:30,,,,,", "2,noise,2026-11-01T01:50,2026-11-01T01:10,,,,",
      "3,noise,2026-11-01T01:10,2026-11-01T01:50,,,,", "4,noise,2026-11-01T00:10,2026-11-01T03:50,,,,",
      "5,noise,2026-11-01T03:10,2026-11-01T01:50,,,,",
    ]) { $0.zone = zone }
    #expect(summary.imported == 4 && summary.rejectedBy == ["closed-before-opened": 1] && summary.doubledTimes == 3)
    #expect(summary.text.en.contains("3 rows with a time that came twice") && summary.text.zh.contains("出现过两次"))
    let times = try town.list { $0.question.zone = zone }.split(separator: "\r\n").dropFirst().map {
      let cells = $0.split(separator: ",", omittingEmptySubsequences: false)
      return [7, 9].map { String(cells[$0].dropFirst(11)) }
    }
    #expect(
      times == [
        ["01:30:00-07:00", ""], ["01:50:00-07:00", "01:10:00-08:00"], ["01:10:00-07:00", "01:50:00-07:00"],
        ["00:10:00-07:00", "03:50:00-08:00"],
      ])
  }

  @Test("Marks that turn the order of an area or an address are left out, as adopted names are without them")
  func turnedAround() throws {
    let town = try CaseTown()
    let summary = try town.take(["1,noise,2026-01-02,,\(try CaseTown.place(50, 50)),\u{202E}A1,\u{2067}12 Mill\u{2028}Lane"])
    #expect(summary.imported == 1 && summary.areaAgrees == 1)
    #expect(try town.list().split(separator: "\r\n").last?.contains(",A1,") == true)
    #expect(!(try town.space.bytes("plan.gpkg")).contains(Data("\u{202E}".utf8)))
  }

  @Test("With a table of classes, its words become classes and others are refused")
  func classes() throws {
    let town = try CaseTown()
    try town.space.write("text,class\nBroken Lamp,lighting\n", to: "classes.csv")
    let place = try CaseTown.place(50, 50)
    let summary = try town.take(["1,broken lamp,2026-01-01,,\(place),,", "2,Ghosts,2026-01-01,,\(place),,"]) {
      $0.classes = "\(town.space.path)/classes.csv"
    }
    #expect(summary.imported == 1 && summary.rejectedBy == ["unknown-class": 1])
    #expect(try town.figures().byClass.keys.sorted() == ["lighting"])
  }

  @Test("A table of classes that names one that nobody knows is refused by its line, with the nearest")
  func unknownClass() throws {
    let town = try CaseTown()
    let rows = ["1,broken lamp,2026-01-01,,,,,"]
    for (table, told) in [
      ("text,class\nFoo,noise\nBroken Lamp,lightning\n", ["line 3", "`lightning`", "`lighting`"]),
      ("text,class\nBroken Lamp,lighting,x\n", ["line 2", "beyond the last column"]),
    ] {
      try town.space.write(table, to: "classes.csv")
      let error = #expect(throws: PlanError.self) { try town.take(rows) { $0.classes = "\(town.space.path)/classes.csv" } }
      for word in told { #expect(error?.text(in: .en).contains(word) == true, "\(error?.text(in: .en) ?? "")") }
    }
    // The classes that cases of the plan have of their own are known.
    try town.take(["2,Ghosts,2026-01-01,,,,,"])
    try town.space.write("text,class\nBroken Lamp,Ghosts\n", to: "classes.csv")
    #expect(try town.take(rows) { $0.classes = "\(town.space.path)/classes.csv" }.imported == 1)
  }

  @Test("The same file twice leaves the plan's bytes as they are")
  func twice() throws {
    let town = try CaseTown()
    let rows = try (0..<40).map { "\($0),noise,2026-01-0\($0 % 9 + 1),,\(try CaseTown.place(Double($0) * 7, 50)),,Lane \($0)" }
    try town.take(rows)
    let before = try town.space.bytes("plan.gpkg")
    let again = try town.take(rows)
    #expect(again.imported == 0 && again.unchanged == 40 && again.located == 40)
    #expect(try town.space.bytes("plan.gpkg") == before)
  }

  @Test("What the source has closed since is closed; what tells another story is reported and changes nothing")
  func updates() throws {
    let town = try CaseTown()
    let place = try CaseTown.place(50, 50)
    try town.take(["1,noise,2026-01-01,,\(place),,", "2,noise,2026-01-01,2026-01-02,\(place),,", "3,noise,2026-01-01,,\(place),,"])
    let summary = try town.take([
      "1,noise,2026-01-01,2026-01-05,\(place),,", "2,noise,2026-01-01,2026-01-03,\(place),,",
      "3,lighting,2026-01-01,,\(place),,", "2,noise,2026-01-01,2026-01-03,\(place),,",
    ])
    #expect(summary.updated == 1 && summary.conflicting == 2 && summary.repeated == 1 && summary.imported == 0)
    #expect(summary.conflicts.map(\.line) == [3, 4])
    let figures = try town.figures()
    #expect(figures.open == 1 && figures.closed == 2 && figures.byClass["noise"]?.cases == 3)
    #expect(try town.figures("2026-01-04T00:00Z").open == 2)
  }

  @Test("Two sources may use one id")
  func sources() throws {
    let town = try CaseTown()
    let row = "1,noise,2026-01-01,,\(try CaseTown.place(50, 50)),,"
    for source in ["", "311", "12345", "311"] { try town.take([row]) { $0.source = source } }
    let ids = try town.list().split(separator: "\r\n").dropFirst().map { $0.prefix { $0 != "," } }
    #expect(ids == ["1", "311/1", "12345/1"])
  }

  @Test("A dry run tells the same and writes nothing; a plan without cases says so")
  func dryRun() throws {
    let town = try CaseTown()
    let before = try town.space.bytes("plan.gpkg")
    let summary = try town.take(["1,noise,2026-01-01,,\(try CaseTown.place(50, 50)),,"]) { $0.isDryRun = true }
    #expect(summary.imported == 1)
    #expect(try town.space.bytes("plan.gpkg") == before)
    let error = #expect(throws: PlanError.self) { _ = try town.figures() }
    #expect(error?.text(in: .en).contains("no cases") == true)
  }

  @Test("A datum is found by the areas that points state", arguments: ["WGS84", "GCJ-02", "BD-09"])
  func datum(name: String) throws {
    let town = try CaseTown()
    let system = try ReferenceSystem(name)
    let rows = try (0..<30).map { index in
      let (x, y) = (Double(index % 6) * 50 + 20, Double(index / 6) * 50 + 20)
      let area = ["A", "B", "C"][Int(x / 100)] + "\(Int(y / 100) + 1)"
      return "\(index),noise,2026-01-01,,\(try CaseTown.place(x, y, in: system)),\(area),"
    }
    try town.space.write(CaseTown.header + rows.joined(separator: "\n") + "\n", to: "cases.csv")
    let diagnosis = try diagnoseDatum(of: try town.request("cases.csv"), in: town.path)
    #expect(diagnosis.best == name && diagnosis.points == 30 && diagnosis.statingArea == 30)
    #expect(diagnosis.trials.first { $0.datum == name }?.inStatedArea == 30)
    let summary = try town.take(rows) { $0.datum = name }
    #expect(summary.areaAgrees == 30)
  }
}

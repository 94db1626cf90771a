import Foundation
import GridAuditing
import GridLayers
import GridPlans
import GridVisits
import Testing

@Suite("Coverage gaps on a day")
struct GapTests {
  private static func request(_ asOf: String, _ change: (inout GapRequest) -> Void = { _ in }) throws -> GapRequest {
    var request = GapRequest(asOf: try #require(CivilDate(asOf)), threads: 1)
    change(&request)
    return request
  }

  private static func json(_ summary: GapSummary) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return try encoder.encode(summary)
  }

  /// A plan where grid 0 was visited in May and nobody else ever.
  private static func plan() throws -> VisitedPlan {
    let plan = try VisitedPlan(policy: VisitedPlan.rules)
    let log = try plan.log("\(plan.codes[0]),elders-alone,2026-05-05,1")
    _ = try logVisits(in: plan.path, try plan.request("2026-05-31", log: log) { $0.classes = nil })
    return plan
  }

  @Test("Two runs on one day are equal, byte for byte: summary, files and plan")
  func equalRuns() throws {
    let plan = try Self.plan()
    var seen: [[Data]] = []
    for threads in [1, 2, 1] {
      var files: [Data] = []
      for (name, level) in [
        ("gaps.csv", nil), ("gaps.geojson", nil), ("by.csv", GapLevel.community), ("by.geojson", .township),
      ] {
        let summary = try findGaps(
          in: plan.path,
          try Self.request("2026-05-31") {
            $0.output = "\(plan.space.path)/\(name)"
            $0.level = level
            $0.threads = threads
          })
        files += [try plan.space.bytes(name), try Self.json(summary)]
      }
      files.append(try plan.space.bytes("plan.gpkg"))
      seen.append(files)
    }
    #expect(seen[0] == seen[1] && seen[1] == seen[2])
  }

  @Test("A gap keeps the day it was first found; what was visited since is cured")
  func since() throws {
    let plan = try Self.plan()
    let first = try findGaps(in: plan.path, try Self.request("2026-05-31"))
    let overdue = plan.codes.count - 1
    #expect(first.findings.map(\.status) == [String](repeating: "new", count: overdue))
    let log = try plan.log("\(plan.codes[1]),elders-alone,2026-06-20,1")
    _ = try logVisits(in: plan.path, try plan.request("2026-06-30", log: log) { $0.classes = nil })
    let second = try findGaps(in: plan.path, try Self.request("2026-06-30"))
    // Grid 0 is overdue by now, grid 1 no longer.
    #expect(second.findings.filter { $0.status == "new" }.map(\.grids) == [[plan.codes[0]]])
    #expect(second.findings.filter { $0.status == "cured" }.map(\.grids) == [[plan.codes[1]]])
    #expect(second.findings.filter { $0.status == "still" }.allSatisfy { $0.since == "2026-05-31" })
    #expect(second.findings.count { $0.status == "still" } == overdue - 1)
    let cured = try Plan(contentsOf: plan.path).cured
    #expect(cured.map(\.curedOn) == ["2026-06-30"] && cured.map(\.finding.since) == ["2026-05-31"])
    let row = try #require(second.rows.first { $0.meaning == "e" })
    // Of five deadlines grid 0 missed the last since its visit, those never visited all of them.
    #expect(row.rate?.numerator == Double(1 + 5 * (overdue - 1)) && row.rate?.denominator == Double(5 * plan.codes.count))
  }

  @Test("What another command brings up to date is still new or cured at the next look, and the same when looked at twice")
  func sinceTheLastLook() throws {
    let plan = try Self.plan()
    _ = try findGaps(in: plan.path, try Self.request("2026-05-31"))
    let log = try plan.log("\(plan.codes[0]),elders-alone,2026-05-05,1", "\(plan.codes[1]),elders-alone,2026-06-09,1")
    _ = try logVisits(in: plan.path, try plan.request("2026-06-10", log: log) { $0.classes = nil })
    for _ in 0..<2 {
      let summary = try findGaps(in: plan.path, try Self.request("2026-06-11"))
      #expect(summary.since == "2026-05-31" && summary.notices.isEmpty)
      let changed = summary.findings.filter { $0.status != "still" }.map { "\($0.status) \($0.grids[0]) \($0.since)" }
      #expect(changed == ["new \(plan.codes[0]) 2026-06-10", "cured \(plan.codes[1]) 2026-05-31"])
    }
    // On the day of the last look and after it nobody was visited.
    let later = try findGaps(in: plan.path, try Self.request("2026-06-12") { $0.isDryRun = true })
    #expect(later.since == "2026-06-11" && later.findings.allSatisfy { $0.status == "still" })
    let asked = try findGaps(
      in: plan.path,
      try Self.request("2026-06-12") {
        $0.isDryRun = true
        $0.since = CivilDate("2026-06-09")
      })
    #expect(asked.findings.filter { $0.status != "still" }.map(\.status) == ["new", "cured"])
  }

  @Test("A look at a day that is over tells what stood then, and in every output what cannot be known")
  func lookBack() throws {
    let plan = try Self.plan()
    let first = try findGaps(in: plan.path, try Self.request("2026-05-31"))
    let log = try plan.log("\(plan.codes[1]),elders-alone,2026-06-20,1")
    _ = try logVisits(in: plan.path, try plan.request("2026-06-30", log: log) { $0.classes = nil })
    _ = try findGaps(in: plan.path, try Self.request("2026-06-30"))
    let bytes = try plan.space.bytes("plan.gpkg")
    for (name, level) in [("back.csv", nil), ("back-by.csv", GapLevel.community), ("back.geojson", nil)] {
      let back = try findGaps(
        in: plan.path,
        try Self.request("2026-05-31") {
          $0.output = "\(plan.space.path)/\(name)"
          $0.level = level
        })
      #expect(!back.isLatest && back.notices.count == 1)
      #expect(back.findings.map(\.id).sorted() == first.findings.map(\.id).sorted())
      #expect(back.findings.allSatisfy { $0.status != "cured" && $0.since <= "2026-05-31" && !$0.text.en.contains("2026-06-30") })
      let county = back.rows.filter { $0.level == "county" }
      // Visits are told by their own dates; what the plan was like then is not kept.
      for (row, then) in zip(county, first.rows) {
        #expect(row.rate == (row.meaning == "e" ? then.rate : nil) && row.standing == then.standing)
        #expect(row.text.en.hasPrefix("not known") == (row.meaning != "e"))
      }
      let note = String(try #require(back.notices.first?.en).prefix(30))
      #expect(String(decoding: try plan.space.bytes(name), as: UTF8.self).contains(note))
      #expect(back.lines(in: .en).first?.hasPrefix(note) == true)
    }
    #expect(try plan.space.bytes("plan.gpkg") == bytes)
  }

  @Test("Of a day before anybody looked nothing is told but visits and cases: no zero, in words, JSON or a table")
  func beforeTheFirstLook() throws {
    let plan = try Self.plan()
    _ = try findGaps(in: plan.path, try Self.request("2026-05-31"))
    let out = "\(plan.space.path)/before.csv"
    let back = try findGaps(
      in: plan.path,
      try Self.request("2026-03-31") {
        $0.level = .county
        $0.output = out
      })
    let object = try JSONSerialization.jsonObject(with: try Self.json(back)) as? [String: Any]
    let rows = try #require(object?["rows"] as? [[String: Any]])
    #expect(Set(rows.compactMap { $0["meaning"] as? String }).isSuperset(of: ["a", "b", "d", "e"]))
    for row in rows {
      let isKnown = row["meaning"] as? String == "e"
      for key in ["standing", "new", "cured", "rate"] { #expect((row[key] is NSNull) == !isKnown, "\(row["meaning"] ?? "") \(key)") }
    }
    #expect(back.lines(in: .en).contains("(d) grids out of band: not known for that day"))
    let table = String(decoding: try plan.space.bytes("before.csv"), as: UTF8.self)
    let line = try #require(table.split(separator: "\r\n").first { $0.contains(",d,") })
    #expect(line.contains(",d,grids out of band,,,,,,,,,2026-03-31"), "\(line)")
  }

  @Test("A day that was mistyped is taken back: its looks are forgotten, what it cured is looked for again")
  func forgetLater() throws {
    let plan = try Self.plan()
    let first = try findGaps(in: plan.path, try Self.request("2026-05-31"))
    let log = try plan.log("\(plan.codes[0]),elders-alone,2026-05-05,1", "\(plan.codes[1]),elders-alone,2206-06-01,1")
    _ = try logVisits(in: plan.path, try plan.request("2206-06-02", log: log) { $0.classes = nil })
    _ = try findGaps(in: plan.path, try Self.request("2206-06-02"))
    #expect(try !findGaps(in: plan.path, try Self.request("2026-06-01")).isLatest)
    let again = try findGaps(in: plan.path, try Self.request("2026-06-01") { $0.forgetsLater = true })
    #expect(again.isLatest && again.notices.isEmpty && again.since == "2026-05-31")
    let kept = try Plan(contentsOf: plan.path)
    #expect(kept.lookedAt == "2026-06-01" && kept.cured.isEmpty)
    #expect(kept.findings.allSatisfy { $0.since ?? "" <= "2026-06-01" })
    let stand = again.findings.filter { $0.meaning == "e" && $0.status == "still" }
    #expect(Set(stand.map(\.id)) == Set(first.findings.map(\.id)) && stand.allSatisfy { $0.since == "2026-05-31" })
    #expect(try findGaps(in: plan.path, try Self.request("2026-06-02")).isLatest)
  }

  @Test("What is found and cured on one day is told as cured, and by the next day forgotten")
  func sameDay() throws {
    let plan = try Self.plan()
    let first = try findGaps(in: plan.path, try Self.request("2026-05-31"))
    let log = try plan.log("\(plan.codes[0]),elders-alone,2026-05-05,1", "\(plan.codes[1]),elders-alone,2026-05-31,1")
    _ = try logVisits(in: plan.path, try plan.request("2026-05-31", log: log) { $0.classes = nil })
    let cured = try #require(first.findings.first { $0.grids == [plan.codes[1]] })
    for _ in 0..<2 {
      let second = try findGaps(in: plan.path, try Self.request("2026-05-31"))
      #expect(second.findings.filter { $0.status == "cured" }.map(\.id) == [cured.id])
      #expect(second.rows.first { $0.meaning == "e" }?.cured == 1)
    }
    let next = try findGaps(in: plan.path, try Self.request("2026-06-01") { $0.isDryRun = true })
    #expect(next.findings.allSatisfy { $0.status != "cured" })
  }

  @Test("A file that is none of its own is not replaced; its own are, of either kind", arguments: ["csv", "geojson"])
  func otherFiles(ending: String) throws {
    let plan = try Self.plan()
    let path = "\(plan.space.path)/out.\(ending)"
    for level in [nil, GapLevel.community, nil] {
      _ = try findGaps(
        in: plan.path,
        try Self.request("2026-05-31") {
          $0.output = path
          $0.level = level
        })
    }
    for (text, name) in [("id,role,x,y\nw1,leader,1,2\n", "workers.\(ending)"), ("my notes", "notes.\(ending)")] {
      let other = try plan.space.write(text, to: name)
      for isDryRun in [true, false] {
        #expect(throws: PlanError.self) {
          try findGaps(
            in: plan.path,
            try Self.request("2026-05-31") {
              $0.output = other
              $0.isDryRun = isDryRun
            })
        }
      }
      #expect(String(decoding: try plan.space.bytes(name), as: UTF8.self) == text)
    }
    let roster = try plan.space.write("id,role,x,y\nw1,leader,1,2\n", to: "roster.csv")
    var visits = try plan.request("2026-05-31") { $0.classes = nil }
    visits.output = roster
    #expect(throws: PlanError.self) { try logVisits(in: plan.path, visits) }
    var reach = ReachOptions(asOf: "2026-05-31")
    reach.output = roster
    reach.isDryRun = true
    do {
      _ = try reachPlan(at: plan.path, reach)
      Issue.record("the roster was replaced")
    } catch PlanError.cannotWrite {}
    #expect(String(decoding: try plan.space.bytes("roster.csv"), as: UTF8.self).hasPrefix("id,role"))
  }

  @Test("Every rule that a plan's findings may name has a meaning, or none on purpose")
  func everyRule() throws {
    let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "../../Sources")
    var named: [String: String] = [:]
    for room in ["GridAuditing", "GridCoverages", "GridPlans"] {
      let files = FileManager.default.enumerator(at: sources.appending(path: room), includingPropertiesForKeys: nil)
      for case let file as URL in try #require(files) where file.pathExtension == "swift" {
        // Conflicts of two layers are never findings of a plan.
        if file.path.contains("/Overlays/") { continue }
        let text = try String(contentsOf: file, encoding: .utf8)
        for match in text.matches(of: /(?:rule: |let id = |static let rule = |Finding\(\s*|item\(\s*)"([a-z]+(?:-[a-z]+)*)"/) {
          named[String(match.1)] = file.lastPathComponent
        }
      }
    }
    #expect(named.count > 80)
    let known = AuditRules.all.map(\.id) + CoverageRules.all.map(\.id)
    for rule in known { #expect(named[rule] != nil, "\(rule)") }
    let audited = Set(AuditRules.all.map(\.id))
    let (gaps, others) = (Set(GapMeaning.ofInput.keys), GapMeaning.noneOfInput)
    for (rule, file) in named where !audited.contains(rule) {
      #expect(gaps.contains(rule) || others.contains(rule), "\(rule) of \(file)")
    }
    #expect(gaps.isDisjoint(with: others) && audited.isDisjoint(with: gaps.union(others)))
  }

  @Test("Looking back at an earlier day, or without keeping, leaves the plan's bytes alone", arguments: [true, false])
  func lookingBack(isDryRun: Bool) throws {
    let plan = try Self.plan()
    let bytes = try plan.space.bytes("plan.gpkg")
    let summary = try findGaps(
      in: plan.path, try Self.request(isDryRun ? "2026-05-31" : "2026-03-31") { $0.isDryRun = isDryRun })
    #expect(summary.isLatest == isDryRun)
    #expect(try plan.space.bytes("plan.gpkg") == bytes)
  }

  @Test("Every meaning is told: with both numbers of its rate, or that nothing is known of it")
  func meanings() throws {
    let plan = try Self.plan()
    let summary = try findGaps(in: plan.path, try Self.request("2026-05-31"))
    let lines = summary.lines(in: .en)
    for letter in GapMeaning.allCases.map(\.letter) {
      let line = try #require(lines.first { $0.hasPrefix("(\(letter))") })
      #expect(line.contains("not checked") != line.contains(" of "), "\(line)")
      #expect(summary.unchecked.contains(letter) == line.contains("not checked"))
    }
    let zh = summary.lines(in: .zh)
    #expect(zh.count == lines.count && zh != lines)
  }

  @Test("What only the input could tell stays: households outside every community are in no grid")
  func outside() throws {
    let space = try Workspace()
    var county = DrawnCounty()
    try space.write("id,hh,x,y\nin,5,500050,3800050\nout,7,700000,3800050\n", to: "homes.csv")
    county.extra = "  households: {source: homes.csv, crs: \"EPSG:4547\", fields: {id: id, households: hh}}"
    let planned = try county.plan(in: space)
    let path = "\(space.path)/plan.gpkg"
    let total = planned.summary.households + 7
    for _ in 0..<2 {
      let summary = try findGaps(in: path, try Self.request("2026-12-01") { $0.level = .community })
      let county = try #require(summary.rows.first { $0.meaning == "b" && $0.level == "county" })
      #expect(county.rate?.numerator == 7 && county.rate?.denominator == Double(total))
      let rows = summary.rows.filter { $0.meaning == "b" && $0.level == "community" }
      #expect(rows.map { $0.rate?.numerator } == [0, 0, 7] && rows.last?.code == "")
      #expect(summary.findings.filter { $0.meaning == "b" }.map(\.since) == ["2026-11-21"])
    }
  }

  @Test("A share of nothing is null in JSON and empty in tables, not 0")
  func noBase() throws {
    let plan = try VisitedPlan(policy: VisitedPlan.rules)
    let log = try plan.log("\(plan.codes[0]),rental-homes,2026-01-02,1")
    _ = try logVisits(
      in: plan.path,
      try plan.request("2026-01-05", log: log) {
        $0.classes = try? plan.space.write(
          VisitedPlan.rules + "\n    - {class: rental-homes, cadence: any time}", to: "more.yaml")
      })
    let out = "\(plan.space.path)/by.csv"
    let summary = try findGaps(
      in: plan.path,
      try Self.request("2026-01-05") {
        $0.level = .grid
        $0.output = out
        $0.isDryRun = true
      })
    let row = try #require(summary.rows.first { $0.meaning == "e" })
    #expect(row.rate?.share == nil && row.text.en.hasPrefix("no base"))
    let object = try JSONSerialization.jsonObject(with: try Self.json(summary)) as? [String: Any]
    let rates = (object?["rows"] as? [[String: Any]])?.filter { $0["meaning"] as? String == "e" }.compactMap {
      $0["rate"] as? [String: Any]
    }
    #expect(rates?.isEmpty == false)
    #expect(rates?.allSatisfy { $0["share"] is NSNull } == true)
    let table = String(decoding: try plan.space.bytes("by.csv"), as: UTF8.self)
    #expect(table.split(separator: "\r\n").filter { $0.contains(",e,") }.allSatisfy { $0.hasSuffix(",,2026-01-05") })
  }
}

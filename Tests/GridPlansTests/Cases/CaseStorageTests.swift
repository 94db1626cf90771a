import Foundation
import GridCases
import GridGeometry
import GridLayers
import GridPlans
import GridVisits
import Referees
import Synchronization
import Testing

@Suite("Cases in the plan file")
struct CaseStorageTests {
  private func town() throws -> CaseTown {
    let town = try CaseTown()
    try town.take([
      "1,lighting,2026-01-01,,\(try CaseTown.place(50, 50)),,", "2,noise,2026-01-02,,\(try CaseTown.place(150, 250)),,",
      "3,noise,2026-01-02,2026-01-04,\(try CaseTown.place(250, 250)),,", "4,noise,2026-01-03,,,,Lane",
    ])
    return town
  }

  /// The life of a case, move by move.
  private static let life: [(CaseMove.Kind, String, String)] = [
    (.triaged, "", "2026-01-05T01:00"), (.escalated, "township", "2026-01-05T02:00"), (.triaged, "", "2026-01-05T03:00"),
    (.dispatched, "grid", "2026-01-05T04:00"), (.claimed, "", "2026-01-05T05:00"), (.paused, "", "2026-01-05T06:00"),
    (.resumed, "", "2026-01-05T07:00:00.250Z"), (.handled, "", "2026-01-05T08:00"), (.fedBack, "", "2026-01-05T09:00"),
    (.revisited, "", "2026-01-05T10:00"), (.archived, "", "2026-01-05T11:00"),
  ]

  @Test("A case lives its life across as many runs, and at every instant it stands where its events say")
  func life() throws {
    let town = try town()
    var history = CaseHistory(
      id: "1", caseClass: "lighting", submitted: try InstantReader(zone: try ClockZone("Asia/Shanghai")).read("2026-01-01"))
    for (kind, detail, at) in Self.life where kind != .triaged || history.progress.allows(.triaged) {
      let advance = try town.advance("1", kind, detail, at: at)
      #expect(advance.advanced == 1 && advance.refused.isEmpty, "\(kind) \(advance.refused)")
      let step = try CaseAction("1", kind, detail: detail, at: try CaseTown.instant(at), actor: "w1")
      try history.append(CaseEvent(step.move, at: step.at, actor: "w1"))
      #expect(advance.cases.map(\.state) == [history.progress.state.rawValue])
      #expect(advance.cases.first?.legalMoves == history.progress.legalMoves.map(\.rawValue))
    }
    for event in history.events {
      let rows = try town.list(asOf: event.at.description).split(separator: "\r\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
      let row = try #require(rows.first { $0[0] == "1" })
      let then = try #require(history.asOf(event.at))
      #expect(row[3] == then.progress.state.rawValue && row[4] == then.progress.tier.rawValue && row[6] == then.holder ?? "")
    }
    #expect(try town.figures().byState["archived"] == 1)
  }

  @Test("The layer of cases opens with a style of its own, also after the plan is made anew; grids have labels")
  func style() throws {
    guard let reader = Referee(importing: "sqlite3, json, xml.dom.minidom") else { return }
    let program = """
      import sqlite3, json, sys, xml.dom.minidom as xml
      rows = sqlite3.connect(sys.argv[1]).execute("SELECT f_table_name, styleQML, styleSLD, useAsDefault FROM layer_styles").fetchall()
      for row in rows: xml.parseString(row[1]); xml.parseString(row[2])
      print(json.dumps([[row[0], row[3], row[1]] for row in rows]))
      """
    let town = try town()
    func styles() throws -> [[Any]] {
      let text = try reader.run(program, arguments: [town.path])
      return try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[Any]] ?? []
    }
    for _ in 0..<2 {
      let own = try styles().filter { $0[0] as? String == "cases" }
      #expect(own.count == 1 && own.first?[1] as? Int == 1)
      for place in ["inside", "outside", "ambiguous"] {
        #expect((own.first?[2] as? String)?.contains("value=\"\(place)\"") ?? false)
      }
      let grids = try styles().first { $0[0] as? String == "grids" }
      #expect((grids?[2] as? String)?.contains("labelsEnabled=\"1\"") ?? false)
      try town.adopt()
    }
  }

  @Test("An illegal move is refused with the legal ones named, and nothing is written")
  func refused() throws {
    let town = try town()
    let before = try town.space.bytes("plan.gpkg")
    for (id, kind, at, told) in [
      ("1", CaseMove.Kind.archived, "2026-01-05", "triaged"), ("3", .claimed, "2026-01-05", "reopened"),
      ("9", .triaged, "2026-01-05", "no case 9"), ("1", .triaged, "2025-12-01", "before its last event"),
      ("1", .triaged, "2027-01-01", "after"),
    ] {
      let advance = try town.advance(id, kind, at: at)
      #expect(advance.advanced == 0 && advance.refused.count == 1)
      #expect(advance.refused.first?.text.en.contains(told) == true, "\(advance.refused)")
    }
    #expect(try town.space.bytes("plan.gpkg") == before)
  }

  @Test("Of many claims at once one wins, and the others are told who has it", arguments: 1...3)
  func claims(round: Int) throws {
    let town = try town()
    _ = try town.advance("2", .triaged, at: "2026-01-05")
    _ = try town.advance("2", .dispatched, "grid", at: "2026-01-05")
    let results = Mutex<[CaseAdvance]>([])
    DispatchQueue.concurrentPerform(iterations: 4) { worker in
      guard let advance = try? town.advance("2", .claimed, at: "2026-01-06", by: "w\(worker)") else { return }
      results.withLock { $0.append(advance) }
    }
    let all = results.withLock { $0 }
    #expect(all.count == 4 && all.map(\.advanced).reduce(0, +) == 1)
    let holder = try #require(all.first { $0.advanced == 1 }?.cases.first?.holder)
    #expect(all.filter { $0.advanced == 0 }.allSatisfy { $0.refused.first?.text.en.contains("\(holder) has claimed it") == true })
  }

  @Test("A table of steps is taken once; the second time they are known already")
  func table() throws {
    let town = try town()
    let file = try town.space.write(
      """
      case,move,at,detail,actor
      1,triaged,2026-01-05T01:00Z,,w1
      1,dispatched,2026-01-05T02:00Z,grid,w1
      2,flown,2026-01-05T02:00Z,,w1
      2,dispatched,2026-01-05T02:00Z,,w1
      2,archived,2026-01-05T02:00Z,,w1
      1,claimed,2026-01-05T03:00Z,,w7

      """, to: "steps.csv")
    for (made, known) in [(3, 0), (0, 3)] {
      let (steps, refused) = try readCaseActions(file, times: InstantReader(zone: nil))
      #expect(refused.map(\.line) == [4, 5])
      let advance = try advanceCases(in: town.path, steps, now: try CaseTown.instant("2026-11-21"))
      #expect(advance.advanced == made && advance.unchanged == known && advance.refused.map(\.line) == [6])
      #expect(advance.cases.first?.holder == "w7")
    }
  }

  @Test("Writers of copies and writers in place keep each other's work")
  func otherWriters() throws {
    let town = try town()
    let day = try #require(CivilDate("2026-11-21"))
    let cases = try town.list()
    let errors = Mutex<[String]>([])
    DispatchQueue.concurrentPerform(iterations: 8) { worker in
      do {
        if worker % 2 == 0 {
          _ = try findGaps(in: town.path, GapRequest(asOf: day))
        } else {
          _ = try town.advance("4", .paused, at: "2026-01-05T00:00:0\(worker)Z")
          _ = try town.advance("1", worker == 1 ? .triaged : .paused, at: "2026-01-05T00:00:0\(worker)Z")
        }
      } catch {
        errors.withLock { $0.append("\(error)") }
      }
    }
    #expect(errors.withLock { $0 } == [])
    let list = try town.list().split(separator: "\r\n")
    #expect(list.count == cases.split(separator: "\r\n").count)
    // Case 1 was triaged by one of the writers, whatever the others did around it.
    #expect(list.contains { $0.hasPrefix("1,") && $0.contains(",triaged,") })
    #expect(town.space.files.allSatisfy { !$0.hasSuffix(".part") && !$0.hasSuffix("-journal") })
  }

  @Test("A plan that is made again keeps its cases and their events, each in the grid that has its ground now")
  func madeAgain() throws {
    let town = try town()
    _ = try town.advance("1", .triaged, at: "2026-01-05")
    let before = try town.list().split(separator: "\r\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    var layer = DrawnLayer(1)
    layer.features.removeAll()
    layer.add("W", 0, 0, 200, 300)
    var options = AdoptionOptions(
      layer: ForeignLayerOptions(fields: try FieldMapping("code=no"), referenceSystem: "EPSG:4547"), name: "Town", threads: 1,
      date: "2026-11-22")
    options.takesOver = true
    _ = try adoptGrids(
      from: try layer.write(to: town.space, as: "again.geojson"), writingTo: town.path, options: options,
      control: PlanningControl())
    let after = try town.list().split(separator: "\r\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    #expect(after.map { $0[0..<15] } == before.map { $0[0..<15] })
    #expect(after.dropFirst().map { $0[15] } == ["W", "W", "", ""])
    #expect(after.dropFirst().map { $0[18] } == ["inside", "inside", "outside", "unlocated"])
    #expect(try town.advance("1", .paused, at: "2026-01-06").advanced == 1)
  }

  @Test("A file whose writer died in the middle of a change is as before it")
  func crash() throws {
    let town = try town()
    let before = try town.list()
    let dead = try CaseTown()
    for name in ["plan.gpkg", "plan.gpkg-journal"] { try? FileManager.default.removeItem(atPath: "\(dead.space.path)/\(name)") }
    let schema = LayerSchema(
      name: "case_events",
      fields: [
        Field("case", .text), Field("seq", .integer), Field("at", .text), Field("kind", .text), Field("detail", .text),
        Field("actor", .text),
      ], geometryType: "")
    struct Halt: Error {}
    let editor = try GeoPackageEditor(town.path, timestamp: "2026-11-21T00:00:00.000Z")
    #expect(throws: Halt.self) {
      try editor.change { change in
        // More than the cache of a connection holds, so that the file itself is half changed.
        let long = String(repeating: "x", count: 4000)
        try change.insert(
          into: schema,
          (2...20_000).lazy.map { number -> (Geometry?, [FieldValue]) in
            (nil, [.text("1"), .integer(Int64(number)), .text(long), .text("triaged"), .null, .null])
          })
        for name in ["plan.gpkg", "plan.gpkg-journal"] {
          try FileManager.default.copyItem(atPath: "\(town.space.path)/\(name)", toPath: "\(dead.space.path)/\(name)")
        }
        throw Halt()
      }
    }
    try editor.close()
    #expect(try town.list() == before)
    #expect(dead.space.files.contains("plan.gpkg-journal"))
    #expect(try dead.list() == before)
    #expect(!dead.space.files.contains("plan.gpkg-journal"))
    #expect(try dead.advance("1", .triaged, at: "2026-01-05").advanced == 1)
  }

  @Test("GDAL reads layer and table without a warning, with their counts and extent, and SQLite finds the file sound")
  func gdal() throws {
    let town = try town()
    _ = try town.advance("1", .triaged, at: "2026-01-05")
    let ogrinfo = "/usr/bin/ogrinfo"
    guard FileManager.default.isExecutableFile(atPath: ogrinfo) else {
      print("SKIPPED: \(ogrinfo) is not there")
      return
    }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: ogrinfo)
    process.arguments = ["-al", "-so", town.path, "cases", "case_events"]
    let (out, err) = (Pipe(), Pipe())
    process.standardOutput = out
    process.standardError = err
    try process.run()
    let text = String(decoding: out.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    let words = String(decoding: err.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0 && words.isEmpty && !text.contains("Warning"), "\(words)")
    #expect(text.contains("Layer name: cases") && text.contains("Feature Count: 4") && text.contains("Geometry: Point"))
    #expect(text.contains("Extent: (5000") && text.contains("Feature Count: 6"), "\(text)")
    guard let referee = Referee(importing: "sqlite3") else { return }
    let script = """
      import sqlite3, sys
      plan = sqlite3.connect(sys.stdin.read().strip())
      print(plan.execute("PRAGMA integrity_check").fetchone()[0],
            plan.execute("SELECT count(*) FROM rtree_cases_geom").fetchone()[0],
            plan.execute("SELECT rtreecheck('rtree_cases_geom')").fetchone()[0],
            plan.execute("SELECT count(*) FROM rtree_cases_geom WHERE maxx < 500100").fetchone()[0])
      """
    let found = try referee.run(script, input: town.path).split(whereSeparator: \.isWhitespace)
    #expect(found == ["ok", "3", "ok", "1"], "\(found)")
  }
}

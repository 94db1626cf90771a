import Foundation
import GridCases
import GridPlans
import Referees
import Testing

@Suite("Many cases at once")
struct CaseBulkTests {
  /// Cases all over the town; over 300 m degrees are as good as metres.
  private static func rows(_ numbers: Range<Int>, of town: CaseTown) throws -> [String] {
    let ends = try [CaseTown.place(0, 0), CaseTown.place(300, 300)].map { $0.split(separator: ",").compactMap { Double($0) } }
    return numbers.map { number in
      let (x, y) = (Double(number * 37 % 290 + 1) / 300, Double(number * 101 % 290 + 1) / 300)
      let place = "\(ends[0][0] + y * (ends[1][0] - ends[0][0])),\(ends[0][1] + x * (ends[1][1] - ends[0][1]))"
      return "\(number),noise,2026-01-0\(1 + number % 9),\(number % 3 == 0 ? "2026-02-01" : ""),\(place),,"
    }
  }

  @Test("Thousands into a new table, thousands more into the standing one: rows, index, tree, triggers and counts agree")
  func twice() throws {
    let town = try CaseTown()
    #expect(try town.take(Self.rows(0..<3000, of: town)).imported == 3000)
    #expect(try town.take(Self.rows(0..<5000, of: town)).imported == 2000)
    #expect(try town.take(Self.rows(4999..<5001, of: town)).imported == 1)
    let figures = try town.figures()
    #expect(figures.cases == 5001 && figures.closed == 1667 && figures.open == 3334)
    guard let referee = Referee(importing: "sqlite3") else { return }
    let script = """
      import sqlite3, struct, sys
      plan = sqlite3.connect(sys.stdin.read().strip())
      def one(sql): return plan.execute(sql).fetchone()[0]
      places = {fid: struct.unpack("<dd", blob[13:29]) for fid, blob in plan.execute("SELECT fid, geom FROM cases")}
      boxes = plan.execute("SELECT id, minx, maxx, miny, maxy FROM rtree_cases_geom").fetchall()
      held = all(a <= places[i][0] <= b and c <= places[i][1] <= d for i, a, b, c, d in boxes)
      triggers = {name for name, in plan.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'cases'")}
      print(one("PRAGMA integrity_check"), one("SELECT rtreecheck('rtree_cases_geom')"), len(boxes), held,
            one("SELECT count(*) FROM cases"), one("SELECT feature_count FROM gpkg_ogr_contents WHERE table_name = 'cases'"),
            one("SELECT feature_count FROM gpkg_ogr_contents WHERE table_name = 'case_events'"),
            one("SELECT count(*) FROM case_events"), len(triggers),
            one("SELECT count(*) FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ('cases', 'case_events')"))
      """
    let found = try referee.run(script, input: town.path).split(whereSeparator: \.isWhitespace)
    #expect(found == ["ok", "ok", "5001", "True", "5001", "5001", "6668", "6668", "8", "2"], "\(found)")
  }

  @Test("The same file twice changes no byte, however large")
  func again() throws {
    let town = try CaseTown()
    let rows = try Self.rows(0..<2000, of: town)
    try town.take(rows)
    let before = try town.space.bytes("plan.gpkg")
    let again = try town.take(rows)
    #expect(again.unchanged == 2000 && again.imported == 0)
    #expect(try town.space.bytes("plan.gpkg") == before)
    #expect(again.stages.map(\.name) == ["plan", "known", "rows", "write"])
    #expect(again.stages.allSatisfy { $0.seconds >= 0 && $0.peakMegabytes > 0 })
  }

  @Test("Ids are what is written, not the numbers they look like")
  func ids() throws {
    let town = try CaseTown()
    let summary = try town.take(["1.10,noise,2026-01-01,,,,,", "1.1,noise,2026-01-01,,,,,", "007,noise,2026-01-01,,,,,", "7,noise,2026-01-01,,,,,"])
    #expect(summary.imported == 4 && summary.rejected == 0)
    #expect(try town.list(.json).contains("\"id\":\"1.10\""))
  }
}

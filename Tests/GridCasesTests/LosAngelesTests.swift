import Foundation
import GridCases
import GridVisits
import Testing

/// Service requests of Los Angeles of the first days of 2020, where the shared data are present.
@Suite("Requests of Los Angeles")
struct LosAngelesTests {
  static let path = ProcessInfo.processInfo.environment["GRIDWRIGHT_SHARED"].map {
    $0 + "/data/la311/requests-2020.csv"
  }

  /// Id, created, closed. None of these columns has quotes.
  static let rows: [[String]]? = path.flatMap { try? String(contentsOfFile: $0, encoding: .utf8) }.map { text in
    text.split(whereSeparator: \.isNewline).dropFirst().map { line in
      let cells = line.split(separator: ",", omittingEmptySubsequences: false)
      return [cells[0], cells[4], cells[7]].map(String.init)
    }
  }

  static func table(_ rows: [[String]]) throws -> CaseTable {
    var orders = DateOrders()
    for text in rows.flatMap({ $0.dropFirst() }) { orders.note(text) }
    let order: CivilDate.Order = try #require(orders.only)
    let reader = InstantReader(zone: try ClockZone("America/Los_Angeles"), order: order)
    var table = CaseTable(classes: ["other"], grids: [])
    for row in rows {
      let number = try table.add(id: row[0], caseClass: "other", submitted: try reader.read(row[1]))
      if !row[2].isEmpty { try table.append(CaseEvent(.settled, at: try reader.read(row[2])), to: number) }
    }
    return table
  }

  @Test(
    "Open are those submitted and not closed at an instant",
    arguments: [("2020-01-02T00:00", 1492), ("2020-01-03T00:00", 5432), ("2020-01-06T00:00", 4147)])
  func open(instant: String, count: Int) throws {
    guard let rows = Self.rows else { return }
    let table = try Self.table(rows)
    let rules = try Fixtures.rules()
    let at = try InstantReader(zone: try ClockZone("America/Los_Angeles")).read(instant)
    let snapshot = table.snapshot(asOf: at, rules: rules, threads: 2)
    #expect(rows.count == 10_000 && CaseStatistics(table, snapshot, rules: rules).all.open == count)
    #expect(snapshot.openRows.count == count)
  }

  @Test("All of them reach the archive, and every prefix of their events replays")
  func archive() throws {
    guard let rows = Self.rows else { return }
    var table = try Self.table(rows)
    let end = try Fixtures.at("2021-01-01")
    for row in 0..<table.count {
      if table.progress(of: row).state == .submitted { try table.append(CaseEvent(.settled, at: end), to: row) }
      for move in [CaseMove.fedBack, .revisited, .archived] { try table.append(CaseEvent(move, at: end), to: row) }
    }
    for row in stride(from: 0, to: table.count, by: 97) {
      let events = table.events(of: row)
      for count in 1...events.count {
        let replayed = try CaseHistory(id: "x", caseClass: "other", replaying: events.prefix(count))
        #expect(replayed.events.count == count)
      }
    }
    let rules = try Fixtures.rules()
    let figures = CaseStatistics(table, table.snapshot(asOf: end, rules: rules), rules: rules)
    #expect(figures.byState == [.archived: 10_000] && figures.all.open == 0)
  }
}

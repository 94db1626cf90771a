import GridAuditing
import Referees
import Testing

@Suite("What a plan remembers of its findings")
struct FindingRecordTests {
  private static func finding(_ name: String, since: String? = nil) -> Finding {
    Finding(id: "gap-\(name)", rule: "gap", severity: .error, text: name, textZH: name, since: since)
  }

  private static func states(_ record: FindingRecord) -> [String] {
    record.standing.map { "\($0.text) \($0.since ?? "?")" }
      + record.cured.map { "\($0.finding.text) \($0.finding.since ?? "?") cured \($0.curedOn)" }
  }

  @Test("A finding keeps the day it was first found until it is gone, and starts anew when it comes back")
  func lifeCycle() {
    var record = FindingRecord(standing: [Self.finding("a")])
    record = record.updated(with: [Self.finding("a"), Self.finding("b")], on: "2026-02-01", origin: "2026-01-01")
    #expect(Self.states(record) == ["a 2026-01-01", "b 2026-02-01"])
    record = record.updated(with: [Self.finding("b")], on: "2026-03-01", origin: "2026-01-01")
    #expect(Self.states(record) == ["b 2026-02-01", "a 2026-01-01 cured 2026-03-01"])
    record = record.updated(with: [Self.finding("a"), Self.finding("b")], on: "2026-04-01", origin: "2026-01-01")
    #expect(Self.states(record) == ["a 2026-04-01", "b 2026-02-01", "a 2026-01-01 cured 2026-03-01"])
    #expect(record.asOf == "2026-04-01")
  }

  @Test("What was cured and is found again on the same day never was cured")
  func sameDay() {
    let before = FindingRecord(standing: [Self.finding("a", since: "2026-01-01")], asOf: "2026-01-01")
    let gone = before.updated(with: [], on: "2026-02-01", origin: "2026-01-01")
    #expect(Self.states(gone) == ["a 2026-01-01 cured 2026-02-01"])
    let back = gone.updated(with: [Self.finding("a")], on: "2026-02-01", origin: "2026-01-01")
    #expect(Self.states(back) == ["a 2026-01-01"])
  }

  @Test("Looking twice on one day is looking once, whatever was found before", arguments: UInt64(1)...40)
  func idempotent(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    var record = FindingRecord()
    var first: [String: String] = [:]
    for month in 1...9 {
      let day = "2026-0\(month)-01"
      let found = (0..<8).filter { _ in Bool.random(using: &random) }.map { Self.finding("\($0)") }
      record = record.updated(with: found, on: day, origin: "2025-12-01")
      #expect(record == record.updated(with: found, on: day, origin: "2025-12-01"))
      // The same by hand.
      let ids = Set(found.map(\.id))
      first = first.filter { ids.contains($0.key) }
      for id in ids where first[id] == nil { first[id] = day }
      #expect(record.standing.allSatisfy { $0.since == first[$0.id] })
      #expect(Set(record.standing.map(\.id)) == ids)
    }
    #expect(record.cured == record.cured.sorted { ($0.curedOn, $0.finding.id) < ($1.curedOn, $1.finding.id) })
  }
}

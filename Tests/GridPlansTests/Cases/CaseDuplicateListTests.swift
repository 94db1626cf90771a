import Foundation
import GridCases
import GridPlans
import Testing

@Suite("Duplicates in a list")
struct CaseDuplicateListTests {
  @Test("Pairs are of one class, near, soon after and while the earlier was open; merging one takes it off the list")
  func pairs() throws {
    let town = try CaseTown()
    try town.take([
      "1,noise,2026-01-01,,\(try CaseTown.place(50, 50)),,", "2,noise,2026-01-03,,\(try CaseTown.place(80, 50)),,",
      "3,lighting,2026-01-03,,\(try CaseTown.place(50, 50)),,", "4,noise,2026-03-20,,\(try CaseTown.place(50, 50)),,",
      "5,noise,2026-01-03,2026-01-04,\(try CaseTown.place(250, 250)),,",
      "6,noise,2026-01-05,,\(try CaseTown.place(250, 250)),,", "7,noise,2026-01-03,,,,",
    ])
    func pairs(_ edit: (inout CaseDuplicateRequest) -> Void = { _ in }) throws -> [[String]] {
      var request = CaseDuplicateRequest(
        CaseQuestion(asOf: try CaseTown.instant("2026-11-21"), settings: try CaseSettings(named: "neutral")))
      request.output = "\(town.space.path)/pairs.csv"
      edit(&request)
      let summary = try listDuplicates(of: town.path, request)
      let lines = try String(contentsOfFile: request.output, encoding: .utf8).split(separator: "\r\n").dropFirst()
      #expect(summary.pairs == lines.count && summary.placed == 6)
      return lines.map { $0.split(separator: ",", omittingEmptySubsequences: false).prefix(5).map(String.init) }
    }
    #expect(try pairs() == [["2", "1", "noise", "30", "48"]])
    #expect(try pairs { $0.candidates = DuplicateCandidates(metres: 20) } == [])
    #expect(try pairs { $0.candidates = DuplicateCandidates(days: 90) }.count == 3)
    #expect(try town.advance("2", .merged, "1", at: "2026-02-01").advanced == 1)
    #expect(try pairs() == [])
  }

  @Test("What is merged, withdrawn or archived is in no pair", arguments: [true, false])
  func done(isEarlier: Bool) throws {
    let town = try CaseTown()
    try town.take(
      (1...4).map { "\($0),noise,2026-01-0\($0),,\(try CaseTown.place(50, 50)),," })
    func pairs() throws -> Int {
      var request = CaseDuplicateRequest(
        CaseQuestion(asOf: try CaseTown.instant("2026-11-21"), settings: try CaseSettings(named: "neutral")))
      request.output = "\(town.space.path)/pairs.csv"
      return try listDuplicates(of: town.path, request).pairs
    }
    // Every later one has all the earlier ones.
    #expect(try pairs() == 6)
    let ids = isEarlier ? ["1", "2", "3"] : ["4", "3", "2"]
    #expect(try town.advance(ids[0], .withdrawn, at: "2026-02-01").advanced == 1)
    #expect(try pairs() == 3)
    for (move, at) in [(CaseMove.Kind.settled, "2026-02-01"), (.fedBack, "2026-02-02"), (.archived, "2026-02-03")] {
      #expect(try town.advance(ids[1], move, at: at).advanced == 1)
    }
    #expect(try pairs() == 1)
    #expect(try town.advance(ids[2], .merged, isEarlier ? "4" : "1", at: "2026-02-01").advanced == 1)
    #expect(try pairs() == 0)
  }

  @Test("Cases merged in a circle would all be gone: one that is merged itself carries no other")
  func circle() throws {
    let town = try CaseTown()
    try town.take([
      "1,noise,2026-01-01,,\(try CaseTown.place(50, 50)),,", "2,noise,2026-01-03,,\(try CaseTown.place(80, 50)),,",
    ])
    #expect(try town.advance("2", .merged, "1", at: "2026-02-01").advanced == 1)
    #expect(try town.advance("1", .merged, "2", at: "2026-02-02").refused.count == 1)
  }
}

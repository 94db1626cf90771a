import Foundation
import GridPlans
import GridVisits
import Testing

@Suite("Rules for visits and colours, as data")
struct VisitRulesTests {
  private static var rhythms: String {
    get throws {
      let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Fixtures/colour-rhythms.yaml")
      return try String(contentsOf: file, encoding: .utf8)
    }
  }

  @Test(
    "The published colours have the published rhythms",
    arguments: [
      ("pink", "settled", "half-yearly", "2026-08-28"), ("orange", "rented", "any time", nil),
      ("yellow", "moved-away", "quarterly", "2026-05-28"), ("green", "shop", "half-yearly", "2026-08-28"),
      ("cyan", "newcomer", "quarterly", "2026-05-28"), ("blue", "registered-elsewhere", "yearly", "2027-02-28"),
    ])
  func published(color: String, visitClass: String, rhythm: String, deadline: String?) throws {
    let ledger = try LedgerSettings(yaml: try Self.rhythms, file: "rhythms.yaml").ledger
    let classes = try VisitSettings(yaml: try Self.rhythms, file: "rhythms.yaml").classes
    let stated = try #require(ledger.colors.first { $0.code == color })
    let owed = try #require(classes.first { $0.code == visitClass })
    #expect(stated.visitClass == visitClass)
    #expect(stated.cadence?.text.en == rhythm && owed.cadence == stated.cadence)
    let visit = try #require(CivilDate("2026-02-28"))
    #expect(owed.cadence.deadline(after: visit)?.description == deadline)
    #expect(ledger.colors.count == 6 && classes.count == 6)
  }

  @Test(
    "Groups visited every month, as eight are in Yangquan and four in Yuzhong, owe twelve visits a year on the last days of months",
    arguments: [8, 4])
  func monthlyGroups(count: Int) throws {
    let groups = (1...count).map { "{class: group-\($0), cadence: monthly}" }.joined(separator: ", ")
    let classes = try VisitSettings(
      yaml: "visits: {start: 2026-01-01, reckoning: calendar, classes: [\(groups)]}", file: "rules.yaml"
    ).classes
    #expect(classes.count == count)
    let visit = try #require(CivilDate("2026-01-15"))
    let due = ["2026-02-28", "2026-03-31", "2026-04-30"]
    for owed in classes {
      #expect(owed.cadence.visitsPerYear == 12)
      var day = visit
      for deadline in due {
        day = try #require(owed.cadence.deadline(after: day))
        #expect(day.description == deadline)
      }
    }
  }

  @Test(
    "Every preset ledger can be read, has as many colours as it says, and means something by each",
    arguments: [("three-colors", 3), ("four-colors", 4), ("five-colors", 5), ("seven-colors", 7)])
  func presets(name: String, count: Int) throws {
    let ledger = try LedgerSettings(yaml: try #require(LedgerSettings.presets[name]), file: name).ledger
    #expect(LedgerSettings.presets.count == 4)
    #expect(ledger.colors.count == count)
    #expect(Set(ledger.colors.map(\.hatch)).count == count, "hatches tell colours apart in print")
    #expect(ledger.colors.allSatisfy { !$0.meaning.zh.isEmpty && !$0.meaning.en.isEmpty })
    #expect(ledger.colors.last?.isOtherwise == true)
  }

  @Test("Rules read back from the text a plan keeps are the same")
  func roundTrip() throws {
    let visits = try VisitSettings(yaml: try Self.rhythms, file: "a")
    #expect(try VisitSettings(yaml: visits.yaml, file: "b").classes == visits.classes)
    for text in [try Self.rhythms] + LedgerSettings.presets.values {
      let ledger = try LedgerSettings(yaml: text, file: "a")
      #expect(try LedgerSettings(yaml: ledger.yaml, file: "b").ledger == ledger.ledger)
    }
  }

  @Test("A policy may hold both sections, a ledger also by the name of a preset")
  func policy() throws {
    let levels = "levels: [{households: {min: 3, max: 5}}]\n"
    let policy = try Policy(yaml: levels + (try Self.rhythms), file: "p")
    #expect(policy.visits?.classes.count == 6 && policy.ledger?.ledger.colors.count == 6)
    #expect(try Policy(yaml: levels + "ledger: five-colors", file: "p").ledger?.ledger.colors.count == 5)
    let plain = try Policy(yaml: levels, file: "p")
    #expect(plain.visits == nil && plain.ledger == nil)
  }

  @Test("A preset whose classes the policy does not have is refused by the preset's name; without classes any may be named")
  func unknownClasses() throws {
    let policy = "levels: [{households: {min: 3, max: 5}}]\nledger: seven-colors\n"
    #expect(try Policy(yaml: policy, file: "p").ledger?.ledger.colors.count == 7)
    let error = #expect(throws: PlanError.self) {
      _ = try Policy(yaml: policy + "visits: {classes: [{class: shops, cadence: monthly}]}", file: "p")
    }
    let text = error?.text(in: .en) ?? ""
    #expect(text.contains("preset seven-colors, `colors[0].when[0].class`") && text.contains("Known classes: shops"), "\(text)")
  }

  @Test(
    "Faulty rules are refused with the key and the remedy",
    arguments: [
      ("visits: {classes: []}", "no visit class"), ("visits: {classes: [{name: x}]}", "has no code"),
      ("visits: {classes: [{class: a}]}", "has no cadence"),
      ("visits: {classes: [{class: a b, cadence: monthly}]}", "is no code"),
      ("visits: {classes: [{class: a, cadence: often}]}", "is no cadence"),
      ("visits: {classes: [{class: a, cadence: every 5 months, reckoning: calendar}]}", "reckoned by the calendar"),
      ("visits: {classes: [{class: a, cadence: monthly}, {class: a, cadence: yearly}]}", "defined twice"),
      ("visits: {classes: [{class: a, cadence: monthly, grace: 3}]}", "unknown key `grace`"),
      ("visits: {graceDays: 400, classes: [{class: a, cadence: monthly}]}", "whole number 0…366"),
      ("visits: {start: 2026-02-30, classes: [{class: a, cadence: monthly}]}", "is no date"),
      ("ledger: rainbow", "no preset ledger"), ("ledger: {name: x}", "no colours"),
      ("ledger: {colors: []}", "no colours"),
      ("ledger: {colors: [{color: red, hex: \"#D7191C\", letter: R}]}", "no `meaning`"),
      ("ledger: {colors: [{color: red, hex: red, letter: R, meaning: bad}]}", "is no colour such as"),
      (
        "ledger: {colors: [{color: red, hex: \"#D7191C\", letter: R, meaning: bad, when: [{figure: luck, atLeast: 1}]}]}",
        "visits-overdue"
      ),
      (
        "ledger: {colors: [{color: red, hex: \"#D7191C\", letter: R, meaning: bad, when: [{figure: households}]}]}",
        "one bound"
      ),
      (
        "ledger: {colors: [{color: red, hex: \"#D7191C\", letter: R, meaning: bad, when: [{figure: visits-overdue-share, atLeast: 20}]}]}",
        "0.0…1.0"
      ),
      (
        "ledger: {colors: [{color: red, hex: \"#D7191C\", letter: R, meaning: bad, when: [{figure: households, class: a, atLeast: 2}]}]}",
        "no figure of visits"
      ),
      (
        "ledger: {colors: [{color: red, hex: \"#D7191C\", letter: R, meaning: bad, when: [{all: []}]}]}",
        "without conditions"
      ),
      (
        "visits: {classes: [{class: elders, cadence: monthly}]}\nledger: {colors: [{color: red, hex: \"#D7191C\", letter: R, meaning: bad, when: [{figure: visits-overdue, class: elder, atLeast: 1}]}]}",
        "`ledger.colors[0].when[0].class`, line 3: no visit class is called `elder`, so no grid would ever have this colour for it. Did you mean `elders`? Known classes: elders;"
      ),
      (
        "visits: {classes: [{class: elders, cadence: monthly}]}\nledger: {colors: [{color: red, hex: \"#D7191C\", letter: R, meaning: bad, class: shops}]}",
        "`ledger.colors[0].class`, line 3: no visit class is called `shops`"
      ),
    ])
  func refused(section: String, words: String) throws {
    let error = #expect(throws: PlanError.self) {
      _ = try Policy(yaml: "levels: [{households: {min: 3, max: 5}}]\n" + section, file: "policy.yaml")
    }
    let text = error?.text(in: .en) ?? ""
    #expect(text.contains(words), "\(text)")
    #expect(text.contains("policy.yaml"))
    #expect(error?.text(in: .zh) != text)
  }
}

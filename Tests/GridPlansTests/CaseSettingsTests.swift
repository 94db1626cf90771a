import GridCases
import GridPlans
import GridVisits
import Testing

@Suite("Rules of cases from YAML")
struct CaseSettingsTests {
  @Test("The neutral rules read, and their section reads back the same")
  func neutral() throws {
    let settings = try CaseSettings(named: "neutral")
    let rules = settings.rules
    #expect(
      rules.classes.map(\.code) == [
        "water", "lighting", "waste", "fire-safety", "noise", "parking", "building", "heating", "deeds", "care",
        "disputes", "other",
      ])
    #expect(rules.classes.filter(\.isSensitive).map(\.code) == ["care", "disputes"])
    #expect(rules.classes[0].limit(of: .whole, at: .grid) == .workingDays(3))
    #expect(rules.classes[0].limit(of: .whole, at: .township) == .workingDays(7))
    #expect(rules.classes[0].limit(of: .triage, at: .county) == .clockHours(2))
    #expect(rules.classes[2].limit(of: .whole, at: .grid) == .workingHours(4))
    #expect(rules.closing == .handled && rules.reopening == .goesOn && rules.ageing == [1, 3, 7, 30])
    #expect(rules.views.map(\.code) == ["tuesday", "lists"] && rules.views[0].steps.count == 6)
    #expect(rules.colors.ledger.colors.map(\.letter) == ["R", "Y", "B"])
    #expect(rules.colors.ledger.colors[rules.colors.color(limitUsed: 0.8)].code == "yellow")
    #expect(try CaseSettings(yaml: settings.yaml, file: "again").rules == rules)
  }

  @Test(
    "Holidays are off, the Saturdays and Sundays worked for them are on",
    arguments: [
      ("2026-02-14", true), ("2026-02-15", false), ("2026-02-23", false), ("2026-02-24", true), ("2026-02-28", true),
      ("2026-10-05", false), ("2026-10-10", true), ("2026-10-11", false), ("2025-05-01", false), ("2027-10-04", true),
    ])
  func calendar(day: String, isWorked: Bool) throws {
    let calendar = try CaseSettings(named: "neutral").rules.calendar
    #expect(calendar.isWorkday(try #require(CivilDate(day))) == isWorked)
    #expect(calendar.zone.identifier == "Asia/Shanghai")
  }

  static let start = """
    calendar: {timeZone: Asia/Shanghai, hours: ["09:00-12:00"]}
    classes: [{class: water, limits: [{limit: 3个工作日}]}]
    ledger:
      colors: [{color: blue, hex: "#2C7BB6", letter: B, meaning: any, otherwise: true}]

    """

  @Test("Little is needed")
  func least() throws {
    let rules = try CaseSettings(yaml: Self.start, file: "f").rules
    #expect(rules.classes[0].limits == [StepLimit(.workingDays(3))] && rules.views.isEmpty)
    #expect(rules.calendar.weekdays == [1, 2, 3, 4, 5])
  }

  /// A ledger of grids with a rule for its red.
  static func gridColors(_ rule: String) -> String {
    """
    gridColors:
      name: {zh: 网格三色, en: colours of grids}
      colors:
        - {color: red, hex: "#D7191C", letter: R, hatch: crossed, meaning: bad, when: [\(rule)]}
        - {color: amber, hex: "#E69F00", letter: A, meaning: fair, when: [{figure: cases-overdue, atLeast: 1}]}
        - {color: green, hex: "#009E73", letter: G, meaning: good, otherwise: true}

    """
  }

  @Test(
    "A grid has the colour of its worst case, or one by the figures of its cases",
    arguments: [(10, 3, "red"), (10, 2, "amber"), (1, 0, "green"), (0, 0, "green")])
  func colorsOfGrids(open: Int, overdue: Int, color: String) throws {
    #expect(try CaseSettings(named: "neutral").rules.gridColors == .worstCase)
    #expect(try CaseSettings(yaml: Self.start, file: "f").rules.gridColors == .worstCase)
    let yaml = Self.start + Self.gridColors("{figure: cases-overdue-share, atLeast: 0.3}")
    let settings = try CaseSettings(yaml: yaml, file: "f")
    #expect(settings.rules.gridColors.color(open: open, overdue: overdue)?.code == color)
    #expect(try CaseSettings(yaml: settings.yaml, file: "again").rules == settings.rules)
  }

  @Test(
    "What cannot be is told with its place",
    arguments: [
      ("Asia/Shanghai", "Mars/Olympus", "time zone"), ("09:00-12:00", "12:00-09:00", "working hours"),
      ("09:00-12:00", "nine to five", "no working hours"), ("3个工作日", "soon", "is no limit"),
      ("3个工作日", "0 working days", "is no limit"), ("limits:", "limit:", "unknown key"),
      ("{limit: 3个工作日}", "{limit: 1 hour}, {limit: 2 hours}", "two limits"),
      ("otherwise: true", "when: [{figure: households, atLeast: 1}]", "no figure of a case"),
      ("otherwise: true", "when: [{figure: limit-used-share, atLeast: 1}]", "no colour is marked"),
      ("hours: [", "holidays: [2026-10-07..2026-10-01], hours: [", "no span of days"),
      ("hours: [", "holidays: [2026-10-01], workdays: [2026-10-01], hours: [", "both a holiday and worked"),
      ("hours: [", "weekdays: [0], hours: [", "1…7"), ("classes: [", "closing: claimed\nclasses: [", "not closed"),
      ("classes: [", "closing: solved\nclasses: [", "unknown value"),
      ("classes: [", "views: [{view: v, steps: [{step: s, states: [open]}]}]\nclasses: [", "unknown value"),
      ("classes: [", "gridColors: best-case\nclasses: [", "is no rule for the colour of a grid"),
      ("classes: [", gridColors("{figure: households, atLeast: 1}") + "classes: [", "the map does not count"),
      ("classes: [", gridColors("{figure: limit-used-share, atLeast: 1}") + "classes: [", "the map does not count"),
      ("classes: [", gridColors("{figure: cases-open, atLeast: 9}").replacing("letter: R, ", with: "") + "classes: [", "states no `letter`"),
      ("class: water", "name: water", "no code"), ("ledger:", "ledgers:", "unknown key"),
    ])
  func faults(part: String, instead: String, told: String) throws {
    let yaml = Self.start.replacing(part, with: instead)
    let error = #expect(throws: PlanError.self) { try CaseSettings(yaml: yaml, file: "rules.yaml") }
    #expect(error.map { "\($0)".contains(told) } ?? false, "\(String(describing: error))")
  }
}

import GridCases
import GridPartitioning
import GridVisits

/// Rules and moments that several suites need.
enum Fixtures {
  private static let zone = Result { try ClockZone("Asia/Shanghai") }

  static func shanghai() throws -> ClockZone { try zone.get() }

  /// A moment by the clocks of Shanghai.
  static func at(_ text: String) throws -> Instant { try InstantReader(zone: try shanghai()).read(text) }

  static func date(_ text: String) throws -> CivilDate {
    guard let date = CivilDate(text) else { throw TimeFault.notATime(text) }
    return date
  }

  /// Monday to Friday, 9 to 12 and 14 to 18, with the long holiday of October 2026 and the days worked for it.
  static func calendar() throws -> WorkingCalendar { try made.get() }

  private static let made = Result {
    let october = try (1...7).map { try date("2026-10-0\($0)") }
    return try WorkingCalendar(
      zone: try shanghai(), hours: [.init(from: 540, to: 720), .init(from: 840, to: 1080)], holidays: Set(october),
      extraWorkdays: [try date("2026-09-20"), try date("2026-10-10")])
  }

  static func colors() throws -> CaseColors {
    func color(_ code: String, _ hex: String, _ letter: String, from share: Double?) -> LedgerColor {
      LedgerColor(
        code: code, name: Bilingual(en: code, zh: letter), hex: hex, letter: letter,
        meaning: Bilingual(en: code, zh: letter),
        rules: share.map { [LedgerRule([LedgerCondition(LedgerFigure(.limitUsedShare), .atLeast, $0)])] } ?? [],
        isOtherwise: share == nil)
    }
    return try CaseColors(
      try Ledger(
        name: Bilingual(en: "three", zh: "三色"),
        colors: [
          color("red", "#D7191C", "R", from: 1), color("yellow", "#F0E442", "Y", from: 0.7),
          color("blue", "#2C7BB6", "B", from: nil),
        ]))
  }

  static let classes = [
    CaseClass(
      code: "water", name: Bilingual(en: "water", zh: "供排水"),
      limits: [
        StepLimit(.workingHours(4)), StepLimit(.workingDays(5), tier: .township),
        StepLimit(.clockHours(2), step: .triage),
      ]),
    CaseClass(code: "deeds", name: Bilingual(en: "property papers", zh: "产权"), limits: [StepLimit(.workingDays(7))]),
    CaseClass(code: "fire", name: Bilingual(en: "fire", zh: "消防"), limits: [StepLimit(.clockHours(24))]),
    CaseClass(code: "other", name: Bilingual(en: "other", zh: "其他")),
  ]

  static func rules(
    closing: CaseState = .handled, reopening: CaseRules.Reopening = .goesOn, views: [CaseView] = []
  ) throws -> CaseRules {
    try CaseRules(
      classes: classes, calendar: try calendar(), closing: closing, reopening: reopening, colors: try colors(),
      views: views)
  }
}

/// Lives of cases made by chance, every move a legal one.
enum RandomLife {
  /// Minutes from a Monday morning on.
  static func instant(_ minutes: Int) throws -> Instant {
    try Fixtures.at("2026-09-14 08:00").adding(seconds: minutes * 60)
  }

  static func move(_ kind: CaseMove.Kind, at tier: CaseTier, _ random: inout StableRandom) -> CaseMove? {
    let tiers = CaseTier.allCases
    let detail: String? =
      switch kind {
      case .submitted: tiers.randomElement(using: &random)?.rawValue
      case .dispatched: tiers.filter { $0 <= tier }.randomElement(using: &random)?.rawValue
      case .escalated: tiers.filter { $0 > tier }.randomElement(using: &random)?.rawValue
      case .claimed: "w\(Int.random(in: 1...5, using: &random))"
      case .merged: "another"
      default: ""
      }
    return detail.flatMap { CaseMove(kind, detail: $0) }
  }

  static func history(id: String, _ random: inout StableRandom, events: Int = 12) throws -> CaseHistory {
    var minutes = Int.random(in: 0...30_000, using: &random)
    let tier = CaseTier.allCases.randomElement(using: &random) ?? .grid
    let caseClass = Fixtures.classes.map(\.code).randomElement(using: &random) ?? "other"
    var history = CaseHistory(id: id, caseClass: caseClass, submitted: try instant(minutes), to: tier)
    for _ in 0..<Int.random(in: 0...events, using: &random) {
      minutes += Int.random(in: 0...2_000, using: &random)
      guard let kind = history.progress.legalMoves.randomElement(using: &random),
        let move = move(kind, at: history.progress.tier, &random)
      else { break }
      try history.append(CaseEvent(move, at: try instant(minutes), actor: "w1"))
    }
    return history
  }
}

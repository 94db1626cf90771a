import GridVisits
import Testing

@Suite("Colour ledgers")
struct LedgerTests {
  private static func color(
    _ code: String, hex: String? = nil, letter: String? = nil, rules: [LedgerRule] = [], otherwise: Bool = false
  ) -> LedgerColor {
    let number = code.utf8.reduce(0) { ($0 * 31 + Int($1)) % 0xEFFFFF }
    return LedgerColor(
      code: code, name: Bilingual(en: code, zh: "色\(code)"),
      hex: hex ?? "#" + String(0x100000 + number, radix: 16, uppercase: true),
      letter: letter ?? String(code.prefix(2)), meaning: Bilingual(en: "-", zh: "-"), rules: rules,
      isOtherwise: otherwise)
  }

  private static func overdueShare(_ overdue: Int, of due: Int) -> GridFigures.Value {
    .rate(Rate(overdue, of: due, counted: Bilingual(en: "o", zh: "逾"), base: Bilingual(en: "d", zh: "应")))
  }

  private static func ledger() throws -> Ledger {
    try Ledger(
      name: Bilingual(en: "three", zh: "三"),
      colors: [
        color(
          "red",
          rules: [
            LedgerRule([LedgerCondition(LedgerFigure(.visitsOverdueShare), .atLeast, 0.2)]),
            LedgerRule([LedgerCondition(LedgerFigure(.staffFindings), .atLeast, 1)]),
          ]),
        color(
          "yellow",
          rules: [
            LedgerRule([
              LedgerCondition(LedgerFigure(.visitsOverdue), .atLeast, 1),
              LedgerCondition(LedgerFigure(.outOfBand), .lessThan, 1),
            ])
          ]),
        color("green", otherwise: true),
      ])
  }

  private static func figures(_ values: [(LedgerFigure.Kind, GridFigures.Value)]) -> GridFigures {
    var figures = GridFigures()
    for (kind, value) in values { figures[LedgerFigure(kind)] = value }
    return figures
  }

  struct Case: Sendable {
    let figures: [(LedgerFigure.Kind, GridFigures.Value)]
    let color: String
    let unknown: Int
    let words: String
  }

  static let cases: [Case] = [
    Case(
      figures: [(.visitsOverdueShare, overdueShare(2, of: 10)), (.staffFindings, .number(0))], color: "red", unknown: 0,
      words: "20.00 % (o 2 of d 10), at least 20 %"),
    Case(
      figures: [(.visitsOverdueShare, overdueShare(1, of: 10)), (.staffFindings, .number(2))], color: "red", unknown: 0,
      words: "findings about its people 2, at least 1"),
    Case(
      figures: [
        (.visitsOverdueShare, overdueShare(1, of: 10)), (.visitsOverdue, .number(1)), (.staffFindings, .number(0)),
        (.outOfBand, .number(0)),
      ], color: "yellow", unknown: 0, words: "visits overdue 1, at least 1; households outside the band 0, less than 1"),
    Case(
      figures: [
        (.visitsOverdueShare, overdueShare(1, of: 10)), (.visitsOverdue, .number(1)), (.staffFindings, .number(0)),
        (.outOfBand, .number(1)),
      ], color: "green", unknown: 0, words: "no rule of another colour holds"),
    // A share of nothing is neither high nor low, and what nobody knows is not nothing.
    Case(
      figures: [(.visitsOverdueShare, overdueShare(0, of: 0)), (.visitsOverdue, .number(0))], color: "green",
      unknown: 2,
      words: "no rule of another colour holds"),
    Case(figures: [], color: "green", unknown: 4, words: "no rule"),
  ]

  @Test("A grid takes the first colour one of whose rules holds, and says why", arguments: cases)
  func verdicts(_ given: Case) throws {
    let verdict = try Self.ledger().verdict(for: Self.figures(given.figures))
    #expect(verdict.color?.code == given.color)
    #expect(verdict.unknown.count == given.unknown)
    #expect(verdict.reason.en.contains(given.words), "\(verdict.reason.en)")
    #expect(!verdict.reason.zh.isEmpty)
  }

  @Test("Without a colour for the rest, a grid may have none")
  func noColor() throws {
    let ledger = try Ledger(name: Bilingual(en: "-", zh: "-"), colors: [Self.color("red")])
    #expect(ledger.verdict(for: GridFigures()).color == nil)
  }

  @Test("The same colour means what each ledger says: red for the worst here, for the best there")
  func opposite() throws {
    let overdue = LedgerRule([LedgerCondition(LedgerFigure(.visitsOverdue), .atLeast, 1)])
    let bad = try Ledger(
      name: Bilingual(en: "a", zh: "甲"),
      colors: [Self.color("red", rules: [overdue]), Self.color("green", otherwise: true)])
    let good = try Ledger(
      name: Bilingual(en: "b", zh: "乙"),
      colors: [Self.color("green", rules: [overdue]), Self.color("red", otherwise: true)])
    for count in [0.0, 3] {
      let figures = Self.figures([(.visitsOverdue, .number(count))])
      #expect(bad.verdict(for: figures).color?.code != good.verdict(for: figures).color?.code)
    }
  }

  @Test(
    "Colours that cannot be told apart, and colours no grid can get, are refused",
    arguments: [
      ([LedgerColor](), LedgerFault.noColors),
      ([color("red", hex: "red")], .badHex(color: "red", hex: "red")),
      ([color("red", hex: "#D7191")], .badHex(color: "red", hex: "#D7191")),
      ([color("red", letter: "red")], .badLetter(color: "red", letter: "red")),
      ([color("red", letter: "")], .badLetter(color: "red", letter: "")),
      ([color("red"), color("red", hex: "#000000", letter: "X")], .alike("red", "red", what: "code")),
      ([color("red", hex: "#aaaaaa"), color("blue", hex: "#AAAAAA")], .alike("red", "blue", what: "hex")),
      ([color("red", letter: "R"), color("blue", letter: "R")], .alike("red", "blue", what: "letter")),
      ([color("red", otherwise: true), color("blue")], .unreachable("blue", after: "red")),
    ])
  func faults(colors: [LedgerColor], fault: LedgerFault) {
    let error = #expect(throws: VisitError.self) { _ = try Ledger(name: Bilingual(en: "-", zh: "-"), colors: colors) }
    #expect(error == .badLedger(fault))
  }

  @Test("Figures of visits are those of all classes, and of each")
  func figuresOfVisits() throws {
    var book = try VisitBookTests.book("monthly", asOf: "2026-06-30", target: 4, [("2026-06-10", 3)])
    book.classes.append(VisitClass(code: "inn", name: Bilingual(en: "inns", zh: "旅店"), cadence: .anyTime))
    var figures = GridFigures()
    figures.take(book.statuses(of: [("g", true)]), classes: book.classes)
    #expect(figures[LedgerFigure(.visitsOverdue)] == .number(1))
    #expect(figures[LedgerFigure(.visitsOverdue, visitClass: "shop")] == .number(1))
    #expect(figures[LedgerFigure(.visitsOverdue, visitClass: "inn")] == .number(0))
    guard case .rate(let share)? = figures[LedgerFigure(.visitsOverdueShare, visitClass: "inn")] else {
      Issue.record("no share")
      return
    }
    #expect(share.value == nil)
  }
}

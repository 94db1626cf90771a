public import GridVisits

/// How a grid comes by its colour on the people's-conditions map: that of its worst open case, or one of a ledger of its
/// own, whose rules ask for the figures of its cases.
public struct GridColors: Hashable, Sendable {
  /// `nil` where cases have the colours.
  public let ledger: Ledger?

  /// The colour of the worst open case.
  public static let worstCase = GridColors()

  /// What a map counts in every grid, so what a ledger of grids may ask for.
  public static let figures: [LedgerFigure.Kind] = [.casesOpen, .casesOverdue, .casesOverdueShare]

  private init() { ledger = nil }

  /// - Throws: ``CaseError/badRules(_:)`` where a rule asks for another figure than ``figures``.
  public init(_ ledger: Ledger) throws(CaseError) {
    for color in ledger.colors {
      for condition in color.rules.flatMap(\.conditions) where !Self.figures.contains(condition.figure.kind) {
        throw .badRules(.gridColorFigure(color: color.code, condition.figure))
      }
    }
    self.ledger = ledger
  }

  /// The colour that the ledger gives for these counts; `nil` without a ledger, and where none of its rules holds.
  public func color(open: Int, overdue: Int) -> LedgerColor? {
    var counts = CaseCounts()
    counts.open = open
    counts.overdue = overdue
    var figures = GridFigures()
    figures.take(counts)
    return ledger?.verdict(for: figures).color
  }
}

public import GridVisits

/// The colours of cases by rule: a ledger whose rules ask how much of its limit a case has used up.
///
/// Every colour of a ledger has a letter and a hatch, so that none is told by its hue alone.
public struct CaseColors: Hashable, Sendable {
  public let ledger: Ledger
  /// Where each colour is given: ranges of the share, any of which will do.
  private let bounds: [[[LedgerCondition]]]

  /// - Throws: ``CaseError/badRules(_:)`` where a rule asks for another figure than `limit-used-share`, and where no
  ///   colour is marked for the rest, such as cases without a limit.
  public init(_ ledger: Ledger) throws(CaseError) {
    for color in ledger.colors {
      for condition in color.rules.flatMap(\.conditions) where condition.figure.kind != .limitUsedShare {
        throw .badRules(.colorFigure(color: color.code, condition.figure))
      }
    }
    guard ledger.colors.last?.isOtherwise ?? false else { throw .badRules(.noColorForTheRest) }
    self.ledger = ledger
    bounds = ledger.colors.map { $0.rules.map(\.conditions) }
  }

  /// The number of a case's colour in the ledger. All of a limit is used up at the instant it runs out, when nothing is
  /// overrun yet: until then it counts as just below 1.
  ///
  /// - Complexity: O(conditions).
  public func color(of standing: CaseStanding) -> Int {
    color(limitUsed: standing.isOverrun ? standing.limitUsed : standing.limitUsed.map { min($0, 1.0.nextDown) })
  }

  /// The number of the colour in the ledger.
  ///
  /// - Parameter limitUsed: The share of the limit used up; `nil` without a limit.
  /// - Complexity: O(conditions).
  public func color(limitUsed: Double?) -> Int {
    guard let limitUsed else { return bounds.count - 1 }
    return bounds.firstIndex { rules in
      rules.contains { conditions in !conditions.isEmpty && conditions.allSatisfy { $0.holds(limitUsed) } }
    } ?? bounds.count - 1
  }
}

/// A colour ledger: three, four, five, seven colours and what gives them to a grid.
///
/// A grid takes the first colour one of whose rules holds; where none does, the colour that is marked for the rest, and
/// no colour where there is no such.
public struct Ledger: Hashable, Sendable {
  public let name: Bilingual
  /// In order of precedence.
  public let colors: [LedgerColor]

  /// A ledger whose colours can be told apart by code, by hex value, by letter, and by name in each language.
  ///
  /// - Throws: ``VisitError/badLedger(_:)``.
  public init(name: Bilingual, colors: [LedgerColor]) throws(VisitError) {
    self.name = name
    self.colors = colors
    if let fault = LedgerFault.find(in: colors) { throw .badLedger(fault) }
  }

  /// Why a grid has its colour.
  public struct Verdict: Hashable, Sendable {
    /// `nil` where no rule holds and no colour is marked for the rest.
    public let color: LedgerColor?
    /// The conditions that held, with the figures; or that none did.
    public let reason: Bilingual
    /// Figures that rules of better claim asked for and nobody knew, in the order asked: the grid might have another
    /// colour if they were known.
    public let unknown: [LedgerFigure]
  }

  /// The colour of a grid with these figures. A condition on a figure that is not known, or on a share of nothing, does
  /// not hold.
  ///
  /// - Complexity: O(conditions).
  public func verdict(for figures: GridFigures) -> Verdict {
    var unknown: [LedgerFigure] = []
    for color in colors {
      for rule in color.rules where !rule.conditions.isEmpty {
        var reasons: [Bilingual] = []
        for condition in rule.conditions {
          guard let value = figures[condition.figure] else {
            if !unknown.contains(condition.figure) { unknown.append(condition.figure) }
            continue
          }
          guard let number = value.number, condition.holds(number) else { continue }
          reasons.append(condition.reason(value))
        }
        guard reasons.count == rule.conditions.count else { continue }
        return Verdict(color: color, reason: reasons.joined, unknown: unknown)
      }
      guard color.isOtherwise else { continue }
      return Verdict(
        color: color, reason: Bilingual(en: "no rule of another colour holds", zh: "不符合其他颜色的条件"), unknown: unknown)
    }
    return Verdict(color: nil, reason: Bilingual(en: "no rule holds", zh: "不符合任何颜色的条件"), unknown: unknown)
  }
}

extension LedgerCondition {
  /// The figure beside its bound.
  fileprivate func reason(_ value: GridFigures.Value) -> Bilingual {
    let limit = figure.kind.isShare ? "\(Rate.figure(bound * 100)) %" : Rate.figure(bound)
    let (name, shown) = (figure.text, value.text)
    return Bilingual(
      en: "\(name.en) \(shown.en), \(relation.words.en) \(limit)",
      zh: "\(name.zh) \(shown.zh)，\(relation.words.zh) \(limit)")
  }
}

extension [Bilingual] {
  fileprivate var joined: Bilingual {
    Bilingual(en: map(\.en).joined(separator: "; "), zh: map(\.zh).joined(separator: "；"))
  }
}

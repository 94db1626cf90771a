import GridCases
import GridMaps
import GridVisits

/// How the sheets paint grids where the county has a rule for their colours: pale, hatched, and with the letter in the label.
struct SheetColors: Hashable, Sendable {
  let name: Bilingual
  private let colors: [LedgerColor]

  /// `nil` where grids are painted by how many cases are open, as in every public map.
  init?(_ map: ConditionsMap) {
    guard map.audience == .internal, let ledger = map.gridColors.ledger else { return nil }
    name = ledger.name
    colors = ledger.colors
  }

  func fill(_ color: LedgerColor?) -> MapColor {
    color.flatMap { MapColor(hex: $0.hex) }?.tinted(by: 0.5) ?? SheetShades.none
  }

  func hatch(_ color: LedgerColor?) -> GridMaps.Hatch? {
    guard let color, let pattern = GridMaps.Hatch(color.hatch)?.pattern, let ink = MapColor(hex: color.hex) else {
      return nil
    }
    return GridMaps.Hatch(pattern, color: ink.mixed(with: .ink, by: 0.35), width: 0.12, spacing: 1.6)
  }

  /// A row for each colour, with how many grids have it.
  func legend(_ words: SheetWords, _ grids: [LedgerColor?]) -> [LegendEntry] {
    var entries = [LegendEntry(.heading, words(name))]
    for color in colors {
      let count = grids.count { $0?.code == color.code }
      entries.append(
        LegendEntry(
          .area(fill(color), hatch: hatch(color)),
          "\(color.letter)  \(words(color.name))\(words(": ", "："))\(words(color.meaning))", value: "\(count)"))
    }
    if grids.contains(where: { $0 == nil }) {
      entries.append(LegendEntry(.area(SheetShades.none), words("no colour by the rule", "规则未给颜色")))
    }
    return entries
  }
}

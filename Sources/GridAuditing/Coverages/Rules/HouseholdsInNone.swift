import GridCoverages
import GridGeometry

/// Every household is on somebody's ground. Places are told by gap or by square kilometre, never one by one.
struct HouseholdsInNone: CoverageRule {
  let id = "households-in-none"
  let claim = Wording(en: "Every household lies in a feature.", zh: "每户都在某个要素内。")

  func findings(in evidence: CoverageEvidence) -> [ItemisedFinding] {
    guard let count = evidence.households, count.inNone.places > 0 else { return [] }
    let gaps = evidence.report.faults.compactMap { fault -> (place: Polygon, neighbours: [Int], heir: Int?)? in
      if case .gap(let place, _, _, let neighbours, let heir, _) = fault { (place, neighbours, heir) } else { nil }
    }
    let inGaps = count.inGap.keys.sorted().map { index in
      let gap = gaps[index]
      return item(
        count.inGap[index] ?? .init(), of: count, gap.place, evidence.labels(gap.neighbours),
        evidence.ordinals(gap.neighbours),
        Wording(en: "in a gap of the layer", zh: "位于图层的空白区"),
        fix: gap.heir.map {
          Wording(en: "Give the gap to \(evidence.label($0))", zh: "将空白区划归 \(evidence.label($0))")
        } ?? Wording(en: "Draw a feature for the gap", zh: "为空白区补画要素"))
    }
    return inGaps
      + count.beyond.keys.sorted().map { square in
        item(
          count.beyond[square] ?? .init(), of: count, Self.outline(of: square), [], [],
          Wording(en: "in this square kilometre outside every feature", zh: "位于所有要素之外的这一平方公里内"),
          fix: Wording(en: "Extend the nearest feature, or check where the places lie", zh: "扩展最近的要素，或核对住户位置"))
      }
  }

  private func item(
    _ tally: HouseholdCount.Tally, of count: HouseholdCount, _ place: Polygon, _ names: [String], _ ordinals: [Int],
    _ situation: Wording, fix: Wording
  ) -> ItemisedFinding {
    let total = count.total.households
    let finding = Finding(
      id, .error, subjects: names, anchor: place.interiorPoint, grids: names, place: .polygon(place),
      measure: Double(tally.households), unit: "households",
      Wording(
        en:
          "\(tally.households) of \(counted(total, "household")), at \(counted(tally.places, "place")), are in no feature: \(situation.en).",
        zh: "\(total) 户中有 \(tally.households) 户（\(tally.places) 处）不属于任何要素：\(situation.zh)。"))
    return ItemisedFinding(finding, features: ordinals, fix: fix)
  }

  private static func outline(of square: HouseholdCount.Square) -> Polygon {
    let side = HouseholdCount.square
    let (x, y) = (Double(square.column) * side, Double(square.row) * side)
    return Polygon(
      exterior: Ring(
        unchecked: [Point(x, y), Point(x + side, y), Point(x + side, y + side), Point(x, y + side), Point(x, y)]))
  }
}

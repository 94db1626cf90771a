import GridCoverages
import GridGeometry

/// No household is on the ground of two.
struct HouseholdsInSeveral: CoverageRule {
  let id = "households-in-several"
  let claim = Wording(en: "No household lies in two features.", zh: "没有同属两个要素的住户。")

  func findings(in evidence: CoverageEvidence) -> [ItemisedFinding] {
    guard let count = evidence.households else { return [] }
    return count.contested.keys.sorted { $0.lexicographicallyPrecedes($1) }.map { owners in
      let tally = count.contested[owners] ?? .init()
      let names = evidence.labels(owners)
      let list = listWords(names)
      let finding = Finding(
        id, .error, subjects: names, grids: names, place: place(of: owners, in: evidence),
        measure: Double(tally.households), unit: "households",
        Wording(
          en:
            "\(tally.households) of \(counted(count.total.households, "household")), at \(counted(tally.places, "place")), are in \(counted(owners.count, "feature")) at once: \(list.en).",
          zh: "\(count.total.households) 户中有 \(tally.households) 户（\(tally.places) 处）同属 \(owners.count) 个要素：\(list.zh)。"
        ))
      return ItemisedFinding(
        finding, features: evidence.ordinals(owners), fix: evidence.cut(owners, isSliver: false))
    }
  }

  /// The ground these owners contest.
  private func place(of owners: [Int], in evidence: CoverageEvidence) -> Geometry? {
    let pieces = evidence.report.faults.flatMap { fault -> [Polygon] in
      switch fault {
      case .overlap(owners, let place, _, _): [place]
      case .duplicate(owners, let place): [place]
      default: []
      }
    }
    return pieces.isEmpty ? nil : .multiPolygon(MultiPolygon(pieces))
  }
}

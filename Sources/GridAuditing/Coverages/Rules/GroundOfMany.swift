import GridCoverages

/// No ground is claimed by three or more.
struct GroundOfMany: CoverageRule {
  let id = "multi-owner"
  let claim = Wording(en: "No place has three owners or more.", zh: "没有三个以上要素争占的地方。")

  func findings(in evidence: CoverageEvidence) -> [ItemisedFinding] {
    evidence.report.faults.compactMap { fault in
      guard case .overlap(let owners, let place, let area, let width) = fault, owners.count > 2 else { return nil }
      let names = listWords(evidence.labels(owners))
      return evidence.finding(
        id, evidence.isSliver(width) ? .warning : .error, owners: owners, place: place, area: area, width: width,
        fix: evidence.cut(owners, isSliver: false),
        Wording(en: "\(owners.count) claim the same ground: \(names.en)", zh: "\(owners.count) 个要素争占同一处：\(names.zh)"))
    }
  }
}

import GridCoverages

/// No feature reaches beyond the ground that should be covered.
struct GroundBeyond: CoverageRule {
  let id = "outside-ground"
  let claim = Wording(en: "No feature reaches beyond the ground given.", zh: "要素不超出给定范围。")

  func findings(in evidence: CoverageEvidence) -> [ItemisedFinding] {
    evidence.report.faults.compactMap { fault in
      guard case .outside(let owner, let place, let area, let width) = fault else { return nil }
      let name = evidence.label(owner)
      return evidence.finding(
        id, .warning, owners: [owner], place: place, area: area, width: width,
        fix: Wording(en: "Cut \(name) at the outline of the ground", zh: "按给定范围裁切 \(name)"),
        Wording(en: "\(name) reaches beyond the ground given", zh: "\(name) 超出给定范围"))
    }
  }
}

import GridCoverages
import GridGeometry

/// No part of a feature is thinner than anybody would draw.
struct ThinGround: CoverageRule {
  let id = "sliver"
  let claim = Wording(en: "No part of a feature is a sliver.", zh: "要素没有狭缝状部分。")

  func findings(in evidence: CoverageEvidence) -> [ItemisedFinding] {
    evidence.report.faults.compactMap { fault in
      guard case .sliver(let owner, let place, let area, let width) = fault else { return nil }
      let name = evidence.label(owner)
      let isWhole = evidence.input.grounds[owner].ground.polygons.count == 1
      return evidence.finding(
        id, .warning, owners: [owner], place: place, area: area, width: width,
        fix: Wording(en: "Join it to the neighbour with the longest border", zh: "并入共界最长的相邻要素"),
        isWhole
          ? Wording(en: "\(name) is a sliver", zh: "\(name) 为狭缝")
          : Wording(en: "A part of \(name) is a sliver", zh: "\(name) 的一部分为狭缝"))
    }
  }
}

import GridCoverages
import GridGeometry

/// Every polygon is valid by Simple Features.
struct FeatureInvalid: CoverageRule {
  let id = "invalid-geometry"
  let claim = Wording(en: "Every polygon is valid.", zh: "每个面的几何都有效。")

  func findings(in evidence: CoverageEvidence) -> [ItemisedFinding] {
    evidence.report.faults.compactMap { fault in
      guard case .invalid(let owner, let reason, let place) = fault else { return nil }
      let feature = evidence.input.grounds[owner]
      let mending = Mending(feature.ground, reason: reason, at: place)
      let finding = Finding(
        id, .error, subjects: [feature.label], grids: [feature.label], place: mending.place.map(Geometry.point),
        Wording(
          en: "Feature \(feature.ordinal) (\(feature.label)) is not valid: \(mending.words.en).",
          zh: "第 \(feature.ordinal) 个要素（\(feature.label)）几何无效：\(mending.words.zh)。"))
      return ItemisedFinding(
        finding, features: [feature.ordinal],
        fix: Wording(en: "Mend it in QGIS (Fix geometries), or draw it again there", zh: "在 QGIS 中修复几何，或重画该处"))
    }
  }
}

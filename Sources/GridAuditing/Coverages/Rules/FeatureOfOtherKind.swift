/// Every feature is a polygon.
struct FeatureOfOtherKind: CoverageRule {
  let id = "not-a-polygon"
  let claim = Wording(en: "Every feature is a polygon.", zh: "每个要素都是面。")

  func findings(in evidence: CoverageEvidence) -> [ItemisedFinding] {
    evidence.input.grounds.compactMap { feature in
      guard case .notPolygon(let kind) = feature.defect else { return nil }
      let finding = Finding(
        id, .error, subjects: [feature.label], grids: [feature.label],
        Wording(
          en: "Feature \(feature.ordinal) (\(feature.label)) is a \(kind), not a polygon.",
          zh: "第 \(feature.ordinal) 个要素（\(feature.label)）是 \(kind)，不是面。"))
      return ItemisedFinding(
        finding, features: [feature.ordinal],
        fix: Wording(en: "Close its lines into a polygon, or move it to another layer", zh: "将线闭合为面，或移到其他图层"))
    }
  }
}

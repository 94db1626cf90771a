import GridGeometry

/// Every feature has a code, where the layer has codes.
struct FeatureWithoutCode: CoverageRule {
  let id = "no-code"
  let claim = Wording(en: "Every feature has a code.", zh: "每个要素都有编码。")

  func findings(in evidence: CoverageEvidence) -> [ItemisedFinding] {
    guard evidence.input.statesCodes else { return [] }
    return evidence.input.grounds.compactMap { feature in
      guard feature.code == nil else { return nil }
      let finding = Finding(
        id, .warning, subjects: [feature.label], grids: [feature.label],
        place: feature.ground.interiorPoint.map { .point($0) },
        Wording(
          en: "Feature \(feature.ordinal) has no code; it is called \(feature.label) here.",
          zh: "第 \(feature.ordinal) 个要素没有编码，此处称为 \(feature.label)。"))
      return ItemisedFinding(
        finding, features: [feature.ordinal], fix: Wording(en: "Give it a code of its own", zh: "补填唯一编码"))
    }
  }
}

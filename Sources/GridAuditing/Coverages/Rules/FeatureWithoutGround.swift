/// Every feature has a geometry that can be read.
struct FeatureWithoutGround: CoverageRule {
  let id = "empty-geometry"
  let claim = Wording(en: "Every feature has ground.", zh: "每个要素都有图形。")

  func findings(in evidence: CoverageEvidence) -> [ItemisedFinding] {
    evidence.input.grounds.compactMap { feature in
      switch feature.defect {
      case .missing:
        item(
          feature, Wording(en: "it has no geometry", zh: "没有几何"),
          fix: Wording(en: "Draw it, or delete the record", zh: "补画，或删除该记录"))
      case .unreadable(let cause):
        item(
          feature, cause,
          fix: Wording(
            en: "Mend it where it was drawn, or draw it again; curves must be straight pieces (ogr2ogr -nlt CONVERT_TO_LINEAR)",
            zh: "在原软件中修复，或重画；曲线须转为折线（ogr2ogr -nlt CONVERT_TO_LINEAR）"))
      case .notPolygon, nil: nil
      }
    }
  }

  private func item(_ feature: CoverageGround, _ cause: Wording, fix: Wording) -> ItemisedFinding {
    let finding = Finding(
      id, .error, subjects: [feature.label], grids: [feature.label],
      Wording(
        en: "Feature \(feature.ordinal) (\(feature.label)) has no ground: \(cause.en).",
        zh: "第 \(feature.ordinal) 个要素（\(feature.label)）没有地面：\(cause.zh)。"))
    return ItemisedFinding(finding, features: [feature.ordinal], fix: fix)
  }
}

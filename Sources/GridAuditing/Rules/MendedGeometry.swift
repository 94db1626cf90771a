import GridGeometry

/// The ground of adopted grids is as their layer drew it: no polygon had to be mended first.
struct MendedGeometry: AuditRule {
  let id = "mended-geometry"
  let claim = Wording(en: "Every adopted polygon was valid as it came.", zh: "转成网格的每个面原本有效。")

  func applies(to evidence: AuditEvidence) -> Bool { !evidence.input.adopted.isEmpty }

  func findings(in evidence: AuditEvidence) -> [Finding] {
    let codes = Set(evidence.input.grids.map(\.code))
    return evidence.input.adopted.compactMap { feature in
      guard let mending = Mending(feature.ground) else { return nil }
      return Finding(
        id, .warning, subjects: [feature.label, "\(feature.ordinal)"],
        grids: codes.contains(feature.label) ? [feature.label] : [], place: mending.place.map(Geometry.point),
        Wording(
          en:
            "Feature \(feature.ordinal) (\(feature.label)) of the adopted layer was not valid: \(mending.words.en). The plan stands on the mended ground; if it is not what was meant, mend the layer and adopt it again.",
          zh:
            "被转成网格的图层第 \(feature.ordinal) 个要素（\(feature.label)）几何无效：\(mending.words.zh)。方案采用修复后的范围；若与原意不符，请修正图层后重新运行 adopt。"))
    }
  }
}

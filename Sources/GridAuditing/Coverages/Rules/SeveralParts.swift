import GridCoverages
import GridGeometry

/// A feature is one piece of ground, or said to be several.
struct SeveralParts: CoverageRule {
  let id = "exclave"
  let claim = Wording(en: "A feature is one piece of ground.", zh: "每个要素只有一块。")

  func findings(in evidence: CoverageEvidence) -> [ItemisedFinding] {
    evidence.input.grounds.enumerated().compactMap { owner, feature in
      let parts = feature.ground.polygons
      // What the parts of an invalid feature come to nobody can tell.
      guard parts.count > 1, evidence.report.invalidAreas[owner] == nil else { return nil }
      let lost = parts.sorted { $0.area > $1.area }.dropFirst()
      let area = lost.reduce(0) { $0 + $1.area }
      let words = areaWords(area)
      let finding = Finding(
        id, .info, subjects: [feature.label], grids: [feature.label],
        place: .multiPolygon(MultiPolygon(Array(lost))), measure: Double(parts.count), unit: "parts",
        Wording(
          en: "\(feature.label) lies in \(counted(parts.count, "part")); \(words.en) are apart from the largest.",
          zh: "\(feature.label) 分为 \(parts.count) 块，与最大一块分离的面积为 \(words.zh)。"))
      return ItemisedFinding(
        finding, features: [feature.ordinal], area: area,
        fix: Wording(
          en: "Declare it an exclave, or give the smaller parts to their neighbours", zh: "声明为飞地，或把较小的部分划给相邻要素"))
    }
  }
}

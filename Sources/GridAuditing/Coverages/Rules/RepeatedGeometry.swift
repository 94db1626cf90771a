import GridCoverages
import GridGeometry

/// No ground is there twice.
struct RepeatedGeometry: CoverageRule {
  let id = "duplicate-geometry"
  let claim = Wording(en: "No two features have the same ground.", zh: "没有重复的图形。")

  func findings(in evidence: CoverageEvidence) -> [ItemisedFinding] {
    evidence.report.faults.compactMap { fault in
      guard case .duplicate(let owners, let place) = fault else { return nil }
      let names = evidence.labels(owners)
      let kept = evidence.input.grounds[owners[0]]
      let ground = kept.ground
      let area = evidence.area(of: owners[0])
      let (list, extent) = (listWords(names), areaWords(area))
      let finding = Finding(
        id, .error, subjects: names, anchor: place.interiorPoint, grids: names, place: .multiPolygon(ground),
        measure: area, unit: "m2",
        Wording(
          en: "\(list.en) have the same ground: \(extent.en).",
          zh: "\(list.zh) 的图形完全相同：面积 \(extent.zh)。"))
      return ItemisedFinding(
        finding, features: evidence.ordinals(owners), area: area,
        fix: Wording(
          en: "Keep feature \(kept.ordinal) (\(kept.label)) and delete the others, or redraw them",
          zh: "保留第 \(kept.ordinal) 个要素（\(kept.label)），删除或重画其余要素"))
    }
  }
}

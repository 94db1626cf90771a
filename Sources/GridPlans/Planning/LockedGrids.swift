import GridAuditing
import GridGeometry

extension PreviousPlan {
  /// Locked grids that could not stay as they were: without their code, or on other ground.
  ///
  /// Atoms decide: where new layers cut the ground otherwise than a locked grid's outline, or a community's line now
  /// runs through it, the grid takes the atoms that lie in it.
  ///
  /// - Parameter tolerance: Grounds that differ by less than a strip so wide along the outline are the same, in metres.
  func brokenLocks(in grids: [Grid], tolerance: Double) -> [Finding] {
    let byCode = Dictionary(grids.map { ($0.code.text, $0) }, uniquingKeysWith: { first, _ in first })
    return locked.compactMap { old, level in
      guard let grid = byCode[old.code], grid.kind.level == level else {
        return finding(
          old, measure: nil,
          Wording(
            en: "The locked grid \(old.code) of level \(level) could not be kept: no grid has its code and level.",
            zh: "锁定的 \(level) 级网格 \(old.code) 未能保留：没有网格沿用其编码和层级。"))
      }
      let difference = try? Overlay.symmetricDifference(old.ground, grid.ground)
      if let area = difference?.area, area <= tolerance * old.ground.perimeter { return nil }
      let area = difference.map { ($0.area * 100).rounded() / 100 }
      let extent = area.map { "\($0) m²" } ?? "?"
      return finding(
        old, measure: area,
        Wording(
          en:
            "The locked grid \(old.code) keeps its code but not its ground: \(extent) differ, because atoms or communities now cross its outline.",
          zh: "锁定的网格 \(old.code) 沿用编码，但范围相差 \(extent)：地块或社区界线现已穿过其边界。"))
    }
  }

  private func finding(_ old: PreviousGrid, measure: Double?, _ words: Wording) -> Finding {
    Finding(
      "locked-grid", .error, subjects: [old.code], grids: [old.code], place: .multiPolygon(old.ground),
      measure: measure,
      unit: measure == nil ? "" : "m2", words)
  }
}

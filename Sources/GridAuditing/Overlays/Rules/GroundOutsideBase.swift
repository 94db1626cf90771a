import GridCoverages
import GridGeometry

/// No grid of a department reaches beyond the unified set.
struct GroundOutsideBase: OverlayRule {
  let id = "outside-base-grids"
  let claim = Wording(en: "A department's grid lies in base grids.", zh: "部门网格不超出基础网格。")

  func findings(in overlay: LayerOverlay) -> [ItemisedFinding] {
    overlay.input.departments.indices.compactMap { grid in
      let pieces = overlay.conflicts(among: overlay.piecesOfDepartment[grid]) { $0.second.isEmpty }
      guard !pieces.isEmpty else { return nil }
      let area = pieces.reduce(0) { $0 + $1.area }
      let share = shareWords(area, of: overlay.departmentAreas[grid])
      let name = overlay.name(ofDepartment: grid)
      return overlay.finding(
        id, .warning, departments: [grid], base: nil, place: pieces.flatMap(\.ground.polygons),
        Wording(
          en: "\(name) of \(overlay.input.layer) reaches beyond every base grid: \(share.en).",
          zh: "\(overlay.input.layer) 的 \(name) 超出所有基础网格：\(share.zh)。"),
        fix: Wording(en: "Cut it at the outline of the base grids", zh: "按基础网格的外边界裁切"))
    }
  }
}

import GridCoverages
import GridGeometry

/// Every base grid is in some grid of the department.
struct BaseGridUnclaimed: OverlayRule {
  let id = "base-grid-unclaimed"
  let claim = Wording(en: "Every base grid is in a grid of the department.", zh: "每个基础网格都属于某个部门网格。")

  func findings(in overlay: LayerOverlay) -> [ItemisedFinding] {
    var isTouched = [Bool](repeating: false, count: overlay.input.base.count)
    for row in overlay.rows {
      if let base = row.base, row.relation == .whole || row.relation == .part { isTouched[base] = true }
    }
    return overlay.input.base.indices.compactMap { base in
      guard !isTouched[base], overlay.baseAreas[base] > 0 else { return nil }
      let code = overlay.input.base[base].code
      let households = figure(overlay.baseHouseholds[base], decimals: 1)
      return overlay.finding(
        id, .warning, departments: [], base: base, place: overlay.input.base[base].ground.polygons,
        Wording(
          en: "Base grid \(code) with \(households) households is in no grid of \(overlay.input.layer).",
          zh: "基础网格 \(code)（\(households) 户）不属于 \(overlay.input.layer) 的任何网格。"),
        fix: Wording(en: "Add it to a neighbouring grid of the department", zh: "划入相邻的部门网格"))
    }
  }
}

import GridCoverages
import GridGeometry

/// No line of a department runs through a base grid.
struct BaseGridCut: OverlayRule {
  let id = "cuts-base-grid"
  let claim = Wording(en: "A department's grid is made of whole base grids.", zh: "部门网格由完整的基础网格组成。")

  func findings(in overlay: LayerOverlay) -> [ItemisedFinding] {
    var rows: [Int: [LayerOverlay.Row]] = [:]
    for row in overlay.rows {
      if let base = row.base { rows[base, default: []].append(row) }
    }
    return overlay.input.base.indices.compactMap { base in
      let shares = (rows[base] ?? []).filter { $0.relation == .part || $0.relation == .unclaimed }
      let isWhole = (rows[base] ?? []).contains { $0.relation == .whole }
      guard !isWhole, shares.contains(where: { $0.relation == .part }) else { return nil }
      return finding(base, shares, in: overlay)
    }
  }

  private func finding(_ base: Int, _ shares: [LayerOverlay.Row], in overlay: LayerOverlay) -> ItemisedFinding {
    let code = overlay.input.base[base].code
    let ordered = shares.sorted { $0.area > $1.area }
    let most = ordered[0].department
    let place = overlay.conflicts(among: overlay.piecesOfBase[base]) { piece in
      most.map { !piece.first.contains($0) } ?? !piece.first.isEmpty
    }
    let parts = ordered.map { words($0, base, in: overlay) }
    let keeper = most.map(overlay.name(ofDepartment:))
    let fix =
      keeper.map {
        Wording(
          en: "Move the line to the border of \(code), so that all of it is \($0)'s", zh: "把界线移到 \(code) 的边界，整个划归 \($0)"
        )
      }
      ?? Wording(
        en: "Move the line to the border of \(code), so that it is nobody's or somebody's as a whole",
        zh: "把界线移到 \(code) 的边界，整个划入或划出")
    return overlay.finding(
      id, .warning, departments: ordered.compactMap(\.department).sorted(), base: base,
      place: place.flatMap(\.ground.polygons),
      Wording(
        en: "Lines of \(overlay.input.layer) cut base grid \(code): \(parts.map(\.en).joined(separator: "; ")).",
        zh: "\(overlay.input.layer) 的界线穿过基础网格 \(code)：\(parts.map(\.zh).joined(separator: "；"))。"), fix: fix)
  }

  private func words(_ row: LayerOverlay.Row, _ base: Int, in overlay: LayerOverlay) -> Wording {
    let share = shareWords(row.area, of: overlay.baseAreas[base])
    let households = (figure(row.households, decimals: 1), figure(overlay.baseHouseholds[base], decimals: 1))
    let owner = row.department.map(overlay.name(ofDepartment:))
    return Wording(
      en: "\(share.en) and \(households.0) of \(households.1) households in \(owner ?? "no grid")",
      zh: "\(owner ?? "无归属")占 \(share.zh)、\(households.1) 户中的 \(households.0) 户")
  }
}

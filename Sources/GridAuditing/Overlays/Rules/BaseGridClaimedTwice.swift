import GridCoverages
import GridGeometry

/// No base grid, nor part of one, is claimed by two grids of a department.
struct BaseGridClaimedTwice: OverlayRule {
  let id = "claimed-twice"
  let claim = Wording(en: "A base grid is in one grid of a department at most.", zh: "基础网格至多属于一个部门网格。")

  func findings(in overlay: LayerOverlay) -> [ItemisedFinding] {
    overlay.conflicts(among: overlay.pieces.indices) { $0.first.count > 1 && !$0.second.isEmpty }.flatMap { piece in
      piece.second.map { base in
        let code = overlay.input.base[base].code
        let names = piece.first.map(overlay.name(ofDepartment:))
        let list = listWords(names)
        let share = shareWords(piece.area, of: overlay.baseAreas[base])
        let smallest = piece.first.min { overlay.departmentAreas[$0] < overlay.departmentAreas[$1] }
        let keeper = smallest.map(overlay.name(ofDepartment:)) ?? ""
        return overlay.finding(
          id, .error, departments: piece.first, base: base, place: piece.ground.polygons,
          Wording(
            en: "\(list.en) of \(overlay.input.layer) both claim ground of base grid \(code): \(share.en).",
            zh: "\(overlay.input.layer) 的 \(list.zh) 争占基础网格 \(code)：\(share.zh)。"),
          fix: Wording(en: "Leave it to \(keeper), the smaller claimant", zh: "划归面积较小的 \(keeper)"))
      }
    }
  }
}

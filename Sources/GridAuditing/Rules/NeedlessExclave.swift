/// A grid declared an exclave really lies in several parts.
struct NeedlessExclave: AuditRule {
  let id = "needless-exclave"
  let claim = Wording(en: "Only grids in several parts are declared exclaves.", zh: "仅多块网格标为飞地。")

  func findings(in evidence: AuditEvidence) -> [Finding] {
    evidence.input.grids.indices.compactMap { index in
      let grid = evidence.input.grids[index]
      guard grid.isExclave, evidence.connectedParts(ofGrid: index).count == 1 else { return nil }
      return Finding(
        id, .warning, subjects: [grid.code], grids: [grid.code], place: evidence.spot(ofGrid: index), measure: 1,
        unit: "parts",
        Wording(
          en: "Grid \(grid.code) is declared an exclave but is one piece of ground.",
          zh: "网格 \(grid.code) 标为飞地，实际只有一块。"))
    }
  }
}

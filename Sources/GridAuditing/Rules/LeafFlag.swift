/// A grid is marked as a leaf exactly when nothing divides it.
struct LeafFlag: AuditRule {
  let id = "leaf-flag"
  let claim = Wording(en: "Leaves are marked as leaves.", zh: "末级标记与实际一致。")

  func findings(in evidence: AuditEvidence) -> [Finding] {
    evidence.input.grids.indices.compactMap { index in
      let grid = evidence.input.grids[index]
      let count = evidence.tree.children[index].count
      if grid.isLeaf == (count == 0) { return nil }
      let words =
        grid.isLeaf
        ? Wording(
          en: "Grid \(grid.code) is marked as a leaf but has \(count) children.",
          zh: "网格 \(grid.code) 标为末级，却有 \(count) 个下级。")
        : Wording(
          en: "Grid \(grid.code) has no children but is not marked as a leaf.", zh: "网格 \(grid.code) 没有下级，却未标为末级。")
      return Finding(
        id, .error, subjects: [grid.code], grids: [grid.code], place: evidence.spot(ofGrid: index),
        measure: Double(count), unit: "children", words)
    }
  }
}

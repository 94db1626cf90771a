/// Every parent named is a grid of the plan.
struct Orphan: AuditRule {
  let id = "orphan"
  let claim = Wording(en: "Every parent exists.", zh: "上级网格均存在。")

  func findings(in evidence: AuditEvidence) -> [Finding] {
    evidence.input.grids.indices.compactMap { index in
      let grid = evidence.input.grids[index]
      guard let parent = grid.statedParent, evidence.tree.parents[index] < 0 else { return nil }
      return Finding(
        id, .error, subjects: [grid.code], grids: [grid.code], place: evidence.spot(ofGrid: index),
        Wording(
          en: "Grid \(grid.code) names the parent \(parent), which the plan does not have.",
          zh: "网格 \(grid.code) 的上级 \(parent) 不在方案中。"))
    }
  }
}

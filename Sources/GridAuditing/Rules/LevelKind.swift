/// Levels and kinds agree with each other and with the tree.
struct LevelKind: AuditRule {
  let id = "level-kind"
  let claim = Wording(
    en: "Kinds have their level, base grids no parent, and children lie deeper than their parent.",
    zh: "类别与层级一致，基础网格无上级，下级层级深于上级。")

  func findings(in evidence: AuditEvidence) -> [Finding] {
    evidence.input.grids.indices.compactMap { index in
      guard let fault = fault(of: index, in: evidence) else { return nil }
      let code = evidence.code(index)
      return Finding(
        id, .error, subjects: [code], grids: [code], place: evidence.spot(ofGrid: index),
        Wording(en: "Grid \(code) \(fault.en).", zh: "网格 \(code) \(fault.zh)。"))
    }
  }

  private func fault(of index: Int, in evidence: AuditEvidence) -> Wording? {
    let grid = evidence.input.grids[index]
    guard let kind = evidence.kinds[grid.kind] else {
      return Wording(en: "is of the unknown kind '\(grid.kind)'", zh: "类别“\(grid.kind)”未知")
    }
    if kind.level != grid.level {
      return Wording(
        en: "is of kind \(grid.kind) and level \(grid.level), not \(kind.level)",
        zh: "类别为 \(grid.kind)，层级却是 \(grid.level)，应为 \(kind.level)")
    }
    guard let parent = grid.statedParent else {
      if kind.isBase || kind.level < 2 { return nil }
      return Wording(en: "of kind \(grid.kind) has no parent", zh: "类别为 \(grid.kind)，却没有上级")
    }
    if kind.isBase {
      return Wording(en: "of kind \(grid.kind) has the parent \(parent)", zh: "类别为 \(grid.kind)，却有上级 \(parent)")
    }
    if evidence.tree.tops[index] < 0 {
      return Wording(en: "is its own ancestor, or below one that is", zh: "的上级关系成环")
    }
    let above = evidence.tree.parents[index]
    guard above >= 0, evidence.input.grids[above].level >= grid.level else { return nil }
    return Wording(
      en: "of level \(grid.level) lies below \(parent) of level \(evidence.input.grids[above].level)",
      zh: "层级为 \(grid.level)，上级 \(parent) 的层级却是 \(evidence.input.grids[above].level)")
  }
}

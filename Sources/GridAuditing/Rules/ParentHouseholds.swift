/// A divided grid has the households of the leaves below it.
struct ParentHouseholds: AuditRule {
  let id = "parent-households"
  let claim = Wording(en: "A parent's households are those of its leaves.", zh: "上级网格户数等于其下级户数之和。")

  func findings(in evidence: AuditEvidence) -> [Finding] {
    evidence.input.grids.indices.filter { !evidence.tree.isLeaf($0) }.compactMap { index in
      evidence.householdFinding(id, grid: index, parts: Wording(en: "leaves' atoms", zh: "下级单元"))
    }
  }
}

/// A leaf grid has the households of its atoms.
struct LeafHouseholds: AuditRule {
  let id = "leaf-households"
  let claim = Wording(en: "A leaf's households are those of its atoms.", zh: "末级网格户数等于其单元户数之和。")

  func findings(in evidence: AuditEvidence) -> [Finding] {
    evidence.input.grids.indices.filter { evidence.tree.isLeaf($0) && !evidence.isOverlaid($0) }.compactMap { index in
      evidence.householdFinding(id, grid: index, parts: Wording(en: "atoms", zh: "单元"))
    }
  }
}

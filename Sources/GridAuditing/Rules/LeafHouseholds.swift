/// A leaf grid has the households of its atoms.
public struct LeafHouseholds: AuditRule {
  public let id = "leaf-households"
  public let claim = Wording(en: "A leaf's households are those of its atoms.", zh: "末级网格户数等于其单元户数之和。")

  public init() {}

  public func findings(in evidence: AuditEvidence) -> [Finding] {
    evidence.input.grids.indices.filter { evidence.tree.isLeaf($0) && !evidence.isOverlaid($0) }.compactMap { index in
      evidence.householdFinding(id, grid: index, parts: Wording(en: "atoms", zh: "单元"))
    }
  }
}

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

/// A divided grid has the households of the leaves below it.
public struct ParentHouseholds: AuditRule {
  public let id = "parent-households"
  public let claim = Wording(en: "A parent's households are those of its leaves.", zh: "上级网格户数等于其下级户数之和。")

  public init() {}

  public func findings(in evidence: AuditEvidence) -> [Finding] {
    evidence.input.grids.indices.filter { !evidence.tree.isLeaf($0) }.compactMap { index in
      evidence.householdFinding(id, grid: index, parts: Wording(en: "leaves' atoms", zh: "下级单元"))
    }
  }
}

extension AuditEvidence {
  fileprivate func householdFinding(_ rule: String, grid: Int, parts: Wording) -> Finding? {
    let stated = input.grids[grid].households
    let counted = households[grid]
    if stated == counted || !isNamedOnce(grid) { return nil }
    let code = code(grid)
    return Finding(
      rule, .error, subjects: [code], grids: [code], place: spot(ofGrid: grid), measure: Double(stated - counted),
      unit: "households",
      Wording(
        en: "Grid \(code) states \(stated) households, its \(parts.en) hold \(counted).",
        zh: "网格 \(code) 登记 \(stated) 户，其\(parts.zh)合计 \(counted) 户。"))
  }
}

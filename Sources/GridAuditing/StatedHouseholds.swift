extension AuditEvidence {
  /// The finding for a grid whose stated households are not those of its parts; `nil` when they are.
  func householdFinding(_ rule: String, grid: Int, parts: Wording) -> Finding? {
    let stated = input.grids[grid].households
    let held = households[grid]
    if stated == held || !isNamedOnce(grid) { return nil }
    let code = code(grid)
    return Finding(
      rule, .error, subjects: [code], grids: [code], place: spot(ofGrid: grid), measure: Double(stated - held),
      unit: "households",
      Wording(
        en: "Grid \(code) states \(counted(stated, "household")), its \(parts.en) hold \(held).",
        zh: "网格 \(code) 登记 \(stated) 户，其\(parts.zh)合计 \(held) 户。"))
  }
}

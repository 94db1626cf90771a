extension AuditEvidence {
  /// The finding for a grid whose stated households are not those of its parts; `nil` when they are.
  func householdFinding(_ rule: String, grid: Int, parts: Wording) -> Finding? {
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

/// No two grids have one code, and none has none.
struct DuplicateCode: AuditRule {
  let id = "duplicate-code"
  let claim = Wording(en: "Codes are unique.", zh: "网格编码唯一。")

  func findings(in evidence: AuditEvidence) -> [Finding] {
    var counts: [String: Int] = [:]
    for grid in evidence.input.grids { counts[grid.code, default: 0] += 1 }
    return evidence.input.grids.indices.compactMap { index in
      let code = evidence.code(index)
      let count = counts[code] ?? 0
      let isFirst = evidence.tree.gridOfCode[code] == index
      if !isFirst || (count < 2 && !code.isEmpty) { return nil }
      let words =
        code.isEmpty
        ? Wording(en: "\(counted(count, "grid")) \(count == 1 ? "has" : "have") no code.", zh: "\(count) 个网格没有编码。")
        : Wording(en: "\(counted(count, "grid")) have the code \(code).", zh: "\(count) 个网格使用同一编码 \(code)。")
      return Finding(
        id, .error, subjects: [code], grids: [code], place: evidence.spot(ofGrid: index), measure: Double(count),
        unit: "grids", words)
    }
  }
}

import GridGeometry

/// Neighbours share their common line vertex for vertex.
struct UnmatchedEdge: AuditRule {
  let id = "unmatched-edge"
  let claim = Wording(
    en: "The edges of neighbouring grids match vertex for vertex.", zh: "相邻网格的公共边逐点一致。")

  func findings(in evidence: AuditEvidence) -> [Finding] {
    evidence.tiling.mismatches.map { mismatch in
      let lacking = evidence.code(mismatch.lacking)
      let having = evidence.code(mismatch.having)
      let count = mismatch.vertices.count
      return Finding(
        id, .error, subjects: ["lacking " + lacking, "having " + having], grids: [lacking, having],
        place: .multiPoint(mismatch.vertices), measure: Double(count), unit: "vertices",
        Wording(
          en: "On their common line grid \(lacking) lacks \(count) of the vertices of grid \(having).",
          zh: "在公共边上，网格 \(lacking) 缺少网格 \(having) 的 \(count) 个顶点。"))
    }
  }
}

import GridGeometry

/// The children of a grid tile it: all of its ground, nothing twice, nothing beyond, with the same edges.
struct Nesting: AuditRule {
  let id = "nesting"
  let meaning: GapMeaning? = .ground
  let claim = Wording(en: "Children tile their parent.", zh: "下级网格恰好铺满上级网格。")

  func findings(in evidence: AuditEvidence) -> [Finding] {
    let parents = evidence.input.grids.indices.filter { !evidence.tree.children[$0].isEmpty }
    var comparison = GroundComparison(covering: evidence.grids, expected: evidence.grids, frame: evidence.frame)
    return parents.flatMap { parent in
      let difference = comparison.difference(of: evidence.tree.children[parent], from: CollectionOfOne(parent))
      let report = DifferenceReport(
        rule: id, whole: Wording(en: "grid \(evidence.code(parent))", zh: "网格 \(evidence.code(parent))"),
        subject: evidence.code(parent), parts: Wording(en: "children", zh: "下级网格"), name: evidence.code,
        grids: { [evidence.code(parent)] + $0.map(evidence.code) })
      return report.findings(of: difference, frame: evidence.frame)
    }
  }
}

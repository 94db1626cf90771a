import GridGeometry

/// The atoms of a leaf tile it: its polygon is theirs, drawn once.
struct AtomGround: AuditRule {
  let id = "atom-ground"
  let claim = Wording(en: "The atoms of a leaf grid tile it.", zh: "末级网格恰好由其单元铺满。")

  func findings(in evidence: AuditEvidence) -> [Finding] {
    if evidence.input.atoms.isEmpty { return evidence.input.grids.isEmpty ? [] : [noAtoms] }
    var comparison = GroundComparison(covering: evidence.atoms, expected: evidence.grids, frame: evidence.frame)
    let unassigned = evidence.atomsWithoutLeaf
    var findings: [Finding] = []
    for leaf in evidence.input.grids.indices where isLeaf(leaf, in: evidence) {
      var difference = comparison.difference(of: evidence.distinctAtoms(ofGrid: leaf), from: CollectionOfOne(leaf))
      if difference.unmatched.isEmpty { continue }
      if !difference.missing.isEmpty { leaveOut(unassigned, of: &difference, in: evidence) }
      findings += report(on: leaf, in: evidence).findings(of: difference, frame: evidence.frame)
    }
    return findings
  }

  private var noAtoms: Finding {
    Finding(
      id, .error, subjects: [],
      Wording(
        en: "The plan has no atoms: households are taken from its leaf grids as stated.",
        zh: "方案没有单元，户数以末级网格登记为准。"))
  }

  /// Leaves with ground of their own, whose atoms can be told.
  private func isLeaf(_ grid: Int, in evidence: AuditEvidence) -> Bool {
    evidence.tree.isLeaf(grid) && !evidence.isOverlaid(grid) && evidence.isNamedOnce(grid)
      && !evidence.grids.grounds[grid].isEmpty
  }

  /// Ground that is missing because its atom has no leaf is that atom's finding.
  private func leaveOut(_ atoms: [Int], of difference: inout GroundDifference, in evidence: AuditEvidence) {
    let hadPlaces = difference.hasPlaces
    difference.missing = difference.missing.flatMap { piece -> [Polygon] in
      let box = piece.envelope
      let inside = atoms.filter { atom in
        guard evidence.atoms.envelopes[atom].intersects(box) else { return false }
        return evidence.atoms.grounds[atom].interiorPoint.map(piece.contains) ?? false
      }
      if inside.isEmpty { return [piece] }
      let taken = MultiPolygon(inside.flatMap { evidence.atoms.grounds[$0].polygons })
      guard let rest = try? Overlay.difference(MultiPolygon(piece), taken) else { return [piece] }
      return rest.polygons.filter(evidence.frame.isThick)
    }
    if hadPlaces && !difference.hasPlaces { difference.unmatched = [] }
  }

  private func report(on leaf: Int, in evidence: AuditEvidence) -> DifferenceReport {
    let code = evidence.code(leaf)
    return DifferenceReport(
      rule: id, whole: Wording(en: "grid \(code)", zh: "网格 \(code)"), subject: code,
      parts: Wording(en: "atoms", zh: "单元"), name: { evidence.input.atoms[$0].id }, grids: { _ in [code] })
  }
}

extension AuditEvidence {
  /// The atoms that name a grid; an id listed again is not ground again.
  fileprivate func distinctAtoms(ofGrid grid: Int) -> [Int] {
    repeatedAtoms.isEmpty ? Array(atomsOfGrid[grid]) : atomsOfGrid[grid].filter { !repeatedAtoms.contains($0) }
  }
}

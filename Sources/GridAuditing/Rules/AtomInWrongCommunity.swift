import GridGeometry

/// An atom lies in the community it names.
struct AtomInWrongCommunity: AuditRule {
  let id = "atom-in-wrong-community"
  let claim = Wording(en: "Atoms lie in the community they name.", zh: "单元位于其所属社区之内。")

  func findings(in evidence: AuditEvidence) -> [Finding] {
    evidence.strayAtoms.map { finding($0, in: evidence) }
  }

  private func finding(_ index: Int, in evidence: AuditEvidence) -> Finding {
    let atom = evidence.input.atoms[index]
    let spot = evidence.atoms.grounds[index].interiorPoint
    let actual = evidence.communities.grounds.indices.first { community in
      spot.map { evidence.communities.grounds[community].contains($0) } ?? false
    }
    let code = actual.map { evidence.input.communities[$0].code }
    return Finding(
      id, .error, subjects: [atom.id], grids: evidence.namedGrid(ofAtom: index), place: spot.map(Geometry.point),
      measure: evidence.atoms.grounds[index].area, unit: "m2",
      Wording(
        en: "Atom \(atom.id) names community \(atom.community) but lies in \(code ?? "none").",
        zh: "单元 \(atom.id) 标为社区 \(atom.community)，实际位于 \(code ?? "任何社区之外")。"))
  }
}

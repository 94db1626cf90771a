import GridGeometry

/// An atom lies in the community it names.
public struct AtomInWrongCommunity: AuditRule {
  public let id = "atom-in-wrong-community"
  public let claim = Wording(en: "Atoms lie in the community they name.", zh: "单元位于其所属社区之内。")

  public init() {}

  public func findings(in evidence: AuditEvidence) -> [Finding] {
    let count = evidence.communities.count
    let members = Buckets(evidence.communityOfAtom, count: count)
    var chain = EdgeChain()
    var strays: [Int] = []
    for community in 0..<count where !members[community].isEmpty {
      chain.removeAll()
      for atom in members[community] { chain.add(evidence.atoms.outlines[atom]) }
      chain.subtract(evidence.communities.outlines[community])
      if chain.remainder().isEmpty { continue }  // they tile it exactly
      let ground = evidence.communities.grounds[community]
      let box = evidence.communities.envelopes[community]
      strays += members[community].filter { atom in
        guard let spot = evidence.atoms.grounds[atom].interiorPoint else { return false }
        return !box.contains(spot) || !ground.contains(spot)
      }
    }
    return strays.sorted().map { finding($0, in: evidence) }
  }

  private func finding(_ index: Int, in evidence: AuditEvidence) -> Finding {
    let atom = evidence.input.atoms[index]
    let spot = evidence.atoms.grounds[index].interiorPoint
    let actual = evidence.communities.grounds.indices.first { community in
      spot.map { evidence.communities.grounds[community].contains($0) } ?? false
    }
    let code = actual.map { evidence.input.communities[$0].code }
    return Finding(
      id, .error, subjects: [atom.id], grids: [atom.grid], place: spot.map(Geometry.point),
      measure: evidence.atoms.grounds[index].area, unit: "m2",
      Wording(
        en: "Atom \(atom.id) names community \(atom.community) but lies in \(code ?? "none").",
        zh: "单元 \(atom.id) 标为社区 \(atom.community)，实际位于 \(code ?? "任何社区之外")。"))
  }
}

import GridGeometry

/// Every grid and atom names a community of the plan, and communities' codes are unique.
struct UnknownCommunity: AuditRule {
  let id = "unknown-community"
  let claim = Wording(en: "Every grid and atom names one known community.", zh: "所有网格和单元均属于已知的唯一社区。")

  func findings(in evidence: AuditEvidence) -> [Finding] {
    repeated(in: evidence) + grids(in: evidence) + atoms(in: evidence)
  }

  private func repeated(in evidence: AuditEvidence) -> [Finding] {
    evidence.input.communities.indices.compactMap { index in
      let code = evidence.input.communities[index].code
      if evidence.communityOfCode[code] == index { return nil }
      return Finding(
        id, .error, subjects: ["community", code],
        place: evidence.communities.grounds[index].interiorPoint.map { .point($0) },
        Wording(en: "The community code \(code) is used more than once.", zh: "社区代码 \(code) 重复。"))
    }
  }

  private func grids(in evidence: AuditEvidence) -> [Finding] {
    evidence.input.grids.indices.filter { evidence.communityOfGrid[$0] < 0 }.map { index in
      let grid = evidence.input.grids[index]
      return Finding(
        id, .error, subjects: ["grid", grid.code], grids: [grid.code], place: evidence.spot(ofGrid: index),
        Wording(
          en: "Grid \(grid.code) names the community '\(grid.community)', which the plan does not have.",
          zh: "网格 \(grid.code) 所属社区“\(grid.community)”不在方案中。"))
    }
  }

  private func atoms(in evidence: AuditEvidence) -> [Finding] {
    evidence.input.atoms.indices.filter { evidence.communityOfAtom[$0] < 0 }.map { index in
      let atom = evidence.input.atoms[index]
      return Finding(
        id, .error, subjects: ["atom", atom.id], grids: evidence.namedGrid(ofAtom: index),
        place: evidence.spot(ofAtom: index),
        Wording(
          en: "Atom \(atom.id) names the community '\(atom.community)', which the plan does not have.",
          zh: "单元 \(atom.id) 所属社区“\(atom.community)”不在方案中。"))
    }
  }
}

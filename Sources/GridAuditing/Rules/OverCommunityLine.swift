import GridGeometry

/// A grid lies in the community it names, with its atoms and its children.
struct OverCommunityLine: AuditRule {
  let id = "over-community-line"
  let claim = Wording(en: "No grid crosses a community line.", zh: "网格不跨社区界线。")

  func findings(in evidence: AuditEvidence) -> [Finding] {
    let (trespasses, failures) = trespasses(in: evidence)
    let strangers = strangers(in: evidence)
    var findings = failures
    for index in evidence.input.grids.indices {
      let pieces = trespasses[index] ?? []
      let atoms = strangers[index] ?? []
      if !pieces.isEmpty || !atoms.isEmpty {
        findings.append(crossing(of: index, pieces: pieces, atoms: atoms, in: evidence))
      } else if let finding = strayChild(index, in: evidence) {
        findings.append(finding)
      }
    }
    return findings
  }

  /// Ground of base grids in communities other than theirs, by grid.
  private func trespasses(in evidence: AuditEvidence) -> ([Int: [Polygon]], [Finding]) {
    let count = evidence.communities.count
    let baseCommunity = evidence.base.map { evidence.communityOfGrid[$0] }
    let members = Buckets(baseCommunity, count: count)
    var comparison = GroundComparison(covering: evidence.grids, expected: evidence.communities, frame: evidence.frame)
    var pieces: [Int: [Polygon]] = [:]
    var failures: [Finding] = []
    for community in 0..<count {
      let grids = members[community].map { evidence.base[$0] }
      if grids.isEmpty { continue }
      let difference = comparison.difference(of: grids, from: CollectionOfOne(community))
      do {
        if let failure = difference.failure { throw GeometryError.geos(call: "difference", message: failure) }
        for (owner, beyond) in difference.beyond {
          let foreign = try foreignGround(in: beyond, besides: community, evidence: evidence)
          if !foreign.isEmpty { pieces[owner, default: []] += foreign }
        }
      } catch {
        let code = evidence.input.communities[community].code
        failures.append(.notChecked(id, subject: "the line of community \(code)", because: "\(error)"))
      }
    }
    return (pieces, failures)
  }

  private func foreignGround(
    in beyond: [Polygon], besides home: Int, evidence: AuditEvidence
  ) throws(GeometryError) -> [Polygon] {
    let ground = MultiPolygon(beyond)
    let box = ground.envelope
    var foreign: [Polygon] = []
    for other in 0..<evidence.communities.count
    where other != home && evidence.communities.envelopes[other].intersects(box) {
      foreign += try Overlay.intersection(ground, evidence.communities.grounds[other]).polygons
        .filter(evidence.frame.isThick)
    }
    return foreign
  }

  /// Atoms that name another community than their grid does, and lie in it, by grid. Names the plan does not know are
  /// another rule's.
  private func strangers(in evidence: AuditEvidence) -> [Int: [Int]] {
    var strangers: [Int: [Int]] = [:]
    let strays = Set(evidence.strayAtoms)
    for (atom, grid) in evidence.gridOfAtom.enumerated() where grid >= 0 {
      let home = evidence.communityOfAtom[atom]
      let other = evidence.communityOfGrid[grid]
      if home >= 0, other >= 0, home != other, !strays.contains(atom) { strangers[grid, default: []].append(atom) }
    }
    return strangers
  }

  private func crossing(of index: Int, pieces: [Polygon], atoms: [Int], in evidence: AuditEvidence) -> Finding {
    let grid = evidence.input.grids[index]
    let shown = pieces.isEmpty ? atoms.flatMap { evidence.atoms.grounds[$0].polygons } : pieces
    let area = shown.reduce(0) { $0 + $1.area }
    let count =
      atoms.isEmpty ? Wording(en: "", zh: "") : Wording(en: ", \(counted(atoms.count, "atom"))", zh: "，\(atoms.count) 个单元")
    return Finding(
      id, .error, subjects: [grid.code], grids: [grid.code],
      place: shown.isEmpty ? nil : .multiPolygon(MultiPolygon(shown)), measure: area, unit: "m2",
      Wording(
        en:
          "Grid \(grid.code) holds ground outside its community \(grid.community): \(figure(area)) m²\(count.en).",
        zh: "网格 \(grid.code) 占用了所属社区 \(grid.community) 以外社区的范围：\(figure(area)) 平方米\(count.zh)。"))
  }

  private func strayChild(_ index: Int, in evidence: AuditEvidence) -> Finding? {
    let parent = evidence.tree.parents[index]
    let grid = evidence.input.grids[index]
    guard parent >= 0, evidence.communityOfGrid[index] >= 0, evidence.communityOfGrid[parent] >= 0,
      evidence.communityOfGrid[index] != evidence.communityOfGrid[parent]
    else { return nil }
    let above = evidence.input.grids[parent]
    return Finding(
      id, .error, subjects: [grid.code], grids: [grid.code], place: evidence.spot(ofGrid: index),
      Wording(
        en: "Grid \(grid.code) names community \(grid.community), its parent \(above.code) names \(above.community).",
        zh: "网格 \(grid.code) 属于社区 \(grid.community)，其上级 \(above.code) 却属于 \(above.community)。"))
  }
}

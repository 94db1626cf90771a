import GridGeometry

/// Communities, and the county, have the households of their atoms.
struct CommunityHouseholds: AuditRule {
  let id = "community-households"
  let claim = Wording(
    en: "A community's households are those of its atoms; so are the county's.", zh: "社区与全县户数等于单元户数之和。")

  func findings(in evidence: AuditEvidence) -> [Finding] {
    if evidence.input.atoms.isEmpty { return [] }
    var sums = [Int](repeating: 0, count: evidence.communities.count)
    for (atom, community) in evidence.communityOfAtom.enumerated() where community >= 0 {
      sums[community] += evidence.input.atoms[atom].households
    }
    var findings = evidence.input.communities.indices.compactMap { index -> Finding? in
      let community = evidence.input.communities[index]
      guard evidence.communityOfCode[community.code] == index, let stated = community.households, stated != sums[index]
      else { return nil }
      return Finding(
        id, .error, subjects: [community.code],
        place: evidence.communities.grounds[index].interiorPoint.map { .point($0) },
        measure: Double(stated - sums[index]), unit: "households",
        Wording(
          en: "Community \(community.code) states \(counted(stated, "household")), its atoms hold \(sums[index]).",
          zh: "社区 \(community.code) 登记 \(stated) 户，其单元合计 \(sums[index]) 户。"))
    }
    let total = evidence.input.atoms.reduce(0) { $0 + $1.households }
    if let expected = evidence.input.expectedHouseholds, expected != total {
      findings.append(
        Finding(
          id, .error, subjects: ["county"], measure: Double(expected - total), unit: "households",
          Wording(
            en: "The county has \(counted(expected, "household")), all atoms together hold \(total).",
            zh: "全县 \(expected) 户，全部单元合计 \(total) 户。")))
    }
    return findings
  }
}

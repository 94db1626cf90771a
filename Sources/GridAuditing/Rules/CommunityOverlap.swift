import GridGeometry

/// Communities do not overlap: ground in two of them cannot be tiled once.
struct CommunityOverlap: AuditRule {
  let id = "community-overlap"
  let claim = Wording(en: "Communities do not overlap.", zh: "社区之间互不重叠。")

  func findings(in evidence: AuditEvidence) -> [Finding] {
    var findings: [Finding] = []
    if let failure = evidence.tiling.communityFailure {
      findings.append(.notChecked(id, subject: "communities", because: failure))
    }
    for overlap in evidence.tiling.communityOverlaps {
      let pair = [overlap.first, overlap.second].map { evidence.input.communities[$0].code }
      for piece in overlap.pieces {
        let size = PieceSize(piece)
        findings.append(
          Finding(
            id, .error, subjects: pair, anchor: piece.interiorPoint, place: .polygon(piece), measure: size.area,
            unit: "m2",
            Wording(
              en: "Communities \(pair[0]) and \(pair[1]) overlap: \(size.words.en).",
              zh: "社区 \(pair[0]) 与 \(pair[1]) 重叠：\(size.words.zh)。")))
      }
    }
    return findings
  }
}

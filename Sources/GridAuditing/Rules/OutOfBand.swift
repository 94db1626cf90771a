/// A grid's households lie in the band of its kind and of its community's class, or the plan says why they cannot.
struct OutOfBand: AuditRule {
  let id = "out-of-band"
  let meaning: GapMeaning? = .band
  let claim = Wording(
    en: "Households lie inside the band of the grid's kind, or a reason is declared.", zh: "户数在规定区间内，否则须说明理由。")

  func findings(in evidence: AuditEvidence) -> [Finding] {
    evidence.input.grids.indices.compactMap { index in
      guard let band = evidence.band(ofGrid: index) else { return nil }
      let households = evidence.households[index]
      if (band.minimum...max(band.minimum, band.maximum)).contains(households) { return nil }
      let code = evidence.code(index)
      let bound = households > band.maximum ? band.maximum : band.minimum
      let reason = evidence.input.reasons[code]
      let size = Wording(
        en: "Grid \(code) has \(counted(households, "household")), outside \(band.minimum)–\(band.maximum)",
        zh: "网格 \(code) 有 \(households) 户，超出 \(band.minimum)–\(band.maximum) 户区间")
      let words =
        reason.map { Wording(en: "\(size.en); declared: \($0.text.en)", zh: "\(size.zh)；已说明：\($0.text.zh)") }
        ?? Wording(en: "\(size.en), and no reason is declared.", zh: "\(size.zh)，且未说明理由。")
      return Finding(
        id, reason == nil ? .error : .info, subjects: [code], grids: [code], place: evidence.spot(ofGrid: index),
        measure: Double(households), unit: "households", denominator: Double(bound),
        base: bound == band.maximum ? "households at most" : "households at least", words)
    }
  }
}

extension AuditEvidence {
  /// The band of the grid's kind in communities such as its own (see ``CommunityClass``); `nil` when there is none, or
  /// its households cannot be told.
  func band(ofGrid grid: Int) -> AuditBand? {
    guard !isOverlaid(grid), isNamedOnce(grid) else { return nil }
    let community = communityOfGrid[grid]
    let own = community >= 0 ? communityClasses[community] : .urban
    return input.bands.first { $0.kind == input.grids[grid].kind && ($0.communities ?? own) == own }
  }

  static func communityClasses(_ atoms: [AuditAtom], _ communityOfAtom: [Int], count: Int) -> [CommunityClass] {
    var households = [Int](repeating: 0, count: count)
    var pieces = households
    for (atom, community) in zip(atoms, communityOfAtom) where community >= 0 {
      let sign = atom.isUrban ? -1 : 1
      households[community] += sign * atom.households
      pieces[community] += sign
    }
    var inhabited = Set<Int>()
    for (atom, community) in zip(atoms, communityOfAtom) where atom.households > 0 { inhabited.insert(community) }
    return (0..<count).map { (inhabited.contains($0) ? households[$0] : pieces[$0]) > 0 ? .rural : .urban }
  }
}

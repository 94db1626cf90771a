import GridCoverages

/// No ground is left out.
struct UnclaimedGround: CoverageRule {
  let id = "gap"
  let claim = Wording(en: "No ground is left out between the features or of the ground given.", zh: "要素之间及给定范围内没有空白。")

  func findings(in evidence: CoverageEvidence) -> [ItemisedFinding] {
    evidence.report.faults.compactMap { fault in
      guard case .gap(let place, let area, let width, let neighbours, let heir, let kind) = fault else { return nil }
      let isSliver = evidence.isSliver(width)
      let names =
        neighbours.isEmpty ? Wording(en: "no feature", zh: "无要素") : listWords(evidence.labels(neighbours))
      let what =
        isSliver ? Wording(en: "A sliver", zh: "狭缝") : Wording(en: "Ground", zh: "空白区")
      let words =
        kind == .enclosed
        ? Wording(en: "\(what.en) of nobody between \(names.en)", zh: "\(what.zh)不属于任何要素，四周为 \(names.zh)")
        : Wording(en: "\(what.en) left uncovered beside \(names.en)", zh: "\(what.zh)未被覆盖，相邻 \(names.zh)")
      return evidence.finding(
        id, isSliver ? .warning : .error, owners: neighbours, place: place, area: area, width: width,
        fix: fix(heir.map(evidence.label), isSliver: isSliver, isEnclosed: kind == .enclosed), words)
    }
  }

  private func fix(_ heir: String?, isSliver: Bool, isEnclosed: Bool) -> Wording {
    guard let heir else { return Wording(en: "Draw a feature for it", zh: "为该处补画要素") }
    if isSliver {
      return Wording(
        en: "Give it to \(heir), which has the longest border with it", zh: "划归与其共界最长的 \(heir)")
    }
    return isEnclosed
      ? Wording(
        en:
          "Give it to \(heir), which has the longest border with it, or draw a feature for it, or declare that it is not part of the ground",
        zh: "划归与其共界最长的 \(heir)，或补画要素，或声明该处不在范围内")
      : Wording(
        en: "Extend \(heir), which has the longest border with it, or draw a feature for it",
        zh: "扩展与其共界最长的 \(heir)，或补画要素")
  }
}

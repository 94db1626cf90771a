import GridCoverages
import GridGeometry

/// No ground is claimed by two.
struct ContestedGround: CoverageRule {
  let id = "overlap"
  let claim = Wording(en: "No two features overlap.", zh: "要素互不重叠。")

  func findings(in evidence: CoverageEvidence) -> [ItemisedFinding] {
    evidence.report.faults.compactMap { fault in
      guard case .overlap(let owners, let place, let area, let width) = fault, owners.count == 2 else { return nil }
      let names = evidence.labels(owners)
      let isSliver = evidence.isSliver(width)
      return evidence.finding(
        id, isSliver ? .warning : .error, owners: owners, place: place, area: area, width: width,
        fix: evidence.cut(owners, isSliver: isSliver),
        isSliver
          ? Wording(en: "\(names[0]) and \(names[1]) overlap by a sliver", zh: "\(names[0]) 与 \(names[1]) 有狭缝状重叠")
          : Wording(en: "\(names[0]) and \(names[1]) overlap", zh: "\(names[0]) 与 \(names[1]) 重叠"))
    }
  }
}

extension CoverageEvidence {
  /// Leaving contested ground to the smallest of its claimants, as adopting a layer does unless told otherwise.
  func cut(_ owners: [Int], isSliver: Bool) -> Wording {
    if isSliver {
      return Wording(
        en: "Snap the border of \(label(owners[0])) to that of \(label(owners[1]))",
        zh: "把 \(label(owners[0])) 的边界吸附到 \(label(owners[1])) 的边界")
    }
    let areas = owners.map { input.grounds[$0].ground.area }
    let smallest = owners.indices.min { areas[$0] < areas[$1] } ?? 0
    let keeper = label(owners[smallest])
    let others = listWords(owners.indices.filter { $0 != smallest }.map { label(owners[$0]) })
    return Wording(
      en: "Leave it to \(keeper), the smaller claimant, and cut it out of \(others.en)",
      zh: "划归面积较小的 \(keeper)，从 \(others.zh) 中切除")
  }
}

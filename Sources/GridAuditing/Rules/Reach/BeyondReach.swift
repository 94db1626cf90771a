import GridAccess

/// Every household of a leaf grid is within reach of each promised service.
struct BeyondReach: AuditRule {
  let id = "beyond-reach"
  let claim = Wording(
    en: "Every household is within the stated minutes of a service point of the class.", zh: "每户都在规定的步行时间内可到达该类服务点。")
  let meaning: GapMeaning? = .reach

  func applies(to evidence: AuditEvidence) -> Bool { evidence.reach != nil }

  func findings(in evidence: AuditEvidence) -> [Finding] {
    guard let reach = evidence.reach else { return [] }
    return reach.checked.flatMap { checked in
      guard let result = checked.result else { return [notReckoned(checked)] }
      return beyond(checked, result, reach, evidence)
    }
  }

  private func beyond(
    _ checked: ReachEvidence.Checked, _ result: ReachResult, _ reach: ReachEvidence, _ evidence: AuditEvidence
  ) -> [Finding] {
    var placesOfGrid = [[Int]](repeating: [], count: evidence.input.grids.count)
    for (place, atom) in reach.atoms.enumerated() where evidence.gridOfAtom[atom] >= 0 {
      placesOfGrid[evidence.gridOfAtom[atom]].append(place)
    }
    return placesOfGrid.indices.compactMap { grid in
      let share = result.share(of: placesOfGrid[grid], weights: reach.weights)
      guard share.beyond > 0, let rate = share.rate else { return nil }
      let code = evidence.code(grid)
      let (limit, percent) = (figure(result.limit), figure(rate * 100, decimals: 1))
      let what = checked.promise.words
      let nowhere = share.unreached > 0 ? Wording(
        en: "; \(figure(share.unreached)) of them have no way to any", zh: "；其中 \(figure(share.unreached)) 户没有任何通路") : Wording(en: "", zh: "")
      let words = Wording(
        en:
          "In grid \(code) \(figure(share.beyond)) of \(figure(share.total)) households (\(percent) %) are more than \(limit) minutes' walk from the nearest \(what.en)\(nowhere.en).",
        zh:
          "网格 \(code) 的 \(figure(share.total)) 户中有 \(figure(share.beyond)) 户（\(percent) %）步行 \(limit) 分钟内到不了最近的\(what.zh)\(nowhere.zh)。")
      return Finding(
        id, .warning, subjects: [code, checked.promise.category], grids: [code], place: evidence.spot(ofGrid: grid),
        measure: share.beyond, unit: "households", denominator: share.total, base: "households of the grid", words)
    }
  }

  private func notReckoned(_ checked: ReachEvidence.Checked) -> Finding {
    let what = checked.promise.words
    let failure = checked.failure
    return Finding(
      id, .error, subjects: ["not reckoned", checked.promise.category],
      Wording(
        en: "Reach of a \(what.en) could not be reckoned: \(failure?.message ?? "").",
        zh: "无法计算到\(what.zh)的可达性：\(failure?.messageZH ?? "")。"))
  }
}

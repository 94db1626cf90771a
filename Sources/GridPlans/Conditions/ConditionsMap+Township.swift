import GridCases

extension ConditionsMap {
  /// Codes of the leaf grids of a township.
  func leaves(ofTownship code: String) -> Set<String> {
    Set(grids.lazy.filter { $0.isLeaf && $0.township == code }.map(\.code))
  }

  /// What this map of the county tells of one township, and nothing else. No count is reckoned anew, so suppression, moved
  /// points and hot spots are those of the county: two maps of one day give nothing to compare.
  ///
  /// - Parameter code: Of a township that the map has.
  func limited(to code: String) -> ConditionsMap {
    guard let place = townships.first(where: { $0.code == code }) else { return self }
    let leaves = leaves(ofTownship: code)
    var map = self
    map.township = place
    map.county = place.figures
    map.townships = [place]
    map.communities = communities.filter { $0.township == code }
    map.grids = grids.filter { $0.township == code }
    map.cases = cases.filter { leaves.contains($0.grid) }
    if let history {
      map.history?.open = zip(cases, history.open).filter { leaves.contains($0.0.grid) }.map(\.1)
      map.history?.closed = history.closed.filter { leaves.contains($0.item.grid) }
    }
    // One that reaches over the border is told whole, as on the map of the county.
    map.clusters = clusters.filter { $0.grids.contains(where: leaves.contains) }
    // A case is in a township by its grid.
    map.totals = ConditionsTotals(
      open: place.figures.open, located: place.figures.open, outside: .number(0), ambiguous: .number(0),
      unlocated: .number(0))
    map.totals.points = map.cases.count { $0.place != nil }
    map.totals.leaves = leaves.count
    map.totals.suppressed = map.grids.count { $0.isLeaf && $0.figures.open.isSuppressed }
    map.totals.hotSpots = map.grids.count { $0.hotSpot?.isHot ?? false }
    if map.totals.points == 0, let k { map.notes = notes.map { $0 == .movedPoints(k: k) ? .noPoints : $0 } }
    map.notes.append(
      BilingualText(
        en: "Only \(place.name); cases in no grid are counted on the map of the county",
        zh: "仅限\(place.name)；不在网格内的案件计入全县地图"))
    return map
  }
}

extension ConditionsRequest {
  /// - Throws: ``PlanError/badInput(_:)`` for a township that the plan does not have, with those that it has.
  func requireTownship(of plan: Plan) throws(PlanError) {
    guard let township else { return }
    let known = Set(plan.grids.map(\.township) + plan.communities.map(\.township)).subtracting([""]).sorted()
    guard !known.contains(township) else { return }
    let most = 20
    let list = known.prefix(most).map(\.shortened).joined(separator: ", ")
    let more =
      known.count > most
      ? BilingualText(en: " and \(known.count - most) more", zh: " 等 \(known.count) 个") : BilingualText("")
    let hint =
      township.nearest(among: known).map { BilingualText(en: "Did you mean \($0)? ", zh: "是否应为 \($0)？") }
      ?? BilingualText("")
    throw .badInput(
      InputProblem(
        source: "--township", place: BilingualText(township.shortened),
        cause: BilingualText(en: "the plan has no such township", zh: "方案中没有这个镇街"),
        remedy: known.isEmpty
          ? BilingualText(en: "Leave it out: the plan's grids name no township", zh: "请不要使用：方案的网格没有写明镇街")
          : BilingualText(en: "\(hint.en)It has \(list)\(more.en)", zh: "\(hint.zh)方案中有：\(list)\(more.zh)")))
  }
}

import GridAuditing
import GridGeometry

extension Policy {
  /// What the policy calls its kinds of grids.
  var kindNames: [GridKind: BilingualText] {
    var names: [GridKind: BilingualText] = [:]
    for level in levels {
      if let kind = GridKind(level: level.level) { names[kind] = level.name }
    }
    names[.dedicated] = dedicated?.name
    return names
  }

  /// A finding for each county-wide count that the plan does not have.
  func unmetCounts(in plan: Plan) -> [Finding] {
    var wanted: [(kind: GridKind, count: Int)] = []
    for level in levels {
      if case .count(let count, _) = level.size, let kind = GridKind(level: level.level) {
        wanted.append((kind, count))
      }
    }
    if let count = dedicated?.count { wanted.append((.dedicated, count)) }
    return wanted.compactMap { kind, count in
      let got = plan.grids.reduce(0) { $0 + ($1.kind == kind ? 1 : 0) }
      guard got != count else { return nil }
      let name = plan.name(of: kind)
      return Finding(
        "count-unmet", .error, subjects: [kind.rawValue], measure: Double(got - count), unit: "grids",
        Wording(
          en: "The policy asks for \(counted(count, name.asGrid.en)); the ground gives \(got).",
          zh: "策略要求\(name.zh) \(count) 个，实际划出 \(got) 个。"))
    }
  }

  /// A finding for each grid of a counted level that is further from the mean than the policy allows.
  func unevenGrids(in plan: Plan) -> [Finding] {
    levels.flatMap { level -> [Finding] in
      guard let within = level.within, let kind = GridKind(level: level.level) else { return [] }
      let siblings = Dictionary(grouping: plan.grids(of: kind)) { $0.parent?.text ?? $0.community }
      return siblings.sorted { $0.key < $1.key }.flatMap { place, grids -> [Finding] in
        let mean = Double(grids.reduce(0) { $0 + $1.households }) / Double(grids.count)
        return grids.compactMap { grid in
          // Whole households on both sides, as the search counts them.
          guard abs(Double(grid.households) - mean.rounded()) > (mean.rounded() * within).rounded(.down) else {
            return nil
          }
          let (percent, ideal) = ((within * 1000).rounded() / 10, (mean * 10).rounded() / 10)
          return Finding(
            "uneven-grid", .warning, subjects: [grid.code.text], grids: [grid.code.text],
            place: grid.ground.interiorPoint.map(Geometry.point), measure: Double(grid.households), unit: "households",
            Wording(
              en:
                "Grid \(grid.code) has \(grid.households) households; the mean of the \(grids.count) grids of \(place) is \(ideal), and the policy allows \(percent) % either way.",
              zh:
                "网格 \(grid.code) 有 \(grid.households) 户；\(place) 的 \(grids.count) 个网格平均 \(ideal) 户，策略允许上下浮动 \(percent)%。"
            ))
        }
      }
    }
  }
}

extension BilingualText {
  /// The name of a kind of grid as a noun: *first-level grid* for *first-level*, *micro-grid* as it is.
  package var asGrid: BilingualText {
    BilingualText(
      en: en.lowercased().hasSuffix("grid") ? en : "\(en) grid", zh: zh.hasSuffix("网格") ? zh : "\(zh)网格")
  }
}

extension Plan {
  /// What the plan's policy calls a kind of grid.
  public func name(of kind: GridKind) -> BilingualText {
    if let name = kindNames[kind] { return name }
    switch kind {
    case .first: return BilingualText(en: "first-level", zh: "一级网格")
    case .second: return BilingualText(en: "second-level", zh: "二级网格")
    case .third: return BilingualText(en: "third-level", zh: "三级网格")
    case .dedicated: return BilingualText(en: "dedicated", zh: "专属网格")
    }
  }

  /// The same with the word grid, which some names end with.
  func gridName(of kind: GridKind) -> BilingualText { name(of: kind).asGrid }
}

extension Policy {
  /// What a new plan knows of visits: the rules, and no visit yet.
  var plannedVisits: PlanVisits {
    var planned = PlanVisits()
    planned.settings = visits
    planned.ledger = ledger
    return planned
  }
}

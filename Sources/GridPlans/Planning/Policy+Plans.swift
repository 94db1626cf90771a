import GridAuditing

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
          en: "The policy asks for \(count) \(name.en) grids; the ground gives \(got).",
          zh: "策略要求\(name.zh) \(count) 个，实际划出 \(got) 个。"))
    }
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

import GridCases
import GridGeometry
import GridMaps
import GridVisits

extension ConditionsMap {
  /// The map as a page for a browser without a network. The page of an internal map counts the cases it carries; that of
  /// a public one states what is told.
  ///
  /// - Throws: ``PlanError/internalFault(_:)`` where the parts do not fit together.
  func page(in language: Language) throws(PlanError) -> ConditionsPage {
    let areas = PageAreas(self)
    let times = ConditionsPage.Times(
      asOf: asOf.milliseconds, earliest: history?.earliest.milliseconds, clock: pageClock)
    do throws(PageError) {
      return try ConditionsPage(
        heading: heading(language), times: times, levels: areas.levels, terms: terms, grids: areas.grids,
        cases: pageCases, totals: audience == .public ? pageTotals : nil)
    } catch {
      throw .internalFault(error.words.en)
    }
  }

  private func heading(_ language: Language) -> ConditionsPage.Heading {
    let title = PageText(
      en: "\(placeName): people's conditions", zh: "\(SheetWords(language: .zh).spaced(placeName))民情地图")
    let isStaff = audience == .internal
    // The stamp says what a note would say again.
    return ConditionsPage.Heading(
      title: title, county: PageText(name), audience: isStaff ? .internal : .public,
      stamp: isStaff ? PageText(en: BilingualText.internalOnly.en, zh: BilingualText.internalOnly.zh) : nil,
      language: language == .zh ? .zh : .en,
      notices: notes.filter { $0 != .internalOnly }.map { note in
        PageNotice(PageText(en: note.en, zh: note.zh), weight: note == .synthetic ? .warning : .note)
      },
      source: isSynthetic
        ? PageText(en: "synthetic data by gridwright", zh: "gridwright 合成数据")
        : PageText(attribution.isEmpty ? name : attribution))
  }

  private var terms: ConditionsPage.Terms {
    let isStaff = audience == .internal
    return ConditionsPage.Terms(
      classes: classes.map { PageTerm(code: $0.code, name: PageText(en: $0.name.en, zh: $0.name.zh)) },
      states: isStaff ? CaseState.allCases.map { PageTerm(code: $0.rawValue, name: PageText($0.words)) } : [],
      tiers: isStaff ? CaseTier.allCases.map { PageTerm(code: $0.rawValue, name: PageText($0.words)) } : [],
      colors: colors.map(PageColor.init), gridColors: isStaff ? gridColors.ledger.map(PageGridColors.init) : nil)
  }

  /// The open cases and, where the map has a history, those closed since it begins.
  private var pageCases: [PageCase] {
    guard let history else { return cases.map(pageCase) }
    let closed = history.closed.compactMap { told($0.item, $0.changes) }
    return zip(cases, history.open).compactMap { told($0, $1) }
      + closed.filter { item in item.closed.map { $0 > history.earliest.milliseconds } ?? true }
  }

  /// A case with what it was before. One that was closed and opened again stays one case, with the times in between;
  /// `nil` for one that was never open.
  private func told(_ item: ConditionsCase, _ changes: [CaseChange]) -> PageCase? {
    guard let first = changes.firstIndex(where: \.isOpen) else { return nil }
    var page = pageCase(item)
    page.closed = nil
    for change in changes[first...] {
      let (state, tier, color) = (change.state.rawValue, change.tier.rawValue, colors[change.color].code)
      let at = change.at.milliseconds
      page.steps.append(PageStep(at: at, state: state, tier: tier, color: color))
      page.state = state
      page.tier = tier
      page.color = color
      switch (page.closed, change.isOpen) {
      case (let from?, true):
        page.closures.append(PageClosure(from: from, until: at))
        page.closed = nil
      case (nil, false): page.closed = at
      default: break
      }
    }
    return page
  }

  private func pageCase(_ item: ConditionsCase) -> PageCase {
    var page = PageCase(
      place: item.place, grid: item.grid.isEmpty ? nil : item.grid, caseClass: classes[item.caseClass].code,
      color: item.color.map { colors[$0].code }, period: item.submitted)
    guard let view = item.staffView else { return page }
    let standing = view.standing
    page.id = view.id
    page.overlays = view.overlays
    page.state = standing.state.rawValue
    page.tier = standing.tier.rawValue
    page.submitted = standing.submitted.milliseconds
    page.due = standing.due?.milliseconds
    if let holder = view.holder {
      page.facts.append(PageFact(PageText(en: "claimed by", zh: "认领人"), PageText(holder)))
    }
    if let post = view.post {
      let worker = post.worker.map { " · \($0)" } ?? ""
      page.facts.append(
        PageFact(PageText(en: "post", zh: "责任岗位"), PageText("\(post.grid) \(post.role) \(post.number)\(worker)")))
    }
    return page
  }

  private var pageTotals: PageTotals {
    // What lies outside or has no place is among the counted ones; the public is told neither.
    audience == .public
      ? PageTotals(open: totals.open.number, unlocated: nil, outside: nil, countedOnly: totals.countedOnly)
      : PageTotals(open: totals.open.number, countedOnly: totals.countedOnly ?? 0)
  }

  /// The clocks from the first submission on.
  private var pageClock: PageClock {
    let known = cases + (history?.closed.map(\.item) ?? [])
    let first = known.compactMap(\.staffView?.standing.submitted).min() ?? asOf
    let day: Int64 = 86_400_000
    var (instant, minutes) = (min(first, asOf), zone.offset(at: min(first, asOf)) / 60)
    let start = minutes
    var changes: [PageClock.Change] = []
    while instant <= asOf {
      let next = instant.adding(milliseconds: day)
      let later = zone.offset(at: next) / 60
      if later != minutes {
        var (low, high) = (instant.milliseconds, next.milliseconds)
        while high - low > 1000 {
          let middle = low + (high - low) / 2
          if zone.offset(at: Instant(milliseconds: middle)) / 60 == later { high = middle } else { low = middle }
        }
        changes.append(PageClock.Change(from: high / 1000 * 1000, minutes: later))
        minutes = later
      }
      instant = next
    }
    return PageClock(name: zone.identifier, minutes: start, changes: changes)
  }
}

/// The places of a page: townships, communities and grids as one tree.
private struct PageAreas {
  private(set) var levels: [PageLevel] = []
  private(set) var grids: [PageGrid] = []
  private let map: ConditionsMap
  /// A plan that knows no household states none, and not zero.
  private let hasHouseholds: Bool

  private struct Area: Hashable {
    let township: String
    let community: String
  }

  init(_ map: ConditionsMap) {
    self.map = map
    hasHouseholds = map.grids.contains { $0.households > 0 }
    var codes = Set(map.grids.map(\.code))
    /// Grids have their codes in the cases; an area that has the code of another thing gets a mark.
    func unique(_ code: String) -> String {
      var code = code
      while !codes.insert(code).inserted { code += "′" }
      return code
    }
    var areaCodes: [Area: String] = [:]
    for place in map.townships {
      let code = unique(place.code)
      areaCodes[Area(township: place.code, community: "")] = code
      grids.append(area(place, code: code, level: "township", parent: nil))
    }
    for place in map.communities {
      let code = unique(place.code)
      areaCodes[Area(township: place.township, community: place.code)] = code
      let parent = areaCodes[Area(township: place.township, community: "")]
      grids.append(area(place, code: code, level: "community", parent: parent))
    }
    let ranks = Dictionary(map.grids.map { ($0.code, Self.rank(of: $0.kind)) }, uniquingKeysWith: { first, _ in first })
    for grid in map.grids {
      let base = areaCodes[Area(township: grid.township, community: grid.community)]
      let parent = grid.parents.last.flatMap { code in (ranks[code] ?? 9) < Self.rank(of: grid.kind) ? code : nil }
      grids.append(
        PageGrid(
          code: grid.code, name: grid.name, level: grid.kind.rawValue, parent: parent ?? base,
          households: hasHouseholds ? grid.households : nil,
          staff: grid.people, ground: grid.ground, isOverlay: grid.isOverlay, stated: counts(grid.figures),
          hotSpot: grid.hotSpot.map { PageHotSpot(z: $0.z, q: $0.q, isHot: $0.isHot, cluster: grid.cluster) },
          facts: map.clusters.filter { $0.number == grid.cluster }.map(PageFact.init)))
    }
    let used = Set(grids.map(\.level))
    levels = allLevels.filter { used.contains($0.code) }
  }

  private static func rank(of kind: GridKind) -> Int { kind == .dedicated ? 3 : 2 + kind.level }

  private var allLevels: [PageLevel] {
    let areas = [
      PageLevel(code: "township", name: PageText(en: "township", zh: "乡镇（街道）"), rank: 1, isGrid: false),
      PageLevel(code: "community", name: PageText(en: "community", zh: "社区（村）"), rank: 2, isGrid: false),
    ]
    return areas
      + [GridKind.first, .dedicated, .second, .third].map { kind in
        let name = (map.kindNames[kind] ?? BilingualText(kind.rawValue)).asGrid
        return PageLevel(
          code: kind.rawValue, name: PageText(en: name.en, zh: name.zh), rank: Self.rank(of: kind))
      }
  }

  private func area(_ place: ConditionsPlace, code: String, level: String, parent: String?) -> PageGrid {
    PageGrid(
      code: code, name: place.name, level: level, parent: parent, households: hasHouseholds ? place.households : nil,
      stated: counts(place.figures))
  }

  /// What is stated of a place; of an internal map nothing, as its page counts by itself.
  private func counts(_ figures: ConditionsFigures) -> PageCounts? {
    guard map.audience == .public else { return nil }
    let byClass = figures.byClass.map { counts in
      map.classes.indices.map { counts[$0]?.number ?? (counts[$0] == nil ? 0 : nil) }
    }
    return PageCounts(open: figures.open.number, byClass: byClass ?? [])
  }
}

extension PageFact {
  fileprivate init(_ cluster: ConditionsCluster) {
    let expected = cluster.expected.decimals(1)
    self.init(
      PageText(en: "cluster (scan)", zh: "聚集区（扫描统计）"),
      PageText(
        en:
          "\(cluster.sign): \(cluster.grids.count) grids, \(cluster.cases) open where \(expected) were expected, p = \(cluster.p.decimals(3))",
        zh:
          "\(cluster.sign)：网格 \(cluster.grids.count) 个，未结 \(cluster.cases) 件，按户数应为 \(expected) 件，p = \(cluster.p.decimals(3))"
      ))
  }
}

extension Double {
  /// Written with so many decimals and no more.
  func decimals(_ places: Int) -> String {
    let unit = (0..<places).reduce(1.0) { unit, _ in unit * 10 }
    return "\((self * unit).rounded() / unit)"
  }
}

extension PageColor {
  fileprivate init(_ color: LedgerColor) {
    self.init(
      code: color.code, name: PageText(color.name), color: MapColor(hex: color.hex) ?? .quietInk, letter: color.letter,
      hatch: Hatch.Pattern(rawValue: color.hatch.rawValue), meaning: PageText(color.meaning))
  }
}

extension PageGridColors {
  fileprivate init(_ ledger: Ledger) {
    self.init(
      name: PageText(ledger.name),
      colors: ledger.colors.map { color in
        Rule(
          PageColor(color), rules: color.rules.map { $0.conditions.compactMap(Condition.init) },
          isOtherwise: color.isOtherwise)
      })
  }
}

extension PageGridColors.Condition {
  /// `nil` for figures that ``GridCases/GridColors`` does not take.
  fileprivate init?(_ condition: LedgerCondition) {
    let figures: [LedgerFigure.Kind: PageGridColors.Figure] = [
      .casesOpen: .open, .casesOverdue: .overdue, .casesOverdueShare: .overdueShare,
    ]
    guard let figure = figures[condition.figure.kind],
      let relation = PageGridColors.Relation(rawValue: condition.relation.rawValue)
    else { return nil }
    self.init(figure, relation, condition.bound)
  }
}

extension PageText {
  fileprivate init(_ words: Bilingual) { self.init(en: words.en, zh: words.zh) }
}

import GridCases
import GridGeometry
import GridVisits

extension ConditionsMap {
  /// The map of a plan's cases.
  ///
  /// - Parameter leaves: The plan's position of each grid of the case table.
  /// - Throws: ``PlanError/badInput(_:)`` for a secret that is none, ``PlanError/interrupted``.
  init(
    _ plan: Plan, _ cases: PlanCases, leaves: [Int], _ request: ConditionsRequest, _ control: PlanningControl
  ) throws(PlanError) {
    let counts = ConditionsCounts(plan, cases, leaves: leaves, request)
    try control.check()
    let view: any ConditionsView =
      switch request.audience {
      case .internal: try StaffConditions(plan, cases, counts, request, control)
      case .public: try PublicConditions(plan, cases, counts, leaves: leaves, request, control)
      }
    let tree = counts.tree
    self.init(
      audience: request.audience, name: plan.name, countyCode: plan.countyCode, asOf: request.instant,
      zone: request.zone, referenceSystem: plan.referenceSystem, classes: view.classes,
      colors: request.question.settings.rules.colors.ledger.colors,
      gridColors: request.question.settings.rules.gridColors, cases: view.cases,
      grids: Self.grids(of: plan, tree, view, request),
      kindNames: Dictionary(uniqueKeysWithValues: GridKind.allCases.map { ($0, plan.name(of: $0)) }),
      county: view.figures(ConditionsTree.county),
      townships: Self.townships(of: plan, tree, view), communities: Self.communities(of: plan, tree, view),
      totals: Self.totals(view), attribution: plan.attribution, isSynthetic: plan.isSynthetic, notes: [],
      k: request.audience == .public ? request.k : nil)
    history = view.history
    totals.points = self.cases.count { $0.place != nil }
    totals.leaves = grids.count { $0.isLeaf }
    totals.suppressed = grids.count { $0.isLeaf && $0.figures.open.isSuppressed }
    try control.check()
    try findHotSpots(request)
    try findClusters(request)
    notes = remarks(plan, request)
  }

  private static func grids(
    of plan: Plan, _ tree: ConditionsTree, _ view: any ConditionsView, _ request: ConditionsRequest
  ) -> [ConditionsGrid] {
    let staff = request.audience == .internal ? plan.staffing : nil
    let posts = Dictionary(grouping: staff?.assignments ?? [], by: \.grid)
    return plan.grids.indices.map { position in
      let grid = plan.grids[position]
      let own = posts[grid.code]
      return ConditionsGrid(
        code: grid.code.text, parents: tree.parentGrids(of: tree.nodeOfGrid[position]), kind: grid.kind,
        isLeaf: grid.isLeaf, isOverlay: plan.isOverlay(grid), name: grid.name,
        community: grid.community, township: grid.township,
        households: grid.households, ground: grid.ground, figures: view.figures(tree.nodeOfGrid[position]),
        hotSpot: nil, posts: own?.count, people: own.map { Set($0.compactMap(\.worker)).count })
    }
  }

  private static func townships(
    of plan: Plan, _ tree: ConditionsTree, _ view: any ConditionsView
  ) -> [ConditionsPlace] {
    var households: [String: Int] = [:]
    for grid in plan.grids where grid.parent == nil { households[grid.township, default: 0] += grid.households }
    return tree.townships.map { node in
      let code = tree.nodes[node].code
      return ConditionsPlace(
        code: code, name: code, township: "", households: households[code] ?? 0, figures: view.figures(node))
    }
  }

  private static func communities(
    of plan: Plan, _ tree: ConditionsTree, _ view: any ConditionsView
  ) -> [ConditionsPlace] {
    let known = Dictionary(plan.communities.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
    return tree.communities.map { node in
      let code = tree.nodes[node].code
      return ConditionsPlace(
        code: code, name: known[code]?.name ?? code,
        township: tree.township(of: node).map { tree.nodes[$0].code } ?? "",
        households: known[code]?.households ?? 0, figures: view.figures(node))
    }
  }

  private static func totals(_ view: any ConditionsView) -> ConditionsTotals {
    let (all, elsewhere) = (view.figures(ConditionsTree.county).open, view.figures(ConditionsTree.elsewhere).open)
    func open(_ place: CasePlace) -> ShownCount { view.figures(ConditionsTree.node(of: place)).open }
    return ConditionsTotals(
      open: all,
      // The difference would tell a suppressed count.
      located: ShownCount(all.number.flatMap { all in elsewhere.number.map { all - $0 } }),
      outside: open(.outside), ambiguous: open(.ambiguous), unlocated: open(.unlocated))
  }

  /// Tests the leaves that tile the county by their households; to the public, from the counts that it is shown.
  private mutating func findHotSpots(_ request: ConditionsRequest) throws(PlanError) {
    let leaves = grids.indices.filter { grids[$0].isLeaf && !grids[$0].isOverlay }
    let found: [HotSpot?]
    do throws(CaseError) {
      found = try HotSpotTest(seed: request.seed).run(
        cases: leaves.map { grids[$0].figures.open.number ?? 0 },
        households: leaves.map { grids[$0].figures.open.isSuppressed ? 0 : max(0, grids[$0].households) },
        neighbours: leaves.map { grids[$0].ground }.neighbours(), threads: request.question.threads)
    } catch {
      throw .internalFault(error.text.en)
    }
    for (leaf, spot) in zip(leaves, found) { grids[leaf].hotSpot = spot }
    totals.hotSpots = found.count { $0?.isHot ?? false }
  }

  /// Scans the same leaves for clusters, by the same counts.
  private mutating func findClusters(_ request: ConditionsRequest) throws(PlanError) {
    let tested = grids.filter { $0.isLeaf && $0.hotSpot != nil }
    let cases = tested.map { $0.figures.open.number ?? 0 }
    let all = cases.reduce(0, +)
    do throws(CaseError) {
      clusters = try ScanTest(seed: request.seed).run(
        cases: cases, households: tested.map(\.households), middles: tested.map(\.ground.centroid),
        threads: request.question.threads
      ).enumerated().map { number, cluster in
        ConditionsCluster(
          number: number + 1, grids: cluster.grids.map { tested[$0].code }, cases: cluster.cases,
          households: cluster.households, expected: cluster.expected, ratio: cluster.ratio(of: all),
          logRatio: cluster.logRatio, p: cluster.p)
      }
    } catch {
      throw .internalFault(error.text.en)
    }
    let numbers = Dictionary(
      clusters.flatMap { cluster in cluster.grids.map { ($0, cluster.number) } },
      uniquingKeysWith: { first, _ in first })
    for position in grids.indices { grids[position].cluster = numbers[grids[position].code] }
  }

  private func remarks(_ plan: Plan, _ request: ConditionsRequest) -> [BilingualText] {
    var notes: [BilingualText] = []
    switch audience {
    case .internal: notes.append(.internalOnly)
    case .public:
      notes.append(
        BilingualText(
          en: "Counts below \(request.k), and what would tell them, are suppressed; suppressed is not zero",
          zh: "少于 \(request.k) 件的数量及可推知它的数量不予公布；未公布不等于零"))
      notes.append(
        request.secret == nil
          ? BilingualText(en: "Cases are counted and not shown as points", zh: "案件只计数，不显示点位")
          : totals.points == 0 ? .noPoints : .movedPoints(k: request.k))
    }
    if isSynthetic { notes.append(.synthetic) }
    if plan.modelledHouseholds > 0 {
      notes.append(
        BilingualText(
          en: "\(plan.modelledHouseholds) households are modelled from buildings, not counted",
          zh: "\(plan.modelledHouseholds) 户为建筑物模型估算，并非实际统计"))
    }
    if grids.contains(where: \.isOverlay) {
      notes.append(
        audience == .internal
          ? BilingualText(
            en:
              "A dedicated grid that is laid over others counts what lies in it; the grids below count it too, sums once",
            zh: "叠加在其他网格之上的专属网格计其范围内的案件；下方网格同样计入，合计只计一次")
          : BilingualText(
            en:
              "Dedicated grids that are laid over others have no counts of their own: these would tell those of the grids below",
            zh: "叠加在其他网格之上的专属网格不单独公布数量，以免推知下方网格的数量"))
    }
    if grids.allSatisfy({ $0.households == 0 }) {
      notes.append(
        BilingualText(
          en: "The plan knows no households: no grid is tested as a hot spot"
            + (audience == .public ? ", and no point can be shown" : ""),
          zh: "方案没有户数：不做热点检验" + (audience == .public ? "，也不能显示点位" : "")))
    }
    return notes
  }
}

extension BilingualText {
  static let internalOnly = BilingualText(en: "INTERNAL – not for publication", zh: "内部资料，不得公开")
  static let noPoints = BilingualText(
    en: "No case can be shown as a point without telling what is suppressed; cases are only counted",
    zh: "没有可以显示为点位而不泄露未公布数量的案件；案件只计数")

  static func movedPoints(k: Int) -> BilingualText {
    BilingualText(
      en: "Points are moved: each stands for at least \(k) households of its grid; other cases are only counted",
      zh: "点位经过移动：每点至少代表所在网格的 \(k) 户；其余案件只计数")
  }

  static let synthetic = BilingualText(en: "SYNTHETIC DATA – not a real place", zh: "合成数据，并非真实地区")
}

/// The cases of a plan as one audience sees them.
protocol ConditionsView {
  var classes: [ConditionsClass] { get }
  var cases: [ConditionsCase] { get }
  var history: ConditionsHistory? { get }
  /// Of a node of the tree.
  func figures(_ node: Int) -> ConditionsFigures
}

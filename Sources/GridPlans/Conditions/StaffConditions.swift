import GridCases
import GridVisits

/// Conditions as the people see them who work on the cases.
struct StaffConditions: ConditionsView {
  let classes: [ConditionsClass]
  let cases: [ConditionsCase]
  private let counts: ConditionsCounts

  init(_ plan: Plan, _ cases: PlanCases, _ counts: ConditionsCounts, _ request: ConditionsRequest) {
    let rules = request.question.settings.rules
    let known = Dictionary(rules.classes.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
    classes = cases.table.classes.map { code in
      known[code].map(ConditionsClass.init)
        ?? ConditionsClass(code: code, name: BilingualText(code), isSensitive: false)
    }
    self.counts = counts
    let posts = GridDuties(plan)
    let tree = counts.tree
    let township = tree.nodes.indices.map { node in tree.township(of: node).map { tree.nodes[$0].code } ?? "" }
    let community = tree.nodes.indices.map { node in
      tree.above(node).first { tree.nodes[$0].kind == .community }.map { tree.nodes[$0].code } ?? ""
    }
    let parents = tree.nodes.indices.map { tree.parentGrids(of: $0) }
    self.cases = counts.snapshot.openRows.compactMap { row in
      let table = cases.table
      guard let standing = counts.snapshot[row] else { return nil }
      let node = Int(counts.nodeOfRow[row])
      let grid = table.grid(of: row) ?? ""
      let staffView = ConditionsCase.StaffView(
        id: table.id(of: row), standing: standing, parents: parents[node], community: community[node],
        township: township[node], holder: Self.holder(of: row, in: table, standing, request.instant),
        post: standing.tier == .grid ? posts.duty(in: [grid] + parents[node].reversed()) : nil)
      return ConditionsCase(
        caseClass: table.classNumber(of: row), color: rules.colors.color(limitUsed: standing.limitUsed), place: table.place(of: row),
        grid: grid, submitted: nil, staffView: staffView)
    }
  }

  func figures(_ node: Int) -> ConditionsFigures {
    let place = counts.places[node]
    return ConditionsFigures(
      open: .number(place.open), byClass: place.byClass.mapValues { .number($0) }, byColor: place.byColor,
      overdue: place.overdue, paused: place.paused, closed: place.closed)
  }

  /// Who had claimed it at the instant.
  private static func holder(of row: Int, in table: CaseTable, _ standing: CaseStanding, _ instant: Instant) -> String?
  {
    guard standing.state == .claimed else { return nil }
    for event in table.events(of: row).reversed() where event.at <= instant {
      if case .claimed(let worker) = event.move { return worker.isEmpty ? nil : worker }
    }
    return nil
  }
}

/// Whose duty the cases of grids are.
private struct GridDuties {
  private var posts: [String: ConditionsCase.Post] = [:]

  /// The first post of each grid, in the order of the plan's roles.
  init(_ plan: Plan) {
    for assignment in plan.staffing?.assignments ?? [] where posts[assignment.grid.text] == nil {
      posts[assignment.grid.text] = ConditionsCase.Post(
        grid: assignment.grid.text, role: assignment.role, number: assignment.number, worker: assignment.worker)
    }
  }

  /// The post of the first grid that has one.
  func duty(in grids: [String]) -> ConditionsCase.Post? { grids.lazy.compactMap { posts[$0] }.first }
}

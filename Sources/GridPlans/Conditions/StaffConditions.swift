import GridCases
import GridVisits

/// Conditions as the people see them who work on the cases.
struct StaffConditions: ConditionsView {
  let classes: [ConditionsClass]
  let cases: [ConditionsCase]
  let history: ConditionsHistory?
  private let counts: ConditionsCounts

  init(
    _ plan: Plan, _ cases: PlanCases, _ counts: ConditionsCounts, _ request: ConditionsRequest,
    _ control: PlanningControl
  ) throws(PlanError) {
    let rules = request.question.settings.rules
    let known = Dictionary(rules.classes.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
    classes = cases.table.classes.map { code in
      known[code].map(ConditionsClass.init)
        ?? ConditionsClass(code: code, name: BilingualText(code), isSensitive: false)
    }
    self.counts = counts
    let views = try StaffViews(plan, cases.table, counts, request)
    let rows = counts.snapshot.openRows
    self.cases = rows.compactMap(views.view)
    history = try Self.history(views, rows, request, control)
  }

  /// What was open since the earliest instant that is asked for, or the first submission.
  private static func history(
    _ views: StaffViews, _ open: [Int], _ request: ConditionsRequest, _ control: PlanningControl
  ) throws(PlanError) -> ConditionsHistory? {
    let snapshot = views.counts.snapshot
    let submissions = (0..<snapshot.count).lazy.compactMap { snapshot[$0]?.submitted }
    guard let asked = request.earliest, let first = submissions.min(), first < request.instant else { return nil }
    let earliest = max(asked, first)
    let closed = (0..<snapshot.count).filter { row in snapshot[row]?.closed.map { $0 > earliest } ?? false }
    let rows = open + closed
    let timeline = CaseTimeline(views.table, rules: request.question.settings.rules)
    let step = 512
    let parts = try concurrentMap(count: (rows.count + step - 1) / step, threads: request.question.threads) {
      part -> Result<[[CaseChange]], PlanError> in
      guard !control.isCancelled else { return .failure(.interrupted) }
      return .success(
        rows[part * step..<min((part + 1) * step, rows.count)].map {
          timeline.changes(of: $0, until: request.instant)
        })
    }
    let changes = Array(parts.joined())
    return ConditionsHistory(
      earliest: earliest, open: Array(changes.prefix(open.count)),
      closed: zip(closed, changes.dropFirst(open.count)).compactMap { row, changes in
        views.view(of: row).map { .init(item: $0, changes: changes) }
      })
  }

  func figures(_ node: Int) -> ConditionsFigures {
    let place = counts.overlays[node] ?? counts.places[node]
    return ConditionsFigures(
      open: .number(place.open), byClass: place.byClass.mapValues { .number($0) }, byColor: place.byColor,
      overdue: place.overdue, paused: place.paused, closed: place.closed)
  }
}

/// Single cases, with the places and people that belong to them.
private struct StaffViews {
  let table: CaseTable
  let counts: ConditionsCounts
  private let colors: CaseColors
  private let instant: Instant
  private let posts: ResponsiblePosts
  /// By node of the tree.
  private let township: [String]
  private let community: [String]
  private let parents: [[String]]

  init(_ plan: Plan, _ table: CaseTable, _ counts: ConditionsCounts, _ request: ConditionsRequest) throws(PlanError) {
    self.table = table
    self.counts = counts
    colors = request.question.settings.rules.colors
    instant = request.instant
    posts = try ResponsiblePosts(plan)
    let tree = counts.tree
    township = tree.nodes.indices.map { node in tree.township(of: node).map { tree.nodes[$0].code } ?? "" }
    community = tree.nodes.indices.map { node in
      tree.above(node).first { tree.nodes[$0].kind == .community }.map { tree.nodes[$0].code } ?? ""
    }
    parents = tree.nodes.indices.map { tree.parentGrids(of: $0) }
  }

  /// `nil` for a case that was submitted later.
  func view(of row: Int) -> ConditionsCase? {
    guard let standing = counts.snapshot[row] else { return nil }
    let node = Int(counts.nodeOfRow[row])
    let grid = table.grid(of: row) ?? ""
    let staffView = ConditionsCase.StaffView(
      id: table.id(of: row), standing: standing, parents: parents[node],
      overlays: (counts.overlaysOfRow[row] ?? []).map { counts.tree.nodes[$0].code }, community: community[node],
      township: township[node], holder: holder(of: row, standing),
      post: standing.tier == .grid ? posts.post(of: grid).map(ConditionsCase.Post.init) : nil)
    return ConditionsCase(
      caseClass: table.classNumber(of: row), color: colors.color(of: standing),
      place: table.place(of: row), grid: grid, submitted: nil, staffView: staffView)
  }

  /// Who had claimed it at the instant.
  private func holder(of row: Int, _ standing: CaseStanding) -> String? {
    guard standing.state == .claimed else { return nil }
    for event in table.events(of: row).reversed() where event.at <= instant {
      if case .claimed(let worker) = event.move { return worker.isEmpty ? nil : worker }
    }
    return nil
  }
}

extension ConditionsCase.Post {
  fileprivate init(_ post: ResponsiblePosts.Post) {
    self.init(grid: post.grid, role: post.role, number: post.number, worker: post.worker)
  }
}

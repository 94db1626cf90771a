import GridCases
import GridGeometry
import GridVisits

/// Conditions as everybody may see them.
struct PublicConditions: ConditionsView {
  let cases: [ConditionsCase]
  private let shown: PublicCounts
  private let tree: ConditionsTree

  var classes: [ConditionsClass] { shown.classes }
  /// The public is shown one instant: two of a case would tell more than each.
  var history: ConditionsHistory? { nil }

  init(
    _ plan: Plan, _ cases: PlanCases, _ counts: ConditionsCounts, leaves: [Int], _ request: ConditionsRequest,
    _ control: PlanningControl
  ) throws(PlanError) {
    let rules = request.question.settings.rules
    let shown = try PublicCounts(counts, cases.table, rules: rules, k: request.k)
    self.shown = shown
    tree = counts.tree
    guard let secret = request.secret else {
      self.cases = []
      return
    }
    let mask: CaseMask
    do {
      mask = try CaseMask(secret: secret, k: request.k, outer: max(40, 4 * request.k))
    } catch {
      throw .badInput(
        InputProblem(
          source: "--secret", cause: BilingualText(error.text),
          remedy: BilingualText(en: "Make one with `head -c 32 /dev/urandom`", zh: "可用 `head -c 32 /dev/urandom` 生成")))
    }
    // Sensitive and unlisted classes are left out here already: nobody needs to know where they could be shown.
    let harmless = Set(rules.classes.filter { !$0.isSensitive }.map(\.code))
    let classes = cases.table.classes.map { harmless.contains($0) }
    var rows: [Int: [(row: Int, place: Point)]] = [:]
    for row in counts.snapshot.openRows {
      let caseClass = cases.table.classNumber(of: row)
      guard classes[caseClass], let grid = cases.table.gridNumber(of: row), let place = cases.table.place(of: row),
        shown.mayShow(class: caseClass, in: Int(counts.nodeOfRow[row]), of: counts.tree)
      else { continue }
      rows[leaves[grid], default: []].append((row, place))
    }
    let points = try PublicPoints(
      rows.keys.sorted().map { (leaf: $0, cases: rows[$0] ?? []) }, in: plan, mask: mask,
      threads: request.question.threads, control)
    let numbers = Dictionary(shown.classes.enumerated().map { ($1.code, $0) }, uniquingKeysWith: { first, _ in first })
    let colors = rules.colors.ledger.colors
    let remainders = PublicRemainders(open: shown.places, k: request.k)
    var places = points.places
    var found: PublicCases
    while true {
      found = PublicCases(cases.table, counts.snapshot, rules: rules, k: request.k, zone: request.zone) { places[$0] }
      let nodes = found.cases.compactMap { item in points.leafOf[item.place].map { counts.tree.nodeOfGrid[$0] } }
      let telling = remainders.telling(nodes)
      if telling.isEmpty { break }
      // Fewer points may leave too few that look alike, so what is shown is looked at again.
      places = places.filter { _, place in
        points.leafOf[place].map { !telling.contains(counts.tree.nodeOfGrid[$0]) } ?? false
      }
    }
    self.cases = found.cases.map { item in
      ConditionsCase(
        caseClass: numbers[item.caseClass] ?? 0,
        color: item.color.flatMap { code in colors.firstIndex { $0.code == code } },
        place: item.place, grid: points.leafOf[item.place].map { plan.grids[$0].code.text } ?? "",
        submitted: item.submitted, staffView: nil)
    }
  }

  func figures(_ node: Int) -> ConditionsFigures {
    var figures = ConditionsFigures(open: ShownCount(shown.places[node]))
    switch tree.nodes[node].kind {
    case .county: figures.byClass = shown.ofCounty
    case .township: figures.byClass = shown.byClass(ofTownship: node)
    default: break
    }
    return figures
  }
}

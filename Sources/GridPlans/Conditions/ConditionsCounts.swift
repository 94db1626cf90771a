import GridCases
import GridVisits

/// How the cases of a plan stand and how they add up, place by place: everything, for nobody's eyes yet.
struct ConditionsCounts {
  let tree: ConditionsTree
  let snapshot: CaseSnapshot
  /// By node of the tree, sums included.
  private(set) var places: [Place]
  /// The node of each case that counts, by row; −1 for those submitted later.
  private(set) var nodeOfRow: [Int32]
  /// The nodes of dedicated grids that are laid over the place of a case, by row, where there are any.
  private(set) var overlaysOfRow: [Int: [Int]] = [:]
  /// All that lies in each of these grids, by node: the grids below count it, and so do the sums, where this is not in.
  private(set) var overlays: [Int: Place] = [:]

  struct Place {
    var open = 0
    var overdue = 0
    var paused = 0
    var closed = 0
    /// Of the open ones, by number of the table's classes and of the rules' colours.
    var byClass: [Int: Int] = [:]
    var byColor: [Int]

    mutating func add(_ standing: CaseStanding, class caseClass: Int, color: Int) {
      guard standing.isOpen else {
        if !standing.isVoid { closed += 1 }
        return
      }
      open += 1
      if standing.isOverdue { overdue += 1 }
      if standing.isPaused { paused += 1 }
      byClass[caseClass, default: 0] += 1
      byColor[color] += 1
    }

    static func += (a: inout Place, b: Place) {
      a.open += b.open
      a.overdue += b.overdue
      a.paused += b.paused
      a.closed += b.closed
      a.byClass.merge(b.byClass) { $0 + $1 }
      for color in a.byColor.indices { a.byColor[color] += b.byColor[color] }
    }
  }

  /// - Parameter leaves: The plan's position of each grid of the table.
  init(_ plan: Plan, _ cases: PlanCases, leaves: [Int], _ request: ConditionsRequest) {
    let (table, rules) = (cases.table, request.question.settings.rules)
    tree = ConditionsTree(plan)
    snapshot = table.snapshot(asOf: request.instant, rules: rules, threads: request.question.threads)
    let none = Place(byColor: Array(repeating: 0, count: rules.colors.ledger.colors.count))
    places = Array(repeating: none, count: tree.nodes.count)
    nodeOfRow = Array(repeating: -1, count: snapshot.count)
    let nodeOfLeaf = leaves.map { tree.nodeOfGrid[$0] }
    for row in 0..<snapshot.count {
      guard let standing = snapshot[row] else { continue }
      let node = table.gridNumber(of: row).map { nodeOfLeaf[$0] } ?? ConditionsTree.node(of: cases.cases[row].located)
      nodeOfRow[row] = Int32(node)
      places[node].add(
        standing, class: table.classNumber(of: row), color: rules.colors.color(of: standing))
    }
    for (node, parent) in tree.parents.enumerated().reversed() {
      if let parent { places[parent] += places[node] }
    }
    addOverlays(plan, table, rules)
  }

  private mutating func addOverlays(_ plan: Plan, _ table: CaseTable, _ rules: CaseRules) {
    guard !tree.overlays.isEmpty else { return }
    for node in tree.overlays { overlays[node] = places[node] }
    let locator = GridLocator(plan)
    let nodes = Dictionary(
      zip(plan.grids, tree.nodeOfGrid).map { ($0.code, $1) }, uniquingKeysWith: { first, _ in first })
    for row in 0..<snapshot.count {
      guard let standing = snapshot[row], let place = table.place(of: row) else { continue }
      let above = locator.overlays(at: place).compactMap { nodes[$0] }.filter { $0 != Int(nodeOfRow[row]) }
      guard !above.isEmpty else { continue }
      overlaysOfRow[row] = above
      for node in above {
        overlays[node]?.add(standing, class: table.classNumber(of: row), color: rules.colors.color(of: standing))
      }
    }
  }
}

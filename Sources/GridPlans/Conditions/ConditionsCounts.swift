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
  }
}

import GridCases
import GridVisits

/// The counts of open cases that the public may see, and where single cases may be shown without telling any of the
/// others.
///
/// Three things are published of the same cases: totals by place, down to the grids; totals by class; and, of the
/// townships whose total is shown, totals by class. A public point lies only where each count that it adds to is shown: of
/// its grid and all places above, of its class in the county, and of its class in the township. Then whoever
/// puts everything together learns no more of a suppressed count than its own tree or table tells: every solution of
/// these goes together with every other, because between known sums cases can be dealt to grids and classes as one
/// likes. Colours and overdue cases are not counted for the public at all, as one would tell the other.
struct PublicCounts {
  /// By node of the tree; `nil` where suppressed.
  let places: [Int?]
  let classes: [ConditionsClass]
  /// The public number of each class of the case table.
  let classOf: [Int]
  /// By public number of class; `nil` as a whole where even a total of the county is suppressed.
  let byClass: [Int?]?
  /// The row of each township's node.
  private let rows: [Int: Int]
  private let table: CountTable.Published?

  init(_ counts: ConditionsCounts, _ table: CaseTable, rules: CaseRules, k: Int) throws(PlanError) {
    var places = try Self.telling { () throws(CaseError) in
      try CountTree(parents: counts.tree.parents, leaves: counts.places.map(\.open)).published(k: k)
    }
    // What lies in a grid laid over others is counted below it: with both, one could be taken from the other.
    for node in counts.tree.overlays { places[node] = nil }
    let (classes, classOf) = Self.classes(of: table, rules)
    func open(_ place: ConditionsCounts.Place) -> [Int] {
      var open = [Int](repeating: 0, count: classes.count)
      for (caseClass, count) in place.byClass { open[classOf[caseClass]] += count }
      return open
    }
    let all = open(counts.places[ConditionsTree.county])
    let shown = try Self.telling { () throws(CaseError) in
      try CountTree(parents: [nil] + classes.map { _ in 0 }, leaves: [0] + all).published(k: k)
    }
    // A sum that one tree suppresses must not be told by the other.
    let isTold = places[ConditionsTree.county] != nil && shown[0] != nil
    let byClass = isTold ? Array(shown.dropFirst()) : nil
    let townships = counts.tree.townships
    var rest = all
    var cells: [[Int]] = []
    for township in townships {
      cells.append(open(counts.places[township]))
      for (number, count) in cells[cells.count - 1].enumerated() { rest[number] -= count }
    }
    cells.append(rest)
    let rowsApart = Set(townships.indices.filter { places[townships[$0]] == nil }).union([townships.count])
    self.places = places
    self.classes = classes
    self.classOf = classOf
    self.byClass = byClass
    rows = Dictionary(uniqueKeysWithValues: townships.enumerated().map { ($1, $0) })
    self.table = try byClass.map { byClass throws(PlanError) in
      try Self.telling { () throws(CaseError) in
        try CountTable(
          counts: cells, rowsApart: rowsApart, columnsApart: Set(byClass.indices.filter { byClass[$0] == nil })
        ).published(k: k)
      }
    }
  }

  /// The open cases of a township by class, those of none left out; `nil` where none of it is told.
  func byClass(ofTownship node: Int) -> [Int: ShownCount]? {
    guard let table, let row = rows[node], table.counts[row].contains(where: { $0 != nil }) else { return nil }
    return Self.named(table.counts[row])
  }

  /// The same of the county.
  var ofCounty: [Int: ShownCount]? { byClass.map(Self.named) }

  private static func named(_ counts: [Int?]) -> [Int: ShownCount] {
    var named: [Int: ShownCount] = [:]
    for (number, count) in counts.enumerated() where count != 0 { named[number] = ShownCount(count) }
    return named
  }

  /// Whether a case of a class in a leaf grid may be shown by itself.
  func mayShow(class caseClass: Int, in leaf: Int, of tree: ConditionsTree) -> Bool {
    guard let table, let byClass, byClass[classOf[caseClass]] != nil,
      ([leaf] + tree.above(leaf)).allSatisfy({ places[$0] != nil })
    else { return false }
    let row = tree.township(of: leaf).flatMap { rows[$0] } ?? rows.count
    return table.mayShow(row: row, column: classOf[caseClass])
  }

  /// The rules' classes and, for all words that are the sources' own, one class more: nobody has looked at them.
  private static func classes(of table: CaseTable, _ rules: CaseRules) -> ([ConditionsClass], [Int]) {
    var classes = rules.classes.map(ConditionsClass.init)
    let known = Dictionary(classes.enumerated().map { ($1.code, $0) }, uniquingKeysWith: { first, _ in first })
    if table.classes.contains(where: { known[$0] == nil }) { classes.append(.unlisted) }
    return (classes, table.classes.map { known[$0] ?? classes.count - 1 })
  }

  private static func telling<Value>(_ make: () throws(CaseError) -> Value) throws(PlanError) -> Value {
    do throws(CaseError) {
      return try make()
    } catch {
      throw .internalFault(error.text.en)
    }
  }
}

extension ConditionsClass {
  init(_ caseClass: CaseClass) {
    self.init(code: caseClass.code, name: BilingualText(caseClass.name), isSensitive: caseClass.isSensitive)
  }

  /// Every class that the rules do not know, in a public map.
  static let unlisted = ConditionsClass(
    code: "unlisted", name: BilingualText(en: "classes that the rules do not list", zh: "规则未列的类别"), isSensitive: true)
}

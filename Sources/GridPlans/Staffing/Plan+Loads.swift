import GridAuditing
import GridGeometry
import GridStaffing
import GridVisits

/// What of each grid can make it heavy: the counts of its atoms and the visits owed in it.
struct GridContents {
  private(set) var urban: [Int]
  private(set) var rural: [Int]
  private(set) var groups: [[String: Int]]
  private(set) var yearlyVisits: [[String: Double]]

  /// Counts of a plan's atoms, added up from leaves to the grids above them.
  ///
  /// - Complexity: O((atoms + grids) · levels), times the groups and classes that weigh anything.
  init(_ plan: Plan, _ rule: LoadRule) {
    let grids = plan.grids
    urban = [Int](repeating: 0, count: grids.count)
    rural = urban
    groups = [[String: Int]](repeating: [:], count: grids.count)
    yearlyVisits = [[String: Double]](repeating: [:], count: grids.count)
    var indexOf: [GridCode: Int] = [:]
    for (index, grid) in grids.enumerated() where indexOf[grid.code] == nil { indexOf[grid.code] = index }
    func chain(_ code: GridCode) -> [Int] {
      var chain: [Int] = []
      var next = indexOf[code]
      while let index = next, chain.count < 5 {
        chain.append(index)
        next = grids[index].parent.flatMap { indexOf[$0] }
      }
      return chain
    }
    let weighed = plan.groups.enumerated().filter { rule.groups[$0.element] != nil }
    for atom in plan.atoms {
      for index in chain(atom.grid) {
        if atom.isUrban { urban[index] += atom.households } else { rural[index] += atom.households }
        for (position, name) in weighed where position < atom.groups.count {
          groups[index][name, default: 0] += atom.groups[position]
        }
      }
    }
    guard !rule.visits.isEmpty else { return }
    let leaves = grids.filter(\.isLeaf)
    for (leaf, visits) in zip(leaves, plan.yearlyVisits(of: leaves)) {
      for index in chain(leaf.code) {
        for (visitClass, count) in visits where rule.visits[visitClass] != nil {
          yearlyVisits[index][visitClass, default: 0] += count
        }
      }
    }
  }
}

extension Plan {
  /// Visits owed in a year, by class: the plan's targets times the visits a year of each class's cadence.
  fileprivate func yearlyVisits(of leaves: [Grid]) -> [[String: Double]] {
    let day = defaultDay
    let book = VisitBook(classes: visits.settings?.classes ?? [], targets: visits.targets, start: day, asOf: day)
    return book.yearlyVisits(of: leaves.map { ($0.code.text, $0.households > 0) })
  }

  /// Refuses weights for what the plan does not count.
  ///
  /// - Parameter source: What states the weights.
  func requireKnown(_ rule: LoadRule, source: String) throws(PlanError) {
    try rule.requireKnown(groups: groups, classes: visits.settings?.classes.map(\.code) ?? [], source: source)
  }

  /// The loads that staffing rules give the plan's grids, by code, for its audit; empty where a household weighs one.
  func auditLoads(_ rules: StaffingRules) -> [String: Int] {
    let rule = rules.load
    guard rule != LoadRule(count: rule.count) else { return [:] }
    let contents = GridContents(self, rule)
    return Dictionary(
      grids.indices.map { (grids[$0].code.text, contents.load(of: $0, grids[$0], rule)) },
      uniquingKeysWith: { first, _ in first })
  }
}

extension GridContents {
  /// In thousandths of a household; 0 for a parent where households count on leaves.
  func load(of index: Int, _ grid: Grid, _ rule: LoadRule) -> Int {
    guard rule.count == .levels || grid.isLeaf else { return 0 }
    return rule.load(
      urban: urban[index], rural: rural[index], area: grid.measures.area, groups: groups[index],
      yearlyVisits: yearlyVisits[index])
  }
}

extension LoadRule {
  /// Refuses weights for household groups and visit classes that are not there.
  ///
  /// - Parameter classes: `nil` where they are not known yet.
  func requireKnown(groups known: [String], classes: [String]?, source: String) throws(PlanError) {
    func require(
      _ names: some Sequence<String>, _ known: [String], _ key: String, _ what: BilingualText, _ way: BilingualText
    )
      throws(PlanError)
    {
      guard let stranger = names.filter({ !known.contains($0) }).min() else { return }
      throw .badInput(
        InputProblem(
          source: source, place: BilingualText("`staffing.load.\(key)`"),
          cause: BilingualText(
            en: "there is no \(what.en) `\(stranger.shortened)`; "
              + (known.isEmpty ? "none is known" : "known: \(known.joined(separator: ", "))"),
            zh: "没有\(what.zh) `\(stranger.shortened)`；"
              + (known.isEmpty ? "目前没有任何\(what.zh)" : "已知：\(known.joined(separator: "、"))")),
          remedy: stranger.nearest(among: known).map {
            BilingualText(en: "Did you mean `\($0)`?", zh: "是否应为 `\($0)`？")
          } ?? way))
    }
    try require(
      groups.keys, known, "groups", BilingualText(en: "household group", zh: "户群"),
      BilingualText(
        en: "Count it in the manifest: `fields: {groups: {elders: column}}` of units or households, and plan again",
        zh: "请在清单 units 或 households 的 `fields: {groups: {elders: 字段}}` 中给出计数并重新生成方案"))
    guard let classes else { return }
    try require(
      visits.keys, classes, "visits", BilingualText(en: "visit class", zh: "走访类别"),
      BilingualText(
        en: "State it in the policy under `visits`, or with `gridwright visits --classes`",
        zh: "请在策略的 `visits` 下或用 `gridwright visits --classes` 定义"))
  }
}

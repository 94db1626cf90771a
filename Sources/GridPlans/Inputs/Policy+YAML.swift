import GridPartitioning
import Yams

extension Policy {
  /// Reads a policy from YAML text.
  ///
  /// - Throws: ``PlanError/badInput(_:)`` naming key, line and remedy: unknown keys, missing levels, min > max and so on.
  public init(yaml text: String, file: String) throws(PlanError) {
    try self.init(SettingNode.parse(text, file: file))
  }

  init(_ root: SettingNode) throws(PlanError) {
    let keys = try root.mapping(knowing: [
      "name", "levels", "dedicated", "atoms", "exclaves", "objective", "visits", "ledger", "staffing", "reach",
    ])
    guard let levelsNode = keys["levels"], !(try levelsNode.list().isEmpty) else {
      throw root.problem(
        BilingualText(en: "the policy has no levels", zh: "策略没有定义任何级别"),
        BilingualText(
          en: "Add at least `levels: [{level: 1, households: {min: 300, target: 400, max: 500}}]`",
          zh: "请至少写 `levels: [{level: 1, households: {min: 300, target: 400, max: 500}}]`"))
    }
    guard try levelsNode.list().count <= 3 else {
      throw levelsNode.problem(
        BilingualText(en: "more than three levels", zh: "级别多于三级"),
        BilingualText(en: "Use first-, second- and third-level grids at most", zh: "最多使用一级、二级、三级网格"))
    }
    var levels: [Level] = []
    for (offset, node) in try levelsNode.list().enumerated() {
      levels.append(try Level(node, expected: offset + 1))
    }
    self.levels = levels
    name = try keys["name"]?.text() ?? root.file.split(separator: "/").last.map(String.init) ?? root.file
    dedicated = try keys["dedicated"].map { node throws(PlanError) in try Dedicated(node) }
    atoms = try keys["atoms"].map { node throws(PlanError) in try AtomSize(node) }
    exclaves = try keys["exclaves"]?.choice(Exclaves.self) ?? .join
    objective = try Objective(keys["objective"])
    let visits = try keys["visits"].map { node throws(PlanError) in try VisitSettings(node) }
    self.visits = visits
    ledger = try keys["ledger"].map { node throws(PlanError) in try LedgerSettings(node, knowing: visits) }
    staffing = try keys["staffing"].map { node throws(PlanError) in try StaffingSpec(node) }
    speeds = try keys["reach"].flatMap { node throws(PlanError) in try SpeedSettings(section: node) }
  }
}

extension Policy.Level {
  fileprivate init(_ node: SettingNode, expected: Int) throws(PlanError) {
    let keys = try node.mapping(knowing: [
      "level", "name", "households", "rural", "count", "apportionment", "within", "divide", "whole",
    ])
    level = try keys["level"]?.integer(1...3) ?? expected
    guard level == expected else {
      throw node.problem(
        BilingualText(
          en: "level \(level) stands where level \(expected) should", zh: "此处应为第 \(expected) 级，却写了第 \(level) 级"),
        BilingualText(en: "List the levels in order, from 1", zh: "请从 1 开始依次列出各级"))
    }
    let defaults = [
      BilingualText(en: "first-level", zh: "一级网格"), BilingualText(en: "second-level", zh: "二级网格"),
      BilingualText(en: "third-level", zh: "三级网格"),
    ]
    name = try BilingualText(keys["name"]) ?? defaults[level - 1]
    switch (keys["households"], keys["count"]) {
    case (let band?, nil):
      for key in ["apportionment", "within"] {
        guard let node = keys[key] else { continue }
        throw node.problem(
          BilingualText(en: "`\(key)` goes with `count`", zh: "`\(key)` 只与 `count` 一起使用"),
          BilingualText(en: "Remove it, or state a count instead of a band", zh: "请删除它，或改用 `count`"))
      }
      size = .households(
        try Policy.Band(band), rural: try keys["rural"].map { node throws(PlanError) in try Policy.Band(node) })
    case (nil, let count?):
      if let rural = keys["rural"] {
        throw rural.problem(
          BilingualText(en: "`rural` goes with `households`", zh: "`rural` 只与 `households` 一起使用"),
          BilingualText(en: "Remove it, or state a band instead of a count", zh: "请删除它，或改用户数范围"))
      }
      size = .count(
        try count.integer(1...10_000_000), try keys["apportionment"]?.choice(DivisorName.self).method ?? .webster)
    default:
      throw node.problem(
        BilingualText(en: "a level states either `households` or `count`", zh: "每一级须写 `households` 或 `count` 之一"),
        BilingualText(en: "Write one of the two", zh: "请只写其中一个"))
    }
    within = try keys["within"].map { node throws(PlanError) in try node.number(0.01...1) }
    divide = try keys["divide"].map { node throws(PlanError) in try Policy.Division(node) }
    if let divide = keys["divide"], level == 1 {
      throw divide.problem(
        BilingualText(en: "the first level divides communities and cannot be ragged", zh: "一级网格划分社区，不能只划分一部分"),
        BilingualText(en: "Put `divide` on the second or third level", zh: "请把 `divide` 写在第二级或第三级"))
    }
    var whole: [Policy.Whole] = []
    if let list = keys["whole"] {
      for item in try list.list() { whole.append(try item.choice(Policy.Whole.self)) }
    } else {
      whole = [.units, .compounds]
    }
    self.whole = whole
  }
}

/// The divisor methods as a policy spells them.
private enum DivisorName: String, CaseIterable {
  case adams, jefferson, webster, dean
  case huntingtonHill = "huntington-hill"
  case largestRemainder = "largest-remainder"

  var method: DivisorMethod {
    switch self {
    case .adams: .adams
    case .jefferson: .jefferson
    case .webster: .webster
    case .dean: .dean
    case .huntingtonHill: .huntingtonHill
    case .largestRemainder: .largestRemainder
    }
  }
}

extension Policy.Band {
  fileprivate init(_ node: SettingNode) throws(PlanError) {
    let keys = try node.mapping(knowing: ["min", "target", "max"])
    guard let low = keys["min"], let high = keys["max"] else {
      throw node.problem(
        BilingualText(en: "a band needs min and max", zh: "户数范围须有 min 和 max"),
        BilingualText(en: "Write {min: 300, target: 400, max: 500}", zh: "请写 {min: 300, target: 400, max: 500}"))
    }
    minimum = try low.integer(0...1_000_000)
    maximum = try high.integer(1...1_000_000)
    guard minimum <= maximum else {
      throw node.problem(
        BilingualText(en: "min \(minimum) is above max \(maximum)", zh: "min \(minimum) 大于 max \(maximum)"),
        BilingualText(en: "Exchange the two, or correct one", zh: "请交换二者或更正其一"))
    }
    target = try keys["target"]?.integer(max(1, minimum)...maximum) ?? max(1, (minimum + maximum) / 2)
  }
}

extension Policy.Division {
  fileprivate init(_ node: SettingNode) throws(PlanError) {
    let keys = try node.mapping(knowing: ["moreThan", "in"])
    moreThan = try keys["moreThan"]?.integer(0...1_000_000)
    var classes: [Policy.UrbanClass] = []
    if let list = keys["in"] {
      for item in try list.list() { classes.append(try item.choice(Policy.UrbanClass.self)) }
    } else {
      classes = Policy.UrbanClass.allCases
    }
    self.classes = classes
  }
}

extension Policy.Dedicated {
  fileprivate init(_ node: SettingNode) throws(PlanError) {
    let keys = try node.mapping(knowing: ["name", "mode", "classes", "count", "order"])
    name = try BilingualText(keys["name"]) ?? BilingualText(en: "dedicated", zh: "专属网格")
    mode = try keys["mode"]?.choice(Policy.DedicatedMode.self) ?? .carve
    var classes: [String] = []
    for item in try keys["classes"]?.list() ?? [] { classes.append(try item.text()) }
    self.classes = classes
    count = try keys["count"].map { node throws(PlanError) in try node.integer(0...1_000_000) }
    order = try keys["order"]?.choice(Policy.SiteOrder.self) ?? .rank
  }
}

extension Policy.AtomSize {
  fileprivate init(_ node: SettingNode) throws(PlanError) {
    let keys = try node.mapping(knowing: ["target", "max"])
    target = try keys["target"]?.integer(1...100_000) ?? 20
    maximum = try keys["max"]?.integer(1...100_000) ?? target * 2
    guard target <= maximum else {
      throw node.problem(
        BilingualText(en: "atom target \(target) is above its max \(maximum)", zh: "原子目标 \(target) 大于上限 \(maximum)"),
        BilingualText(en: "Lower the target or raise the max", zh: "请降低目标或提高上限"))
    }
  }
}

extension Objective {
  fileprivate init(_ node: SettingNode?) throws(PlanError) {
    let standard = Policy.standardObjective
    guard let node else {
      self = standard
      return
    }
    let keys = try node.mapping(knowing: ["cut", "compactness", "evenness", "stability"])
    self.init(
      cutWeight: try keys["cut"]?.number(0...1000) ?? standard.cutWeight,
      compactnessWeight: try keys["compactness"]?.number(0...1000) ?? standard.compactnessWeight,
      evennessWeight: try keys["evenness"]?.number(0...1000) ?? standard.evennessWeight,
      stabilityWeight: try keys["stability"]?.number(0...1000) ?? standard.stabilityWeight)
  }
}

extension BilingualText {
  /// A plain text serves both languages; `{zh: …, en: …}` states each.
  init?(_ node: SettingNode?) throws(PlanError) {
    guard let node else { return nil }
    if node.node.scalar != nil {
      let text = try node.text()
      self.init(en: text, zh: text)
      return
    }
    let keys = try node.mapping(knowing: ["en", "zh"])
    let chinese = try keys["zh"]?.text()
    guard let english = try keys["en"]?.text() ?? chinese else { return nil }
    self.init(en: english, zh: chinese ?? english)
  }
}

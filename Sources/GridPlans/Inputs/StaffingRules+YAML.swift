public import GridStaffing
import Yams

/// Staffing rules with the text they were written as, which a plan keeps so that its audit can ask for the same people.
public struct StaffingSpec: Hashable, Sendable {
  public let rules: StaffingRules
  /// YAML: the name of a preset, or the section as it stands in a policy.
  public let text: String

  /// The preset that holds where nothing else is stated: one worker in every grid.
  public static let standardPreset = "one-per-grid"

  /// Reads a section from YAML text.
  ///
  /// - Throws: ``PlanError/badInput(_:)`` naming key, line and remedy.
  public init(yaml text: String, file: String) throws(PlanError) {
    try self.init(SettingNode.parse(text, file: file))
  }

  /// Rules that can be named instead of written, or a file: a policy with a `staffing` section, or that section alone.
  ///
  /// - Throws: ``PlanError/badInput(_:)`` for an unknown preset or a faulty file.
  public init(named word: String) throws(PlanError) {
    guard word.contains("/") || word.hasSuffix(".yaml") || word.hasSuffix(".yml") else {
      try self.init(yaml: "\"\(word.filter { $0 != "\"" && $0 != "\\" && $0 != "\n" })\"", file: "--rules")
      return
    }
    let root = try SettingNode.parse(try readText(word), file: word)
    guard root.node.mapping != nil else {
      try self.init(root)
      return
    }
    let keys = try root.mapping()
    if let section = keys.first(where: { $0.key == "staffing" }) {
      try self.init(section.value)
    } else if keys.contains(where: { $0.key == "levels" }) {
      throw root.problem(
        BilingualText(en: "the policy has no `staffing`", zh: "策略没有 `staffing` 部分"),
        BilingualText(
          en: "Add `staffing: one-per-grid`, or rules of your own", zh: "请加上 `staffing: one-per-grid` 或自定义规则"))
    } else {
      try self.init(root)
    }
  }

  init(_ node: SettingNode) throws(PlanError) {
    rules = try StaffingRules(node)
    do {
      text = try Yams.serialize(node: node.node)
    } catch {
      throw .internalFault("writing staffing rules: \(error)")
    }
  }
}

extension StaffingRules {
  fileprivate init(_ node: SettingNode) throws(PlanError) {
    if node.node.scalar != nil {
      let word = try node.text()
      self = try node.telling { () throws(StaffingError) in try StaffingRules(preset: word) }
      return
    }
    let keys = try node.mapping(knowing: ["preset", "x", "roles", "posts", "load", "band", "detour"])
    let load = try keys["load"].map { node throws(PlanError) in try LoadRule(node) } ?? .households
    let band = try keys["band"].map { node throws(PlanError) in try node.band() }
    let detour = try keys["detour"]?.number(1...5) ?? Self.standardDetour
    guard let preset = keys["preset"] else {
      guard let rolesNode = keys["roles"], let postsNode = keys["posts"] else {
        throw node.problem(
          BilingualText(
            en: "staffing needs a `preset`, or `roles` and `posts`", zh: "人员配置须写 `preset`，或同时写 `roles` 和 `posts`"),
          BilingualText(en: "Write `staffing: one-per-grid`", zh: "可写 `staffing: one-per-grid`"))
      }
      if let x = keys["x"] { throw x.goesWithPreset("x") }
      var roles: [StaffRole] = []
      for item in try rolesNode.list() { roles.append(try StaffRole(item)) }
      var posts: [PostRule] = []
      for item in try postsNode.list() { posts.append(try PostRule(item)) }
      self = try node.telling { () throws(StaffingError) in
        try StaffingRules(roles: roles, posts: posts, load: load, band: band, detour: detour)
      }
      return
    }
    for key in ["roles", "posts"] {
      guard let extra = keys[key] else { continue }
      throw extra.problem(
        BilingualText(en: "`\(key)` and `preset` exclude each other", zh: "`\(key)` 与 `preset` 不能同时使用"),
        BilingualText(en: "Keep one of the two", zh: "请只保留一个"))
    }
    let word = try preset.text()
    let x = try keys["x"]?.integer(0...10_000) ?? 1
    if let node = keys["x"], word != "1+4+X" { throw node.goesWithPreset("x") }
    self = try preset.telling { () throws(StaffingError) in
      let named = try StaffingRules(preset: word, x: x)
      return try StaffingRules(roles: named.roles, posts: named.posts, load: load, band: band, detour: detour)
    }
  }
}

extension SettingNode {
  /// A fault of the rules themselves, told with key and line.
  fileprivate func telling(_ make: () throws(StaffingError) -> StaffingRules) throws(PlanError) -> StaffingRules {
    do throws(StaffingError) {
      return try make()
    } catch {
      throw problem(
        BilingualText(error.text),
        BilingualText(en: "See the section on staffing in the README", zh: "参见 README 中关于人员配置的一节"))
    }
  }

  fileprivate func goesWithPreset(_ key: String) -> PlanError {
    problem(
      BilingualText(en: "`\(key)` goes with `preset: 1+4+X`", zh: "`\(key)` 只与 `preset: 1+4+X` 一起使用"),
      BilingualText(en: "Remove it", zh: "请删除它"))
  }

  fileprivate func band() throws(PlanError) -> ClosedRange<Int> {
    let keys = try mapping(knowing: ["min", "max"])
    let least = try keys["min"]?.integer(0...10_000_000) ?? 0
    let most = try keys["max"]?.integer(0...10_000_000) ?? 10_000_000
    guard least <= most else {
      throw problem(
        BilingualText(en: "min \(least) is above max \(most)", zh: "min \(least) 大于 max \(most)"),
        BilingualText(en: "Exchange the two, or correct one", zh: "请交换二者或更正其一"))
    }
    return least...most
  }

  fileprivate func words() throws(PlanError) -> Set<String> {
    var words: Set<String> = []
    for item in try list() { words.insert(try item.text()) }
    return words
  }

  /// A weight in thousandths.
  fileprivate func thousandths() throws(PlanError) -> Int { Int((try number(0...1000) * 1000).rounded()) }
}

extension BilingualText {
  init(_ text: StaffText) { self.init(en: text.en, zh: text.zh) }
}

extension StaffRole {
  fileprivate init(_ node: SettingNode) throws(PlanError) {
    let keys = try node.mapping(knowing: ["id", "name", "leader", "maxGrids", "maxHouseholds", "skills"])
    guard let idNode = keys["id"], case let id = try idNode.text(), !id.isEmpty else {
      throw node.problem(
        BilingualText(en: "the role has no id", zh: "角色没有 id"),
        BilingualText(en: "Add `id: worker`", zh: "请加上 `id: worker`"))
    }
    let name = try BilingualText(keys["name"]) ?? BilingualText(id)
    self.init(
      id: id, name: StaffText(en: name.en, zh: name.zh), isLeader: try keys["leader"]?.boolean() ?? false,
      maximumGrids: try keys["maxGrids"]?.integer(1...100_000) ?? 1,
      maximumHouseholds: try keys["maxHouseholds"].map { node throws(PlanError) in try node.integer(1...10_000_000) },
      skills: try keys["skills"]?.words() ?? [])
  }
}

extension PostRule {
  fileprivate init(_ node: SettingNode) throws(PlanError) {
    let keys = try node.mapping(knowing: ["role", "count", "oneFor", "on", "kinds", "sites", "skills"])
    guard let role = try keys["role"]?.text() else {
      throw node.problem(
        BilingualText(en: "the posts name no role", zh: "岗位规则没有写角色"),
        BilingualText(en: "Add `role: worker`", zh: "请加上 `role: worker`"))
    }
    let quantity: Quantity
    switch (keys["count"], keys["oneFor"]) {
    case (let count?, nil):
      guard count.node.scalar?.string != "0" else {
        throw count.problem(
          BilingualText(en: "posts of the role `\(role.shortened)` are 0 in every grid", zh: "角色 `\(role.shortened)` 的岗位数为 0"),
          BilingualText(en: "Write `count: 1`, or remove the rule", zh: "请写 `count: 1`，或删除该规则"))
      }
      quantity = .each(try count.integer(1...10_000))
    case (nil, let share?): quantity = .oneFor(households: try share.integer(1...10_000_000))
    default:
      throw node.problem(
        BilingualText(en: "posts state either `count` or `oneFor`", zh: "岗位规则须写 `count` 或 `oneFor` 之一"),
        BilingualText(
          en: "Write `count: 1`, or `oneFor: 300` for one in so many households",
          zh: "请写 `count: 1`，或 `oneFor: 300`（每 300 户一人）"))
    }
    var kinds: Set<String> = []
    for item in try keys["kinds"]?.list() ?? [] { kinds.insert(try item.choice(GridKind.self).rawValue) }
    self.init(
      role: role, quantity: quantity, place: try keys["on"]?.choice(Place.self) ?? .all, kinds: kinds,
      sites: try keys["sites"]?.words() ?? [], skills: try keys["skills"]?.words() ?? [])
  }
}

extension LoadRule {
  fileprivate init(_ node: SettingNode) throws(PlanError) {
    let keys = try node.mapping(knowing: ["count", "urban", "rural", "kilometre", "groups", "visits"])
    var groups: [String: Int] = [:]
    for (group, weight) in try keys["groups"]?.mapping() ?? [] { groups[group] = try weight.thousandths() }
    var visits: [String: Double] = [:]
    for (visitClass, weight) in try keys["visits"]?.mapping() ?? [] { visits[visitClass] = try weight.number(0...1000) }
    self.init(
      count: try keys["count"]?.choice(Count.self) ?? .leaves, urban: try keys["urban"]?.thousandths() ?? 1000,
      rural: try keys["rural"]?.thousandths() ?? 1000, kilometre: try keys["kilometre"]?.thousandths() ?? 0,
      groups: groups, visits: visits)
  }
}

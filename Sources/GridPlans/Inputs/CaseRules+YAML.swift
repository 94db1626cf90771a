import GridCases

extension CaseClass {
  init(_ node: SettingNode) throws(PlanError) {
    let keys = try node.mapping(knowing: ["class", "name", "limits", "sensitive"])
    guard let code = try keys["class"]?.code() else {
      throw node.problem(
        BilingualText(en: "the case class has no code", zh: "案件类别没有代码"),
        BilingualText(en: "Add `class: lighting`, the word that tables use", zh: "请加上 `class: lighting`，与数据表一致"))
    }
    self.init(
      code: code, name: (try BilingualText(keys["name"]) ?? BilingualText(code)).words,
      limits: try keys["limits"]?.each { item throws(PlanError) in try StepLimit(item) } ?? [],
      isSensitive: try keys["sensitive"]?.boolean() ?? false)
  }
}

extension StepLimit {
  fileprivate init(_ node: SettingNode) throws(PlanError) {
    let keys = try node.mapping(knowing: ["limit", "step", "tier"])
    let word = try keys["limit"]?.text() ?? ""
    guard let limit = CaseLimit(word) else {
      throw (keys["limit"] ?? node).problem(
        BilingualText(en: "`\(word.shortened)` is no limit", zh: "`\(word.shortened)` 不是时限"),
        BilingualText(
          en: "Write `limit: 4 working hours`, `5 working days`, `24 hours`",
          zh: "请写 `limit: 4个工作小时`、`5个工作日` 或 `24小时`"))
    }
    self.init(
      limit, step: try keys["step"]?.choice(CaseStep.self) ?? .whole, tier: try keys["tier"]?.choice(CaseTier.self))
  }
}

extension CaseView {
  init(_ node: SettingNode) throws(PlanError) {
    let keys = try node.mapping(knowing: ["view", "name", "steps"])
    guard let code = try keys["view"]?.code(), let steps = keys["steps"] else {
      throw node.problem(
        BilingualText(en: "a view has a code and steps", zh: "视图须有代码和步骤"),
        BilingualText(en: "Write `view: lists` and `steps: […]`", zh: "请写 `view: lists` 和 `steps: […]`"))
    }
    self.init(
      code: code, name: (try BilingualText(keys["name"]) ?? BilingualText(code)).words,
      steps: try steps.each { item throws(PlanError) in try Step(item) })
  }
}

extension CaseView.Step {
  fileprivate init(_ node: SettingNode) throws(PlanError) {
    let keys = try node.mapping(knowing: ["step", "name", "states", "tiers", "classes", "open", "overdue"])
    guard let code = try keys["step"]?.code() else {
      throw node.problem(
        BilingualText(en: "the step has no code", zh: "步骤没有代码"),
        BilingualText(en: "Add `step: ask`", zh: "请加上 `step: ask`"))
    }
    self.init(
      code: code, name: (try BilingualText(keys["name"]) ?? BilingualText(code)).words,
      filter: CaseFilter(
        states: try keys["states"].map { node throws(PlanError) in
          Set(try node.each { item throws(PlanError) in try item.choice(CaseState.self) })
        },
        tiers: try keys["tiers"].map { node throws(PlanError) in
          Set(try node.each { item throws(PlanError) in try item.choice(CaseTier.self) })
        },
        classes: try keys["classes"].map { node throws(PlanError) in
          Set(try node.each { item throws(PlanError) in try item.code() })
        },
        isOpen: try keys["open"]?.boolean(), isOverdue: try keys["overdue"]?.boolean()))
  }
}

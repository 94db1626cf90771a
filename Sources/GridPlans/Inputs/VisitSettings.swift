public import GridVisits
import Yams

/// Visit classes as a policy states them, with the text they were read from, which a plan carries along.
public struct VisitSettings: Hashable, Sendable {
  public let classes: [VisitClass]
  /// The section alone, as YAML.
  public let yaml: String

  /// Reads a file of visit classes: a policy with a section `visits`, or that section alone.
  ///
  /// - Throws: ``PlanError/badInput(_:)`` naming key, line and remedy.
  public init(yaml text: String, file: String) throws(PlanError) {
    let root = try SettingNode.parse(text, file: file)
    try self.init(try root.section("visits") ?? root)
  }

  init(_ node: SettingNode) throws(PlanError) {
    let keys = try node.mapping(knowing: ["graceDays", "reckoning", "start", "classes"])
    let grace = try keys["graceDays"]?.integer(0...VisitSettings.longestGrace) ?? 0
    let reckoning = try keys["reckoning"]?.choice(Cadence.Reckoning.self) ?? .rolling
    let start = try keys["start"]?.date()
    guard let list = keys["classes"], !(try list.list().isEmpty) else {
      throw node.problem(
        BilingualText(en: "no visit class is named", zh: "没有定义任何走访类别"),
        BilingualText(
          en: "Add `classes: [{class: shop, name: {en: small shops, zh: 小商铺}, cadence: half-yearly}]`",
          zh: "请加上 `classes: [{class: shop, name: {en: small shops, zh: 小商铺}, cadence: half-yearly}]`"))
    }
    var classes: [VisitClass] = []
    for item in try list.list() {
      let visitClass = try VisitClass(item, grace: grace, reckoning: reckoning, start: start)
      guard !classes.contains(where: { $0.code == visitClass.code }) else {
        throw item.problem(
          BilingualText(en: "the class `\(visitClass.code)` is defined twice", zh: "类别 `\(visitClass.code)` 重复定义"),
          BilingualText(en: "Give each class its own code", zh: "请为每个类别使用不同的代码"))
      }
      classes.append(visitClass)
    }
    self.classes = classes
    yaml = try node.text(of: "visits")
  }

  /// A year: longer ones are slips.
  static let longestGrace = 366
}

extension VisitClass {
  fileprivate init(
    _ node: SettingNode, grace: Int, reckoning: Cadence.Reckoning, start: CivilDate?
  ) throws(PlanError) {
    let keys = try node.mapping(knowing: ["class", "name", "cadence", "graceDays", "reckoning", "start"])
    guard let code = try keys["class"]?.code() else {
      throw node.problem(
        BilingualText(en: "the visit class has no code", zh: "走访类别没有代码"),
        BilingualText(en: "Add `class: shop`, the word the log uses", zh: "请加上 `class: shop`，与走访记录一致"))
    }
    guard let cadence = keys["cadence"] else {
      throw node.problem(
        BilingualText(en: "the class `\(code)` has no cadence", zh: "类别 `\(code)` 没有走访周期"),
        SettingNode.cadenceRemedy)
    }
    let own = try keys["reckoning"]?.choice(Cadence.Reckoning.self) ?? reckoning
    self.init(
      code: code, name: (try BilingualText(keys["name"]) ?? BilingualText(code)).words,
      cadence: try cadence.cadence(own),
      grace: try keys["graceDays"]?.integer(0...VisitSettings.longestGrace) ?? grace,
      start: try keys["start"]?.date() ?? start)
  }
}

extension SettingNode {
  /// The value under a key of a mapping, whatever else it holds; `nil` where it has no such key.
  func section(_ key: String) throws(PlanError) -> SettingNode? {
    guard node.mapping != nil else { return nil }
    return try mapping().first { $0.key == key }?.value
  }

  /// The section as YAML that reads back the same.
  func text(of name: String) throws(PlanError) -> String {
    do {
      return try Yams.serialize(node: node, allowUnicode: true)
    } catch {
      throw .internalFault("writing the section \(name): \(error)")
    }
  }

  /// A short word that tables name something by.
  func code() throws(PlanError) -> String {
    let word = try text()
    guard !word.isEmpty, word.count <= 64, !word.contains(where: { $0.isWhitespace || $0 == "," }) else {
      throw problem(
        BilingualText(en: "`\(word.shortened)` is no code", zh: "`\(word.shortened)` 不能作为代码"),
        BilingualText(en: "Write a word of 1 to 64 characters without spaces and commas", zh: "请写 1 至 64 个字符，不含空格和逗号"))
    }
    return word
  }

  func date() throws(PlanError) -> CivilDate {
    let word = try text()
    guard let date = CivilDate(word) else {
      throw problem(
        BilingualText(en: "`\(word.shortened)` is no date", zh: "`\(word.shortened)` 不是日期"),
        BilingualText(en: "Write it as 2026-06-30", zh: "请写成 2026-06-30"))
    }
    return date
  }

  func cadence(_ reckoning: Cadence.Reckoning) throws(PlanError) -> Cadence {
    let word = try text()
    if let cadence = Cadence(word, reckoning: reckoning) { return cadence }
    if reckoning == .calendar, Cadence(word) != nil {
      throw problem(
        BilingualText(en: "`\(word)` cannot be reckoned by the calendar", zh: "`\(word)` 不能按自然周期计算"),
        BilingualText(
          en: "Write `reckoning: rolling`, or a week, month, quarter, half-year or year",
          zh: "请写 `reckoning: rolling`，或改为每周、每月、每季度、每半年、每年"))
    }
    throw problem(
      BilingualText(en: "`\(word.shortened)` is no cadence", zh: "`\(word.shortened)` 不是走访周期"),
      Self.cadenceRemedy)
  }

  static let cadenceRemedy = BilingualText(
    en: "Write monthly, quarterly, half-yearly, yearly, every 10 days, every 2 weeks, every 4 months or any time",
    zh: "请写 每月、每季度、每半年、每年、每10天、每2周、每4个月 或 随时（any time）")
}

extension BilingualText {
  /// The same words for the rooms below.
  var words: Bilingual { Bilingual(en: en, zh: zh) }

  init(_ words: Bilingual) { self.init(en: words.en, zh: words.zh) }
}

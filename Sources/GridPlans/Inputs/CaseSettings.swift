public import GridCases
import GridVisits
import Yams

/// Rules of cases as a policy states them, with the text they were read from, which a plan carries along.
public struct CaseSettings: Hashable, Sendable {
  public let rules: CaseRules
  /// The section alone, as YAML.
  public let yaml: String

  /// Reads a file of rules: a policy with a section `cases`, or that section alone.
  ///
  /// - Throws: ``PlanError/badInput(_:)`` naming key, line and remedy.
  public init(yaml text: String, file: String) throws(PlanError) {
    let root = try SettingNode.parse(text, file: file)
    try self.init(try root.section("cases") ?? root)
  }

  /// A preset by its name, or the file of a path.
  public init(named word: String) throws(PlanError) {
    if word.contains("/") || word.hasSuffix(".yaml") || word.hasSuffix(".yml") {
      try self.init(yaml: try readText(word), file: word)
      return
    }
    guard let text = Self.presets[word] else {
      let names = Self.presets.keys.sorted()
      throw .badInput(
        InputProblem(
          source: "--rules", place: BilingualText(word),
          cause: BilingualText(
            en: "no preset rules of cases are called `\(word.shortened)`", zh: "没有名为 `\(word.shortened)` 的预设案件规则"),
          remedy: BilingualText(
            en: "Presets: \(names.joined(separator: ", ")); or give a path that ends in .yaml",
            zh: "预设规则：\(names.joined(separator: "、"))；也可以给出以 .yaml 结尾的路径")))
    }
    try self.init(yaml: text, file: "preset \(word)")
  }

  /// Rules as an option names them; else those that the plan's cases were taken in by.
  public init(named word: String?, plan path: String) throws(PlanError) {
    if let word { try self.init(named: word) } else { self = try PlanFile(path: path).caseSettings() }
  }

  /// The preset that counts where nothing else is said.
  public static let standard = "neutral"

  /// YAML texts of the rules that can be named instead of written: the files of `data/cases`, compiled in.
  public static let presets: [String: String] = [
    "neutral": String(decoding: PackageResources.neutral_yaml, as: UTF8.self)
  ]

  init(_ node: SettingNode) throws(PlanError) {
    let keys = try node.mapping(knowing: [
      "closing", "reopening", "ageing", "calendar", "classes", "ledger", "gridColors", "views",
    ])
    func needed(_ key: String) throws(PlanError) -> SettingNode {
      guard let value = keys[key] else {
        throw node.problem(
          BilingualText(en: "the rules of cases state no `\(key)`", zh: "案件规则没有写 `\(key)`"),
          BilingualText(en: "Start from data/cases/neutral.yaml", zh: "可以从 data/cases/neutral.yaml 开始"))
      }
      return value
    }
    let calendar = try needed("calendar").workingCalendar()
    let classes = try needed("classes").each { item throws(PlanError) in try CaseClass(item) }
    let colors = try needed("ledger").caseColors()
    let gridColors = try keys["gridColors"]?.gridColors() ?? .worstCase
    let views = try keys["views"]?.each { item throws(PlanError) in try CaseView(item) } ?? []
    let closing = try keys["closing"]?.choice(CaseState.self) ?? .handled
    let reopening = try keys["reopening"]?.choice(CaseRules.Reopening.self) ?? .goesOn
    let ageing = try keys["ageing"]?.each { day throws(PlanError) in try day.integer(1...36_600) }
    rules = try node.telling { () throws(CaseError) in
      try CaseRules(
        classes: classes, calendar: calendar, closing: closing, reopening: reopening, colors: colors,
        gridColors: gridColors, views: views, ageing: ageing ?? [1, 3, 7, 30])
    }
    yaml = try node.text(of: "cases")
  }
}

extension SettingNode {
  /// The values of a list.
  func each<Value>(_ read: (SettingNode) throws(PlanError) -> Value) throws(PlanError) -> [Value] {
    var values: [Value] = []
    for item in try list() { values.append(try read(item)) }
    return values
  }

  /// What cases cannot be, told with the place in the file.
  func telling<Value>(_ make: () throws(CaseError) -> Value) throws(PlanError) -> Value {
    do throws(CaseError) {
      return try make()
    } catch {
      throw problem(
        BilingualText(error.text),
        BilingualText(en: "Compare with data/cases/neutral.yaml", zh: "请对照 data/cases/neutral.yaml 修改"))
    }
  }

  fileprivate func caseColors() throws(PlanError) -> CaseColors {
    let ledger = try LedgerSettings(self).ledger
    return try telling { () throws(CaseError) in try CaseColors(ledger) }
  }

  /// `worst-case`, or a ledger of grids.
  fileprivate func gridColors() throws(PlanError) -> GridColors {
    if node.scalar != nil {
      let word = try text()
      guard word != "worst-case" else { return .worstCase }
      throw problem(
        BilingualText(en: "`\(word.shortened)` is no rule for the colour of a grid", zh: "`\(word.shortened)` 不是网格颜色的规则"),
        BilingualText(
          en: "Write `worst-case`, or a ledger: `gridColors: {colors: […]}`",
          zh: "请写 `worst-case`，或写一个台账：`gridColors: {colors: […]}`"))
    }
    let ledger = try LedgerSettings(self).ledger
    do throws(CaseError) {
      return try GridColors(ledger)
    } catch {
      let known = GridColors.figures.map(\.rawValue)
      throw problem(
        BilingualText(error.text),
        BilingualText(en: "Ask for \(known.joined(separator: ", "))", zh: "可用指标：\(known.joined(separator: "、"))"))
    }
  }
}

public import GridVisits
import Yams

/// A colour ledger as a policy states it, with the text it was read from, which a plan carries along.
public struct LedgerSettings: Hashable, Sendable {
  public let ledger: Ledger
  /// The section alone, as YAML.
  public let yaml: String

  /// Reads a file with a ledger: a policy with a section `ledger`, or that section alone.
  ///
  /// - Parameter visits: The visit classes there are; a ledger that names another is refused, since nothing would ever be
  ///   overdue in it. `nil` takes any.
  /// - Throws: ``PlanError/badInput(_:)`` naming key, line and remedy.
  public init(yaml text: String, file: String, knowing visits: VisitSettings? = nil) throws(PlanError) {
    let root = try SettingNode.parse(text, file: file)
    try self.init(try root.section("ledger") ?? root, knowing: visits)
  }

  init(_ node: SettingNode, knowing visits: VisitSettings? = nil) throws(PlanError) {
    if node.node.scalar != nil {
      self = try LedgerSettings.preset(try node.text(), knowing: visits) { cause, remedy in node.problem(cause, remedy) }
      return
    }
    let keys = try node.mapping(knowing: ["name", "colors"])
    guard let list = keys["colors"] else {
      throw node.problem(
        BilingualText(en: "the ledger has no colours", zh: "台账没有定义颜色"),
        BilingualText(
          en: "Add `colors:`, or name a preset; \(LedgerSettings.presetNames.en)",
          zh: "请加上 `colors:`，或写预设台账；\(LedgerSettings.presetNames.zh)"))
    }
    var colors: [LedgerColor] = []
    for item in try list.list() { colors.append(try LedgerColor(item, visits)) }
    let name = try BilingualText(keys["name"]) ?? BilingualText(en: "colour ledger", zh: "颜色台账")
    do throws(VisitError) {
      ledger = try Ledger(name: name.words, colors: colors)
    } catch {
      throw list.problem(
        BilingualText(error.text),
        BilingualText(
          en: "Give every colour a code, a hex value, a letter and a name of its own, the one for the rest last",
          zh: "请为每种颜色写不同的代码、颜色值、标记和名称，其余网格的颜色放在最后"))
    }
    yaml = try node.text(of: "ledger")
  }

  /// A preset by its name, or the file of a path; see ``init(yaml:file:knowing:)``.
  public init(named word: String, knowing visits: VisitSettings? = nil) throws(PlanError) {
    if word.contains("/") || word.hasSuffix(".yaml") || word.hasSuffix(".yml") {
      try self.init(yaml: try readText(word), file: word, knowing: visits)
      return
    }
    self = try Self.preset(word, knowing: visits) { cause, remedy in
      .badInput(InputProblem(source: "--ledger", place: BilingualText(word), cause: cause, remedy: remedy))
    }
  }

  private static func preset(
    _ word: String, knowing visits: VisitSettings?, orElse problem: (BilingualText, BilingualText) -> PlanError
  ) throws(PlanError) -> LedgerSettings {
    guard let text = presets[word] else {
      throw problem(
        BilingualText(en: "no preset ledger is called `\(word.shortened)`", zh: "没有名为 `\(word.shortened)` 的预设台账"),
        presetNames)
    }
    return try LedgerSettings(yaml: text, file: "preset \(word)", knowing: visits)
  }

  /// YAML texts of the ledgers that can be named instead of written: the files of `data/ledgers`, compiled in.
  public static let presets: [String: String] = [
    "three-colors": PackageResources.three_colors_yaml,
    "four-colors": PackageResources.four_colors_yaml,
    "five-colors": PackageResources.five_colors_yaml,
    "seven-colors": PackageResources.seven_colors_yaml,
  ].mapValues { String(decoding: $0, as: UTF8.self) }

  /// What may be written instead.
  static var presetNames: BilingualText {
    let names = presets.keys.sorted()
    return BilingualText(
      en: "Presets: \(names.joined(separator: ", ")); or give a path that ends in .yaml",
      zh: "预设台账：\(names.joined(separator: "、"))；也可以给出以 .yaml 结尾的路径")
  }
}

extension LedgerColor {
  fileprivate init(_ node: SettingNode, _ visits: VisitSettings?) throws(PlanError) {
    let keys = try node.mapping(knowing: [
      "color", "name", "hex", "letter", "hatch", "meaning", "cadence", "reckoning", "class", "when", "otherwise",
    ])
    func needed(_ key: String, _ example: String) throws(PlanError) -> SettingNode {
      guard let value = keys[key] else {
        throw node.problem(
          BilingualText(en: "the colour states no `\(key)`", zh: "该颜色没有写 `\(key)`"),
          BilingualText(
            en: "Add `\(key): \(example)`: colours mean nothing by themselves", zh: "请加上 `\(key): \(example)`：颜色本身没有含义")
        )
      }
      return value
    }
    let code = try needed("color", "red").code()
    let hex = try needed("hex", "\"#D7191C\"").text()
    let letter = try needed("letter", "R").text()
    guard let meaning = try BilingualText(try needed("meaning", "{en: …, zh: …}")) else {
      throw node.problem(
        BilingualText(en: "the meaning is empty", zh: "含义为空"), BilingualText(en: "Say what it stands for", zh: "请写明含义"))
    }
    let reckoning = try keys["reckoning"]?.choice(Cadence.Reckoning.self) ?? .rolling
    var rules: [LedgerRule] = []
    if let list = keys["when"] { for item in try list.list() { rules.append(try LedgerRule(item, visits)) } }
    self.init(
      code: code, name: (try BilingualText(keys["name"]) ?? BilingualText(code)).words, hex: hex, letter: letter,
      hatch: try keys["hatch"]?.choice(Hatch.self) ?? .none, meaning: meaning.words,
      cadence: try keys["cadence"].map { value throws(PlanError) in try value.cadence(reckoning) },
      visitClass: try keys["class"].map { value throws(PlanError) in try value.code(of: visits) }, rules: rules,
      isOtherwise: try keys["otherwise"]?.boolean() ?? false)
  }
}

extension LedgerRule {
  /// One condition, or `all:` of several.
  fileprivate init(_ node: SettingNode, _ visits: VisitSettings?) throws(PlanError) {
    guard let all = try node.section("all") else {
      self.init([try LedgerCondition(node, visits)])
      return
    }
    _ = try node.mapping(knowing: ["all"])
    var conditions: [LedgerCondition] = []
    for item in try all.list() { conditions.append(try LedgerCondition(item, visits)) }
    guard !conditions.isEmpty else {
      throw all.problem(
        BilingualText(en: "a rule without conditions never holds", zh: "没有条件的规则永远不成立"),
        BilingualText(en: "List at least one condition", zh: "请至少写一个条件"))
    }
    self.init(conditions)
  }
}

extension LedgerCondition {
  fileprivate init(_ node: SettingNode, _ visits: VisitSettings?) throws(PlanError) {
    let relations = Relation.allCases.map(\.rawValue)
    let keys = try node.mapping(knowing: ["figure", "class"] + relations)
    guard let figure = try keys["figure"]?.choice(LedgerFigure.Kind.self) else {
      throw node.problem(
        BilingualText(en: "the condition names no figure", zh: "条件没有写明指标"),
        BilingualText(
          en: "Add `figure: ` and one of: \(LedgerFigure.Kind.allCases.map(\.rawValue).joined(separator: ", "))",
          zh: "请加上 `figure: `，可选：\(LedgerFigure.Kind.allCases.map(\.rawValue).joined(separator: "、"))"))
    }
    if let value = keys["class"], !figure.isOfVisits {
      throw value.problem(
        BilingualText(en: "`\(figure.rawValue)` is no figure of visits", zh: "`\(figure.rawValue)` 不是走访指标"),
        BilingualText(en: "Remove `class`", zh: "请删除 `class`"))
    }
    let stated = Relation.allCases.filter { keys[$0.rawValue] != nil }
    guard stated.count == 1, let bound = keys[stated[0].rawValue] else {
      throw node.problem(
        BilingualText(en: "a condition has one bound", zh: "一个条件须有且只有一个界限"),
        BilingualText(
          en: "Write one of: \(relations.joined(separator: ", "))", zh: "请写其中之一：\(relations.joined(separator: "、"))"))
    }
    self.init(
      LedgerFigure(figure, visitClass: try keys["class"].map { value throws(PlanError) in try value.code(of: visits) }),
      stated[0],
      try bound.number(figure.isShare ? 0...1 : 0...1_000_000_000))
  }
}

extension SettingNode {
  /// The code of a visit class, one of those that there are where that is known.
  fileprivate func code(of visits: VisitSettings?) throws(PlanError) -> String {
    let word = try code()
    guard let known = visits?.classes.map(\.code), !known.contains(word) else { return word }
    let nearest = word.nearest(among: known)
    let list = BilingualText(en: known.joined(separator: ", "), zh: known.joined(separator: "、"))
    throw problem(
      BilingualText(
        en: "no visit class is called `\(word)`, so no grid would ever have this colour for it", zh: "没有走访类别 `\(word)`，网格不会因它取得此颜色"),
      BilingualText(
        en: (nearest.map { "Did you mean `\($0)`? " } ?? "") + "Known classes: \(list.en); correct the ledger, or define the class under `visits`",
        zh: (nearest.map { "是否想写 `\($0)`？" } ?? "") + "现有类别：\(list.zh)；请更正台账，或在 `visits` 下定义该类别"))
  }
}

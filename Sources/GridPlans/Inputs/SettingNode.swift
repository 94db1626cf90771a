import Yams

/// One value of a YAML file, with its place, read strictly: an unknown key is an error that names the nearest known one.
struct SettingNode {
  let node: Yams.Node
  let file: String
  /// The keys that lead here, such as `levels[0].households`.
  let path: String

  /// - Throws: ``PlanError/badInput(_:)`` when the text is not YAML or is empty.
  static func parse(_ text: String, file: String) throws(PlanError) -> SettingNode {
    let node: Yams.Node?
    do {
      node = try Yams.compose(yaml: text)
    } catch {
      throw .badInput(
        InputProblem(
          source: file,
          cause: BilingualText(en: "not valid YAML: \(oneLine(error))", zh: "不是有效的 YAML：\(oneLine(error))"),
          remedy: BilingualText(en: "Check indentation, quotes and brackets at that line", zh: "请检查该行的缩进、引号和括号")))
    }
    guard let node else {
      throw .badInput(
        InputProblem(
          source: file, cause: BilingualText(en: "the file is empty", zh: "文件是空的"),
          remedy: BilingualText(en: "Start from an example in data/", zh: "可以从 data/ 里的示例开始")))
    }
    return SettingNode(node: node, file: file, path: "")
  }

  private static func oneLine(_ error: any Error) -> String {
    // The parser repeats the line at fault, however long.
    let text = String(describing: error).split(whereSeparator: \.isNewline).joined(separator: " ")
    return text.count > 240 ? text.prefix(240) + "…" : text
  }

  func problem(_ cause: BilingualText, _ remedy: BilingualText) -> PlanError {
    let line = node.mark.map { BilingualText.line($0.line) }
    let key = path.isEmpty ? nil : BilingualText("`\(path)`")
    let place = key.map { key in line.map { key.joined(BilingualText(en: ", ", zh: "，"), $0) } ?? key } ?? line
    return .badInput(InputProblem(source: file, place: place, cause: cause, remedy: remedy))
  }

  /// The keyed values, in the order written.
  func mapping() throws(PlanError) -> [(key: String, value: SettingNode)] {
    guard let mapping = node.mapping else {
      throw problem(
        BilingualText(en: "expected keys and values", zh: "此处应为键值对"),
        BilingualText(en: "Write it as `key: value` lines or `{key: value}`", zh: "请写成 `键: 值` 或 `{键: 值}`"))
    }
    var result: [(key: String, value: SettingNode)] = []
    var seen: Set<String> = []
    for (key, value) in mapping {
      let name = key.string ?? ""
      let child = SettingNode(node: value, file: file, path: path.isEmpty ? name : "\(path).\(name)")
      guard seen.insert(name).inserted else {
        throw child.problem(
          BilingualText(en: "the key `\(name)` stands here twice", zh: "键 `\(name)` 出现了两次"),
          BilingualText(en: "Keep one of the two", zh: "请只保留一个"))
      }
      result.append((name, child))
    }
    return result
  }

  /// The keyed values, all keys among the known ones.
  func mapping(knowing known: [String]) throws(PlanError) -> [String: SettingNode] {
    var result: [String: SettingNode] = [:]
    for (key, value) in try mapping() {
      guard known.contains(key) else {
        let nearest = key.nearest(among: known)
        throw value.problem(
          BilingualText(en: "unknown key `\(key.shortened)`", zh: "未知的键 `\(key.shortened)`"),
          nearest.map { BilingualText(en: "Did you mean `\($0)`?", zh: "是否想写 `\($0)`") }
            ?? BilingualText(
              en: "Known keys here: \(known.joined(separator: ", "))", zh: "此处可用的键：\(known.joined(separator: "、"))"))
      }
      result[key] = value
    }
    return result
  }

  func list() throws(PlanError) -> [SettingNode] {
    guard let sequence = node.sequence else {
      throw problem(
        BilingualText(en: "expected a list", zh: "此处应为列表"),
        BilingualText(en: "Write it as `[a, b]` or as lines that start with `- `", zh: "请写成 `[a, b]` 或以 `- ` 开头的多行"))
    }
    return sequence.enumerated().map { SettingNode(node: $1, file: file, path: "\(path)[\($0)]") }
  }

  var isNull: Bool { node.null != nil && node.tag == .implicit && node.scalar?.style == .plain }

  func text() throws(PlanError) -> String {
    guard let scalar = node.scalar else {
      throw problem(
        BilingualText(en: "expected a text", zh: "此处应为文本"), BilingualText(en: "Write a single value", zh: "请写单个值"))
    }
    guard
      !scalar.string.unicodeScalars.contains(where: {
        $0.properties.generalCategory == .control && $0 != "\n" && $0 != "\t"
      })
    else {
      throw problem(
        BilingualText(en: "the text holds a control character", zh: "文本含有控制字符"),
        BilingualText(en: "Delete it", zh: "请删除该字符"))
    }
    return scalar.string
  }

  func integer(_ range: ClosedRange<Int>) throws(PlanError) -> Int {
    guard let scalar = node.scalar, let value = Int(scalar.string), range.contains(value) else {
      let limits = range.upperBound == .max ? "≥ \(range.lowerBound)" : "\(range.lowerBound)…\(range.upperBound)"
      throw problem(
        BilingualText(en: "expected a whole number \(limits), found `\(shown)`", zh: "此处应为整数 \(limits)，实际为 `\(shown)`"),
        BilingualText(en: "Correct the number", zh: "请更正该数字"))
    }
    return value
  }

  func number(_ range: ClosedRange<Double>) throws(PlanError) -> Double {
    guard let scalar = node.scalar, let value = Double(scalar.string), range.contains(value) else {
      throw problem(
        BilingualText(
          en: "expected a number \(range.lowerBound)…\(range.upperBound), found `\(shown)`",
          zh: "此处应为数字 \(range.lowerBound)…\(range.upperBound)，实际为 `\(shown)`"),
        BilingualText(en: "Correct the number", zh: "请更正该数字"))
    }
    return value
  }

  func boolean() throws(PlanError) -> Bool {
    switch node.scalar?.string.lowercased() {
    case "true", "yes": return true
    case "false", "no": return false
    default:
      throw problem(
        BilingualText(en: "expected true or false, found `\(shown)`", zh: "此处应为 true 或 false，实际为 `\(shown)`"),
        BilingualText(en: "Write true or false", zh: "请写 true 或 false"))
    }
  }

  /// One of the named choices.
  func choice<Choice: RawRepresentable & CaseIterable>(_ type: Choice.Type) throws(PlanError) -> Choice
  where Choice.RawValue == String {
    let word = try text()
    if let choice = Choice(rawValue: word) { return choice }
    let known = Choice.allCases.map(\.rawValue)
    throw problem(
      BilingualText(en: "unknown value `\(word.shortened)`", zh: "未知的取值 `\(word.shortened)`"),
      BilingualText(en: "Choose one of: \(known.joined(separator: ", "))", zh: "可选：\(known.joined(separator: "、"))"))
  }

  private var shown: String { node.scalar.map { $0.string.shortened } ?? "…" }
}

extension String {
  /// The beginning, for a message.
  var shortened: String { count > 80 ? prefix(80) + "…" : self }

  /// The candidate with the smallest edit distance, if it is close enough to be a slip of the pen.
  func nearest(among candidates: [String]) -> String? {
    let scored = candidates.map { (distance: editDistance(to: $0), name: $0) }
    guard let best = scored.min(by: { ($0.distance, $0.name) < ($1.distance, $1.name) }) else { return nil }
    return best.distance <= Swift.max(2, count / 3) ? best.name : nil
  }

  /// Levenshtein distance, letter case ignored. O(n · m).
  private func editDistance(to other: String) -> Int {
    let a = Array(lowercased().unicodeScalars)
    let b = Array(other.lowercased().unicodeScalars)
    var row = Array(0...b.count)
    for i in 0..<a.count {
      var diagonal = row[0]
      row[0] = i + 1
      for j in 0..<b.count {
        let next = Swift.min(row[j] + 1, row[j + 1] + 1, diagonal + (a[i] == b[j] ? 0 : 1))
        diagonal = row[j + 1]
        row[j + 1] = next
      }
    }
    return row[b.count]
  }
}

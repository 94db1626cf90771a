public import GridLayers

/// Something wrong with the input, told so that its owner can mend it: which file, which feature, why, and what to do.
public struct InputProblem: Error, Hashable, Sendable {
  /// The file, and the layer or line in it.
  public let source: String
  /// The feature, field, line or key; `nil` when the whole file is meant.
  public let place: BilingualText?
  public let cause: BilingualText
  public let remedy: BilingualText

  /// A problem; sentences without their full stop, which the message adds.
  public init(source: String, place: BilingualText? = nil, cause: BilingualText, remedy: BilingualText) {
    self.source = source
    self.place = place
    self.cause = cause
    self.remedy = remedy
  }

  /// One line: source, place, cause, remedy; what moves a terminal's cursor in a name is spelt out.
  public func text(in language: Language) -> String { wording(in: language).shownPlainly() }

  private func wording(in language: Language) -> String {
    let comma = language == .zh ? "，" : ", "
    let head = place.map { source + comma + $0(in: language) } ?? source
    switch language {
    case .en: return "\(head): \(cause.en). \(remedy.en.hasSuffix("?") ? remedy.en : remedy.en + ".")"
    case .zh: return "\(head)：\(cause.zh)。\(remedy.zh.hasSuffix("？") ? remedy.zh : remedy.zh + "。")"
    }
  }
}

/// Why a plan was not made, read or written.
public enum PlanError: Error, Hashable, Sendable {
  /// The input cannot be planned; every problem found before giving up.
  case badInput([InputProblem])
  /// A layer that cannot be opened, read or understood.
  case layer(LayerError)
  /// The target, not the input, is at fault; causes and remedies are without a full stop.
  case cannotWrite(path: String, cause: BilingualText, remedy: BilingualText = .anotherPlace)
  /// Somebody else holds the plan, and went on for as long as was waited; trying again later may succeed.
  case busy(path: String, waited: Duration)
  case interrupted
  /// A fault of ours, not of the input.
  case internalFault(String)

  static func badInput(_ problem: InputProblem) -> PlanError { .badInput([problem]) }

  private static func seconds(_ duration: Duration) -> String {
    let tenths = (duration / .milliseconds(100)).rounded()
    return tenths.truncatingRemainder(dividingBy: 10) == 0 ? "\(Int(tenths / 10))" : "\(tenths / 10)"
  }

  /// The message, one problem a line; what moves a terminal's cursor in a name is spelt out.
  public func text(in language: Language) -> String {
    switch self {
    case .badInput(let problems): problems.lines(in: language).joined(separator: "\n")
    // What another program said has lines of its own.
    case .layer(.toolFailed): wording(in: language).shownPlainly(keepsLines: true)
    default: wording(in: language).shownPlainly()
    }
  }

  private func wording(in language: Language) -> String {
    switch (self, language) {
    case (.layer(let error), _): error.text(in: language)
    case (.badInput(let problems), _): problems.lines(in: language).joined(separator: "\n")
    case (.cannotWrite(let path, let cause, let remedy), .en): "\(path) cannot be written: \(cause.en). \(remedy.en)."
    case (.cannotWrite(let path, let cause, let remedy), .zh): "无法写入 \(path)：\(cause.zh)。\(remedy.zh)。"
    case (.busy(let path, let waited), .en):
      "\(path) is being written by another process, still after \(Self.seconds(waited)) s of waiting; nothing was changed. "
        + "Try again in a moment, or wait longer with --wait SECONDS."
    case (.busy(let path, let waited), .zh):
      "\(path) 正被另一个进程写入，已等待 \(Self.seconds(waited)) 秒；未做任何改动。请稍后再试，或用 --wait 秒数 延长等待。"
    case (.interrupted, .en): "Stopped as asked; nothing was left half-written."
    case (.interrupted, .zh): "已按要求停止，没有留下写了一半的文件。"
    case (.internalFault(let detail), .en):
      "A fault in Gridwright itself: \(detail). Please report it with the input that caused it."
    case (.internalFault(let detail), .zh): "Gridwright 自身出错：\(detail)。请连同输入数据一起报告。"
    }
  }
}

extension BilingualText {
  /// The usual remedy where something cannot be written.
  public static let anotherPlace = BilingualText(en: "Choose another place with --out", zh: "请用 --out 指定其他位置")
}

extension [InputProblem] {
  /// One line a problem; of a source with many the first ten and how many more there are, unless all are wanted.
  func lines(in language: Language, isComplete: Bool = false) -> [String] {
    guard !isComplete else { return map { $0.text(in: language) } }
    var counts: [String: Int] = [:]
    for problem in self { counts[problem.source, default: 0] += 1 }
    var told: [String: Int] = [:]
    var lines: [String] = []
    for problem in self {
      told[problem.source, default: 0] += 1
      guard let number = told[problem.source], let count = counts[problem.source] else { continue }
      if count <= 20 || number <= 10 { lines.append(problem.text(in: language)) }
      guard count > 20, number == 10 else { continue }
      lines.append(
        language == .zh
          ? "\(problem.source)：另有 \(count - 10) 处问题；`gridwright check --all` 可全部列出。"
          : "\(problem.source): and \(count - 10) problems more; `gridwright check --all` lists them.")
    }
    return lines
  }
}

import GridCases
import GridMaps
import GridVisits

/// The words of sheets in their language.
struct SheetWords: Hashable, Sendable {
  let language: Language

  func callAsFunction(_ en: String, _ zh: String) -> String { language == .zh ? zh : en }

  func callAsFunction(_ text: BilingualText) -> String { language == .zh ? text.zh : text.en }

  func callAsFunction(_ text: Bilingual) -> String { language == .zh ? text.zh : text.en }

  var mapLanguage: MapLanguage { language == .zh ? .chinese : .english }

  /// A count, or the sign for one that is not told.
  func count(_ count: ShownCount) -> String { count.number.map { "\($0)" } ?? Self.notTold }

  /// As on the page; an asterisk is next to nothing at the size of labels.
  static let notTold = "×"

  /// A name before Chinese words: Latin letters keep a space.
  func spaced(_ name: String) -> String { name.last?.isASCII ?? false ? name + " " : name }

  /// `6 of 37 open (16.22 %)`.
  func overdue(_ figures: ConditionsFigures) -> String? {
    guard let rate = figures.overdueRate, let overdue = figures.overdue, let open = figures.open.number else {
      return nil
    }
    guard let percent = rate.percent() else { return nil }
    return self("\(overdue) of \(open) overdue (\(percent))", "超期 \(overdue) / \(open)（\(percent)）")
  }

  /// `37 open, 6 of 37 overdue (16.22 %)`.
  func summary(_ figures: ConditionsFigures) -> String {
    guard let open = figures.open.number else { return self("number of open cases not published", "未结案件数不予公布") }
    let head = self("\(open) open", "未结 \(open) 件")
    return ([head] + [overdue(figures)].compactMap(\.self)).joined(separator: self(", ", "，"))
  }
}

extension ConditionsMap {
  /// `2026-11-21 08:00 (Asia/Shanghai)`, or to the public the day.
  var asOfWords: String {
    let text = asOfText
    guard text.count > 16 else { return text }
    return text.prefix(10) + " " + text.dropFirst(11).prefix(5) + " (" + zone.identifier + ")"
  }
}

extension GridMaps.Hatch {
  /// The hatch of a ledger's colour.
  init?(_ hatch: LedgerColor.Hatch) {
    guard let pattern = Pattern(rawValue: hatch.rawValue) else { return nil }
    self.init(pattern)
  }
}

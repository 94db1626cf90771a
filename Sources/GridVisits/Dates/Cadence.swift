/// How often a visit is due.
public enum Cadence: Hashable, Sendable {
  /// How the time between two visits is reckoned.
  public enum Reckoning: String, Hashable, Sendable, CaseIterable {
    /// From the last visit: due again when the period has passed since.
    case rolling
    /// By the calendar: one visit in every month, quarter, half-year or year, due by its last day.
    case calendar
  }

  /// Whenever there is an occasion: never due, never overdue.
  case anyTime
  case every(Period, Reckoning)

  /// When a visit is due again; `nil` for ``anyTime``.
  public func deadline(after visit: CivilDate) -> CivilDate? {
    switch self {
    case .anyTime: nil
    case .every(let period, .rolling): period.end(from: visit)
    case .every(let period, .calendar): period.spanEnd(holding: period.spanEnd(holding: visit).adding(days: 1))
    }
  }

  /// When the first visit of a duty is due; `nil` for ``anyTime``. By the calendar a duty that begins within a span is
  /// due first in the next, which is whole.
  public func deadline(ofDutyFrom start: CivilDate) -> CivilDate? {
    switch self {
    case .anyTime: nil
    case .every(let period, .rolling): period.end(from: start)
    case .every(let period, .calendar):
      period.spanEnd(holding: period.spanEnd(holding: start.adding(days: -1)).adding(days: 1))
    }
  }

  /// How often a visit is due in a year of 365 days; 0 for ``anyTime``.
  public var visitsPerYear: Double {
    guard case .every(let period, _) = self else { return 0 }
    switch period.unit {
    case .day: return 365 / Double(period.count)
    case .week: return 365 / Double(7 * period.count)
    case .month: return 12 / Double(period.count)
    }
  }

  /// The rhythm in words: "every 3 months", "once in every quarter".
  public var text: Bilingual {
    switch self {
    case .anyTime: return Bilingual(en: "any time", zh: "随时")
    case .every(let period, let reckoning):
      let words = period.words
      return reckoning == .rolling ? words : Bilingual(en: "\(words.en) by the calendar", zh: "\(words.zh)（按自然周期）")
    }
  }
}

extension Period {
  fileprivate var words: Bilingual {
    switch (count, unit) {
    case (1, .day): Bilingual(en: "daily", zh: "每天")
    case (let count, .day): Bilingual(en: "every \(count) days", zh: "每 \(count) 天")
    case (1, .week): Bilingual(en: "weekly", zh: "每周")
    case (let count, .week): Bilingual(en: "every \(count) weeks", zh: "每 \(count) 周")
    case (1, .month): Bilingual(en: "monthly", zh: "每月")
    case (3, .month): Bilingual(en: "quarterly", zh: "每季度")
    case (6, .month): Bilingual(en: "half-yearly", zh: "每半年")
    case (12, .month): Bilingual(en: "yearly", zh: "每年")
    case (let count, .month) where count.isMultiple(of: 12):
      Bilingual(en: "every \(count / 12) years", zh: "每 \(count / 12) 年")
    case (let count, .month): Bilingual(en: "every \(count) months", zh: "每 \(count) 个月")
    }
  }
}

extension Period {
  /// A length as people write it: `monthly`, `half-yearly`, `every 10 days`, `3 months`, `2 years`, `每季度`, `每 10 天`, `5 天`.
  ///
  /// - Returns: `nil` for anything else.
  public init?(_ text: String) {
    var word = text.lowercased().filter { !$0.isWhitespace }
    let names: [String: (Int, Unit)] = [
      "daily": (1, .day), "weekly": (1, .week), "fortnightly": (2, .week), "monthly": (1, .month),
      "quarterly": (3, .month), "half-yearly": (6, .month), "halfyearly": (6, .month), "yearly": (12, .month),
      "annually": (12, .month),
      "每日": (1, .day), "每天": (1, .day), "每周": (1, .week), "每月": (1, .month), "每季": (3, .month),
      "每季度": (3, .month), "每半年": (6, .month), "半年": (6, .month), "每年": (12, .month),
    ]
    if let (count, unit) = names[word] {
      self.init(count, unit)
      return
    }
    for prefix in ["every", "每"] where word.hasPrefix(prefix) {
      word = String(word.dropFirst(prefix.count))
      break
    }
    let digits = word.prefix { $0.isASCII && $0.isNumber }
    guard let count = Int(digits.isEmpty ? "1" : String(digits)) else { return nil }
    switch String(word.dropFirst(digits.count)) {
    case "day", "days", "天", "日": self.init(count, .day)
    case "week", "weeks", "周", "个星期": self.init(count, .week)
    case "month", "months", "月", "个月": self.init(count, .month)
    case "quarter", "quarters", "季度", "个季度": self.init(count > Self.longest ? 0 : count * 3, .month)
    case "year", "years", "年": self.init(count > Self.longest ? 0 : count * 12, .month)
    default: return nil
    }
  }
}

extension Cadence {
  /// A rhythm as people write it: `any time`, `随时`, or a ``Period``.
  ///
  /// - Returns: `nil` for anything else, and for a period that the calendar does not divide into, reckoned by it.
  public init?(_ text: String, reckoning: Reckoning = .rolling) {
    switch text.lowercased().filter({ !$0.isWhitespace }) {
    case "anytime", "any-time", "随时", "不限": self = .anyTime
    default:
      guard let period = Period(text), reckoning == .rolling || period.dividesCalendar else { return nil }
      self = .every(period, reckoning)
    }
  }
}

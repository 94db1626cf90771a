/// A length of time by the calendar: so many days, weeks or months.
public struct Period: Hashable, Sendable {
  /// Years are twelve months, as calendars have it.
  public enum Unit: String, Hashable, Sendable, CaseIterable { case day, week, month }

  /// At least 1.
  public let count: Int
  public let unit: Unit

  /// The longest count that is taken for meant: a hundred years of months.
  public static let longest = 1200

  /// `nil` for a count outside `1...1200`.
  public init?(_ count: Int, _ unit: Unit) {
    guard (1...Self.longest).contains(count) else { return nil }
    self.count = count
    self.unit = unit
  }

  /// The day this much later.
  public func end(from date: CivilDate) -> CivilDate {
    switch unit {
    case .day: date.adding(days: count)
    case .week: date.adding(days: 7 * count)
    case .month: date.adding(months: count)
    }
  }

  /// Whether the calendar has spans of this length with fixed ends: a day, a week, and the parts of a year.
  public var dividesCalendar: Bool {
    switch unit {
    case .day, .week: count == 1
    case .month: 12.isMultiple(of: count)
    }
  }

  /// The last day of the calendar's span that holds a day: of its month, quarter, half-year or year; Sunday for weeks.
  ///
  /// Meant for lengths that ``dividesCalendar``; months of other lengths are counted from January.
  public func spanEnd(holding date: CivilDate) -> CivilDate {
    switch unit {
    case .day: return date
    case .week: return date.adding(days: 7 - date.weekday)
    case .month:
      let (year, month, _) = date.parts
      let lastMonth = min(12, ((month - 1) / count + 1) * count)
      return CivilDate(year: year, month: lastMonth, day: CivilDate.days(inMonth: lastMonth, of: year)) ?? date
    }
  }
}

/// A day of the Gregorian calendar without time or time zone, from 0001-01-01 to 9999-12-31.
///
/// - SeeAlso: Hinnant, "chrono-Compatible Low-Level Date Algorithms" (days and civil dates in closed form).
public struct CivilDate: Hashable, Sendable {
  /// Days since 1970-01-01; earlier days are negative.
  public let dayNumber: Int

  private static let first = -719_162
  private static let last = 2_932_896

  /// The day with this number, brought to the nearer end of the calendar where it lies beyond.
  public init(dayNumber: Int) { self.dayNumber = min(max(dayNumber, Self.first), Self.last) }

  /// A day by its parts; `nil` where the calendar has none such, as 30 February.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), (1...Self.days(inMonth: month, of: year)).contains(day)
    else { return nil }
    dayNumber = Self.number(year: year, month: month, day: day)
  }

  /// Whether a year of the Gregorian calendar has 366 days.
  public static func isLeap(_ year: Int) -> Bool {
    year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
  }

  /// The length of a month, 1…12.
  public static func days(inMonth month: Int, of year: Int) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Year, month and day.
  public var parts: (year: Int, month: Int, day: Int) {
    // Years start in March, so that the leap day is a year's last; 400 years have 146,097 days.
    let shifted = dayNumber + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * marchMonth + 2) / 5 + 1)
  }

  /// 1 for Monday to 7 for Sunday, as in ISO 8601.
  public var weekday: Int {
    let remainder = (dayNumber + 3) % 7
    return (remainder < 0 ? remainder + 7 : remainder) + 1
  }

  private static func number(year: Int, month: Int, day: Int) -> Int {
    let year = month <= 2 ? year - 1 : year
    let era = (year >= 0 ? year : year - 399) / 400
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }
}

extension CivilDate: Comparable {
  /// The earlier day comes first.
  public static func < (a: CivilDate, b: CivilDate) -> Bool { a.dayNumber < b.dayNumber }
}

extension CivilDate {
  /// So many days later, or earlier.
  public func adding(days: Int) -> CivilDate {
    let (sum, overflow) = dayNumber.addingReportingOverflow(days)
    return CivilDate(dayNumber: overflow ? (days > 0 ? .max : .min) : sum)
  }

  /// The same day so many months later, or earlier: the last of the month where that is shorter, 31 January and one month
  /// being 28 or 29 February.
  public func adding(months: Int) -> CivilDate {
    let (year, month, day) = parts
    let (sum, overflow) = (year * 12 + month - 1).addingReportingOverflow(months)
    guard !overflow, sum >= 12 else { return CivilDate(dayNumber: months > 0 ? .max : .min) }
    guard sum < 120_000 else { return CivilDate(dayNumber: .max) }
    let (newYear, newMonth) = (sum / 12, sum % 12 + 1)
    let newDay = min(day, Self.days(inMonth: newMonth, of: newYear))
    return CivilDate(dayNumber: Self.number(year: newYear, month: newMonth, day: newDay))
  }

  /// How many days later than another day.
  public func days(since other: CivilDate) -> Int { dayNumber - other.dayNumber }
}

extension CivilDate: CustomStringConvertible {
  /// ISO 8601, `2026-06-30`.
  public var description: String {
    let (year, month, day) = parts
    func padded(_ number: Int, _ width: Int) -> String {
      let text = String(number)
      return String(repeating: "0", count: max(0, width - text.count)) + text
    }
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
  }
}

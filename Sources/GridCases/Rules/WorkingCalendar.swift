public import GridVisits

/// When work is done: the working hours of a working day, which days of the week these are, the holidays among them and
/// the other days worked instead, such as the Saturdays beside a long holiday. All of it is data.
///
/// Working time is told by wall clocks: an hour that daylight saving skips inside working hours counts all the same.
public struct WorkingCalendar: Hashable, Sendable {
  /// A stretch of a working day, in minutes after midnight.
  public struct Shift: Hashable, Sendable {
    public let from: Int
    public let to: Int

    /// A stretch from one minute of the day to another, such as 540 to 720.
    public init(from: Int, to: Int) {
      self.from = from
      self.to = to
    }
  }

  public let zone: ClockZone
  /// In order, none touching the next.
  public let hours: [Shift]
  /// 1 for Monday to 7 for Sunday.
  public let weekdays: Set<Int>
  public let holidays: Set<CivilDate>
  public let extraWorkdays: Set<CivilDate>

  /// Working days before each day since 1970-01-01, and one more; and the working days themselves.
  private let before: [Int32]
  private let workdays: [Int32]
  /// Working milliseconds of a day.
  let dayLength: Int64

  private static let days = Int(Instant.range.upperBound.milliseconds / Int64(WallTime.dayLength)) + 1

  /// A calendar for 1970 to 2099.
  ///
  /// - Parameters:
  ///   - weekdays: 1 for Monday to 7 for Sunday.
  ///   - hours: In the order of the day; the last may end at 24:00, 1440.
  ///   - holidays: Days off whatever their day of the week.
  ///   - extraWorkdays: Days worked whatever their day of the week; a day may not be both.
  /// - Throws: ``CaseError/badCalendar(_:)``.
  /// - Complexity: O(days of 130 years).
  public init(
    zone: ClockZone, weekdays: Set<Int> = [1, 2, 3, 4, 5], hours: [Shift], holidays: Set<CivilDate> = [],
    extraWorkdays: Set<CivilDate> = []
  ) throws(CaseError) {
    if let fault = Self.fault(weekdays, hours, holidays, extraWorkdays) { throw .badCalendar(fault) }
    self.zone = zone
    self.weekdays = weekdays
    self.hours = hours
    self.holidays = holidays
    self.extraWorkdays = extraWorkdays
    dayLength = hours.reduce(0) { $0 + Int64($1.to - $1.from) * 60_000 }
    var before: [Int32] = [0]
    var workdays: [Int32] = []
    before.reserveCapacity(Self.days + 1)
    let off = Set(holidays.map(\.dayNumber))
    let on = Set(extraWorkdays.map(\.dayNumber))
    for day in 0..<Self.days {
      let weekday = CivilDate(dayNumber: day).weekday
      if on.contains(day) || (weekdays.contains(weekday) && !off.contains(day)) { workdays.append(Int32(day)) }
      before.append(Int32(workdays.count))
    }
    self.before = before
    self.workdays = workdays
  }

  private static func fault(
    _ weekdays: Set<Int>, _ hours: [Shift], _ holidays: Set<CivilDate>, _ extraWorkdays: Set<CivilDate>
  ) -> CaseError.CalendarFault? {
    guard !weekdays.isEmpty, weekdays.allSatisfy({ (1...7).contains($0) }) else { return .noWeekdays }
    guard !hours.isEmpty else { return .noHours }
    var end = -1
    for shift in hours {
      guard shift.from > end, shift.from >= 0, shift.to > shift.from, shift.to <= 1440 else {
        return .badShift(from: shift.from, to: shift.to)
      }
      end = shift.to
    }
    return holidays.intersection(extraWorkdays).min().map { .bothOffAndOn($0) }
  }

  /// Whether a day is worked.
  public func isWorkday(_ date: CivilDate) -> Bool {
    guard (0..<Self.days).contains(date.dayNumber) else { return false }
    return before[date.dayNumber + 1] > before[date.dayNumber]
  }

  /// Working milliseconds from 1970 to a moment.
  ///
  /// - Complexity: O(log changes of the clock).
  func workingTime(until instant: Instant) -> Int64 {
    let time = zone.wallTime(at: min(max(instant, Instant.range.lowerBound), Instant.range.upperBound))
    let day = min(max(time.date.dayNumber, 0), Self.days - 1)
    let whole = Int64(before[day]) * dayLength
    guard before[day + 1] > before[day] else { return whole }
    var within = 0
    for shift in hours {
      within += min(max(time.millisecond - shift.from * 60_000, 0), (shift.to - shift.from) * 60_000)
    }
    return whole + Int64(within)
  }

  /// Working milliseconds from 1970 to the end of a day.
  func workingTime(untilEndOf date: CivilDate) -> Int64 {
    Int64(before[min(max(date.dayNumber + 1, 0), Self.days)]) * dayLength
  }

  /// The first moment until which so many milliseconds have been worked since 1970; `nil` after 2099.
  func instant(atWorkingTime time: Int64) -> Instant? {
    guard time > 0 else { return Instant.range.lowerBound }
    let (whole, rest) = (time - 1).quotientAndRemainder(dividingBy: dayLength)
    guard whole < Int64(workdays.count) else { return nil }
    var left = Int(rest) + 1
    for shift in hours {
      let length = (shift.to - shift.from) * 60_000
      if left <= length {
        return moment(day: Int(workdays[Int(whole)]), millisecond: shift.from * 60_000 + left)
      }
      left -= length
    }
    return nil
  }

  private func moment(day: Int, millisecond: Int) -> Instant {
    let date = CivilDate(dayNumber: day)
    return millisecond < WallTime.dayLength
      ? zone.first(notBefore: WallTime(date: date, millisecond: millisecond)) : zone.start(of: date.adding(days: 1))
  }

  /// How long is worked between two moments, in milliseconds; 0 where the second is no later.
  public func workingMilliseconds(from: Instant, to: Instant) -> Int64 {
    max(0, workingTime(until: to) - workingTime(until: from))
  }
}

public import GridVisits

/// What the clocks of some place show: a day and a time of day, without saying where.
public struct WallTime: Hashable, Sendable {
  public let date: CivilDate
  /// Of the day, `0..<86_400_000`.
  public let millisecond: Int

  static let dayLength = 86_400_000

  /// A time of day, brought into the day where it lies beyond.
  public init(date: CivilDate, millisecond: Int = 0) {
    self.date = date
    self.millisecond = min(max(millisecond, 0), Self.dayLength - 1)
  }

  /// What clocks show that are so many seconds ahead of UTC.
  init(_ instant: Instant, offset: Int) {
    let local = instant.adding(milliseconds: Int64(offset) * 1000).milliseconds
    let length = Int64(Self.dayLength)
    let day = (local >= 0 ? local : local - (length - 1)) / length
    let (start, overflow) = day.multipliedReportingOverflow(by: length)
    self.init(date: CivilDate(dayNumber: Int(day)), millisecond: overflow ? 0 : Int(local - start))
  }

  /// The moment at which clocks so many seconds ahead of UTC show this.
  func instant(offset: Int) -> Instant {
    Instant(milliseconds: Int64(date.dayNumber) * Int64(Self.dayLength) + Int64(millisecond) - Int64(offset) * 1000)
  }
}

extension WallTime: Comparable {
  /// The time that clocks show first.
  public static func < (a: WallTime, b: WallTime) -> Bool { (a.date, a.millisecond) < (b.date, b.millisecond) }
}

extension WallTime: CustomStringConvertible {
  /// `2020-01-02T03:04:05`, with milliseconds where there are any.
  public var description: String {
    let seconds = millisecond / 1000
    let time = [seconds / 3600, seconds / 60 % 60, seconds % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
    let rest = millisecond % 1000
    let digits = String(rest)
    let fraction = rest == 0 ? "" : "." + String(repeating: "0", count: 3 - digits.count) + digits
    return "\(date)T\(time.joined(separator: ":"))\(fraction)"
  }
}

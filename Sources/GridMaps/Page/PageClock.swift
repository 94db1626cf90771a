/// How far the clocks of a county are ahead of UTC, so that a page tells times as they were there, wherever it is read.
public struct PageClock: Hashable, Sendable {
  /// A change of the clocks.
  public struct Change: Hashable, Sendable {
    /// In milliseconds since 1970-01-01T00:00Z.
    public var from: Int64
    /// Minutes ahead of UTC from then on.
    public var minutes: Int

    /// The clocks are so many minutes ahead from an instant on.
    public init(from: Int64, minutes: Int) {
      self.from = from
      self.minutes = minutes
    }
  }

  /// Shown beside times, such as `Asia/Shanghai`.
  public let name: String
  /// Minutes ahead of UTC before the first change.
  public let minutes: Int
  /// In the order of their instants.
  public let changes: [Change]

  /// A clock; changes are brought into order.
  ///
  /// - Parameter changes: Those in the span of the page's times suffice.
  public init(name: String, minutes: Int, changes: [Change] = []) {
    self.name = name
    self.minutes = minutes
    self.changes = changes.sorted { ($0.from, $0.minutes) < ($1.from, $1.minutes) }
  }

  /// Minutes ahead of UTC at an instant in milliseconds.
  public func minutes(at instant: Int64) -> Int { changes.last { $0.from <= instant }?.minutes ?? minutes }

  /// A date and time as the clocks show it, `2026-11-21 08:00`.
  ///
  /// - SeeAlso: Richards, "Calendars", in Explanatory Supplement to the Astronomical Almanac, 3rd ed., 2013, sec. 15.11.3,
  ///   for the civil date of a day number.
  public func text(of instant: Int64) -> String {
    let local = instant.addingReportingOverflow(Int64(minutes(at: instant)) * 60_000).partialValue
    let (day, rest) = (floored(local, by: 86_400_000), remainder(local, by: 86_400_000))
    let julian = day + 2_440_588
    let f = julian + 1401 + (4 * julian + 274_277) / 146_097 * 3 / 4 - 38
    let e = 4 * f + 3
    let h = 5 * (e % 1461 / 4) + 2
    let month = (h / 153 + 2) % 12 + 1
    let year = e / 1461 - 4716 + (14 - month) / 12
    let clock = "\(padded(rest / 3_600_000, 2)):\(padded(rest / 60_000 % 60, 2))"
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(h % 153 / 5 + 1, 2)) \(clock)"
  }
}

private func floored(_ value: Int64, by step: Int64) -> Int64 { (value - remainder(value, by: step)) / step }

private func remainder(_ value: Int64, by step: Int64) -> Int64 { (value % step + step) % step }

private func padded(_ value: Int64, _ width: Int) -> String {
  let digits = String(value)
  return String(repeating: "0", count: max(0, width - digits.count)) + digits
}

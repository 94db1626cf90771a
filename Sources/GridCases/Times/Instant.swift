import GridVisits

/// A moment, the same everywhere: milliseconds since 1970-01-01T00:00:00Z, leap seconds left out as in civil clocks.
public struct Instant: Hashable, Sendable, BitwiseCopyable {
  public let milliseconds: Int64

  /// A moment so long after 1970-01-01T00:00:00Z, or before it.
  public init(milliseconds: Int64) { self.milliseconds = milliseconds }

  /// What a case may be dated: 1970 to 2099. Time zones are known for these years.
  public static let range = Instant(milliseconds: 0)...Instant(milliseconds: 4_102_444_799_999)
}

extension Instant: Comparable {
  /// The earlier moment comes first.
  public static func < (a: Instant, b: Instant) -> Bool { a.milliseconds < b.milliseconds }
}

extension Instant {
  /// So much later, or earlier; the ends of 64 bits are not passed.
  public func adding(milliseconds: Int64) -> Instant {
    let (sum, overflow) = self.milliseconds.addingReportingOverflow(milliseconds)
    return Instant(milliseconds: overflow ? (milliseconds > 0 ? .max : .min) : sum)
  }

  /// So many seconds later, or earlier.
  public func adding(seconds: Int) -> Instant {
    let (product, overflow) = Int64(seconds).multipliedReportingOverflow(by: 1000)
    return adding(milliseconds: overflow ? (seconds > 0 ? .max : .min) : product)
  }

  /// How much later than another moment, in milliseconds.
  public func milliseconds(since other: Instant) -> Int64 {
    let (difference, overflow) = milliseconds.subtractingReportingOverflow(other.milliseconds)
    return overflow ? (self > other ? .max : .min) : difference
  }
}

extension Instant: CustomStringConvertible {
  /// ISO 8601 in UTC, `2020-01-02T08:00:00Z`, with milliseconds where there are any.
  public var description: String { WallTime(self, offset: 0).description + "Z" }

  /// ISO 8601 by the clocks of a zone, `2020-01-02T00:00:00-08:00`.
  public func text(in zone: ClockZone) -> String {
    let offset = zone.offset(at: self)
    return WallTime(self, offset: offset).description + ClockZone.text(ofOffset: offset)
  }
}

/// How much of a time is shown.
public enum Coarseness: String, Hashable, Sendable, CaseIterable { case day, week, month, year }

extension Instant {
  /// The day, the first day of the week, the month or the year that holds the moment, by the clocks of a zone:
  /// `2020-01-02`, `2019-12-30`, `2020-01`, `2020`. Public outputs show no more than this.
  public func coarsened(to coarseness: Coarseness, in zone: ClockZone) -> String {
    let date = zone.wallTime(at: self).date
    switch coarseness {
    case .day: return date.description
    case .week: return date.adding(days: 1 - date.weekday).description
    case .month: return String(date.description.prefix(7))
    case .year: return String(date.description.prefix(4))
    }
  }
}

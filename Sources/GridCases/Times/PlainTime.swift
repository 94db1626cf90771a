import GridVisits

/// The form in which most tables and all plans write moments, `2020-01-02T03:04:05.678Z`, read without trying any other.
/// Seconds, their three decimals and the `Z` may be missing, and a blank stand for the `T`.
struct PlainTime: Hashable {
  let wall: WallTime
  /// Whether it ends in `Z`.
  let isUTC: Bool

  init?(_ text: String) {
    guard (16...24).contains(text.utf8.count) else { return nil }
    var bytes = Digits(text)
    guard let year = bytes.number(4), bytes.take("-"), let month = bytes.number(2), bytes.take("-"),
      let day = bytes.number(2), bytes.take("T") || bytes.take(" "), let hour = bytes.number(2), bytes.take(":"),
      let minute = bytes.number(2), hour < 24, minute < 60, let date = CivilDate(year: year, month: month, day: day)
    else { return nil }
    var (second, fraction) = (0, 0)
    if bytes.take(":") {
      guard let stated = bytes.number(2), stated < 60 else { return nil }
      second = stated
      if bytes.take(".") {
        guard let stated = bytes.number(3) else { return nil }
        fraction = stated
      }
    }
    isUTC = bytes.take("Z")
    guard bytes.isAtEnd else { return nil }
    wall = WallTime(date: date, millisecond: ((hour * 60 + minute) * 60 + second) * 1000 + fraction)
  }
}

/// Bytes of a text, one after the other.
private struct Digits {
  private var rest: String.UTF8View.Iterator
  private var next: UInt8?

  init(_ text: String) {
    rest = text.utf8.makeIterator()
    next = rest.next()
  }

  var isAtEnd: Bool { next == nil }

  /// Passes over a byte if it is the one.
  mutating func take(_ mark: Unicode.Scalar) -> Bool {
    guard next == UInt8(ascii: mark) else { return false }
    next = rest.next()
    return true
  }

  /// So many digits as a number.
  mutating func number(_ count: Int) -> Int? {
    var value = 0
    for _ in 0..<count {
      guard let digit = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
      value = value * 10 + Int(digit - UInt8(ascii: "0"))
      next = rest.next()
    }
    return value
  }
}

extension Instant {
  /// ISO 8601 in UTC, always with milliseconds, so that texts sort as moments do: `2020-01-02T08:00:00.000Z`.
  public var stamp: String {
    let wall = WallTime(self, offset: 0)
    let (year, month, day) = wall.date.parts
    let seconds = wall.millisecond / 1000
    var bytes: [UInt8] = []
    bytes.reserveCapacity(24)
    func add(_ number: Int, _ digits: Int, _ mark: Unicode.Scalar) {
      var unit = 1
      for _ in 1..<digits { unit *= 10 }
      while unit > 0 {
        bytes.append(UInt8(ascii: "0") + UInt8(number / unit % 10))
        unit /= 10
      }
      bytes.append(UInt8(ascii: mark))
    }
    add(year, 4, "-")
    add(month, 2, "-")
    add(day, 2, "T")
    add(seconds / 3600, 2, ":")
    add(seconds / 60 % 60, 2, ":")
    add(seconds % 60, 2, ".")
    add(wall.millisecond % 1000, 3, "Z")
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A moment as ``stamp`` writes it, or in another form of ISO 8601 in UTC.
  public init?(stamp: String) {
    if let plain = PlainTime(stamp), plain.isUTC {
      self = plain.wall.instant(offset: 0)
      guard Self.range.contains(self) else { return nil }
    } else if let instant = try? InstantReader(zone: nil).read(stamp) {
      self = instant
    } else {
      return nil
    }
  }
}

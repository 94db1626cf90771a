import Foundation
public import GridVisits

/// A time zone: how far the clocks of a place are ahead of UTC, from 1970 to 2099.
///
/// Every change of the clocks is read once from the time zone data of Foundation; after that a look-up is a binary
/// search among some hundred changes, which is why a million rows can be dated.
public struct ClockZone: Hashable, Sendable {
  /// The name it was made by, such as `Asia/Shanghai`, `UTC` or `+08:00`.
  public let identifier: String
  /// The moments at which the clocks change, in milliseconds, and the seconds ahead of UTC from then on; the first
  /// holds from the beginning.
  private let changes: [Int64]
  private let offsets: [Int]

  /// Coordinated universal time.
  public static let utc = ClockZone(identifier: "UTC", offset: 0)

  private init(identifier: String, offset: Int) {
    self.identifier = identifier
    changes = [.min]
    offsets = [offset]
  }

  /// A zone of the IANA database, or a fixed distance from UTC such as `+08:00`.
  ///
  /// - Throws: ``CaseError/unknownZone(_:)``.
  public init(_ identifier: String) throws(CaseError) {
    if identifier == "UTC" || identifier == "Z" {
      self = .utc
      return
    }
    if let offset = Self.offset(Array(identifier.utf8)[...]) {
      self.init(identifier: identifier, offset: offset)
      return
    }
    guard TimeZone.knownTimeZoneIdentifiers.contains(identifier) || identifier.contains("/"),
      let zone = TimeZone(identifier: identifier)
    else { throw .unknownZone(identifier) }
    self.init(identifier: identifier, zone)
  }

  /// Looks at the clocks once a week, and for the very second wherever they differ. Foundation's own list of changes
  /// knows those of daylight saving only.
  private init(identifier: String, _ zone: TimeZone) {
    func offset(_ second: Int) -> Int { zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(second))) }
    let week = 7 * 86_400
    let last = Int(Instant.range.upperBound.milliseconds / 1000)
    var changes: [Int64] = [.min]
    var offsets = [offset(0)]
    var second = 0
    while second < last {
      let next = min(second + week, last)
      let after = offset(next)
      if after != offsets[offsets.count - 1] {
        var (low, high) = (second, next)
        while high - low > 1 {
          let middle = low + (high - low) / 2
          if offset(middle) == after { high = middle } else { low = middle }
        }
        changes.append(Int64(high) * 1000)
        offsets.append(after)
      }
      second = next
    }
    self.identifier = identifier
    self.changes = changes
    self.offsets = offsets
  }

  /// How many seconds the clocks are ahead of UTC.
  ///
  /// - Complexity: O(log changes).
  public func offset(at instant: Instant) -> Int { offsets[era(of: instant)] }

  /// The last change not after the moment.
  private func era(of instant: Instant) -> Int {
    var (low, high) = (0, changes.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if changes[middle] <= instant.milliseconds { low = middle } else { high = middle }
    }
    return low
  }

  /// Whether the clocks show the same from a moment on, whatever they are called.
  package func agrees(with other: ClockZone, from start: Instant) -> Bool {
    let marks = (changes + other.changes).map(Instant.init(milliseconds:)).filter { $0 > start } + [start]
    return marks.allSatisfy { offset(at: $0) == other.offset(at: $0) }
  }

  /// What the clocks show.
  public func wallTime(at instant: Instant) -> WallTime { WallTime(instant, offset: offset(at: instant)) }

  /// The moments at which the clocks show a time: one as a rule, none where they are put forward over it, two, the
  /// earlier first, where they are put back over it.
  public func instants(of time: WallTime) -> [Instant] {
    let guess = time.instant(offset: offsets[0])
    let nearby = era(of: guess)
    var found: [Instant] = []
    // Clocks never change by more than a day or so, and eras are longer than that.
    for era in max(0, nearby - 1)...min(nearby + 1, changes.count - 1) {
      let instant = time.instant(offset: offsets[era])
      if self.era(of: instant) == era, found.last != instant { found.append(instant) }
    }
    return found
  }

  /// The moment at which the clocks show a time, where no change of the clocks is within two days of it; `nil` otherwise.
  func onlyInstant(of time: WallTime) -> Instant? {
    let guess = time.instant(offset: offsets[0])
    let era = era(of: guess)
    let isFar =
      (era == 0 || guess.milliseconds - changes[era] > Self.twoDays)
      && (era + 1 == changes.count || changes[era + 1] - guess.milliseconds > Self.twoDays)
    return isFar ? time.instant(offset: offsets[era]) : nil
  }

  private static let twoDays: Int64 = 2 * 86_400_000

  /// The first moment of a day by these clocks, also where they skip midnight.
  public func start(of date: CivilDate) -> Instant { first(notBefore: WallTime(date: date)) }

  /// The first moment at which the clocks show a time or, where they skip it, a later one.
  func first(notBefore time: WallTime) -> Instant {
    if let instant = instants(of: time).first { return instant }
    // Skipped: the moment of the change, which is the first era's beginning whose clocks are past the time.
    let nearby = era(of: time.instant(offset: offsets[0]))
    for era in max(1, nearby - 1)..<min(nearby + 2, changes.count)
    where wallTime(at: Instant(milliseconds: changes[era])) >= time {
      return Instant(milliseconds: changes[era])
    }
    return time.instant(offset: offsets[nearby])
  }
}

extension ClockZone {
  /// `+08:00`; `Z` for none.
  static func text(ofOffset offset: Int) -> String {
    if offset == 0 { return "Z" }
    let minutes = abs(offset) / 60
    let parts = [minutes / 60, minutes % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
    return (offset < 0 ? "-" : "+") + parts.joined(separator: ":")
  }

  /// Seconds ahead of UTC as written: `+08:00`, `+0800`, `+08`, `-3:30`; `nil` for anything else, and beyond 18 hours.
  static func offset(_ bytes: ArraySlice<UInt8>) -> Int? {
    guard let sign = bytes.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else { return nil }
    var groups: [(value: Int, digits: Int)] = [(0, 0)]
    for byte in bytes.dropFirst() {
      if byte == UInt8(ascii: ":"), groups.count == 1, groups[0].digits > 0 {
        groups.append((0, 0))
        continue
      }
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte), groups[groups.count - 1].digits < 4 else {
        return nil
      }
      groups[groups.count - 1].value = groups[groups.count - 1].value * 10 + Int(byte - UInt8(ascii: "0"))
      groups[groups.count - 1].digits += 1
    }
    let hours: Int
    let minutes: Int
    switch (groups.count, groups[0].digits, groups.last?.digits) {
    case (1, 1...2, _): (hours, minutes) = (groups[0].value, 0)
    case (1, 4, _): (hours, minutes) = (groups[0].value / 100, groups[0].value % 100)
    case (2, 1...2, 2): (hours, minutes) = (groups[0].value, groups[1].value)
    default: return nil
    }
    guard hours <= 18, minutes < 60 else { return nil }
    let seconds = (hours * 60 + minutes) * 60
    return sign == UInt8(ascii: "-") ? -seconds : seconds
  }
}

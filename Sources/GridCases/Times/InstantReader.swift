public import GridVisits

/// Reads moments as tables write them, in many forms but never by a guess: whose clocks a local time goes by, and which
/// comes first of day and month, has to be said.
///
/// Year first with any of the marks that ``CivilDate`` knows, then `T` or a blank and a time: `2020-01-02T03:04:05.000`,
/// `2020/1/2 3:04`, `2020年1月2日3时4分5秒`, `2020-01-02 下午3:04`, `20200102T030405Z`, `20200102030405`; a day alone is its
/// first moment. Year last, `1/2/2020 3:04:05 PM`, only in the declared order; two digits of a year are then one of
/// 1970…2069, `1/2/20 3:04`. A distance from UTC in the text, `Z`, `+08:00`, `+0800`, `UTC`, goes before the stated zone.
/// Whole numbers are moments only where an epoch is declared.
public struct InstantReader: Sendable {
  /// What a bare number counts since 1970-01-01T00:00:00Z.
  public enum Epoch: String, Hashable, Sendable, CaseIterable { case seconds, milliseconds }

  /// What becomes of a local time that came twice because clocks were put back.
  public enum Overlap: String, Hashable, Sendable, CaseIterable { case earlier, later, refuse }

  public let zone: ClockZone?
  public let order: CivilDate.Order?
  public let epoch: Epoch?
  public let overlap: Overlap

  /// - Parameters:
  ///   - zone: Whose clocks local times go by; such times are refused where it is `nil`.
  ///   - order: Of day and month in dates that end in the year.
  ///   - epoch: What bare numbers count.
  public init(
    zone: ClockZone?, order: CivilDate.Order? = nil, epoch: Epoch? = nil, overlap: Overlap = .earlier
  ) {
    self.zone = zone
    self.order = order
    self.epoch = epoch
    self.overlap = overlap
  }

  /// The moment that a text states, in ``Instant/range``.
  ///
  /// - Complexity: O(characters); a text of more than a hundred is no moment.
  public func read(_ text: String) throws(TimeFault) -> Instant {
    let (earlier, later) = try readings(of: text)
    guard earlier != later else { return earlier }
    switch overlap {
    case .earlier: return earlier
    case .later: return later
    case .refuse: throw .twice(text, zone: zone?.identifier ?? "")
    }
  }

  /// Both moments of a local time that came twice, for whoever can tell which is meant; otherwise the one moment twice.
  public func readings(of text: String) throws(TimeFault) -> (earlier: Instant, later: Instant) {
    func only(_ instant: Instant) throws(TimeFault) -> (earlier: Instant, later: Instant) {
      let instant = try inRange(instant, text)
      return (instant, instant)
    }
    guard text.utf8.count <= 100 else { throw .notATime(text) }
    if let epoch {
      guard let number = Int64(text.filter { !$0.isWhitespace }) else { throw .notATime(text) }
      let (scaled, overflow) = number.multipliedReportingOverflow(by: epoch == .seconds ? 1000 : 1)
      guard !overflow else { throw .outOfRange(text) }
      return try only(Instant(milliseconds: scaled))
    }
    if let plain = PlainTime(text) {
      if plain.isUTC { return try only(plain.wall.instant(offset: 0)) }
      if let instant = zone?.onlyInstant(of: plain.wall) { return try only(instant) }
    }
    guard let stated = StatedTime(text, order: order) else { throw .notATime(text) }
    if let offset = stated.offset { return try only(stated.wall.instant(offset: offset)) }
    guard let zone else { throw .noZone(text) }
    // Clocks change by less than a day, so a time two days outside is outside anyway.
    let all = Instant.range
    let guess = stated.wall.instant(offset: 0)
    guard guess > all.lowerBound.adding(seconds: -172_800), guess < all.upperBound.adding(seconds: 172_800) else {
      throw .outOfRange(text)
    }
    let instants = zone.instants(of: stated.wall)
    guard let first = instants.first, let last = instants.last else { throw .neverWas(text, zone: zone.identifier) }
    return (try inRange(first, text), try inRange(last, text))
  }

  private func inRange(_ instant: Instant, _ text: String) throws(TimeFault) -> Instant {
    guard Instant.range.contains(instant) else { throw .outOfRange(text) }
    return instant
  }
}

/// What a text says: a time by some clocks and, perhaps, how far these are ahead of UTC.
struct StatedTime: Hashable {
  let wall: WallTime
  let offset: Int?

  init?(_ text: String, order: CivilDate.Order?) {
    let bytes = Array(text.utf8)
    if let plain = Self.yearFirst(bytes) ?? order.flatMap({ Self.yearLast(bytes, order: $0) }) {
      self = plain
      return
    }
    guard let (day, rest) = Self.split(text), let date = CivilDate(day, order: order), let time = TimeOfDay(rest) else {
      return nil
    }
    self.init(date, time)
  }

  private init?(_ date: CivilDate, _ time: TimeOfDay) {
    let isNextDay = time.millisecond == WallTime.dayLength
    wall = WallTime(date: date.adding(days: isNextDay ? 1 : 0), millisecond: isNextDay ? 0 : time.millisecond)
    offset = time.offset
  }

  /// The short way for the forms that most tables have: `2020-01-02T03:04:05…`, `2020/1/2 3:04`.
  private static func yearFirst(_ bytes: [UInt8]) -> StatedTime? {
    guard bytes.count >= 10, "-/.".utf8.contains(bytes[4]), let year = number(bytes[0..<4]) else { return nil }
    var rest = bytes[5...]
    guard let month = number(of: &rest), rest.first == bytes[4] else { return nil }
    rest.removeFirst()
    guard let day = number(of: &rest), let mark = rest.first, mark == UInt8(ascii: "T") || mark == UInt8(ascii: " "),
      let date = CivilDate(year: year, month: month, day: day), let time = TimeOfDay(rest.dropFirst())
    else { return nil }
    return StatedTime(date, time)
  }

  /// `1/2/2020 3:04:05 PM`, `1/2/20 3:04`.
  private static func yearLast(_ bytes: [UInt8], order: CivilDate.Order) -> StatedTime? {
    guard let (first, second, year, rest) = partsYearLast(bytes) else { return nil }
    let (month, day) = order == .monthDayYear ? (first, second) : (second, first)
    guard let date = CivilDate(year: year, month: month, day: day), let time = TimeOfDay(rest) else { return nil }
    return StatedTime(date, time)
  }

  /// The three numbers of a day whose year stands last, and what follows.
  fileprivate static func partsYearLast(
    _ bytes: [UInt8]
  ) -> (first: Int, second: Int, year: Int, rest: ArraySlice<UInt8>)? {
    var rest = bytes.drop { $0 == UInt8(ascii: " ") }
    guard let first = number(of: &rest), let mark = rest.first, "-/.".utf8.contains(mark) else { return nil }
    rest.removeFirst()
    guard let second = number(of: &rest), rest.first == mark else { return nil }
    rest.removeFirst()
    let digits = rest.prefix { isDigit($0) }
    guard digits.count == 2 || digits.count == 4, let number = number(digits) else { return nil }
    rest.removeFirst(digits.count)
    guard rest.first.map({ $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "T") }) ?? true else { return nil }
    let year = digits.count == 4 ? number : number < 70 ? 2000 + number : 1900 + number
    return (first, second, year, rest.dropFirst())
  }

  /// One or two digits at the beginning of what is left.
  private static func number(of rest: inout ArraySlice<UInt8>) -> Int? {
    let digits = rest.prefix(2).prefix { isDigit($0) }
    rest.removeFirst(digits.count)
    return digits.isEmpty ? nil : number(digits)
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    var value = 0
    for digit in digits {
      guard isDigit(digit) else { return nil }
      value = value * 10 + Int(digit - UInt8(ascii: "0"))
    }
    return value
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

  /// The day and what stands behind it.
  private static func split(_ text: String) -> (day: String, time: ArraySlice<UInt8>)? {
    var day = String.UnicodeScalarView()
    var digits = 0
    var scalars = Substring(text).unicodeScalars
    while let scalar = scalars.first {
      let isBlank = scalar.properties.isWhitespace || scalar == "\u{FEFF}"
      if digits == 0, isBlank {
        scalars.removeFirst()
        continue
      }
      if isBlank || scalar == "T" { break }
      // Fourteen digits in a row are day and time without any mark.
      if day.count == 8, digits == 8, scalars.count >= 4, scalars.allSatisfy({ ("0"..."9").contains($0) }) {
        return (String(day), TimeOfDay.bytes(of: scalars))
      }
      day.append(scalar)
      digits += scalar.properties.numericType == nil ? 0 : 1
      scalars.removeFirst()
      if scalar == "日" || scalar == "号" { break }
    }
    if scalars.first == "T" { scalars.removeFirst() }
    return digits > 0 ? (String(day), TimeOfDay.bytes(of: scalars)) : nil
  }
}

/// Which orders of day and month a column can be in: those by which every one of its days exists.
public struct DateOrders: Hashable, Sendable {
  public private(set) var possible = Set(CivilDate.Order.allCases)
  /// Whether any text had its year last; without one the order does not matter.
  public private(set) var isNeeded = false

  /// Nothing has been looked at, so both orders fit.
  public init() {}

  /// The only order that fits; `nil` while both do, and where none does.
  public var only: CivilDate.Order? { possible.count == 1 ? possible.first : nil }

  /// Looks at one more cell. Texts that are no days with the year last say nothing.
  public mutating func note(_ text: String) {
    // Four digits in front are a year in front.
    if text.utf8.count >= 8, text.utf8.prefix(4).allSatisfy({ (0x30...0x39).contains($0) }) { return }
    guard text.utf8.count <= 100, let (first, second, year, _) = StatedTime.partsYearLast(Array(text.utf8)) else {
      return
    }
    isNeeded = true
    if CivilDate(year: year, month: first, day: second) == nil { possible.remove(.monthDayYear) }
    if CivilDate(year: year, month: second, day: first) == nil { possible.remove(.dayMonthYear) }
  }
}

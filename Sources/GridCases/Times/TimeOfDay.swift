/// A time of day as written, with the distance from UTC where one stands behind it.
struct TimeOfDay: Hashable {
  /// `0...86_400_000`: `24:00` is the end of the day.
  let millisecond: Int
  let offset: Int?

  /// Reads `03:04`, `3:04:05.678 PM`, `030405+0800`, and nothing at all as midnight.
  ///
  /// - Parameter bytes: As ``bytes(of:)`` gives them, or any text of ASCII.
  init?(_ bytes: ArraySlice<UInt8>) {
    var rest = bytes
    func skipBlanks() { while let next = rest.first, next == UInt8(ascii: " ") || next == 9 { rest.removeFirst() } }
    skipBlanks()
    if rest.isEmpty {
      (millisecond, offset) = (0, nil)
      return
    }
    var half = Self.half(&rest)
    skipBlanks()
    guard let (clock, isHourAlone) = Self.clock(&rest) else { return nil }
    skipBlanks()
    if half == nil { half = Self.half(&rest) }
    guard !isHourAlone || half != nil || bytes.contains(UInt8(ascii: ":")) else { return nil }
    skipBlanks()
    guard let offset = Self.offset(rest), let time = Self.hour(of: clock, half) else { return nil }
    millisecond = time
    self.offset = offset
  }

  private enum Half { case morning, afternoon }

  /// `AM`, `pm`, at the beginning of what is left.
  private static func half(_ rest: inout ArraySlice<UInt8>) -> Half? {
    guard rest.count >= 2, rest[rest.startIndex + 1] | 0x20 == UInt8(ascii: "m") else { return nil }
    let half: Half
    switch rest[rest.startIndex] | 0x20 {
    case UInt8(ascii: "a"): half = .morning
    case UInt8(ascii: "p"): half = .afternoon
    default: return nil
    }
    rest.removeFirst(2)
    return half
  }

  /// Milliseconds of the day by a clock of 24 or of 12 hours; whether only the hour was written.
  private static func clock(_ rest: inout ArraySlice<UInt8>) -> (milliseconds: Int, isHourAlone: Bool)? {
    var groups: [(value: Int, digits: Int)] = []
    while let number = digits(&rest) {
      groups.append(number)
      guard rest.first == UInt8(ascii: ":") else { break }
      rest.removeFirst()
    }
    if groups.count == 1, groups[0].digits == 4 || groups[0].digits == 6 {
      let pairs = groups[0].digits / 2
      let value = pairs == 3 ? groups[0].value : groups[0].value * 100
      groups = [value / 10_000, value / 100 % 100, value % 100].prefix(pairs).map { ($0, 2) }
    }
    guard (1...3).contains(groups.count), groups.allSatisfy({ $0.digits <= 2 }) else { return nil }
    let values = groups.map(\.value) + [0, 0]
    guard values[0] <= 24, values[1] < 60, values[2] < 60 else { return nil }
    var milliseconds = ((values[0] * 60 + values[1]) * 60 + values[2]) * 1000
    if groups.count == 3, let mark = rest.first, mark == UInt8(ascii: ".") || mark == UInt8(ascii: ",") {
      rest.removeFirst()
      guard let fraction = digits(&rest) else { return nil }
      var part = fraction.value
      for _ in fraction.digits..<9 { part *= 10 }
      milliseconds += part / 1_000_000
    }
    return (milliseconds, groups.count == 1)
  }

  /// A number of nine digits at most.
  private static func digits(_ rest: inout ArraySlice<UInt8>) -> (value: Int, digits: Int)? {
    var (value, count) = (0, 0)
    while let digit = rest.first, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) {
      guard count < 9 else { return nil }
      value = value * 10 + Int(digit - UInt8(ascii: "0"))
      count += 1
      rest.removeFirst()
    }
    return count == 0 ? nil : (value, count)
  }

  private static func hour(of clock: Int, _ half: Half?) -> Int? {
    let hour = 3_600_000
    switch half {
    case nil: return clock <= 24 * hour ? clock : nil
    case .morning?:
      guard clock < 13 * hour else { return nil }
      return clock >= 12 * hour ? clock - 12 * hour : clock
    case .afternoon?:
      // 下午15:04 is written as often as 下午3:04.
      guard clock < 24 * hour else { return nil }
      return clock < 12 * hour ? clock + 12 * hour : clock
    }
  }

  /// Seconds ahead of UTC, where any are stated; `nil` for what is no such statement.
  private static func offset(_ rest: ArraySlice<UInt8>) -> Int?? {
    var rest = rest
    while let last = rest.last, last == UInt8(ascii: " ") { rest.removeLast() }
    if rest.isEmpty { return .some(nil) }
    switch String(decoding: rest, as: UTF8.self).uppercased() {
    case "Z", "UTC", "GMT": return 0
    default:
      guard let seconds = ClockZone.offset(rest) else { return nil }
      return seconds
    }
  }
}

extension TimeOfDay {
  /// A time with its Chinese words and full-width digits as the ASCII that stands for them: `下午3时4分` is `PM3:4:`.
  static func bytes(of scalars: Substring.UnicodeScalarView) -> ArraySlice<UInt8> {
    var bytes: [UInt8] = []
    for scalar in scalars {
      switch scalar {
      case "时", "時", "点", "點", "：": bytes.append(UInt8(ascii: ":"))
      case "分": bytes.append(UInt8(ascii: ":"))
      case "秒", "\u{FEFF}": break
      case "上": bytes.append(UInt8(ascii: "A"))
      case "下": bytes.append(UInt8(ascii: "P"))
      case "午": bytes.append(UInt8(ascii: "M"))
      case "\u{FF10}"..."\u{FF19}": bytes.append(UInt8(scalar.value - 0xFF10) + UInt8(ascii: "0"))
      case _ where scalar.properties.isWhitespace: bytes.append(UInt8(ascii: " "))
      case _ where scalar.isASCII: bytes.append(UInt8(scalar.value))
      default: bytes.append(UInt8(ascii: "?"))
      }
    }
    return bytes[...]
  }
}

/// Numbers from ASCII digits.
enum NumberText {
  private static let powersOfTen: [Double] = (0...18).map { power in (0..<power).reduce(1.0) { value, _ in value * 10 }
  }

  /// The whole number that fills a stretch of bytes, in its plain form; `nil` for anything else.
  static func integer(_ bytes: [UInt8], _ range: Range<Int>) -> Int? {
    var index = range.lowerBound
    let isNegative = index < range.upperBound && bytes[index] == UInt8(ascii: "-")
    if isNegative { index += 1 }
    guard index < range.upperBound else { return nil }
    var value = 0
    while index < range.upperBound {
      let digit = Int(bytes[index]) - 0x30
      guard digit >= 0, digit <= 9 else { return nil }
      let (tens, overflows) = value.multipliedReportingOverflow(by: 10)
      let (sum, overflowsToo) = tens.subtractingReportingOverflow(digit)
      guard !overflows, !overflowsToo else { return nil }
      value = sum
      index += 1
    }
    // Built below 0, where there is one number more.
    return isNegative ? value : value == .min ? nil : -value
  }

  /// Whether the digits of a decimal number, with its exponent, leave nothing behind the point.
  static func isWhole(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
    var behindPoint = 0
    var zerosAtEnd = 0
    var isBehindPoint = false
    var isZero = true
    var index = range.lowerBound
    while index < range.upperBound, bytes[index] | 0x20 != UInt8(ascii: "e") {
      let byte = bytes[index]
      if byte == UInt8(ascii: ".") { isBehindPoint = true }
      if byte >= 0x30 && byte <= 0x39 {
        if isBehindPoint { behindPoint += 1 }
        zerosAtEnd = byte == 0x30 ? zerosAtEnd + 1 : 0
        if byte != 0x30 { isZero = false }
      }
      index += 1
    }
    if isZero { return true }
    guard index < range.upperBound else { return behindPoint <= zerosAtEnd }
    index += 1
    if index < range.upperBound, bytes[index] == UInt8(ascii: "+") { index += 1 }
    // An exponent that no `Int` holds decides by its sign.
    let exponent = integer(bytes, index..<range.upperBound)
    return behindPoint - zerosAtEnd <= exponent ?? (bytes[index] == UInt8(ascii: "-") ? .min : .max)
  }

  /// The nearest double to a decimal number; `nil` where there is none.
  ///
  /// Up to 2⁵³ in digits the division by a power of ten is exact in one rounding (Clinger, "How to Read Floating Point
  /// Numbers Accurately", 1990); the rest is left to the standard library.
  static func double(_ bytes: [UInt8], _ range: Range<Int>) -> Double? {
    var mantissa = 0
    var digits = 0
    var point = -1
    var index = range.lowerBound
    let isNegative = index < range.upperBound && bytes[index] == UInt8(ascii: "-")
    if isNegative { index += 1 }
    while index < range.upperBound, digits < 18 {
      let byte = bytes[index]
      if byte >= 0x30, byte <= 0x39 {
        mantissa = mantissa * 10 + Int(byte) - 0x30
        digits += 1
      } else if byte == UInt8(ascii: "."), point < 0 {
        point = digits
      } else {
        break
      }
      index += 1
    }
    if index == range.upperBound, digits > 0, mantissa <= 1 << 53 {
      let value = point < 0 ? Double(mantissa) : Double(mantissa) / powersOfTen[digits - point]
      return isNegative ? -value : value
    }
    // Words such as `nan` and forms such as `0x1p3` are no numbers here.
    for byte in bytes[range] where !(byte >= 0x2B && byte <= 0x39 || byte | 0x20 == UInt8(ascii: "e")) { return nil }
    return Double(String(decoding: bytes[range], as: UTF8.self))
  }
}

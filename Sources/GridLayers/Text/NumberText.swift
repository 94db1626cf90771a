/// Numbers from ASCII digits, without going through `String` where the result is exact anyway.
enum NumberText {
  private static let powersOfTen: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
  ]

  /// A JSON number as integer where it is written as one and fits, else as real; `nil` for anything else.
  static func value(of bytes: [UInt8]) -> FieldValue? {
    if bytes.allSatisfy({ $0 == 0x2D || ($0 >= 0x30 && $0 <= 0x39) }),
      let integer = Int64(String(decoding: bytes, as: UTF8.self))
    {
      return .integer(integer)
    }
    return double(of: bytes).map(FieldValue.real)
  }

  /// The nearest double to a decimal number such as `-12.5e3`; `nil` for anything else. Too large becomes infinite.
  static func double(of bytes: [UInt8]) -> Double? {
    if let (value, end) = plainDecimal(in: bytes, from: 0, to: bytes.count), end == bytes.count { return value }
    return slow(bytes)
  }

  /// The decimal number without exponent that starts in a stretch of bytes, and where it ends; `nil` where there is none
  /// or its double needs more than one rounding.
  ///
  /// Up to 2⁵³ in digits and 10²² in scale the division is exact in one rounding (Clinger, "How to Read Floating Point
  /// Numbers Accurately", 1990); the rest is left to the standard library.
  @inline(__always) static func plainDecimal(in bytes: [UInt8], from start: Int, to end: Int) -> (Double, end: Int)? {
    var index = start
    let isNegative = index < end && bytes[index] == 0x2D
    if isNegative { index += 1 }
    var mantissa: UInt64 = 0
    var digits = 0
    var point = -1
    while index < end {
      let byte = bytes[index]
      if byte >= 0x30, byte <= 0x39 {
        mantissa = mantissa &* 10 &+ UInt64(byte &- 0x30)
        digits += 1
        if digits > 18 { return nil }
      } else if byte == 0x2E, point < 0 {
        point = digits
      } else {
        break
      }
      index += 1
    }
    guard digits > 0, mantissa <= 1 << 53 else { return nil }
    let magnitude = point < 0 ? Double(mantissa) : Double(mantissa) / powersOfTen[digits - point]
    return (isNegative ? -magnitude : magnitude, index)
  }

  private static func slow(_ bytes: [UInt8]) -> Double? {
    guard bytes.allSatisfy({ JSONScanner.isNumberByte($0) }) else { return nil }
    return Double(String(decoding: bytes, as: UTF8.self))
  }
}

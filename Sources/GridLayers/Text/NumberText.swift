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
  ///
  /// Up to 2⁵³ in digits and 10²² in scale the division is exact in one rounding (Clinger, "How to Read Floating Point
  /// Numbers Accurately", 1990); the rest is left to the standard library.
  static func double(of bytes: [UInt8]) -> Double? {
    var index = 0
    let count = bytes.count
    let isNegative = count > 0 && bytes[0] == 0x2D
    if isNegative { index = 1 }
    var mantissa: UInt64 = 0
    var digits = 0
    var scale = 0
    var hasPoint = false
    while index < count {
      let byte = bytes[index]
      if byte >= 0x30, byte <= 0x39 {
        if mantissa > 900_000_000_000_000_000 { return slow(bytes) }
        mantissa = mantissa &* 10 &+ UInt64(byte &- 0x30)
        digits += 1
        if hasPoint { scale -= 1 }
      } else if byte == 0x2E, !hasPoint {
        hasPoint = true
      } else {
        break
      }
      index += 1
    }
    guard digits > 0 else { return nil }
    if index < count { return slow(bytes) }
    guard mantissa <= 1 << 53, scale >= -22 else { return slow(bytes) }
    let magnitude = Double(mantissa) / powersOfTen[-scale]
    return isNegative ? -magnitude : magnitude
  }

  private static func slow(_ bytes: [UInt8]) -> Double? {
    guard bytes.allSatisfy({ JSONScanner.isNumberByte($0) }) else { return nil }
    return Double(String(decoding: bytes, as: UTF8.self))
  }
}

/// Numbers as coordinates are written: no exponent, no trailing zeros, the same on every machine.
package enum DecimalText {
  private static let powers: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
  ]
  private static let wholePowers = powers.map { UInt64($0) }

  /// Appends a number in ASCII, rounded half away from zero; `decimals` nil writes the shortest text that reads back
  /// as the same number. Numbers too large for the decimals asked are written in full.
  package static func append(_ value: Double, decimals: Int?, to text: inout [UInt8]) {
    guard let decimals, value.isFinite else { return appendShortest(value, to: &text) }
    let places = min(max(decimals, 0), powers.count - 1)
    let scaled = (value * powers[places]).rounded()
    guard scaled.magnitude < 9e15 else { return appendShortest(value, to: &text) }
    if scaled < 0 { text.append(UInt8(ascii: "-")) }
    let (whole, part) = UInt64(scaled.magnitude).quotientAndRemainder(dividingBy: wholePowers[places])
    append(whole, digits: 1, to: &text)
    guard part > 0 else { return }
    text.append(UInt8(ascii: "."))
    append(part, digits: places, to: &text)
    while text.last == UInt8(ascii: "0") { text.removeLast() }
  }

  /// Appends a whole number with leading zeros up to a number of digits.
  private static func append(_ number: UInt64, digits: Int, to text: inout [UInt8]) {
    let start = text.count
    var rest = number
    while rest > 0 || text.count < start + digits {
      text.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
      rest /= 10
    }
    text[start...].reverse()
  }

  /// See ``append(_:decimals:to:)``.
  package static func string(_ value: Double, decimals: Int?) -> String {
    var text: [UInt8] = []
    append(value, decimals: decimals, to: &text)
    return String(decoding: text, as: UTF8.self)
  }

  private static func appendShortest(_ value: Double, to text: inout [UInt8]) {
    var shortest = Array(value.description.utf8)
    if shortest.suffix(2) == [UInt8(ascii: "."), UInt8(ascii: "0")] { shortest.removeLast(2) }
    text.append(contentsOf: shortest == [UInt8(ascii: "-"), UInt8(ascii: "0")] ? [UInt8(ascii: "0")] : shortest)
  }

  /// Reads a number in ASCII from the front of a text and moves past it; nil, without moving, where there is none.
  package static func read(_ text: ArraySlice<UInt8>, at index: inout Int) -> Double? {
    var scan = index
    let end = text.endIndex
    func digit() -> UInt64? {
      guard scan < end, text[scan] &- 48 < 10 else { return nil }
      return UInt64(text[scan] - 48)
    }
    var isNegative = false
    if scan < end, text[scan] == UInt8(ascii: "-") || text[scan] == UInt8(ascii: "+") {
      isNegative = text[scan] == UInt8(ascii: "-")
      scan += 1
    }
    var mantissa: UInt64 = 0
    var significant = 0
    var exponent = 0
    var found = false
    while let next = digit() {
      found = true
      if significant > 0 || next > 0 { significant += 1 }
      mantissa = mantissa &* 10 &+ next
      scan += 1
    }
    if scan < end, text[scan] == UInt8(ascii: ".") {
      scan += 1
      while let next = digit() {
        found = true
        if significant > 0 || next > 0 { significant += 1 }
        mantissa = mantissa &* 10 &+ next
        exponent -= 1
        scan += 1
      }
    }
    guard found else { return nil }
    if scan < end, text[scan] | 0x20 == UInt8(ascii: "e") {
      let beforeExponent = scan
      scan += 1
      var isSmall = false
      if scan < end, text[scan] == UInt8(ascii: "-") || text[scan] == UInt8(ascii: "+") {
        isSmall = text[scan] == UInt8(ascii: "-")
        scan += 1
      }
      var power = 0
      var powerFound = false
      while let next = digit() {
        powerFound = true
        power = min(power * 10 + Int(next), 100_000)
        scan += 1
      }
      if powerFound { exponent += isSmall ? -power : power } else { scan = beforeExponent }
    }
    defer { index = scan }
    // Both factors are exact doubles, so the product is rounded once, hence correctly (Clinger 1990).
    if significant <= 15, (-15...15).contains(exponent) {
      let value = exponent < 0 ? Double(mantissa) / powers[-exponent] : Double(mantissa) * powers[exponent]
      return isNegative ? -value : value
    }
    return Double(String(decoding: text[index..<scan], as: UTF8.self))
  }
}

import GridGeometry

/// Values as JSON text.
package enum JSONText {
  package static func appendQuoted(_ text: String, to bytes: inout [UInt8]) {
    bytes.append(0x22)
    for byte in text.utf8 {
      switch byte {
      case 0x22: bytes.append(contentsOf: [0x5C, 0x22])
      case 0x5C: bytes.append(contentsOf: [0x5C, 0x5C])
      case 0x0A: bytes.append(contentsOf: [0x5C, 0x6E])
      case 0x0D: bytes.append(contentsOf: [0x5C, 0x72])
      case 0x09: bytes.append(contentsOf: [0x5C, 0x74])
      case 0..<0x20:
        let hex = String(byte, radix: 16)
        bytes.append(contentsOf: "\\u00\(hex.count == 1 ? "0" : "")\(hex)".utf8)
      default: bytes.append(byte)
      }
    }
    bytes.append(0x22)
  }

  package static func append(_ value: FieldValue, to bytes: inout [UInt8]) {
    switch value {
    case .null: bytes.append(contentsOf: "null".utf8)
    case .integer(let number): bytes.append(contentsOf: String(number).utf8)
    case .real(let number): bytes.append(contentsOf: (number.isFinite ? "\(number)" : "null").utf8)
    case .boolean(let flag): bytes.append(contentsOf: (flag ? "true" : "false").utf8)
    case .text(let text): appendQuoted(text, to: &bytes)
    case .blob(let blob):
      bytes.append(0x22)
      for byte in blob {
        bytes.append(contentsOf: (byte < 16 ? "0" : "").utf8)
        bytes.append(contentsOf: String(byte, radix: 16).utf8)
      }
      bytes.append(0x22)
    }
  }

  /// A coordinate rounded half away from zero to so many decimals, trailing zeros left out.
  ///
  /// - Precondition: `decimals` in `0...15`.
  static func append(_ number: Double, decimals: Int, to bytes: inout [UInt8]) {
    let scaled = (number * scale(decimals)).rounded()
    guard abs(scaled) < 9e15 else {
      bytes.append(contentsOf: "\(number)".utf8)
      return
    }
    let whole = Int64(scaled)
    if whole < 0 { bytes.append(0x2D) }
    let unit = UInt64(scale(decimals))
    let (integral, fraction) = whole.magnitude.quotientAndRemainder(dividingBy: unit)
    appendDigits(integral, width: 1, to: &bytes)
    guard fraction > 0 else { return }
    bytes.append(0x2E)
    appendDigits(fraction, width: decimals, to: &bytes)
    while bytes.last == 0x30 { bytes.removeLast() }
  }

  /// What two coordinates have in common that are written alike.
  static func rounded(_ number: Double, decimals: Int) -> Double {
    let scaled = (number * scale(decimals)).rounded()
    return abs(scaled) < 9e15 ? scaled : number
  }

  private static func scale(_ decimals: Int) -> Double {
    var scale = 1.0
    for _ in 0..<decimals { scale *= 10 }
    return scale
  }

  private static func appendDigits(_ number: UInt64, width: Int, to bytes: inout [UInt8]) {
    let start = bytes.count
    var rest = number
    repeat {
      bytes.append(0x30 + UInt8(rest % 10))
      rest /= 10
    } while rest > 0
    while bytes.count - start < width { bytes.append(0x30) }
    bytes[start...].reverse()
  }
}

/// Makes cairo's SVG the same at every drawing, smaller, and readable aloud.
///
/// Letters are shapes in cairo's SVG, so no text of a caller's passes through here but the title that is added.
struct SVGDocument {
  private let bytes: [UInt8]
  private var result: [UInt8] = []
  private var surfaces: [[UInt8]: Int] = [:]
  private var index = 0

  /// Numbers the surfaces from 1, which cairo numbers on through the life of the process; rounds the coordinates of paths
  /// to a hundredth of a point; gives the drawing a title.
  static func normalized(_ bytes: [UInt8], title: String) -> [UInt8] {
    var document = SVGDocument(bytes)
    document.copyThroughRoot()
    document.result += Array("\n<title>\(escaped(title))</title>".utf8)
    while document.index < bytes.count { document.step() }
    return document.result
  }

  private init(_ bytes: [UInt8]) {
    self.bytes = bytes
    result.reserveCapacity(bytes.count)
  }

  private func follows(_ text: StaticString) -> Bool {
    guard index + text.utf8CodeUnitCount <= bytes.count else { return false }
    return text.withUTF8Buffer { unsafe bytes[index...].starts(with: $0) }
  }

  private mutating func copyThroughRoot() {
    while index < bytes.count, !follows("<svg") { copy() }
    while index < bytes.count, bytes[index] != UInt8(ascii: ">") { copy() }
    if index < bytes.count { copy() }
  }

  private mutating func copy() {
    result.append(bytes[index])
    index += 1
  }

  private mutating func step() {
    switch bytes[index] {
    case UInt8(ascii: "s") where follows("surface"): renumber()
    case UInt8(ascii: " ") where follows(" d=\""):
      for _ in 0..<4 { copy() }
      while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
        if bytes[index] == UInt8(ascii: ".") { round() } else { copy() }
      }
    default: copy()
    }
  }

  private mutating func renumber() {
    for _ in 0..<"surface".utf8.count { copy() }
    let start = index
    while index < bytes.count, isDigit(bytes[index]) { index += 1 }
    guard index > start else { return }
    let digits = Array(bytes[start..<index])
    let number = surfaces[digits] ?? surfaces.count + 1
    surfaces[digits] = number
    result += Array(String(number).utf8)
  }

  /// Cuts the digits after a point to two, so that equal coordinates stay equal; zeros at the end fall away.
  private mutating func round() {
    let start = index + 1
    index = start
    while index < bytes.count, isDigit(bytes[index]) { index += 1 }
    var kept = bytes[start..<min(index, start + 2)]
    while kept.last == UInt8(ascii: "0") { kept.removeLast() }
    if !kept.isEmpty {
      result.append(UInt8(ascii: "."))
      result += kept
    }
  }

  private func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      default:
        // Control characters are not XML.
        if scalar.value >= 0x20, scalar.value != 0xFFFE, scalar.value != 0xFFFF { result.unicodeScalars.append(scalar) }
      }
    }
    return result
  }
}

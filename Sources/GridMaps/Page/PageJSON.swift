/// JSON written straight to bytes, safe inside a `script` element of HTML: `<`, `>` and `&` never occur in it, so no name
/// ends the element or begins a comment.
///
/// Members come in the order they are written, so the same values give the same bytes.
struct PageJSON {
  private(set) var bytes: [UInt8] = []
  /// Whether a comma has to come before the next value.
  private var isFollowing = false

  private mutating func separate() {
    if isFollowing { bytes.append(UInt8(ascii: ",")) }
    isFollowing = true
  }

  mutating func key(_ name: StaticString) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    name.withUTF8Buffer { unsafe bytes.append(contentsOf: $0) }
    bytes.append(contentsOf: [UInt8(ascii: "\""), UInt8(ascii: ":")])
    isFollowing = false
  }

  mutating func object(_ members: (inout PageJSON) -> Void) { enclosed("{", "}", members) }
  mutating func array(_ members: (inout PageJSON) -> Void) { enclosed("[", "]", members) }

  private mutating func enclosed(_ open: Unicode.Scalar, _ close: Unicode.Scalar, _ members: (inout PageJSON) -> Void) {
    separate()
    bytes.append(UInt8(ascii: open))
    isFollowing = false
    members(&self)
    bytes.append(UInt8(ascii: close))
    isFollowing = true
  }

  mutating func null() {
    separate()
    bytes.append(contentsOf: Array("null".utf8))
  }

  mutating func flag(_ value: Bool) {
    separate()
    bytes.append(contentsOf: Array((value ? "true" : "false").utf8))
  }

  mutating func number(_ value: some FixedWidthInteger) {
    separate()
    var digits: [UInt8] = []
    var rest = value.magnitude
    repeat {
      digits.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
      rest /= 10
    } while rest > 0
    if value < 0 { bytes.append(UInt8(ascii: "-")) }
    bytes.append(contentsOf: digits.reversed())
  }

  /// Rounded to so many thousandths of a step; what is not finite is null.
  mutating func decimal(_ value: Double, places: Int = 3) {
    guard value.isFinite, abs(value) < 1e15 else { return null() }
    var factor = 1.0
    for _ in 0..<places { factor *= 10 }
    let rounded = (value * factor).rounded() / factor
    separate()
    let text = rounded == rounded.rounded() ? String(Int64(rounded)) : String(rounded)
    bytes.append(contentsOf: Array(text.utf8))
  }

  mutating func string(_ text: String) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\":
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(UInt8(ascii: scalar))
      case "<", ">", "&", "\u{2028}", "\u{2029}", "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}": escape(scalar.value)
      // Marks that turn the direction of what follows them, also outside of the name.
      case "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}": continue
      default: bytes.append(contentsOf: Array(String(scalar).utf8))
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func escape(_ value: UInt32) {
    let digits = Array("0123456789abcdef".utf8)
    bytes.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "u")])
    for shift in stride(from: 12, through: 0, by: -4) { bytes.append(digits[Int(value >> UInt32(shift) & 15)]) }
  }

  mutating func text(_ text: PageText) {
    object {
      $0.key("en")
      $0.string(text.en)
      $0.key("zh")
      $0.string(text.zh)
    }
  }

  mutating func numbers(_ values: some Sequence<some FixedWidthInteger>) {
    array { for value in values { $0.number(value) } }
  }

  mutating func strings(_ values: some Sequence<String>) {
    array { for value in values { $0.string(value) } }
  }
}

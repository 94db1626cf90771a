/// Reads JSON (RFC 8259) as a stream of bytes: the caller asks for what it expects next, nothing is kept.
struct JSONScanner: ~Copyable {
  var input: ByteInput
  let decoder: TextDecoder
  /// The feature being read, from 1, for messages.
  var feature: Int?
  private var scratch: [UInt8] = []

  /// Values may nest this deep; more is taken for an attack.
  static let deepestNesting = 512

  init(_ input: consuming ByteInput, decoder: TextDecoder) {
    self.input = input
    self.decoder = decoder
  }

  /// The first byte that is not white space, left in place.
  @inline(__always) mutating func peek() throws(LayerError) -> UInt8? {
    while let byte = try input.peek() {
      guard byte == 0x20 || (byte >= 0x09 && byte <= 0x0D && byte != 0x0B && byte != 0x0C) else { return byte }
      input.advance()
    }
    return nil
  }

  /// Takes a structural character if it comes next.
  @inline(__always) mutating func take(_ expected: UInt8) throws(LayerError) -> Bool {
    guard try peek() == expected else { return false }
    input.advance()
    return true
  }

  mutating func expect(_ expected: UInt8, _ what: String) throws(LayerError) {
    guard try take(expected) else { throw try unexpected(what) }
  }

  /// After a member or an element: whether another follows. Takes the comma, or the closing bracket.
  mutating func hasMore(before close: UInt8) throws(LayerError) -> Bool {
    guard let byte = try peek() else { throw truncated() }
    input.advance()
    if byte == UInt8(ascii: ",") { return true }
    if byte == close { return false }
    throw malformed("\(Self.show(byte)) stands where a comma or the end of a list was expected")
  }

  /// Takes a quoted text.
  mutating func string() throws(LayerError) -> String {
    try scanString()
    return decoder.decode(scratch)
  }

  /// Takes a key and its colon.
  mutating func key() throws(LayerError) -> String {
    let key = try string()
    try expect(UInt8(ascii: ":"), "a colon after the key \"\(key)\"")
    return key
  }

  /// Takes a number; integers that fit 64 bits stay integers.
  mutating func number() throws(LayerError) -> FieldValue {
    scratch.removeAll(keepingCapacity: true)
    try input.takeRun(into: &scratch) { !Self.isNumberByte($0) }
    guard let value = NumberText.value(of: scratch) else {
      throw malformed("\"\(String(decoding: scratch.prefix(40), as: UTF8.self))\" is not a number")
    }
    return value
  }

  /// Takes a number as a double.
  @inline(__always) mutating func double() throws(LayerError) -> Double {
    _ = try peek()
    if let value = input.takeDecimal() { return value }
    scratch.removeAll(keepingCapacity: true)
    try input.takeRun(into: &scratch) { !Self.isNumberByte($0) }
    if let value = NumberText.double(of: scratch) { return value }
    throw malformed("\"\(String(decoding: scratch.prefix(40), as: UTF8.self))\" is not a number")
  }

  /// Takes `true`, `false`, `null`, and the `NaN` and `Infinity` that some programs write for null.
  mutating func word() throws(LayerError) -> FieldValue {
    scratch.removeAll(keepingCapacity: true)
    _ = try peek()
    try input.takeRun(into: &scratch) { !($0 == 0x2D || ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A) }
    switch String(decoding: scratch, as: UTF8.self) {
    case "true": return .boolean(true)
    case "false": return .boolean(false)
    case "null", "NaN", "nan", "Infinity", "-Infinity": return .null
    case "": throw try unexpected("a value")
    case let other: throw malformed("\"\(other.prefix(40))\" is not a JSON value")
    }
  }

  /// Takes any value: scalars as themselves, objects and arrays as their compact JSON text.
  mutating func value() throws(LayerError) -> FieldValue {
    guard let byte = try peek() else { throw truncated() }
    switch byte {
    case UInt8(ascii: "\""): return .text(try string())
    case UInt8(ascii: "{"), UInt8(ascii: "["): return .text(try compactText())
    case UInt8(ascii: "-"):
      let next = try input.peek(2).last
      return next == UInt8(ascii: "I") ? try word() : try number()
    case UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    default: return try word()
    }
  }

  /// Drops any value.
  mutating func skipValue() throws(LayerError) {
    guard let byte = try peek() else { throw truncated() }
    guard byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") else {
      _ = try value()
      return
    }
    var open: [UInt8] = []
    repeat {
      try input.skipRun { $0 == 0x22 || $0 | 0x20 == 0x7B || $0 | 0x20 == 0x7D }
      guard let byte = try input.peek() else { throw truncated() }
      if byte == UInt8(ascii: "\"") {
        try scanString()
      } else {
        input.advance()
        try nest(byte, in: &open)
      }
    } while !open.isEmpty
  }

  private mutating func compactText() throws(LayerError) -> String {
    var text: [UInt8] = []
    var open: [UInt8] = []
    repeat {
      guard let byte = try peek() else { throw truncated() }
      if byte == UInt8(ascii: "\"") {
        try scanString()
        JSONText.appendQuoted(decoder.decode(scratch), to: &text)
        continue
      }
      input.advance()
      text.append(byte)
      if byte | 0x20 == 0x7B || byte | 0x20 == 0x7D { try nest(byte, in: &open) }
    } while !open.isEmpty
    return decoder.decode(text)
  }

  /// Follows brackets: `{` and `[` open, `}` and `]` must close what is open.
  private func nest(_ bracket: UInt8, in open: inout [UInt8]) throws(LayerError) {
    if bracket == 0x7B || bracket == 0x5B {
      open.append(bracket)
      if open.count > Self.deepestNesting { throw malformed("values nest deeper than \(Self.deepestNesting)") }
    } else if open.popLast() != bracket - 2 {
      throw malformed("\(Self.show(bracket)) closes nothing that is open")
    }
  }

  /// Takes a quoted text into `scratch`, escapes resolved.
  private mutating func scanString() throws(LayerError) {
    try expect(UInt8(ascii: "\""), "a quotation mark")
    scratch.removeAll(keepingCapacity: true)
    while true {
      try input.takeRun(into: &scratch) { $0 == 0x22 || $0 == 0x5C }
      guard let byte = try input.next() else { throw truncated() }
      if byte == 0x22 { return }
      try scanEscape()
    }
  }

  private mutating func scanEscape() throws(LayerError) {
    guard let byte = try input.next() else { throw truncated() }
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): scratch.append(byte)
    case UInt8(ascii: "b"): scratch.append(0x08)
    case UInt8(ascii: "f"): scratch.append(0x0C)
    case UInt8(ascii: "n"): scratch.append(0x0A)
    case UInt8(ascii: "r"): scratch.append(0x0D)
    case UInt8(ascii: "t"): scratch.append(0x09)
    case UInt8(ascii: "u"):
      var code = try scanHex()
      if code & 0xFC00 == 0xD800, try input.peek(2).elementsEqual([0x5C, 0x75]) {
        input.advance()
        input.advance()
        let low = try scanHex()
        code = low & 0xFC00 == 0xDC00 ? 0x10000 + (code & 0x3FF) << 10 + (low & 0x3FF) : 0xFFFD
      }
      scratch.append(contentsOf: String(Unicode.Scalar(code) ?? "\u{FFFD}").utf8)
    default: throw malformed("\\\(Self.show(byte)) is not an escape of JSON")
    }
  }

  private mutating func scanHex() throws(LayerError) -> UInt32 {
    var code: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = try input.next() else { throw truncated() }
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw malformed("\\u is not followed by four hexadecimal digits")
      }
      code = code << 4 | UInt32(digit)
    }
    return code
  }

  @inline(__always) static func isNumberByte(_ byte: UInt8) -> Bool {
    (byte >= 0x30 && byte <= 0x39) || byte == 0x2E || byte == 0x2D || byte == 0x2B || byte | 0x20 == 0x65
  }

  // MARK: What went wrong

  func malformed(_ cause: String, remedy: String = "Export the file again, or correct it there.") -> LayerError {
    .malformed(source: input.path, feature: feature, line: nil, byte: input.offset, cause: cause, remedy: remedy)
  }

  func truncated() -> LayerError {
    malformed("the file ends in the middle", remedy: "It is cut short: copy or export it again.")
  }

  mutating func unexpected(_ expected: String) throws(LayerError) -> LayerError {
    guard let byte = try peek() else { return truncated() }
    return malformed("\(Self.show(byte)) stands where \(expected) was expected")
  }

  private static func show(_ byte: UInt8) -> String {
    byte > 0x20 && byte < 0x7F
      ? "\"\(Character(Unicode.Scalar(byte)))\"" : "byte 0x\(String(byte, radix: 16, uppercase: true))"
  }
}

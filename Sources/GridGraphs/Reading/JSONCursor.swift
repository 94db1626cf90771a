/// A place in a JSON text that moves forward: values are taken where they are wanted and stepped over where not.
struct JSONCursor {
  let path: String
  let bytes: [UInt8]
  var position = 0

  init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }

  /// A value without parts, as the bytes it stands in; quotation marks are left out.
  enum Scalar {
    case text(Range<Int>)
    case number(Range<Int>)
    /// `null`, `true`, `NaN` and others.
    case word(Range<Int>)
    /// An object or an array, which was stepped over.
    case nested
  }

  static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }

  func place(_ byte: Int) -> FilePlace { FilePlace(path: path, bytes: bytes, byte: byte) }

  /// The next byte that is no space, left in place.
  @inline(__always) mutating func peek() throws(GraphError) -> UInt8 {
    while position < bytes.count, Self.isSpace(bytes[position]) { position += 1 }
    guard position < bytes.count else { throw .endsEarly(place(bytes.count)) }
    return bytes[position]
  }

  @inline(__always) mutating func expect(_ byte: UInt8) throws(GraphError) {
    guard try peek() == byte else { throw unexpected(String(UnicodeScalar(byte))) }
    position += 1
  }

  /// Whether another element follows in an array or object that `close` ends; steps over the comma, or over the end.
  mutating func hasNext(before close: UInt8, isFirst: inout Bool) throws(GraphError) -> Bool {
    if try peek() == close {
      position += 1
      return false
    }
    if !isFirst { try expect(UInt8(ascii: ",")) }
    isFirst = false
    return true
  }

  /// Takes a key and its colon: the position of the key in `wanted`, or −1.
  mutating func key(among wanted: [[UInt8]]) throws(GraphError) -> Int {
    let range = try string()
    try expect(UInt8(ascii: ":"))
    for (index, key) in wanted.enumerated() where key.count == range.count {
      var same = 0
      while same < key.count, key[same] == bytes[range.lowerBound + same] { same += 1 }
      if same == key.count { return index }
    }
    guard bytes[range].contains(UInt8(ascii: "\\")) else { return -1 }
    let plain = Array(text(range).utf8)
    return wanted.firstIndex(of: plain) ?? -1
  }

  /// Takes a string: the bytes between its quotation marks, escapes untouched.
  mutating func string() throws(GraphError) -> Range<Int> {
    guard try peek() == UInt8(ascii: "\"") else { throw unexpected("\"") }
    let start = position + 1
    let count = bytes.count
    var end = start
    while end < count {
      let byte = bytes[end]
      if byte == UInt8(ascii: "\"") { break }
      end += byte == UInt8(ascii: "\\") ? 2 : 1
    }
    guard end < count else { throw .endsEarly(place(count)) }
    position = end + 1
    return start..<end
  }

  mutating func scalar() throws(GraphError) -> Scalar {
    switch try peek() {
    case UInt8(ascii: "\""): return .text(try string())
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      try skip()
      return .nested
    default:
      let range = try bareWord()
      return isNumber(range) ? .number(range) : .word(range)
    }
  }

  /// Whether a word is a number as JSON writes them (RFC 8259, section 6), up to the exponent.
  @inline(__always) private func isNumber(_ word: Range<Int>) -> Bool {
    var first = word.lowerBound
    if bytes[first] == UInt8(ascii: "-") { first += 1 }
    guard first < word.upperBound, Self.isDigit(bytes[first]) else { return false }
    // 007 is a code, not a number.
    return bytes[first] != UInt8(ascii: "0") || first + 1 == word.upperBound || !Self.isDigit(bytes[first + 1])
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  /// Fails where anything but space follows.
  mutating func requireEnd() throws(GraphError) {
    while position < bytes.count, Self.isSpace(bytes[position]) { position += 1 }
    if position < bytes.count { throw unexpected("the end of the file") }
  }

  /// Steps over a value.
  mutating func skip() throws(GraphError) {
    let first = try peek()
    if first == UInt8(ascii: "\"") {
      _ = try string()
      return
    }
    guard first == UInt8(ascii: "{") || first == UInt8(ascii: "[") else {
      _ = try bareWord()
      return
    }
    var depth = 0
    repeat {
      guard position < bytes.count else { throw .endsEarly(place(bytes.count)) }
      switch bytes[position] {
      case UInt8(ascii: "\""):
        _ = try string()
        continue
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
      default: break
      }
      position += 1
    } while depth > 0
  }

  /// The keys of the object that starts here; the position stays.
  func keys() throws(GraphError) -> [String] {
    var copy = self
    var keys: [String] = []
    var isFirst = true
    try copy.expect(UInt8(ascii: "{"))
    while try copy.hasNext(before: UInt8(ascii: "}"), isFirst: &isFirst) {
      keys.append(copy.text(try copy.string()))
      try copy.expect(UInt8(ascii: ":"))
      try copy.skip()
    }
    return keys
  }

  func unexpected(_ expected: String) -> GraphError {
    let found =
      position < bytes.count ? String(decoding: bytes[position..<min(position + 12, bytes.count)], as: UTF8.self) : ""
    // What follows on the next line says nothing here, and a letter may be cut through.
    let word = found.split(whereSeparator: \.isNewline).first.map { $0.filter { $0 != "\u{FFFD}" } } ?? ""
    return .unexpected(place(position), found: "\"\(word)\"", expected: expected)
  }

  /// A number or a word, up to the next mark of JSON.
  private mutating func bareWord() throws(GraphError) -> Range<Int> {
    let start = position
    while position < bytes.count, !Self.isSpace(bytes[position]) {
      let byte = bytes[position]
      if byte == UInt8(ascii: ",") || byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") { break }
      if byte == UInt8(ascii: ":") || byte == UInt8(ascii: "\"") { throw unexpected(",") }
      position += 1
    }
    guard position < bytes.count else { throw .endsEarly(place(bytes.count)) }
    guard start < position else { throw unexpected("a value") }
    return start..<position
  }
}

extension JSONCursor {
  /// The text of a string, escapes resolved; a lone surrogate becomes U+FFFD.
  func text(_ range: Range<Int>) -> String {
    guard bytes[range].contains(UInt8(ascii: "\\")) else { return String(decoding: bytes[range], as: UTF8.self) }
    var units: [UInt8] = []
    var pending: [UInt16] = []
    var index = range.lowerBound
    func flush() {
      if !pending.isEmpty { units.append(contentsOf: String(decoding: pending, as: UTF16.self).utf8) }
      pending.removeAll()
    }
    while index < range.upperBound {
      guard bytes[index] == UInt8(ascii: "\\"), index + 1 < range.upperBound else {
        flush()
        units.append(bytes[index])
        index += 1
        continue
      }
      let mark = bytes[index + 1]
      index += 2
      if mark == UInt8(ascii: "u"), index + 4 <= range.upperBound,
        let unit = UInt16(String(decoding: bytes[index..<index + 4], as: UTF8.self), radix: 16)
      {
        pending.append(unit)
        index += 4
      } else {
        flush()
        units.append(Self.escapes[mark] ?? mark)
      }
    }
    flush()
    return String(decoding: units, as: UTF8.self)
  }

  /// A value as it stands in the file, for messages.
  func description(of scalar: Scalar) -> String {
    switch scalar {
    case .text(let range): "\"\(text(range))\""
    case .number(let range), .word(let range): text(range)
    case .nested: "{…}"
    }
  }

  private static let escapes: [UInt8: UInt8] = [
    UInt8(ascii: "n"): 0x0A, UInt8(ascii: "t"): 0x09, UInt8(ascii: "r"): 0x0D, UInt8(ascii: "b"): 0x08,
    UInt8(ascii: "f"): 0x0C,
  ]
}

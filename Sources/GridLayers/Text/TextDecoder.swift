#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Turns a file's bytes into text.
struct TextDecoder: Hashable, Sendable {
  var encoding: TextEncoding

  init(_ encoding: TextEncoding = .utf8) { self.encoding = encoding }

  /// The text; what the encoding does not allow becomes U+FFFD.
  func decode(_ bytes: [UInt8]) -> String { decode(bytes[...]) }

  /// The same of a part of something longer.
  func decode(_ bytes: ArraySlice<UInt8>) -> String {
    if encoding == .utf8 || bytes.allSatisfy({ $0 < 0x80 }) { return String(decoding: bytes, as: UTF8.self) }
    return Self.gb18030(Array(bytes)) ?? String(decoding: bytes.map { $0 < 0x80 ? $0 : UInt8(ascii: "?") }, as: UTF8.self)
  }

  /// Whether the bytes are text of this encoding throughout; the first byte that is not, otherwise.
  func firstFault(in bytes: [UInt8]) -> Int? {
    switch encoding {
    case .utf8: UTF8Check.firstFault(in: bytes)
    case .gb18030: Self.gb18030(bytes) == nil ? 0 : nil
    }
  }

  /// Whether the bytes of a part of something longer are text of this encoding.
  func isText(_ bytes: ArraySlice<UInt8>) -> Bool {
    // All bytes at once: most parts are plain ASCII.
    bytes.reduce(0, |) < 0x80 || firstFault(in: Array(bytes)) == nil
  }

  /// Strict; `nil` where the bytes are not GB18030 (of which GBK and GB 2312 are parts).
  static func gb18030(_ bytes: [UInt8]) -> String? {
    let failed = unsafe iconv_t(bitPattern: -1)
    let converter = unsafe iconv_open("UTF-8", "GB18030")
    guard unsafe converter != failed else { return nil }
    defer { unsafe iconv_close(converter) }
    var source = bytes.map { CChar(bitPattern: $0) }
    var target = [CChar](repeating: 0, count: bytes.count * 4 + 4)
    var sourceLeft = source.count
    var targetLeft = target.count
    let result = unsafe source.withUnsafeMutableBufferPointer { source in
      unsafe target.withUnsafeMutableBufferPointer { target in
        var from = source.baseAddress
        var to = target.baseAddress
        return unsafe iconv(converter, &from, &sourceLeft, &to, &targetLeft)
      }
    }
    guard result != -1, sourceLeft == 0 else { return nil }
    return String(decoding: target[..<(target.count - targetLeft)].lazy.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}

/// Strict UTF-8 (Unicode 15, table 3-7), over bytes that arrive in pieces.
struct UTF8Check {
  private var pending = 0
  private var low: UInt8 = 0x80
  private var high: UInt8 = 0xBF

  /// Whether every sequence begun has ended.
  var isComplete: Bool { pending == 0 }

  /// Follows one more byte; false where no UTF-8 goes on like this.
  @inline(__always) mutating func accept(_ byte: UInt8) -> Bool {
    if pending > 0 {
      guard byte >= low, byte <= high else { return false }
      low = 0x80
      high = 0xBF
      pending -= 1
      return true
    }
    if byte < 0x80 { return true }
    switch byte {
    case 0xC2...0xDF: pending = 1
    case 0xE0...0xEF:
      pending = 2
      if byte == 0xE0 { low = 0xA0 }
      if byte == 0xED { high = 0x9F }
    case 0xF0...0xF4:
      pending = 3
      if byte == 0xF0 { low = 0x90 }
      if byte == 0xF4 { high = 0x8F }
    default: return false
    }
    return true
  }

  static func firstFault(in bytes: [UInt8]) -> Int? {
    var check = UTF8Check()
    for (index, byte) in bytes.enumerated() where !check.accept(byte) { return index }
    return check.isComplete ? nil : bytes.count
  }
}

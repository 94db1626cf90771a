import Crypto
public import GridVisits

/// Why a sealed contact is not made or not opened.
public enum SealFault: Error, Hashable, Sendable {
  /// A key has 32 bytes.
  case keyLength(Int)
  /// Another key, another case, or changed bytes: which of them, nobody can tell.
  case notOpened

  /// A sentence without its full stop.
  public var text: Bilingual {
    switch self {
    case .keyLength(let count):
      Bilingual(en: "the key has \(count) bytes, it needs \(ReporterSeal.keyLength)", zh: "密钥有 \(count) 字节，应为 \(ReporterSeal.keyLength) 字节")
    case .notOpened:
      Bilingual(
        en: "the contact does not open: another key sealed it, or its bytes were changed", zh: "无法解封联系方式：密钥不符，或数据被改动")
    }
  }
}

/// Seals who reported a case, so that a file holds bytes that say nothing without the key.
///
/// All fields of a contact are one text, filled up to a multiple of 256 bytes, sealed by AES-256-GCM with a nonce of chance
/// and bound to the id of the case: the bytes of one case do not open under another.
///
/// - SeeAlso: NIST SP 800-38D, "Recommendation for Block Cipher Modes of Operation: Galois/Counter Mode (GCM) and GMAC".
public struct ReporterSeal: Sendable {
  /// Of a key, in bytes.
  public static let keyLength = 32
  private static let block = 256
  private let key: SymmetricKey

  /// - Throws: ``SealFault/keyLength(_:)``.
  public init(key bytes: [UInt8]) throws(SealFault) {
    guard bytes.count == Self.keyLength else { throw .keyLength(bytes.count) }
    key = SymmetricKey(data: bytes)
  }

  /// A key of chance.
  public static func newKey() -> [UInt8] {
    var random = SystemRandomNumberGenerator()
    return (0..<keyLength).map { _ in UInt8.random(in: .min ... .max, using: &random) }
  }

  /// Nonce, sealed bytes and tag of a contact.
  ///
  /// - Parameters:
  ///   - contact: Names and values, in their order.
  ///   - id: Of the case.
  public func seal(_ contact: [(name: String, value: String)], of id: String) throws(SealFault) -> [UInt8] {
    var text: [UInt8] = []
    for (name, value) in contact {
      for part in [name, value] {
        let bytes = Array(part.utf8)
        text += Self.bytes(of: bytes.count) + bytes
      }
    }
    text = Self.bytes(of: text.count) + text
    text += [UInt8](repeating: 0, count: (Self.block - text.count % Self.block) % Self.block)
    guard let box = try? AES.GCM.seal(text, using: key, authenticating: Array(id.utf8)), let sealed = box.combined else {
      throw .notOpened
    }
    return [UInt8](sealed)
  }

  /// The contact in sealed bytes.
  ///
  /// - Throws: ``SealFault/notOpened``.
  public func open(_ sealed: [UInt8], of id: String) throws(SealFault) -> [(name: String, value: String)] {
    guard let box = try? AES.GCM.SealedBox(combined: sealed),
      let opened = try? AES.GCM.open(box, using: key, authenticating: Array(id.utf8))
    else { throw .notOpened }
    var rest = [UInt8](opened)[...]
    guard let length = Self.number(&rest), length <= rest.count else { throw .notOpened }
    rest = rest.prefix(length)
    var parts: [String] = []
    while !rest.isEmpty {
      guard let count = Self.number(&rest), count <= rest.count else { throw .notOpened }
      parts.append(String(decoding: rest.prefix(count), as: UTF8.self))
      rest = rest.dropFirst(count)
    }
    guard parts.count.isMultiple(of: 2) else { throw .notOpened }
    return stride(from: 0, to: parts.count, by: 2).map { (parts[$0], parts[$0 + 1]) }
  }

  private static func bytes(of count: Int) -> [UInt8] { [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: count >> $0) } }

  private static func number(_ rest: inout ArraySlice<UInt8>) -> Int? {
    guard rest.count >= 4 else { return nil }
    let value = rest.prefix(4).reduce(0) { $0 << 8 | Int($1) }
    rest = rest.dropFirst(4)
    return value
  }
}

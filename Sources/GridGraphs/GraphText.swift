/// One message in English and Chinese. Ids of atoms stand in it as their file writes them.
public struct GraphText: Hashable, Sendable {
  public let en: String
  public let zh: String

  /// The same text in both languages.
  public init(en: String, zh: String) {
    self.en = en
    self.zh = zh
  }
}

/// Where in a text file something stands. Lines count from 1, bytes from 0.
public struct FilePlace: Hashable, Sendable {
  public let path: String
  public let line: Int
  public let byte: Int

  /// The place of a byte; counts the lines before it, so it is for failures.
  init(path: String, bytes: [UInt8], byte: Int) {
    self.path = path
    self.byte = byte
    line = 1 + bytes[..<min(byte, bytes.count)].reduce(0) { $0 + ($1 == UInt8(ascii: "\n") ? 1 : 0) }
  }

  var text: GraphText {
    GraphText(en: "\(path), line \(line), byte \(byte)", zh: "\(path)，第 \(line) 行，第 \(byte) 字节")
  }
}

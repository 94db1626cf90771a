/// How a text file is coded, by rule: a `.cpg` beside it, strict UTF-8, strict GB18030. UTF-16 is refused by its name.
enum EncodingDetection {
  /// - Parameter isTolerant: Whether lines that are not text of the encoding are looked at one by one later on. Then what
  ///   is declared is taken as it is, unless nothing stands against UTF-8 instead, and a file that is neither throughout is what most of its lines are.
  /// - Throws: ``LayerError/encoding(source:line:byte:cause:)`` where the file is neither, or not what it is declared to be.
  /// - Complexity: O(bytes), constant memory.
  static func encoding(
    of path: String, declared: TextEncoding? = nil, isTolerant: Bool = false
  ) throws(LayerError) -> TextEncoding {
    guard try !isUTF16(path) else {
      throw .malformed(
        source: path, feature: nil, line: nil, byte: nil, cause: "the text is UTF-16", remedy: "Save it as UTF-8.")
    }
    if let declared = declared ?? declaration(beside: path) {
      try verify(path, is: declared, isTolerant: isTolerant)
      return declared
    }
    guard let (line, byte) = try firstFaultOfUTF8(path) else { return .utf8 }
    let lines = try TextLines(path)
    if isTolerant { return lines.encoding }
    if lines.notGB18030 == 0 { return .gb18030 }
    throw .encoding(source: path, line: line, byte: byte, cause: "the text is neither UTF-8 nor GB18030")
  }

  /// Whether a text begins with a byte order mark of UTF-16, or with an ASCII character of two bytes.
  private static func isUTF16(_ path: String) throws(LayerError) -> Bool {
    var input = try ByteInput(path, capacity: 64)
    let head = Array(try input.peek(2))
    guard head.count == 2 else { return false }
    return head == [0xFF, 0xFE] || head == [0xFE, 0xFF] || (head[0] == 0) != (head[1] == 0)
  }

  /// - Throws: ``LayerError/encoding(source:line:byte:cause:)`` at the first bytes that are something else.
  private static func verify(_ path: String, is declared: TextEncoding, isTolerant: Bool) throws(LayerError) {
    switch declared {
    case .utf8:
      guard !isTolerant, let (line, byte) = try firstFaultOfUTF8(path) else { return }
      throw .encoding(source: path, line: line, byte: byte, cause: "the text is declared to be UTF-8 and is not")
    case .gb18030:
      let lines = try TextLines(path)
      // Read as it is declared, not a line would be told.
      if isTolerant, lines.isUTF8 {
        throw .encoding(source: path, line: nil, byte: nil, cause: "the text is declared to be GB18030 and is UTF-8")
      }
      guard !isTolerant, let line = lines.firstNotGB18030 else { return }
      throw .encoding(source: path, line: line, byte: nil, cause: "the text is declared to be GB18030 and is not")
    }
  }

  /// What `name.cpg` beside `name.ext` says.
  static func declaration(beside path: String) -> TextEncoding? {
    guard let dot = path.lastIndex(of: "."), !path[dot...].contains("/") else { return nil }
    for suffix in [".cpg", ".CPG"] {
      let file = path[..<dot] + suffix
      guard FileSystem.isFile(String(file)), var input = try? ByteInput(String(file), capacity: 64) else { continue }
      guard let bytes = try? input.peek(64) else { continue }
      if let encoding = TextEncoding(named: String(decoding: bytes, as: UTF8.self)) { return encoding }
    }
    return nil
  }

  private static func firstFaultOfUTF8(_ path: String) throws(LayerError) -> (line: Int, byte: Int)? {
    var input = try ByteInput(path)
    var check = UTF8Check()
    var line = 1
    while true {
      if check.isComplete { try input.skipRun { $0 >= 0x80 || $0 == 0x0A } }
      guard let byte = try input.next() else { break }
      guard check.accept(byte) else { return (line, input.offset - 1) }
      if byte == 0x0A { line += 1 }
    }
    return check.isComplete ? nil : (line, input.offset)
  }

}

/// What the lines of a file are that are not plain ASCII. Looked at one by one, so that a long file is never in memory.
private struct TextLines {
  private(set) var notUTF8 = 0
  private(set) var notGB18030 = 0
  private(set) var firstNotGB18030: Int?
  /// Lines of UTF-8 with a character of three bytes or more, such as Chinese; pairs of GBK hardly ever look like that.
  private(set) var surelyUTF8 = 0

  init(_ path: String) throws(LayerError) {
    var input = try ByteInput(path)
    var line: [UInt8] = []
    var number = 1
    while true {
      line.removeAll(keepingCapacity: true)
      try input.takeRun(into: &line) { $0 == 0x0A }
      if line.contains(where: { $0 >= 0x80 }) { note(line, number) }
      guard try input.next() != nil else { return }
      number += 1
    }
  }

  private mutating func note(_ line: [UInt8], _ number: Int) {
    if UTF8Check.firstFault(in: line) != nil {
      notUTF8 += 1
    } else if line.contains(where: { $0 >= 0xE0 }) {
      surelyUTF8 += 1
    }
    guard TextDecoder.gb18030(line) == nil else { return }
    notGB18030 += 1
    if firstNotGB18030 == nil { firstNotGB18030 = number }
  }

  /// Whether it is UTF-8 throughout and nothing else, though it may pass for other characters of GB18030.
  var isUTF8: Bool { notUTF8 == 0 && surelyUTF8 > 0 }

  /// What a file is best read as that is not UTF-8 throughout. A line taken for UTF-8 that is none is told; one of UTF-8
  /// taken for GB18030 would as a rule be read as other characters, and nobody would know: so UTF-8 where in doubt.
  var encoding: TextEncoding { surelyUTF8 <= notUTF8 && notGB18030 * 20 <= notUTF8 ? .gb18030 : .utf8 }
}

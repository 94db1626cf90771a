/// How a text file is coded, by rule: a `.cpg` beside it, strict UTF-8, strict GB18030.
enum EncodingDetection {
  /// - Throws: ``LayerError/encoding(source:line:byte:cause:)`` where the file is neither.
  /// - Complexity: O(bytes), constant memory.
  static func encoding(of path: String, declared: TextEncoding? = nil) throws(LayerError) -> TextEncoding {
    if let declared { return declared }
    if let declared = declaration(beside: path) { return declared }
    guard let (line, byte) = try firstFaultOfUTF8(path) else { return .utf8 }
    if try isGB18030(path) { return .gb18030 }
    throw .encoding(source: path, line: line, byte: byte, cause: "the text is neither UTF-8 nor GB18030")
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

  /// Decides line by line, so that a long file is never in memory at once.
  private static func isGB18030(_ path: String) throws(LayerError) -> Bool {
    var input = try ByteInput(path)
    var line: [UInt8] = []
    while true {
      line.removeAll(keepingCapacity: true)
      try input.takeRun(into: &line) { $0 == 0x0A }
      if line.contains(where: { $0 >= 0x80 }), TextDecoder.gb18030(line) == nil { return false }
      guard try input.next() != nil else { return true }
    }
  }
}

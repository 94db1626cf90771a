/// How the table of a shapefile is coded: declared, else `.cpg`, else the language driver of the DBF, else strict UTF-8,
/// else GB18030. Chinese files often carry no sign at all, or a wrong one for Western Europe.
enum ShapefileEncoding {
  /// The encoding to tell GDAL, or `nil` where it finds out itself or nothing needs telling.
  static func option(for path: String, declared: TextEncoding?) throws(LayerError) -> String? {
    guard ["shp", "dbf"].contains(LayerSource(path: path).pathExtension) else { return nil }
    if let declared { return name(declared) }
    if let stated = EncodingDetection.declaration(beside: path) { return name(stated) }
    if hasCodePage(path) { return nil }
    guard let table = tablePath(for: path) else { return nil }
    let survey = try DBFSurvey(table)
    if survey.languageDriver == 0x4D { return name(.gb18030) }
    if !survey.hasNonASCII { return nil }
    return name(survey.isUTF8 ? .utf8 : .gb18030)
  }

  private static func name(_ encoding: TextEncoding) -> String { encoding == .utf8 ? "UTF-8" : "GB18030" }

  private static func tablePath(for path: String) -> String? {
    let stem = path.dropLast(3)
    return ["dbf", "DBF", "Dbf"].map { stem + $0 }.first { FileSystem.isFile($0) }
  }

  private static func hasCodePage(_ path: String) -> Bool {
    let stem = path.dropLast(3)
    return FileSystem.isFile(stem + "cpg") || FileSystem.isFile(stem + "CPG")
  }
}

/// What the bytes of a dBASE table tell about its text.
private struct DBFSurvey {
  private(set) var languageDriver: UInt8 = 0
  private(set) var hasNonASCII = false
  /// Whether every name and cell is UTF-8, a character cut off at the end of its cell forgiven.
  private(set) var isUTF8 = true

  init(_ path: String) throws(LayerError) {
    var input = try ByteInput(path)
    let header = Array(try input.peek(32))
    guard header.count == 32 else { return }
    languageDriver = header[29]
    for _ in 0..<32 { input.advance() }
    var widths: [Int] = []
    while let mark = try input.peek(), mark != 0x0D {
      let field = Array(try input.peek(32))
      guard field.count == 32 else { return }
      note(field[..<11].prefix { $0 != 0 })
      widths.append(Int(field[16]))
      for _ in 0..<32 { input.advance() }
    }
    let headerLength = Int(header[8]) | Int(header[9]) << 8
    while input.offset < headerLength { guard try input.next() != nil else { return } }
    guard !widths.isEmpty else { return }
    while isUTF8, let mark = try input.next(), mark != 0x1A {
      for width in widths where width > 0 {
        let cell = try input.peek(width)
        note(cell)
        for _ in 0..<cell.count { input.advance() }
        if cell.count < width { return }
      }
    }
  }

  private mutating func note(_ bytes: ArraySlice<UInt8>) {
    guard bytes.contains(where: { $0 >= 0x80 }) else { return }
    hasNonASCII = true
    var check = UTF8Check()
    for byte in bytes {
      // A character cut in half by the cell's width may be followed by the blanks that fill the cell up.
      if byte == 0x20, !check.isComplete { return }
      guard check.accept(byte) else {
        isUTF8 = false
        return
      }
    }
  }
}

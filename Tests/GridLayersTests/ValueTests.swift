import GridGeometry
import GridLayers
import Testing

@Suite struct ValueTests {
  @Test(
    "A value is read as a whole number only if it is one",
    arguments: [
      (FieldValue.text("12"), 12), (.text(" 12.0 "), 12), (.real(12), 12), (.real(12.5), nil), (.text("12.5"), nil),
      (.text("x"), nil),
      (.null, nil), (.boolean(true), 1), (.real(1e300), nil), (.real(.nan), nil), (.text(""), nil),
    ] as [(FieldValue, Int64?)])
  func integers(value: FieldValue, expected: Int64?) { #expect(value.integer == expected) }

  @Test(
    "A value as text has no needless fraction",
    arguments: [
      (FieldValue.real(100_020), "100020"), (.real(0.5), "0.5"), (.integer(-7), "-7"), (.boolean(false), "false"),
      (.null, nil), (.blob([1]), nil),
    ] as [(FieldValue, String?)])
  func texts(value: FieldValue, expected: String?) { #expect(value.text == expected) }

  @Test(
    "A source is a file and, after #, a layer",
    arguments: [
      ("a.gpkg#base", "/data", "/data/a.gpkg", "base"), ("/x/a.gpkg", "/data", "/x/a.gpkg", nil),
      ("a.gpkg#", "", "a.gpkg", nil),
      ("dir#1/a.csv", "/d/", "/d/dir#1/a.csv", nil), ("../a.gpkg#网格", "/d", "/d/../a.gpkg", "网格"),
      ("#a", "", "#a", nil),
    ] as [(String, String, String, String?)])
  func sources(text: String, directory: String, path: String, layer: String?) {
    #expect(LayerSource(text, relativeTo: directory) == LayerSource(path: path, layer: layer))
  }

  @Test("A field is found by its name, else by the only one that differs in capitals")
  func fieldLookup() throws {
    let schema = LayerSchema(
      name: "l", fields: [Field("Code", .text), Field("code", .text), Field("NAME", .text)], geometryType: "")
    #expect(schema.index(of: "code") == 1)
    #expect(schema.index(of: "CODE") == nil)
    #expect(schema.index(of: "name") == 2)
  }

  @Test(
    "Encodings are known by the names in .cpg files",
    arguments: [("UTF-8", TextEncoding.utf8), ("CP936", .gb18030), ("GBK", .gb18030), ("ISO-8859-1", nil)]
      as [(String, TextEncoding?)])
  func encodingNames(name: String, expected: TextEncoding?) { #expect(TextEncoding(named: name) == expected) }
}

@Suite struct ShownTextTests {
  @Test(
    "What moves a cursor or turns what follows is spelt out, and everything else is shown as it is",
    arguments: [
      ("a\u{1B}[31mb", "a\\u{1B}[31mb"), ("\u{7F}\u{9B}x", "\\u{7F}\\u{9B}x"), ("a\u{202E}b\u{2066}", "a\\u{202E}b\\u{2066}"),
      ("a\nb\tc\r\nd", "a\\u{A}b\\u{9}c\\u{D}\\u{A}d"), ("网格 é 🚰 e\u{301} ~", "网格 é 🚰 e\u{301} ~"), ("", ""),
    ])
  func plainly(text: String, shown: String) { #expect(text.shownPlainly() == shown) }

  @Test("In a text of several lines, line ends and tabs stay, and carriage returns do not")
  func lines() { #expect("a\nb\tc\rd\r\n".shownPlainly(keepsLines: true) == "a\nb\tc\\u{D}d\\u{D}\n") }
}

@Suite struct OutputFileTests {
  struct Stop: Error {}

  @Test("A body that throws leaves the old file and nothing beside it")
  func thrown() throws {
    let scratch = try Scratch()
    _ = try scratch.write("old", as: "a.txt")
    #expect(throws: Stop.self) {
      try OutputFile.withTemporary(scratch("a.txt")) { path in
        try OutputFile.write(Array("half".utf8), to: path)
        throw Stop()
      }
    }
    #expect(try text(at: scratch("a.txt")) == "old")
    #expect(try scratch.names == ["a.txt"])
  }

  @Test("A body that returns replaces the file")
  func returned() throws {
    let scratch = try Scratch()
    _ = try scratch.write("old", as: "a.txt")
    try OutputFile.withTemporary(scratch("a.txt")) { try OutputFile.write(Array("new".utf8), to: $0) }
    #expect(try text(at: scratch("a.txt")) == "new")
    #expect(try scratch.names == ["a.txt"])
  }

  @Test("What a killed process left behind goes at the next writing of the same file; a living one's stays")
  func abandoned() throws {
    let scratch = try Scratch()
    _ = try scratch.write("half", as: ".a.txt.2147483646-1.part")
    _ = try scratch.write("half", as: ".b.txt.2147483646-1.part")
    _ = try scratch.write("half", as: ".a.txt.1-1.part")
    try OutputFile.write([], to: scratch("a.txt"))
    #expect(try scratch.names == [".a.txt.1-1.part", ".b.txt.2147483646-1.part", "a.txt"])
  }

  @Test("A full disk is an error with the path and what to do")
  func diskFull() throws {
    #expect {
      let writer = try CSVWriter(path: "/dev/full", fields: [Field("a", .text)])
      for _ in 0..<100_000 { try writer.write([.text("some text")]) }
      try writer.finish()
    } throws: { error in
      let message = (error as? LayerError)?.message ?? ""
      return message.contains("/dev/full") && message.contains("Free some space")
    }
  }

  @Test("A path that is a folder is refused")
  func folder() throws {
    let scratch = try Scratch()
    #expect(throws: LayerError.self) { try OutputFile(scratch.path) }
  }
}

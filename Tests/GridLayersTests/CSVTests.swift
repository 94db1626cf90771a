import GridGeometry
import GridLayers
import Testing

@Suite struct CSVTests {
  func read(_ text: String, as name: String = "a.csv", options: ReadOptions = .init()) throws -> (
    reader: any LayerReader, features: [Feature]
  ) {
    let scratch = try Scratch()
    let reader = try Layers.open(try scratch.write(text, as: name), options: options)
    return (reader, try reader.features())
  }

  @Test(
    "Quotes, doubled quotes, line breaks in cells and every line end are read by RFC 4180",
    arguments: ["\n", "\r\n", "\r"])
  func quoting(end: String) throws {
    let (reader, features) = try read(
      ["a,b", "\"x,\"\"y\"\"\",\"1\n2\"", "", "z,", "\"\",q"].joined(separator: end) + end)
    #expect(features.map(\.values) == [[.text("x,\"y\""), .text("1\n2")], [.text("z"), .null], [.null, .text("q")]])
    #expect(reader.schema.geometryType == "")
    #expect(reader.issues == [])
  }

  @Test("Cells beyond the last column are counted where they hold something, and told among the issues")
  func surplus() throws {
    let (reader, features) = try read("a,b\n1,2\n1,2,\n1,2,x\n1,2,,y,z\n1\n")
    #expect(features.map(\.surplusCells) == [0, 0, 1, 2, 0])
    #expect(features.allSatisfy { $0.values.count == 2 } && reader.issues.contains { $0.feature == 3 })
  }

  @Test("Comma, semicolon and tab are told apart", arguments: [",", ";", "\t"])
  func delimiters(mark: String) throws {
    let (reader, features) = try read("id\(mark)\"a,;\tb\"\(mark)c\n1\(mark)x\(mark)2.5\n")
    #expect(reader.schema.fields == [Field("id", .integer), Field("a,;\tb", .text), Field("c", .real)])
    #expect(features[0].values == [.integer(1), .text("x"), .real(2.5)])
  }

  @Test("Codes stay text: leading zeros, plus signs, exponents, numbers beyond 64 bits")
  func codes() throws {
    let (reader, _) = try read("a,b,c,d,e,f\n0123,+1,1e5,99999999999999999999,-,1\n1,1,1,1,1,2\n")
    #expect(reader.schema.fields.map(\.type) == [.text, .text, .text, .text, .text, .integer])
  }

  @Test(
    "The columns of coordinates are known by their usual names, and remain columns",
    arguments: [
      "lon,lat", "LNG,Lat", "longitude,latitude", "经度,纬度", "x,y", "lat,lng", "\u{FEFF}纬度, 经度 ", "y,x,lon,lat",
    ])
  func coordinateColumns(header: String) throws {
    let isSwapped = header.hasPrefix("lat") || header.contains("纬度,")
    let cells = header.hasPrefix("y") ? "0,0,121.5,24.7" : (isSwapped ? "24.7,121.5" : "121.5,24.7")
    let (reader, features) = try read("\(header)\n\(cells)\n")
    #expect(features[0].geometry == .point(Point(121.5, 24.7)))
    #expect(reader.schema.geometryType == "Point")
    #expect(features[0].values.count == header.split(separator: ",").count)
    #expect(reader.schema.referenceSystem == (header == "x,y" ? nil : .wgs84))
  }

  @Test("Declared columns and datum win, and one that is missing is named")
  func declared() throws {
    let options = ReadOptions(referenceSystem: .gcj02, longitudeField: "p", latitudeField: "q")
    let (reader, features) = try read("p,q,lon,lat\n1,2,3,4\n", options: options)
    #expect(features[0].geometry == .point(Point(1, 2)))
    #expect(reader.schema.referenceSystem == .gcj02)
    #expect(throws: LayerError.self) { try read("a,b\n1,2\n", options: ReadOptions(longitudeField: "lng")) }
  }

  @Test("Empty, unreadable and swapped places are issues with their record; the rest is read")
  func badPlaces() throws {
    let (reader, features) = try read("id,lat,lon\n1,24.7,121.5\n2,,\n3,abc,1\n4,121.5,24.7\n5,24.7,121.5,extra\n6\n")
    #expect(features.map { $0.geometry != nil } == [true, false, false, true, true, false])
    #expect(reader.issues.compactMap(\.feature) == [2, 3, 4, 5, 6, 6])
    #expect(reader.issues.contains { $0.feature == 4 && $0.cause.contains("swapped") })
    #expect(reader.issues[0].cause.contains("taken for WGS 84"))
  }

  @Test("Columns without a name or with another's get one of their own")
  func headers() throws {
    let (reader, _) = try read("a,,a\n1,2,3\n")
    #expect(reader.schema.fields.map(\.name) == ["a", "column_2", "a_2"])
    #expect(reader.issues.count == 2)
  }

  @Test("A quotation mark that never closes is an error with its line and byte")
  func unclosedQuote() throws {
    #expect { try read("a,b\n1,2\n3,\"4\n5,6\n") } throws: { error in
      guard case .malformed(_, _, 3?, 10?, _, _)? = error as? LayerError else { return false }
      return true
    }
  }

  static let place = "POLYGON ((0 0, 1 0, 1 1, 0 1, 0 0))"

  @Test("Well-known text is read from its column, which is no field then")
  func wellKnownText() throws {
    let (reader, features) = try read("id,WKT\n7,\"\(Self.place)\"\n8,\n9,POLYGON ((0 0\n")
    #expect(features.map(\.geometry) == [.polygon(try .box(0, 0, 1, 1)), nil, nil])
    #expect(reader.schema.fields == [Field("id", .integer)])
    #expect(reader.schema.geometryType == "Polygon")
    #expect(reader.issues.compactMap(\.feature) == [2, 3])
  }

  @Test("A column that is only called path stays a field")
  func notAShape() throws {
    let (reader, _) = try read("id,path\n7,/etc/hosts\n")
    #expect(reader.schema.fields.map(\.name) == ["id", "path"])
    #expect(!reader.schema.hasGeometry)
  }

  @Test("GBK is found without being told, and a byte order mark does no harm")
  func encodings() throws {
    let scratch = try Scratch()
    let gbk: [UInt8] = [0xC3, 0xFB, 0xB3, 0xC6, 0x2C, 0x61, 0x0A, 0xCD, 0xF8, 0xB8, 0xF1, 0x2C, 0x31, 0x0A]
    let source = try scratch.write(gbk, as: "gbk.csv")
    let reader = try CSVReader(source)
    #expect(reader.encoding == .gb18030)
    #expect(reader.schema.fields.map(\.name) == ["名称", "a"])
    #expect(try reader.features()[0].values == [.text("网格"), .integer(1)])
    let (marked, _) = try read("\u{FEFF}名称,a\n网格,1\n")
    #expect(marked.schema.fields.map(\.name) == ["名称", "a"])
  }

  @Test("A .cpg beside the file, and a declaration, decide before the bytes do")
  func declaredEncoding() throws {
    let scratch = try Scratch()
    // These bytes are valid in both encodings and mean different characters.
    let bytes: [UInt8] = Array("n\n".utf8) + [0xE7, 0xBD, 0x91, 0xE6, 0xA0, 0xBC] + Array("\n".utf8)
    let source = try scratch.write(bytes, as: "a.csv")
    #expect(try Layers.open(source).features()[0].values == [.text("网格")])
    #expect(try Layers.open(source, options: ReadOptions(encoding: .gb18030)).features()[0].values == [.text("缃戞牸")])
    _ = try scratch.write("GBK", as: "a.cpg")
    #expect(try Layers.open(source).features()[0].values == [.text("缃戞牸")])
  }

  @Test("A file that is neither encoding is refused with line and byte")
  func neitherEncoding() throws {
    let scratch = try Scratch()
    let source = try scratch.write(Array("a\nb\n".utf8) + [0xFF, 0xFF, 0x0A], as: "a.csv")
    #expect { try Layers.open(source) } throws: { error in
      guard case .encoding(_, 3?, 4?, _)? = error as? LayerError else { return false }
      return true
    }
  }

  /// `名称,类` over `网格,噪音`, in GBK.
  private static let gbk: [UInt8] =
    [0xC3, 0xFB, 0xB3, 0xC6, 0x2C, 0xC0, 0xE0, 0x0A] + [0xCD, 0xF8, 0xB8, 0xF1, 0x2C, 0xD4, 0xEB, 0xD2, 0xF4, 0x0A]

  @Test("A file that is not what it is declared to be is refused with its line, in either form of layer", arguments: ["a.csv", "a.geojson"])
  func wrongDeclaration(name: String) throws {
    let scratch = try Scratch()
    let head = Array((name == "a.csv" ? "n\n" : "{\"type\":\"FeatureCollection\",\n\"features\":[],\"name\":\"").utf8)
    let rest = Array((name == "a.csv" ? "\n" : "\"}").utf8)
    for (encoding, wrong) in [(TextEncoding.utf8, [0xCD, 0xF8]), (.gb18030, [0xFF, 0xFF])] as [(TextEncoding, [UInt8])] {
      let source = try scratch.write(head + wrong + rest, as: name)
      #expect { try Layers.open(source, options: ReadOptions(encoding: encoding)) } throws: { error in
        guard case .encoding(source.path, 2?, _, _)? = error as? LayerError else { return false }
        return true
      }
    }
  }

  @Test("Where rows are marked, those that are no text of the encoding come with their column, and others as they are")
  func garbledRows() throws {
    let scratch = try Scratch()
    func read(_ bytes: [UInt8], _ encoding: TextEncoding? = nil, fields: [String]? = nil) throws -> [String] {
      var options = ReadOptions(encoding: encoding, fields: fields)
      options.marksGarbledRows = true
      let reader = try CSVReader(try scratch.write(bytes, as: "a.csv"), options: options)
      return [reader.encoding.rawValue] + (try reader.features().map { $0.garbledField ?? "-" })
    }
    let head = Array("id,kind\n".utf8)
    let chinese = Array("1,噪音\n".utf8)
    // A Latin é before a letter is a pair of GBK too, and so are two Chinese characters in UTF-8 after each other.
    #expect(try read(head + chinese + Array("2,caf".utf8) + [0xE9, 0x61, 0x0A] + chinese) == ["utf8", "-", "kind", "-"])
    #expect(try read(head + Array("1,a\n".utf8) + [0xFF, 0x2C, 0xFF, 0x0A]) == ["utf8", "-", "id"])
    // Columns that are not read do no harm.
    #expect(try read(head + [0x31, 0x2C, 0xFF, 0x0A], fields: ["id"]) == ["utf8", "-"])
    let row: [UInt8] = [0xCD, 0xF8, 0xB8, 0xF1, 0x2C, 0xD4, 0xEB, 0xD2, 0xF4, 0x0A]
    let rows = Array(repeating: row, count: 20).flatMap(\.self)
    let good = Array(repeating: "-", count: 20)
    #expect(try read(head + rows) == ["gb18030"] + good)
    #expect(try read(head + rows + [0xFF, 0xFF, 0x0A] + rows) == ["gb18030"] + good + ["id"] + good)
    #expect(try read(head + rows, .utf8) == ["utf8"] + Array(repeating: "id", count: 20))
    // Nobody can ask for a column whose name is not known.
    #expect { try read(Self.gbk, .utf8) } throws: { error in
      guard case .encoding(_, 1?, _, let cause)? = error as? LayerError else { return false }
      return cause.contains("column 1") && cause.contains("UTF-8")
    }
  }

  @Test(
    "What is written is read back",
    arguments: [CSVWriter.GeometryStyle.wellKnownText(decimals: 7), .longitudeLatitude(decimals: 7)])
  func roundTrip(style: CSVWriter.GeometryStyle) throws {
    let scratch = try Scratch()
    let rows: [[FieldValue]] = [
      [.text("a,\"b\"\r\nc"), .integer(3)], [.text(" padded "), .null], [.text("网格"), .integer(-1)],
    ]
    let writer = try CSVWriter(
      path: scratch("a.csv"), fields: [Field("t", .text), Field("n", .integer)], geometry: style, byteOrderMark: true)
    for row in rows { try writer.write(row, geometry: .point(Point(121.5, 24.25))) }
    try writer.finish()
    let reader = try Layers.open(LayerSource(path: scratch("a.csv")), options: ReadOptions(fields: ["t", "n"]))
    let features = try reader.features()
    #expect(features.map(\.values) == rows)
    #expect(features.map(\.geometry) == [Geometry?](repeating: .point(Point(121.5, 24.25)), count: 3))
    #expect(try Array(bytes(at: scratch("a.csv")).prefix(3)) == [0xEF, 0xBB, 0xBF])
  }

  @Test("GDAL reads the written table with its shapes")
  func openedByGDAL() throws {
    let scratch = try Scratch()
    let writer = try CSVWriter(
      path: scratch("a.csv"), fields: [Field("t", .text)], geometry: .wellKnownText(decimals: 3))
    try writer.write([.text("x,\"y\"")], geometry: .polygon(try .box(0, 0, 1, 1)))
    try writer.finish()
    let arguments = ["-al", "-oo", "GEOM_POSSIBLE_NAMES=WKT", "-oo", "KEEP_GEOM_COLUMNS=NO", scratch("a.csv")]
    guard let (status, output) = try run("ogrinfo", arguments) else { return }
    #expect(
      status == 0 && output.contains("POLYGON ((0 0,1 0,1 1,0 1,0 0))") && output.contains("t (String) = x,\"y\""),
      "\(output)")
  }
}

@Suite struct PolygonStringTests {
  @Test(
    "Every spelling found in databases is the same square, its open ring closed and counted",
    arguments: [
      #"{"polygoys":[{"path":[{"lng":120,"lat":30},{"lng":121,"lat":30},{"lng":121,"lat":31},{"lng":120,"lat":31}],"styleOptions":{"strokeColor":"red","strokeWeight":2}}]}"#,
      "120,30;121,30;121,31;120,31", "120:30,121:30,121:31,120:31", "[[120,30],[121,30],[121,31],[120,31]]",
      "120,30,121,30,121,31,120,31", "120 30,121 30,121 31,120 31;", "[[[120,30],[121,30],[121,31],[120,31]]]",
      #"[{"lng":"120","lat":"30"},{"lng":"121","lat":"30"},{"lng":"121","lat":"31"},{"lng":"120","lat":"31"}]"#,
      "120,30|121,30|121,31|120,31",
    ])
  func spellings(text: String) throws {
    let scratch = try Scratch()
    let quoted = text.replacing("\"", with: "\"\"")
    let reader = try Layers.open(try scratch.write("id,坐标串\n1,\"\(quoted)\"\n", as: "a.csv"))
    let features = try reader.features()
    #expect(features[0].geometry?.polygons == [try .box(120, 30, 1, 1)])
    #expect(reader.issues.contains { $0.feature == 1 && $0.cause.contains("closed on reading") })
    #expect(reader.schema.geometryType == "MultiPolygon")
  }

  @Test("A closed ring is no issue, and several rings are several polygons")
  func several() throws {
    let scratch = try Scratch()
    let text = "120,30;121,30;121,31;120,31;120,30|125,30;126,30;126,31;125,31;125,30"
    let reader = try Layers.open(try scratch.write("id,polygon\n1,\"\(text)\"\n", as: "a.csv"))
    #expect(try reader.features()[0].geometry?.polygons.count == 2)
    #expect(reader.issues.allSatisfy { $0.feature == nil })
  }

  @Test(
    "A text that is cut off or garbled is an issue, not a shape",
    arguments: [
      "120,30;121,30;121", "[[120,30],[121,3", "120,30;x,30;121,31", "{\"polygoys\":[]}", "120,30;121,30", "[[[[]]]]",
    ])
  func garbled(text: String) throws {
    let scratch = try Scratch()
    let quoted = text.replacing("\"", with: "\"\"")
    let reader = try Layers.open(
      try scratch.write("id,s\n1,\"\(quoted)\"\n", as: "a.csv"), options: ReadOptions(wktField: "s"))
    #expect(try reader.features()[0].geometry == nil)
    #expect(reader.issues.count { $0.feature == 1 } == 1)
  }
}

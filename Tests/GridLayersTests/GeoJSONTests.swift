import Foundation
import GridGeometry
import GridLayers
import Referees
import Testing

@Suite struct GeoJSONReadingTests {
  func features(_ json: String, as name: String = "a.geojson") throws -> (reader: any LayerReader, features: [Feature])
  {
    let scratch = try Scratch()
    let reader = try Layers.open(try scratch.write(json, as: name))
    return (reader, try reader.features())
  }

  static let square = "[[[0,0],[1,0],[1,1],[0,1],[0,0]]]"

  @Test(
    "Collections, features, bare geometries and both kinds of text sequence are read alike",
    arguments: [
      #"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":S}}]}"#,
      #"{"type":"Feature","geometry":{"coordinates":S,"type":"Polygon"},"properties":null}"#,
      #"{"type":"Polygon","coordinates":S}"#,
      #"{"features":[{"geometry":{"coordinates":S,"type":"Polygon"},"type":"Feature"}],"bbox":[0,0,1,1],"type":"FeatureCollection"}"#,
      "\u{1E}{\"type\":\"Feature\",\"properties\":{},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":S}}\n",
      "{\"type\":\"Feature\",\"properties\":{},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":S}}\n\n",
      "\u{FEFF}{\"type\":\"Polygon\",\"coordinates\":S}",
    ])
  func spellings(json: String) throws {
    let (reader, features) = try features(json.replacingOccurrences(of: "S", with: Self.square))
    #expect(features.map(\.geometry) == [.polygon(try .box(0, 0, 1, 1))])
    #expect(reader.schema.geometryType == "Polygon")
    #expect(reader.schema.referenceSystem == .wgs84)
    #expect(reader.issues == [])
  }

  @Test("Every line of a sequence is a feature, in order, with the columns of all")
  func sequence() throws {
    let lines = (1...3).map {
      "{\"type\":\"Feature\",\"id\":\($0),\"properties\":{\"c\($0)\":\($0)},\"geometry\":{\"type\":\"Point\",\"coordinates\":[\($0),0,7]}}"
    }
    let (reader, features) = try features(lines.joined(separator: "\n"), as: "a.geojsonl")
    #expect(features.map(\.id) == ["1", "2", "3"])
    #expect(reader.schema.fields == [Field("c1", .integer), Field("c2", .integer), Field("c3", .integer)])
    #expect(features[1].values == [.null, .integer(2), .null])
    #expect(features[2].geometry == .point(Point(3, 0)))
  }

  @Test("Columns take the narrowest type that holds all their values")
  func types() throws {
    let properties = [
      #"{"a":1,"b":true,"c":"x","d":1,"e":null,"f":{"k":[1, "é"]},"g":9007199254740993}"#,
      #"{"a":2.5,"b":false,"c":1,"d":"y","e":null,"f":null,"g":1}"#,
    ]
    let json =
      "{\"type\":\"FeatureCollection\",\"features\":["
      + properties.map {
        "{\"type\":\"Feature\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[1,2]},\"properties\":\($0)}"
      }.joined(separator: ",") + "]}"
    let (reader, features) = try features(json)
    #expect(reader.schema.fields.map(\.type) == [.real, .boolean, .text, .text, .text, .text, .integer])
    #expect(
      features[0].values
        == [
          .real(1), .boolean(true), .text("x"), .text("1"), .null, .text("{\"k\":[1,\"é\"]}"),
          .integer(9_007_199_254_740_993),
        ])
  }

  @Test("Escapes, also of characters outside the basic plane, become the characters they mean")
  func escapes() throws {
    let (_, features) = try features(
      #"{"type":"Feature","properties":{"\u540d":"\u7532\/\"\\\n\ud83d\ude00"},"geometry":{"type":"Point","coordinates":[1,2]}}"#
    )
    #expect(features[0].values == [.text("甲/\"\\\n😀")])
  }

  @Test(
    "A geometry that is wrong is an issue with its feature, and reading goes on",
    arguments: [
      ("null", "no geometry"), (#"{"type":"Polygon","coordinates":[]}"#, "empty"),
      (#"{"type":"Polygon","coordinates":[[0,0],[1,1]]}"#, "nested 2 deep instead of 3"),
      (#"{"type":"Polygon","coordinates":[[[0,0],[1,1],[0,0]]]}"#, "points"),
      (#"{"type":"LineString","coordinates":[[0,0]]}"#, "points"),
      (#"{"type":"Point","coordinates":[1]}"#, "one number"),
      (#"{"type":"Point","coordinates":["1","2"]}"#, "not a number"),
      (#"{"type":"Curve","coordinates":[1,2]}"#, "\"Curve\""),
      (#"{"coordinates":[1,2]}"#, "no type"), (#"{"type":"Point"}"#, "no coordinates"),
      (#"{"type":"MultiPoint","coordinates":[[1,2],3]}"#, "unevenly"),
      (#"{"type":"Point","coordinates":[1e999,2]}"#, "number"),
      (#"{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[]}]}"#, "empty"),
      ("7", "not an object"),
      (#"{"type":"Polygon","coordinates":[[],[[0,0],[1,0],[1,1],[0,0]]]}"#, "empty array"),
    ])
  func wrongGeometry(geometry: String, cause: String) throws {
    let good = "{\"type\":\"Feature\",\"properties\":{\"n\":2},\"geometry\":{\"type\":\"Point\",\"coordinates\":[1,2]}}"
    let bad = "{\"type\":\"Feature\",\"properties\":{\"n\":1},\"geometry\":\(geometry)}"
    let (reader, features) = try features("{\"type\":\"FeatureCollection\",\"features\":[\(bad),\(good)]}")
    #expect(features.map(\.geometry) == [nil, .point(Point(1, 2))])
    #expect(features.map(\.values) == [[.integer(1)], [.integer(2)]])
    #expect(reader.issues.count == 1 && reader.issues[0].feature == 1)
    #expect(reader.issues[0].message.contains(cause), "\(reader.issues[0].message)")
  }

  @Test(
    "A coordinate is the double nearest to its digits, as the standard library has it", arguments: [1, 2] as [UInt64])
  func coordinates(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    var texts = [
      "0", "-0", "0.1", "-0.30000000000000004", "9007199254740993", "1e22", "123456789012345678901234567890", "5e-324",
      "1.7976931348623157e308", "-2E+1", "179.99999999999999999999",
    ]
    for _ in 0..<3_000 {
      let digits = (0..<Int.random(in: 1...20, using: &random)).map { _ in String(Int.random(in: 0...9, using: &random))
      }.joined()
      let fraction = (0..<Int.random(in: 1...20, using: &random)).map { _ in
        String(Int.random(in: 0...9, using: &random))
      }.joined()
      texts.append(Bool.random(using: &random) ? "\(digits).\(fraction)" : "-\(digits)")
    }
    let (_, features) = try features(
      "{\"type\":\"MultiPoint\",\"coordinates\":[" + texts.map { "[\($0) , 1]" }.joined(separator: ",") + "]}")
    #expect(features[0].geometry?.points.map(\.x) == texts.map { Double($0) ?? .nan })
  }

  @Test("An unclosed ring is closed and counted")
  func unclosed() throws {
    let (reader, features) = try features(#"{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1]]]}"#)
    #expect(features[0].geometry == .polygon(try .box(0, 0, 1, 1)))
    #expect(reader.issues.count == 1 && reader.issues[0].cause.contains("closed on reading"))
  }

  @Test(
    "Coordinates that cannot be degrees are noticed, and kept",
    arguments: [("[39.9,116.4]", "swapped"), ("[500000,4400000]", "not degrees"), ("[116.4,39.9]", "")])
  func ranges(position: String, cause: String) throws {
    let (reader, features) = try features("{\"type\":\"Point\",\"coordinates\":\(position)}")
    #expect(features[0].geometry != nil)
    #expect(reader.issues.count == (cause.isEmpty ? 0 : 1))
    #expect(reader.issues.allSatisfy { $0.cause.contains(cause) })
  }

  @Test(
    "The reference system of older files is found, wherever in the file it stands",
    arguments: [
      (#""crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::4546"}},"features":[]"#, "EPSG:4546"),
      (#""features":[],"crs":{"type":"name","properties":{"name":"EPSG:4490"}}"#, "EPSG:4490"),
      (#""features":[],"crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:OGC:1.3:CRS84"}}"#, "EPSG:4326"),
      (#""features":[],"crs":{"type":"EPSG","properties":{"code":4547}}"#, "EPSG:4547"),
      (#""gridwright:datum":"GCJ-02","features":[]"#, "GCJ-02"), (#""features":[],"crs":null"#, "EPSG:4326"),
    ])
  func referenceSystems(members: String, expected: String) throws {
    let (reader, _) = try features("{\"type\":\"FeatureCollection\",\(members)}")
    #expect(reader.schema.referenceSystem == (try ReferenceSystem(expected)))
  }

  @Test("A file cut anywhere is an error with file and byte, never a shorter layer")
  func truncated() throws {
    let whole = Array(
      #"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"n":"é\u00e9","m":[1,{"k":2}]},"geometry":{"type":"Point","coordinates":[1.5,-2e1]}}]}"#
        .utf8)
    let scratch = try Scratch()
    for length in 0..<whole.count {
      let source = try scratch.write(Array(whole[..<length]), as: "cut.geojson")
      #expect("cut at \(length)") { try Layers.open(source) } throws: { error in
        guard case .malformed(let file, _, _, let byte?, _, _)? = error as? LayerError else {
          if case .encoding? = error as? LayerError { return true }
          return false
        }
        return file == source.path && byte <= length
      }
    }
    #expect(try Layers.open(try scratch.write(whole, as: "whole.geojson")).features().count == 1)
  }

  @Test("An error says where: file, feature, byte, cause and remedy")
  func errorPlaces() throws {
    let scratch = try Scratch()
    let good = #"{"type":"Feature","properties":{},"geometry":null},"#
    let source = try scratch.write(
      "{\"type\":\"FeatureCollection\",\"features\":[\(good)\(good){\"type\" \"Feature\"}]}", as: "a.geojson")
    #expect { try Layers.open(source) } throws: { error in
      (error as? LayerError)?.message.contains(
        "a.geojson, feature 3, byte \(40 + 2 * good.utf8.count + 8): \"\"\" stands where a colon") == true
    }
  }

  @Test("Deep nesting is refused, not followed into the stack")
  func deepNesting() throws {
    let scratch = try Scratch()
    let deep = String(repeating: "[", count: 200_000)
    for json in [
      "{\"type\":\"Point\",\"coordinates\":\(deep)", "{\"a\":\(deep)", "{\"properties\":{\"a\":\(deep)",
      "{\"type\":\"GeometryCollection\",\"geometries\":" + String(repeating: "[{\"geometries\":", count: 10_000),
    ] {
      let source = try scratch.write(json, as: "deep.geojson")
      #expect(throws: LayerError.self) { try Layers.open(source) }
    }
  }

  @Test("Old files in GBK are understood without being told")
  func gbk() throws {
    let scratch = try Scratch()
    let bytes =
      Array("{\"type\":\"Feature\",\"properties\":{\"name\":\"".utf8) + [0xCD, 0xF8, 0xB8, 0xF1]
      + Array("\"},\"geometry\":null}".utf8)
    let features = try Layers.open(try scratch.write(bytes, as: "a.geojson")).features()
    #expect(features[0].values == [.text("网格")])
  }

  @Test("Fields can be chosen; one that is missing is named with its neighbour")
  func chosenFields() throws {
    let scratch = try Scratch()
    let source = try scratch.write(
      #"{"type":"Feature","properties":{"code":"a","name":"b"},"geometry":null}"#, as: "a.geojson")
    #expect(try Layers.open(source, options: ReadOptions(fields: ["name"])).features()[0].values == [.text("b")])
    #expect { try Layers.open(source, options: ReadOptions(fields: ["nme"])) } throws: {
      ($0 as? LayerError)?.message.contains("Did you mean \"name\"?") == true
    }
  }
}

@Suite struct GeoJSONWritingTests {
  static func write(
    _ features: [Feature], to path: String, system: ReferenceSystem? = .wgs84, options: GeoJSONWriter.Options = .init()
  ) throws {
    let schema = LayerSchema(
      name: "网格 \"1\"", fields: [Field("name", .text), Field("n", .real)], geometryType: "Geometry",
      referenceSystem: system)
    let writer = try GeoJSONWriter(path: path, schema: schema, options: options)
    for feature in features { try writer.write(feature) }
    try writer.finish()
  }

  static func sample() throws -> [Feature] {
    let clockwise = Polygon(
      exterior: try Polygon.box(0, 0, 10, 10).exterior.reversed, holes: [try Polygon.box(2, 2, 1, 1).exterior])
    return [
      Feature(ordinal: 1, id: "7", geometry: .polygon(clockwise), values: [.text("a\"\\\n\u{1}甲"), .real(1.5)]),
      Feature(ordinal: 2, id: "x7", geometry: .point(Point(0.123456789, -45.00000001)), values: [.null, .real(-3)]),
      Feature(ordinal: 3, geometry: nil, values: [.text(""), .null]),
    ]
  }

  @Test(
    "Rings are right-handed, coordinates have seven decimals at most, feature and collection carry a bbox, and there is no crs"
  )
  func rules() throws {
    let scratch = try Scratch()
    try Self.write(try Self.sample(), to: scratch("a.geojson"))
    let json = try JSONSerialization.jsonObject(with: Data(try bytes(at: scratch("a.geojson")))) as? [String: Any]
    let features = try #require(json?["features"] as? [[String: Any]])
    #expect(json?["crs"] == nil)
    #expect(json?["bbox"] as? [Double] == [0, -45, 10, 10])
    #expect(features[0]["bbox"] as? [Double] == [0, 0, 10, 10])
    #expect(features[0]["id"] as? Int == 7 && features[1]["id"] as? String == "x7")
    let rings = ((features[0]["geometry"] as? [String: Any])?["coordinates"] as? [[[Double]]]) ?? []
    #expect(rings.count == 2)
    let areas = try rings.map { try Ring($0.map { Point($0[0], $0[1]) }).signedArea }
    #expect(areas == [100, -1])
    #expect((features[1]["geometry"] as? [String: Any])?["coordinates"] as? [Double] == [0.1234568, -45])
    #expect((features[0]["properties"] as? [String: Any])?["name"] as? String == "a\"\\\n\u{1}甲")
  }

  @Test("Corners that rounding puts onto the one before are left out, unless too few would be left for a ring")
  func repeatedCorners() throws {
    let scratch = try Scratch()
    // A millimetre apart at the equator, which seven decimals do not tell.
    let near = 1e-8
    let square = try Ring([
      Point(0, 0), Point(near, 0), Point(1, 0), Point(1, near), Point(1, 2 * near), Point(1, 1), Point(0, 1), Point(0, near), Point(0, 0),
    ])
    let speck = try Ring([Point(0.5, 0.5), Point(0.5, 0.5 + near), Point(0.5 + near, 0.5), Point(0.5, 0.5)])
    let line = try LineString([Point(0, 0), Point(near, near), Point(1, 1)])
    let short = try LineString([Point(0, 0), Point(near, near)])
    let geometries: [Geometry] = [
      .polygon(Polygon(exterior: square)), .polygon(Polygon(exterior: speck)), .lineString(line), .multiLineString([short]),
    ]
    let path = scratch("a.geojson")
    try Self.write(
      geometries.enumerated().map { Feature(ordinal: $0 + 1, geometry: $1, values: [.null, .null]) }, to: path)
    let json = try JSONSerialization.jsonObject(with: Data(try bytes(at: path))) as? [String: Any]
    let written = try #require(json?["features"] as? [[String: Any]]).map { ($0["geometry"] as? [String: Any])?["coordinates"] }
    #expect(written[0] as? [[[Double]]] == [[[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]])
    #expect((written[1] as? [[[Double]]])?[0].count == 4)
    #expect(written[2] as? [[Double]] == [[0, 0], [1, 1]])
    #expect(written[3] as? [[[Double]]] == [[[0, 0], [0, 0]]])
    // With all decimals nothing is repeated, and nothing left out.
    try Self.write([Feature(ordinal: 1, geometry: geometries[0], values: [.null, .null])], to: path, options: .init(decimals: 15))
    #expect(try Layers.open(LayerSource(path: path)).features()[0].geometry == geometries[0])
  }

  @Test("What is written is read back", arguments: [false, true])
  func roundTrip(textSequence: Bool) throws {
    let scratch = try Scratch()
    let path = scratch("a.geojson")
    try Self.write(try Self.sample(), to: path, options: .init(decimals: 15, textSequence: textSequence))
    if textSequence { #expect(try bytes(at: path).filter { $0 == 0x1E }.count == 3) }
    let read = try Layers.open(LayerSource(path: path)).features()
    let sample = try Self.sample()
    #expect(read.map(\.id) == sample.map(\.id))
    #expect(read.map(\.values) == sample.map(\.values))
    #expect(read[0].geometry?.polygons == sample[0].geometry?.polygons.map(\.rightHanded))
    #expect(read[1].geometry == sample[1].geometry)
  }

  @Test("A datum that is not WGS 84 is named in the file and found again", arguments: ["GCJ-02", "BD-09"])
  func datum(name: String) throws {
    let scratch = try Scratch()
    try Self.write([], to: scratch("a.geojson"), system: try ReferenceSystem(name))
    #expect(try text(at: scratch("a.geojson")).contains("\"gridwright:datum\":\"\(name)\""))
    #expect(
      try Layers.open(LayerSource(path: scratch("a.geojson"))).schema.referenceSystem == (try ReferenceSystem(name)))
  }

  @Test("A projected layer is refused, because GeoJSON holds degrees")
  func projected() throws {
    let scratch = try Scratch()
    let system = try ReferenceSystem("EPSG:4546")
    #expect(throws: LayerError.self) { try Self.write([], to: scratch("a.geojson"), system: system) }
    #expect(try scratch.names == [])
  }

  @Test("GDAL reads the same features")
  func openedByGDAL() throws {
    let scratch = try Scratch()
    try Self.write(try Self.sample(), to: scratch("a.geojson"))
    guard let (status, output) = try run("ogrinfo", ["-al", scratch("a.geojson")]) else { return }
    #expect(status == 0)
    #expect(output.contains("Feature Count: 3") && !output.contains("ERROR"), "\(output)")
    #expect(output.contains("POLYGON ((0 0,10 0,10 10,0 10,0 0),(2 2,2 3,3 3,3 2,2 2))"), "\(output)")
  }

  @Test(
    "A coordinate is rounded half away from zero and loses its trailing zeros",
    arguments: [
      (1.5, 0, "2"), (-1.5, 0, "-2"), (0.00000004, 7, "0"), (-0.00000004, 7, "0"), (116.4, 7, "116.4"),
      (-0.5, 1, "-0.5"), (100, 7, "100"), (1e300, 7, "1e+300"),
    ])
  func decimals(number: Double, decimals: Int, expected: String) throws {
    let scratch = try Scratch()
    try Self.write(
      [Feature(ordinal: 1, geometry: .point(Point(number, 0)), values: [.null, .null])], to: scratch("a.geojson"),
      options: .init(decimals: decimals))
    #expect(try text(at: scratch("a.geojson")).contains("\"coordinates\":[\(expected),0]"))
  }
}

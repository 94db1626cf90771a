import Foundation
import GRDB
import GridGeometry
import GridLayers
import Referees
import Testing

@Suite struct GeoPackageTests {
  static let fields = [
    Field("code", .text), Field("households", .integer), Field("area_m2", .real), Field("leaf", .boolean),
    Field("stamp", .blob),
  ]

  /// Three polygons, one with a hole, one in two parts, one without ground.
  static func rows() throws -> [(Geometry?, [FieldValue])] {
    let hole = try Polygon.box(2, 2, 1, 1).exterior.reversed
    let first = Polygon(exterior: try Polygon.box(0, 0, 10, 10).exterior, holes: [hole])
    let parts = MultiPolygon([try .box(20, 0, 5, 5), try .box(30, 0, 5, 5)])
    return [
      (.polygon(first), [.text("甲-01"), .integer(1 << 60), .real(99.5), .boolean(true), .blob([0, 255])]),
      (.multiPolygon(parts), [.text("it's \"so\""), .integer(-3), .real(-0.25), .boolean(false), .null]),
      (nil, [.null, .null, .null, .null, .null]),
    ]
  }

  static func write(_ path: String, geometryType: String = "MultiPolygon") throws {
    let writer = try GeoPackageWriter(path: path, timestamp: "2026-01-02T03:04:05.000Z")
    let schema = LayerSchema(
      name: "grids", fields: fields, geometryType: geometryType, referenceSystem: try ReferenceSystem("EPSG:4546"))
    try writer.addLayer(
      schema, identifier: "网格", description: "Grids of a county",
      style: LayerStyle(qml: "<qgis/>", sld: "<StyledLayerDescriptor/>"))
    try writer.insert(into: "grids", try rows())
    let table = LayerSchema(name: "workers", fields: [Field("name", .text)], geometryType: "")
    try writer.addLayer(table, identifier: "", description: "")
    try writer.insert(into: "workers", [(nil, [.text("post 1")])])
    try writer.addMetadata("Made for a test", layer: "grids")
    try writer.addProvenance(
      Provenance(source: "a.shp", date: "2025-12-31", encoding: "gb18030", byteCount: 7), layer: "grids")
    try writer.finish()
  }

  @Test("What is written is read back: geometry, every type of value, reference system, tables")
  func roundTrip() throws {
    let scratch = try Scratch()
    let path = scratch("plan.gpkg")
    try Self.write(path)
    let reader = try Layers.open(LayerSource(path: path, layer: "grids"))
    #expect(reader.schema.fields == Self.fields)
    #expect(reader.schema.geometryType == "MultiPolygon")
    #expect(reader.schema.referenceSystem == (try ReferenceSystem("EPSG:4546")))
    let features = try reader.features()
    let rows = try Self.rows()
    #expect(features.map(\.values) == rows.map(\.1))
    #expect(features.map(\.geometry?.polygons) == rows.map { $0.0?.polygons })
    #expect(features.map(\.ordinal) == [1, 2, 3])
    #expect(reader.issues.map(\.feature) == [3])
    #expect(try Layers.layerNames(at: path) == ["grids", "workers", "provenance"])
    let table = try Layers.open(LayerSource("\(path)#workers")).features()
    #expect(table.map(\.values) == [[.text("post 1")]])
    #expect(try scratch.names == ["plan.gpkg"])
  }

  @Test("The same layers and the same timestamp give the same bytes")
  func deterministic() throws {
    let scratch = try Scratch()
    try Self.write(scratch("a.gpkg"))
    try Self.write(scratch("b.gpkg"))
    #expect(try bytes(at: scratch("a.gpkg")) == bytes(at: scratch("b.gpkg")))
  }

  @Test("GDAL opens the file without a warning and sees the same layers, counts and system")
  func openedByGDAL() throws {
    let scratch = try Scratch()
    try Self.write(scratch("plan.gpkg"))
    guard let (status, output) = try run("ogrinfo", ["-al", "-so", scratch("plan.gpkg")]) else { return }
    #expect(status == 0)
    #expect(!output.contains("Warning") && !output.contains("ERROR"), "\(output)")
    #expect(output.contains("Feature Count: 3"))
    #expect(output.contains("Geometry: Multi Polygon"))
    #expect(output.contains("ID[\"EPSG\",4546]"))
    #expect(output.contains("Extent: (0.000000, 0.000000) - (35.000000, 10.000000)"))
  }

  @Test("The official validator finds nothing")
  func validated() throws {
    let scratch = try Scratch()
    try Self.write(scratch("plan.gpkg"))
    let environment = ProcessInfo.processInfo.environment
    let candidates = [
      environment["GRIDWRIGHT_VALIDATE_GPKG"], "/usr/lib/python3/dist-packages/osgeo_utils/samples/validate_gpkg.py",
    ]
    guard let script = candidates.compactMap({ $0 }).first(where: { FileManager.default.fileExists(atPath: $0) }) else {
      print("SKIPPED: validate_gpkg.py is not installed (Debian package python3-gdal, or GRIDWRIGHT_VALIDATE_GPKG)")
      return
    }
    let python = FileManager.default.isExecutableFile(atPath: "/usr/bin/python3") ? "/usr/bin/python3" : "python3"
    let process = try run("env", [python, script, "--extra", "--warning-as-error", scratch("plan.gpkg")])
    guard let (status, output) = process else { return }
    #expect(status == 0, "\(output)")
  }

  @Test("Rows changed later keep the R-tree true, on a connection with the spatial functions and only there")
  func triggers() throws {
    let scratch = try Scratch()
    try Self.write(scratch("plan.gpkg"))
    let moved = GeoPackageBlob.encode(
      .polygon(try .box(100, 100, 1, 1)), envelope: try Polygon.box(100, 100, 1, 1).envelope, srsID: 4546)
    func tree(_ database: Database) throws -> [Int] {
      try Int.fetchAll(database, sql: "SELECT id FROM rtree_grids_geom WHERE minx >= 99 ORDER BY id")
    }
    let plain = try DatabaseQueue(path: scratch("plan.gpkg"))
    #expect(throws: DatabaseError.self) {
      try plain.write { try $0.execute(sql: "UPDATE grids SET geom = ? WHERE fid = 1", arguments: [Data(moved)]) }
    }
    var configuration = Configuration()
    configuration.prepareDatabase { registerSpatialFunctions(on: $0) }
    let queue = try DatabaseQueue(path: scratch("plan.gpkg"), configuration: configuration)
    try queue.write { database in
      #expect(try tree(database) == [])
      try database.execute(sql: "UPDATE grids SET geom = ? WHERE fid = 3", arguments: [Data(moved)])
      #expect(try tree(database) == [3])
      try database.execute(sql: "UPDATE grids SET fid = 9 WHERE fid = 3")
      #expect(try tree(database) == [9])
      try database.execute(sql: "INSERT INTO grids (geom) VALUES (?)", arguments: [Data(moved)])
      #expect(try tree(database) == [9, 10])
      try database.execute(sql: "UPDATE grids SET geom = NULL WHERE fid = 10")
      #expect(try tree(database) == [9])
      try database.execute(sql: "DELETE FROM grids WHERE fid = 9")
      #expect(try tree(database) == [])
      #expect(
        try Int.fetchOne(database, sql: "SELECT feature_count FROM gpkg_ogr_contents WHERE table_name = 'grids'") == 3)
    }
  }

  @Test("A single-polygon layer takes a multi of one part and refuses one of two, naming the row")
  func geometryTypes() throws {
    let scratch = try Scratch()
    let writer = try GeoPackageWriter(path: scratch("a.gpkg"))
    try writer.addLayer(LayerSchema(name: "g", fields: [], geometryType: "Polygon"))
    let box = try Polygon.box(0, 0, 1, 1)
    try writer.insert(into: "g", [(.multiPolygon(MultiPolygon(box)), [])])
    let two = Geometry.multiPolygon(MultiPolygon([box, try .box(5, 5, 1, 1)]))
    #expect {
      try writer.insert(into: "g", [(two, [])])
    } throws: { error in
      (error as? LayerError)?.message.contains(
        "feature 2: its geometry is a MultiPolygon, the layer takes only Polygon") == true
    }
    #expect(try scratch.names == [])
  }

  @Test(
    "The datums of Chinese web maps and systems without a code come back as themselves",
    arguments: ["GCJ-02", "BD-09", "EPSG:4490", "EPSG:32650"])
  func referenceSystems(name: String) throws {
    let scratch = try Scratch()
    let writer = try GeoPackageWriter(path: scratch("a.gpkg"))
    let system = try ReferenceSystem(name)
    try writer.addLayer(
      LayerSchema(name: "p", fields: [], geometryType: "Point", geometryColumn: "shape", referenceSystem: system))
    try writer.insert(into: "p", [(.point(Point(116.4, 39.9)), [])])
    try writer.finish()
    let reader = try Layers.open(LayerSource(path: scratch("a.gpkg")))
    #expect(reader.schema.referenceSystem == system)
    #expect(reader.schema.geometryColumn == "shape")
    #expect(try reader.features().map(\.geometry) == [.point(Point(116.4, 39.9))])
  }

  @Test("A missing layer or field is answered with the nearest name there is")
  func nearestNames() throws {
    let scratch = try Scratch()
    try Self.write(scratch("plan.gpkg"))
    func message(_ layer: String?, _ options: ReadOptions = .init()) -> String {
      do {
        _ = try Layers.open(LayerSource(path: scratch("plan.gpkg"), layer: layer), options: options)
        return ""
      } catch {
        return error.message
      }
    }
    #expect(message("grid").contains("Did you mean \"grids\"?"))
    #expect(message("zzz").contains("Its layers: grids, workers, provenance"))
    #expect(message("grids", ReadOptions(fields: ["housholds"])).contains("Did you mean \"households\"?"))
    #expect(message("grids", ReadOptions(fields: ["households", "fid"])) == "")
  }

  @Test("Only the fields asked for are read, in their order, the row number among them")
  func someFields() throws {
    let scratch = try Scratch()
    try Self.write(scratch("plan.gpkg"))
    let options = ReadOptions(fields: ["households", "fid", "code"])
    let features = try Layers.open(LayerSource(path: scratch("plan.gpkg"), layer: "grids"), options: options).features()
    #expect(features[1].values == [.integer(-3), .integer(2), .text("it's \"so\"")])
    #expect(features[1].id == "2")
  }

  @Test("A file that is no GeoPackage says so", arguments: ["", "hello", String(repeating: "x", count: 5000)])
  func foreignFiles(content: String) throws {
    let scratch = try Scratch()
    let source = try scratch.write(content, as: "a.gpkg")
    #expect { try Layers.open(source) } throws: { ($0 as? LayerError)?.message.contains("not a GeoPackage") == true }
  }

  @Test("A writer that is cancelled, or only let go of, leaves the old file as it was and nothing beside it")
  func cancelled() throws {
    let scratch = try Scratch()
    _ = try scratch.write("old", as: "a.gpkg")
    do {
      let writer = try GeoPackageWriter(path: scratch("a.gpkg"))
      try writer.addLayer(LayerSchema(name: "p", fields: [], geometryType: "Point"))
      writer.cancel()
      _ = try GeoPackageWriter(path: scratch("a.gpkg"))
    }
    #expect(try text(at: scratch("a.gpkg")) == "old")
    #expect(try scratch.names == ["a.gpkg"])
  }

  @Test("A layer may be read while it is read, and written while it is read")
  func nested() throws {
    let scratch = try Scratch()
    try Self.write(scratch("plan.gpkg"))
    let reader = try Layers.open(LayerSource(path: scratch("plan.gpkg"), layer: "grids"))
    var pairs = 0
    try reader.forEach { _ in try reader.forEach { _ in pairs += 1 } }
    #expect(pairs == 9)
    let writer = try GeoPackageWriter(path: scratch("b.gpkg"))
    for name in ["a", "b"] {
      try writer.addLayer(LayerSchema(name: name, fields: [Field("n", .integer)], geometryType: ""))
    }
    let rows = (1...3).lazy.map { number -> (Geometry?, [FieldValue]) in
      let isWritten = (try? writer.insert(into: "b", [(nil, [.integer(Int64(number))])])) != nil
      return (nil, [.integer(isWritten ? 1 : 0)])
    }
    try writer.insert(into: "a", rows)
    try writer.finish()
    let layers = try ["a", "b"].map {
      try Layers.open(LayerSource(path: scratch("b.gpkg"), layer: $0)).features().map(\.values)
    }
    #expect(layers == [[[.integer(1)], [.integer(1)], [.integer(1)]], [[.integer(1)], [.integer(2)], [.integer(3)]]])
  }

  @Test("A folder that is missing is named, with what to do")
  func missingFolder() throws {
    #expect {
      try GeoPackageWriter(path: "/no/such/folder/a.gpkg")
    } throws: { error in
      let message = (error as? LayerError)?.message ?? ""
      return message.contains("/no/such/folder") && message.contains("Create the folder first")
    }
  }
}

@Suite struct PackedRTreeTests {
  @Test(
    "The packed tree passes SQLite's own check and answers like a search through all boxes",
    arguments: [0, 1, 50, 51, 52, 2_601, 7_000])
  func packed(count: Int) throws {
    let scratch = try Scratch()
    var random = SeededRandom(seed: UInt64(count))
    let boxes = try (0..<count).map { _ in
      try Polygon.box(
        .random(in: 500_000...510_000, using: &random), .random(in: 3_000_000...3_010_000, using: &random),
        .random(in: 0.01...300, using: &random), 7)
    }
    let writer = try GeoPackageWriter(path: scratch("a.gpkg"))
    try writer.addLayer(LayerSchema(name: "b", fields: [], geometryType: "Polygon"))
    try writer.insert(into: "b", boxes.map { (.polygon($0), []) })
    try writer.finish()
    let queue = try DatabaseQueue(path: scratch("a.gpkg"))
    let window = Envelope(Point(502_000, 3_002_000), Point(504_000, 3_005_000))
    try queue.read { database in
      #expect(try String.fetchOne(database, sql: "SELECT rtreecheck('rtree_b_geom')") == "ok")
      let found = try Int.fetchAll(
        database,
        sql: "SELECT id FROM rtree_b_geom WHERE minx <= ? AND maxx >= ? AND miny <= ? AND maxy >= ? ORDER BY id",
        arguments: [window.maxX, window.minX, window.maxY, window.minY])
      // Single precision may take in boxes up to a metre beyond the window, and never leaves one out.
      let exact = boxes.indices.filter { boxes[$0].envelope.intersects(window) }.map { $0 + 1 }
      let generous = Set(boxes.indices.filter { boxes[$0].envelope.intersects(window.expanded(by: 1)) }.map { $0 + 1 })
      #expect(Set(exact).isSubset(of: found) && Set(found).isSubset(of: generous))
    }
  }
}

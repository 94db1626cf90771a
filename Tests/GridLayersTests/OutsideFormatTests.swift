import Foundation
import GridGeometry
import GridLayers
import Testing

/// Formats that come in by way of GDAL; each test says so where its tools are not installed.
@Suite struct OutsideFormatTests {
  /// A GeoPackage with two polygons whose names are Chinese.
  static func sample(_ scratch: Scratch) throws -> String {
    let writer = try GeoPackageWriter(path: scratch("in.gpkg"))
    let schema = LayerSchema(
      name: "grids", fields: [Field("name", .text), Field("hh", .integer)], geometryType: "Polygon",
      referenceSystem: .cgcs2000)
    try writer.addLayer(schema)
    try writer.insert(
      into: "grids",
      [
        (.polygon(try .box(120, 30, 1, 1)), [.text("甲社区网格"), .integer(300)]),
        (.polygon(try .box(121, 30, 1, 1)), [.text("乙"), .null]),
      ])
    try writer.finish()
    return scratch("in.gpkg")
  }

  @Test(
    "Shapefile, MapInfo, KML and FlatGeobuf give the same polygons and names",
    arguments: [
      ("ESRI Shapefile", "out.shp"), ("MapInfo File", "out.tab"), ("KML", "out.kml"), ("FlatGeobuf", "out.fgb"),
    ])
  func formats(driver: String, file: String) throws {
    let scratch = try Scratch()
    let input = try Self.sample(scratch)
    let options = ["FlatGeobuf": ["-lco", "SPATIAL_INDEX=NO"], "KML": []][driver] ?? ["-lco", "ENCODING=UTF-8"]
    guard let (status, output) = try run("ogr2ogr", ["-f", driver, scratch(file), input] + options), status == 0 else {
      return
    }
    #expect(!output.contains("ERROR"))
    let reader = try Layers.open(LayerSource(path: scratch(file)))
    let features = try reader.features()
    #expect(
      features.map { $0.geometry?.envelope } == [
        Envelope(Point(120, 30), Point(121, 31)), Envelope(Point(121, 30), Point(122, 31)),
      ])
    let name = reader.schema.fields.firstIndex { $0.name.lowercased() == "name" }
    let index = try #require(name)
    #expect(features.map { $0.values[index].text } == ["甲社区网格", "乙"])
  }

  @Test(
    "The table of a shapefile in GBK is understood with a .cpg, with a language driver, and with neither",
    arguments: ["cpg", "driver", "neither", "utf8"])
  func gbkShapefile(sign: String) throws {
    let scratch = try Scratch()
    let input = try Self.sample(scratch)
    let encoding = sign == "utf8" ? "UTF-8" : "CP936"
    guard
      let (status, _) = try run(
        "ogr2ogr", ["-f", "ESRI Shapefile", scratch("out.shp"), input, "-lco", "ENCODING=\(encoding)"]), status == 0
    else { return }
    var table = try bytes(at: scratch("out.dbf"))
    table[29] = sign == "driver" ? 0x4D : 0x57
    _ = try scratch.write(table, as: "out.dbf")
    _ = try run("rm", ["-f", scratch("out.cpg")])
    if sign == "cpg" { _ = try scratch.write("GBK\n", as: "out.cpg") }
    let features = try Layers.open(LayerSource(path: scratch("out.shp"))).features()
    #expect(features.map { $0.values[0].text } == ["甲社区网格", "乙"])
  }

  @Test("A spreadsheet is a table whose coordinate columns are found")
  func spreadsheet() throws {
    let scratch = try Scratch()
    let table = try scratch.write("名称,经度,纬度\n甲,120.5,30.25\n", as: "in.csv")
    guard
      let (status, _) = try run(
        "ogr2ogr", ["-f", "XLSX", scratch("out.xlsx"), table.path, "-oo", "AUTODETECT_TYPE=YES"]), status == 0
    else { return }
    let features = try Layers.open(LayerSource(path: scratch("out.xlsx"))).features()
    #expect(features.map(\.geometry) == [.point(Point(120.5, 30.25))])
    #expect(features[0].values[0] == .text("甲"))
  }

  @Test("Where GDAL is not installed, the error names the Debian package")
  func toolMissing() async {
    await #expect(processExitsWith: .success) {
      let scratch = try Scratch()
      let source = try scratch.write("", as: "a.shp")
      let isHidden = unsafe setenv("PATH", scratch.path, 1) == 0
      #expect(isHidden)
      #expect { try Layers.open(source) } throws: {
        ($0 as? LayerError)?.message.contains("apt install gdal-bin") == true
      }
    }
  }

  @Test("A layer of a file of several has to be named, and a wrong name is answered with the nearest")
  func severalLayers() throws {
    let scratch = try Scratch()
    let input = try Self.sample(scratch)
    for name in ["roads", "rivers"] {
      guard
        let (status, _) = try run(
          "ogr2ogr", ["-f", "SQLite", "-update", "-append", scratch("out.sqlite"), input, "-nln", name]), status == 0
      else { return }
    }
    func message(_ layer: String?) -> String {
      do {
        return try Layers.open(LayerSource(path: scratch("out.sqlite"), layer: layer)).schema.name
      } catch {
        return error.message
      }
    }
    #expect(message(nil).contains("name one as"))
    #expect(message("road").contains("Did you mean \"roads\"?"))
    #expect(message("rivers") == "rivers")
  }

  @Test("What GDAL cannot open is an error that names the file")
  func garbage() throws {
    let scratch = try Scratch()
    let source = try scratch.write("this is no shapefile", as: "a.shp")
    #expect { try Layers.open(source) } throws: { error in
      guard let error = error as? LayerError else { return false }
      if case .toolMissing = error { return error.message.contains("gdal-bin") }
      return error.message.contains("a.shp") && error.message.contains("could not convert")
    }
  }

  @Test(
    "A file that is not there is said to be missing, whatever its format",
    arguments: ["a.gpkg", "a.geojson", "a.csv", "a.shp", "a"])
  func missing(name: String) throws {
    #expect { try Layers.open(LayerSource(path: "/no/such/\(name)")) } throws: {
      ($0 as? LayerError) == .missingFile(path: "/no/such/\(name)")
    }
  }
}

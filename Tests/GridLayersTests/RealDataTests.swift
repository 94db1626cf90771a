import GridGeometry
import GridLayers
import Testing

/// Public data as published; each test says so where it is not there.
@Suite struct RealDataTests {
  /// Rows of the published files whose geometry is none: lines of one point, empty polygons.
  static let knownDirt = ["rail": [23, 35, 46, 57], "parcels": [1021, 1265, 1896, 2018]]

  @Test(
    "Every layer of the public GeoPackages is read whole, and only what is no geometry is an issue",
    arguments: ["yilan/yilan.gpkg", "cambridge/cambridge.gpkg", "liechtenstein/liechtenstein.gpkg"])
  func geoPackages(file: String) throws {
    guard let path = sharedData(file) else { return }
    for layer in try Layers.layerNames(at: path) {
      let reader = try Layers.open(LayerSource(path: path, layer: layer))
      var without: [Int] = []
      var count = 0
      try reader.forEach { feature in
        count += 1
        if feature.geometry == nil { without.append(feature.ordinal) }
      }
      #expect(count > 0)
      #expect(without == Self.knownDirt[layer] ?? [], "\(layer)")
      #expect(reader.issues.map(\.feature) == without, "\(layer)")
      #expect(reader.schema.referenceSystem == .wgs84)
    }
  }

  @Test("Yilan's base areas hold the households that its statistics office counted")
  func yilan() throws {
    guard let path = sharedData("yilan/yilan.gpkg") else { return }
    let reader = try Layers.open(
      LayerSource(path: path, layer: "base"), options: ReadOptions(fields: ["households", "codebase"]))
    var households: Int64 = 0
    var count = 0
    try reader.forEach { feature in
      households += feature.values[0].integer ?? 0
      count += 1
    }
    #expect(count == 3_864)
    #expect(households == 166_020)
  }

  @Test(
    "The council polygons of Los Angeles are read from GeoJSON, metadata and all",
    arguments: [("neighborhood-councils", 99), ("council-districts", 15)])
  func losAngeles(name: String, count: Int) throws {
    guard let path = sharedData("la311/\(name).geojson") else { return }
    let features = try Layers.open(LayerSource(path: path)).features()
    #expect(features.count == count)
    #expect(features.allSatisfy { $0.geometry?.polygons.isEmpty == false })
  }

  @Test("The service requests of Los Angeles lack eleven points")
  func requests() throws {
    guard let path = sharedData("la311/requests-2020.csv") else { return }
    let reader = try Layers.open(LayerSource(path: path))
    let features = try reader.features()
    #expect(features.count == 10_000)
    #expect(features.count { $0.geometry == nil } == 11)
    #expect(reader.issues.count { $0.feature != nil } == 11)
  }

  @Test("A county copied into a new GeoPackage is the same county")
  func copy() throws {
    guard let path = sharedData("yilan/yilan.gpkg") else { return }
    let scratch = try Scratch()
    let reader = try Layers.open(LayerSource(path: path, layer: "base"))
    let features = try reader.features()
    let writer = try GeoPackageWriter(path: scratch("copy.gpkg"))
    try writer.addLayer(reader.schema)
    try writer.insert(into: "base", features.lazy.map { ($0.geometry, $0.values) })
    try writer.finish()
    let copy = try Layers.open(LayerSource(path: scratch("copy.gpkg")))
    #expect(copy.schema == reader.schema)
    #expect(try copy.features() == features)
  }
}

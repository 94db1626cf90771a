import Foundation
import GridAccess
import GridGeometry
import GridLayers
import Referees
import Testing

/// Liechtenstein's roads and paths (© OpenStreetMap contributors, ODbL 1.0), where the public data are at hand.
@Suite("Liechtenstein's paths")
struct RealNetworkTests {
  /// Where the data lies, or `nil` with the reason printed.
  private static let path: String? = {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "../../../shared").path
    let folder = ProcessInfo.processInfo.environment["GRIDWRIGHT_SHARED"] ?? root
    let path = folder + "/data/liechtenstein/liechtenstein.gpkg"
    if FileManager.default.isReadableFile(atPath: path) { return path }
    print("SKIPPED: no Liechtenstein at \(path); set GRIDWRIGHT_SHARED")
    return nil
  }()

  private func features(_ path: String, _ layer: String, _ field: String) throws -> [(String, Geometry)] {
    let reader = try Layers.open(LayerSource(path: path, layer: layer))
    let system = try #require(reader.schema.referenceSystem)
    let transformation = try Transformation(from: system, to: ReferenceSystem("EPSG:32632"))
    let column = try reader.schema.requiredIndex(of: field, source: path)
    return try reader.features().compactMap { feature in
      guard let geometry = feature.geometry else { return nil }
      return (feature.values[column].text ?? "", try transformation.apply(geometry))
    }
  }

  @Test("Minutes over the real paths agree with networkx")
  func referee() throws {
    guard let path = Self.path, let referee = Referee(importing: "networkx") else { return }
    let ways = try features(path, "roads", "highway").flatMap { category, geometry in
      geometry.lines.map { WayLine($0.points, category: category) }
    }
    let doctors = try features(path, "pois_all", "class").filter { $0.0 == "doctors" || $0.0 == "school" }
      .compactMap { $0.1.points.first ?? MultiPolygon($0.1.polygons).interiorPoint }
    let homes = try features(path, "buildings", "building").compactMap { MultiPolygon($0.1.polygons).interiorPoint }
    try #require(doctors.count > 5 && homes.count > 1000)
    let some = stride(from: 0, to: homes.count, by: 40).map { homes[$0] }
    try TravelTests.compare(ways, points: doctors, places: some, snap: 300, referee)
  }
}

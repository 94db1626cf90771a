import Foundation
import GridGeometry
import GridLayers
import GridSamples

/// A sample written into a folder of its own, read back layer by layer; the folder goes with it.
final class WrittenCounty {
  let directory: String
  let summary: SampleSummary

  init(_ settings: SampleSettings) throws {
    directory = NSTemporaryDirectory() + "gridwright-sample-\(UUID().uuidString)"
    summary = try writeSample(settings, to: directory)
  }

  convenience init(households: Int, seed: UInt64 = 7) throws {
    try self.init(SampleSettings(households: households, seed: seed))
  }

  deinit { try? FileManager.default.removeItem(atPath: directory) }

  var package: String { directory + "/county.gpkg" }

  func text(_ file: String) throws -> String { try String(contentsOfFile: directory + "/" + file, encoding: .utf8) }
  func bytes(_ file: String) throws -> Data { try Data(contentsOf: URL(fileURLWithPath: directory + "/" + file)) }

  /// Every row of a layer as its geometry and its values by column.
  func rows(_ layer: String) throws -> [Row] {
    let reader = try Layers.open(LayerSource(path: package, layer: layer))
    let names = reader.schema.fields.map(\.name)
    return try reader.features().map { Row(geometry: $0.geometry, values: Dictionary(uniqueKeysWithValues: zip(names, $0.values))) }
  }

  struct Row {
    var geometry: Geometry?
    var values: [String: FieldValue]

    func text(_ name: String) -> String { values[name]?.text ?? "" }
    func integer(_ name: String) -> Int { values[name]?.integer.map(Int.init) ?? -1 }
    var polygons: [Polygon] { geometry?.polygons ?? [] }
    var ground: MultiPolygon { MultiPolygon(polygons) }
  }
}

/// Half-edges of polygons that no neighbour matches.
struct UnmatchedEdges {
  struct Edge: Hashable {
    var from: Point
    var to: Point
  }
  var edges: [Edge] = []

  init(_ grounds: [MultiPolygon]) {
    var counts: [Edge: Int] = [:]
    var order: [Edge] = []
    for polygon in grounds.flatMap(\.polygons) {
      for ring in polygon.rightHanded.rings {
        for (a, b) in zip(ring.points, ring.points.dropFirst()) {
          counts[Edge(from: a, to: b), default: 0] += 1
          order.append(Edge(from: a, to: b))
        }
      }
    }
    edges = order.filter { counts[$0] != 1 || counts[Edge(from: $0.to, to: $0.from)] == nil }
  }

  /// The rings the edges form if every point is left once and reached once; `nil` if they do not close.
  var ringAreas: [Double]? {
    var next: [Point: Point] = [:]
    for edge in edges where next.updateValue(edge.to, forKey: edge.from) != nil { return nil }
    var areas: [Double] = []
    while let start = next.keys.min(by: { ($0.x, $0.y) < ($1.x, $1.y) }) {
      var ring = [start]
      while let following = next.removeValue(forKey: ring[ring.count - 1]) {
        ring.append(following)
        if following == start { break }
      }
      guard ring[0] == ring[ring.count - 1], let closed = try? Ring(ring) else { return nil }
      areas.append(closed.signedArea)
    }
    return areas
  }
}

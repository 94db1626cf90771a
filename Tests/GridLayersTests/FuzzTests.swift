import Foundation
import GridGeometry
import GridLayers
import Referees
import Testing

/// Garbage is answered with an error or issues; it never stops the program.
@Suite struct FuzzTests {
  static func readAll(_ source: LayerSource) {
    guard let reader = try? Layers.open(source) else { return }
    try? reader.forEach { _ in }
  }

  static func damaged(_ original: [UInt8], alphabet: [UInt8], using random: inout SeededRandom) -> [UInt8] {
    var bytes = original
    for _ in 0..<Int.random(in: 1...8, using: &random) where !bytes.isEmpty {
      let index = Int.random(in: 0..<bytes.count, using: &random)
      switch Int.random(in: 0..<4, using: &random) {
      case 0: bytes[index] = UInt8.random(in: 0...255, using: &random)
      case 1: bytes[index] = alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
      case 2: bytes.remove(at: index)
      default: bytes.insert(alphabet[Int.random(in: 0..<alphabet.count, using: &random)], at: index)
      }
    }
    if Int.random(in: 0..<4, using: &random) == 0 { bytes.removeLast(Int.random(in: 0...bytes.count, using: &random)) }
    return bytes
  }

  @Test("Damaged GeoJSON is survived", arguments: [1, 2, 3] as [UInt64])
  func geoJSON(seed: UInt64) throws {
    let scratch = try Scratch()
    var random = SeededRandom(seed: seed)
    let original = Array(
      #"{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"EPSG:4326"}},"features":[{"type":"Feature","id":1,"properties":{"n":"é\u00e9","m":[1,{"k":-2e5}]},"geometry":{"type":"MultiPolygon","coordinates":[[[[0,0],[1,0],[1,1],[0,0]]],[[[5,5],[6,5],[6,6],[5,5]]]]}},{"type":"Feature","properties":null,"geometry":{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[1.5,2]}]}}]}"#
        .utf8)
    for _ in 0..<1_500 {
      let bytes = Self.damaged(original, alphabet: Array("[]{},:\"\\-.e0u\u{1E}\n".utf8), using: &random)
      Self.readAll(try scratch.write(bytes, as: "a.geojson"))
    }
  }

  @Test("Damaged CSV is survived", arguments: [1, 2] as [UInt64])
  func csv(seed: UInt64) throws {
    let scratch = try Scratch()
    var random = SeededRandom(seed: seed)
    let original = Array(
      "id,lng,lat,polygon\n1,120.5,30,\"[[1,2],[3,4],[5,0]]\"\n\"2\"\"\",-1,x,\"1,2;3,4;5,0|7\"\n".utf8)
    for _ in 0..<1_000 {
      let bytes = Self.damaged(original, alphabet: Array(",;\"\n\r[]|".utf8) + [0xFF, 0x81], using: &random)
      Self.readAll(try scratch.write(bytes, as: "a.csv"))
    }
  }

  @Test("Damaged and truncated GeoPackages are survived", arguments: [1, 2] as [UInt64])
  func geoPackage(seed: UInt64) throws {
    let scratch = try Scratch()
    try GeoPackageTests.write(scratch("good.gpkg"))
    let original = try bytes(at: scratch("good.gpkg"))
    var random = SeededRandom(seed: seed)
    for round in 0..<150 {
      var bytes = original
      for _ in 0..<(round % 40) {
        bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
      }
      if round % 3 == 0 { bytes.removeLast(Int.random(in: 0..<bytes.count, using: &random)) }
      let source = try scratch.write(bytes, as: "a.gpkg")
      for layer in ["grids", "workers", nil] { Self.readAll(LayerSource(path: source.path, layer: layer)) }
    }
  }

  @Test("Damaged geometry blobs are survived, and what their header claims is never trusted with an index")
  func blobs() throws {
    let geometry = Geometry.polygon(try .box(0, 0, 1, 1))
    let original = GeoPackageBlob.encode(geometry, envelope: geometry.envelope, srsID: 4326)
    for length in 0...original.count { _ = try? GeoPackageBlob.body(of: Array(original[..<length])) }
    for flags in 0...255 {
      var bytes = original
      bytes[3] = UInt8(flags)
      if let (start, _) = try? GeoPackageBlob.body(of: bytes) { #expect(start <= bytes.count) }
    }
  }
}

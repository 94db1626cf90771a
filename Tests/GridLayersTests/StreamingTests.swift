import Foundation
import GridGeometry
import GridLayers
import Testing

/// Peak memory is measured in a process of its own, so that no other test is counted.
@Suite struct StreamingTests {
  /// The most memory this process has held at once, in kilobytes; `nil` where the system does not tell.
  static func peakKilobytes() -> Int? {
    guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
      let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") })
    else { return nil }
    return Int(line.filter(\.isNumber))
  }

  /// A GeoJSON collection of points of about so many megabytes.
  static func writePoints(_ path: String, megabytes: Int) throws {
    let schema = LayerSchema(name: "p", fields: [Field("name", .text)], geometryType: "Point", referenceSystem: .wgs84)
    let writer = try GeoJSONWriter(path: path, schema: schema)
    let name = String(repeating: "x", count: 900)
    for ordinal in 1...(megabytes * 1_000) {
      try writer.write(Feature(ordinal: ordinal, geometry: .point(Point(121, 24)), values: [.text(name)]))
    }
    try writer.finish()
  }

  @Test("A file of 60 MB is written and read in less than half of that")
  func boundedMemory() async {
    await #expect(processExitsWith: .success) {
      let scratch = try Scratch()
      let before = StreamingTests.peakKilobytes() ?? 0
      try StreamingTests.writePoints(scratch("a.geojson"), megabytes: 60)
      let reader = try Layers.open(LayerSource(path: scratch("a.geojson")))
      var count = 0
      try reader.forEach { _ in count += 1 }
      #expect(count == 60_000)
      let growth = (StreamingTests.peakKilobytes() ?? 0) - before
      #expect(growth < 30_000, "grew by \(growth) kB")
    }
  }

  @Test("The first features are handed over before a broken end is met, and the error says how far it got")
  func errorAfterFeatures() throws {
    let scratch = try Scratch()
    try Self.writePoints(scratch("a.geojson"), megabytes: 1)
    let reader = try Layers.open(LayerSource(path: scratch("a.geojson")))
    let whole = try bytes(at: scratch("a.geojson"))
    _ = try scratch.write(Array(whole[..<(whole.count / 2)]), as: "a.geojson")
    var count = 0
    #expect {
      try reader.forEach { _ in count += 1 }
    } throws: { error in
      guard case .malformed(_, let feature?, _, _, _, _)? = error as? LayerError else { return false }
      return feature == count + 1
    }
    #expect(count > 300 && count < 700)
  }
}

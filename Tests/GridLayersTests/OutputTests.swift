import Foundation
import GridGeometry
import GridLayers
import Testing

@Suite("Files and folders written")
struct OutputTests {
  @Test("A link that leads nowhere yet leads to the new file; one that leads in a circle is refused")
  func links() throws {
    let scratch = try Scratch()
    try FileManager.default.createSymbolicLink(atPath: scratch("link"), withDestinationPath: "target")
    try OutputFile.write([1, 2, 3], to: scratch("link"))
    #expect(try Data(contentsOf: URL(fileURLWithPath: scratch("target"))) == Data([1, 2, 3]))
    try FileManager.default.createSymbolicLink(atPath: scratch("circle"), withDestinationPath: "circle")
    let error = #expect(throws: LayerError.self) { try OutputFile.write([1], to: scratch("circle")) }
    #expect(error?.message.contains("circle") == true)
  }

  @Test("A discarded folder takes what was added with it and leaves what was there")
  func folders() throws {
    let scratch = try Scratch()
    var folder = try OutputFolder(scratch("a/b"))
    try OutputFile.write([1], to: folder.file("x"))
    folder.discard()
    #expect(!FileManager.default.fileExists(atPath: scratch("a")))
    try FileManager.default.createDirectory(atPath: scratch("c"), withIntermediateDirectories: false)
    try OutputFile.write([1], to: scratch("c/old"))
    var other = try OutputFolder(scratch("c"))
    try OutputFile.write([2], to: other.file("old"))
    try OutputFile.write([3], to: other.file("new"))
    other.discard()
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch("c")) == ["old"])
    // What somebody else has put in the place of ours stays.
    var third = try OutputFolder(scratch("c"))
    try OutputFile.write([4], to: third.file("ours"))
    try OutputFile.write([5], to: third.file("theirs"))
    try Data([6]).write(to: URL(fileURLWithPath: scratch("c/late")), options: .atomic)
    _ = third.file("never")
    try Data([6]).write(to: URL(fileURLWithPath: scratch("c/never")))
    try Data([7]).write(to: URL(fileURLWithPath: scratch("c/theirs")), options: .atomic)
    third.discard()
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: scratch("c")).sorted() == ["late", "never", "old", "theirs"])
  }

  @Test("A file in the way of a folder is named")
  func fileInTheWay() throws {
    let scratch = try Scratch()
    try OutputFile.write([1], to: scratch("file"))
    let error = #expect(throws: LayerError.self) { _ = try OutputFolder(scratch("file/folder")) }
    #expect(error?.message.contains("file is no folder") == true)
  }

  @Test("A text with NUL is refused by a GeoPackage, which would cut it there")
  func nul() throws {
    let scratch = try Scratch()
    let writer = try GeoPackageWriter(path: scratch("a.gpkg"))
    try writer.addLayer(LayerSchema(name: "t", fields: [Field("name", .text)], geometryType: ""))
    let error = #expect(throws: LayerError.self) { try writer.insert(into: "t", [(nil, [.text("a\0b")])]) }
    #expect(error?.message.contains("NUL") == true)
    #expect(!FileManager.default.fileExists(atPath: scratch("a.gpkg")))
  }

  @Test("A folder, a pipe or a device is no layer", arguments: ["folder.geojson", "pipe.geojson"])
  func noLayer(name: String) throws {
    let scratch = try Scratch()
    try FileManager.default.createDirectory(atPath: scratch("folder.geojson"), withIntermediateDirectories: false)
    let pipe = unsafe mkfifo(scratch("pipe.geojson"), 0o600)
    #expect(pipe == 0)
    #expect(throws: LayerError.self) { _ = try Layers.open(LayerSource(path: scratch(name))) }
  }
}

@Suite("Geometries that cannot be read")
struct FaultTests {
  @Test(
    "The feature itself says why; one without geometry says nothing",
    arguments: [
      ("{\"type\":\"Point\",\"coordinates\":[\"a\",1]}", "not a number"),
      ("{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,1],[0,0]]]}", "3 points"), ("null", nil),
    ] as [(String, String?)])
  func geoJSON(geometry: String, cause: String?) throws {
    let scratch = try Scratch()
    let text =
      "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":{},\"geometry\":\(geometry)}]}"
    try OutputFile.write(Array(text.utf8), to: scratch("a.geojson"))
    let feature = try #require(try Layers.open(LayerSource(path: scratch("a.geojson"))).features().first)
    #expect(feature.geometry == nil)
    #expect(feature.fault.map { $0.cause.contains(cause ?? "–") } ?? (cause == nil))
  }

  @Test("A row of a table knows its line")
  func lines() throws {
    let scratch = try Scratch()
    try OutputFile.write(Array("lon,lat,note\n1,2,\"two\nlines\"\nx,y,\n".utf8), to: scratch("a.csv"))
    let features = try Layers.open(LayerSource(path: scratch("a.csv"))).features()
    #expect(features.map(\.line) == [2, 4])
    #expect(features[0].fault == nil)
    #expect(features[1].fault?.cause.contains("not two coordinates") == true)
  }
}

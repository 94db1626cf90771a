import Foundation
import GridLayers
import Testing

@Suite("Files that appear together")
struct OutputFilesTests {
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent("gridwright-\(UUID().uuidString)").path

  private func put(_ text: String, to path: String) throws { try Data(text.utf8).write(to: URL(fileURLWithPath: path)) }

  private var files: [String: String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return Dictionary(
      uniqueKeysWithValues: names.map { ($0, (try? String(contentsOfFile: "\(folder)/\($0)", encoding: .utf8)) ?? "?") }
    )
  }

  @Test("Nothing is in place before all of it is, and nothing else is left behind")
  func together() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var files = try OutputFiles("\(folder)/deep")
    try put("one", to: try files.add("a"))
    try put("two", to: try files.add("b"))
    let names = try FileManager.default.contentsOfDirectory(atPath: "\(folder)/deep")
    #expect(names.count == 2 && names.allSatisfy { $0.hasSuffix(".part") })
    try files.commit()
    #expect(try FileManager.default.contentsOfDirectory(atPath: "\(folder)/deep").sorted() == ["a", "b"])
    var dropped = try OutputFiles("\(folder)/other")
    try put("three", to: try dropped.add("c"))
    dropped.discard()
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["deep"])
  }

  @Test("Where one cannot take its place, those that have go back")
  func goingBack() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try put("old", to: "\(folder)/a")
    var files = try OutputFiles(folder)
    try put("new", to: try files.add("a"))
    try put("new", to: try files.add("b"))
    try put("new", to: try files.add("c"))
    // Somebody puts a folder where the last file is to go.
    try FileManager.default.createDirectory(atPath: "\(folder)/c/x", withIntermediateDirectories: true)
    #expect(throws: LayerError.self) { try files.commit() }
    #expect(self.files == ["a": "old", "c": "?"])
  }

  @Test("A file that was never written is told before anything changes")
  func missing() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try put("old", to: "\(folder)/a")
    var files = try OutputFiles(folder)
    try put("new", to: try files.add("a"))
    _ = try files.add("b")
    #expect(throws: LayerError.self) { try files.commit() }
    #expect(self.files == ["a": "old"])
  }
}

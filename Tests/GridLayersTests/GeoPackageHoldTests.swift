import Foundation
import GRDB
import GridLayers
import Testing

/// Files that other programs are editing, with journals of their own.
@Suite("GeoPackages that others edit")
struct GeoPackageHoldTests {
  private let scratch: Scratch
  private var path: String { scratch("plan.gpkg") }
  private let notes = LayerSchema(name: "notes", fields: [Field("text", .text)], geometryType: "")

  init() throws {
    scratch = try Scratch()
    try write("first")
  }

  private func write(_ text: String) throws(LayerError) {
    let file = try GeoPackageWriter(path: path)
    try file.addLayer(notes)
    try file.insert(into: "notes", [(nil, [.text(text)])])
    try file.finish()
  }

  private func add(_ name: String) throws(LayerError) {
    var schema = notes
    schema.name = name
    let file = try GeoPackageWriter(updating: path, replacing: [])
    try file.addLayer(schema)
    try file.finish()
  }

  private func integrity() throws -> (check: String?, layers: [String]) {
    let check = try DatabaseQueue(path: path).read { try String.fetchOne($0, sql: "PRAGMA integrity_check") }
    return (check, try Layers.layerNames(at: path))
  }

  /// What an editor does that keeps a write-ahead log, as QGIS does.
  private func edit(_ queue: DatabaseQueue) throws {
    try queue.writeWithoutTransaction { database in
      try database.execute(sql: "PRAGMA journal_mode = WAL; UPDATE notes SET text = 'edited'")
    }
  }

  @Test("What an editor saved into a write-ahead log and left there is in the new file")
  func savedLog() throws {
    let editor = try DatabaseQueue(path: path)
    try edit(editor)
    // The log stays behind, as when the editor is killed.
    let log = try Data(contentsOf: URL(fileURLWithPath: path + "-wal"))
    let file = try Data(contentsOf: URL(fileURLWithPath: path))
    try editor.close()
    try file.write(to: URL(fileURLWithPath: path))
    try log.write(to: URL(fileURLWithPath: path + "-wal"))
    try add("more")
    let (check, layers) = try integrity()
    #expect(check == "ok" && layers == ["notes", "more"])
    let text = try DatabaseQueue(path: path).read { try String.fetchOne($0, sql: "SELECT text FROM notes") }
    #expect(text == "edited")
    #expect(!FileManager.default.fileExists(atPath: path + "-wal"))
  }

  @Test("A file that another program is changing is not replaced, and that program's work is not lost")
  func openTransaction() throws {
    var configuration = Configuration()
    configuration.allowsUnsafeTransactions = true
    let editor = try DatabaseQueue(path: path, configuration: configuration)
    try editor.writeWithoutTransaction { try $0.execute(sql: "BEGIN IMMEDIATE; UPDATE notes SET text = 'mine'") }
    #expect(throws: LayerError.inUse(path: path)) { try add("more") }
    #expect(throws: LayerError.inUse(path: path)) { try write("second") }
    try editor.writeWithoutTransaction { try $0.execute(sql: "COMMIT") }
    try editor.close()
    try add("more")
    let (check, layers) = try integrity()
    #expect(check == "ok" && layers == ["notes", "more"])
  }

  @Test("No journal that an earlier file left is played back into the new one")
  func staleJournals() throws {
    let editor = try DatabaseQueue(path: path)
    try edit(editor)
    let log = try Data(contentsOf: URL(fileURLWithPath: path + "-wal"))
    try editor.close()
    for ending in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + ending) }
    try log.write(to: URL(fileURLWithPath: path + "-wal"))
    try write("new")
    let (check, layers) = try integrity()
    #expect(check == "ok" && layers == ["notes"])
    let text = try DatabaseQueue(path: path).read { try String.fetchOne($0, sql: "SELECT text FROM notes") }
    #expect(text == "new")
  }
}

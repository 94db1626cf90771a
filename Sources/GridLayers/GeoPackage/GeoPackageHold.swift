import Foundation
import GRDB

/// Keeps other programs from writing a GeoPackage that is about to be replaced, QGIS among them.
///
/// A file that replaces another must not be played back the journal of the one before it. So what stands in a write-ahead
/// log or a hot journal is brought into the file first, and SQLite's own write lock is held until the new file is in place:
/// a program that is editing has to finish first, and one that begins meanwhile is told that the file is locked.
final class GeoPackageHold {
  private let path: String
  private var lock: DatabaseQueue?

  /// - Parameter path: What is to be replaced: a GeoPackage, another file, or nothing at all.
  /// - Throws: ``LayerError/inUse(path:)`` while another program is writing it or keeps a write-ahead log open.
  init(_ path: String) throws(LayerError) {
    self.path = path
    guard Self.isDatabase(path) else { return }
    var configuration = Configuration()
    configuration.allowsUnsafeTransactions = true
    configuration.busyMode = .timeout(2)
    do {
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      try queue.writeWithoutTransaction { database in
        let mode = try String.fetchOne(database, sql: "PRAGMA journal_mode") ?? ""
        if mode.lowercased() == "wal" { try database.execute(sql: "PRAGMA journal_mode = DELETE") }
        try database.execute(sql: "BEGIN IMMEDIATE")
      }
      lock = queue
    } catch let error as DatabaseError {
      switch error.resultCode {
      case .SQLITE_BUSY, .SQLITE_LOCKED: throw .inUse(path: path)
      // Whoever may not write the file cannot have left anything of it in a journal; what is no database has none.
      case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_NOTADB, .SQLITE_CORRUPT, .SQLITE_PERM: return
      default: throw .cannotWrite(path: path, cause: error.message ?? "SQLite says \(error.resultCode)")
      }
    } catch {
      throw .cannotWrite(path: path, cause: "\(error)")
    }
  }

  /// Copies what is held to a database that is open.
  ///
  /// Page by page through SQLite: to open and close the file otherwise would give up the lock, which lies on the process.
  func copy(to target: DatabaseQueue) throws {
    var configuration = Configuration()
    configuration.readonly = true
    let source = try DatabaseQueue(path: path, configuration: configuration)
    try source.backup(to: target)
    try source.close()
  }

  /// Removes journals that a file of this name left behind, which would be played back into the new one.
  func clearJournals() {
    for ending in ["-wal", "-shm", "-journal"] { FileSystem.remove(path + ending) }
  }

  /// Lets others write again.
  func release() {
    // Closing ends the transaction, in which nothing was written.
    try? lock?.close()
    lock = nil
  }

  deinit { release() }

  private static func isDatabase(_ path: String) -> Bool {
    guard FileSystem.isFile(path), var input = try? ByteInput(path), let head = try? input.peek(16) else { return false }
    return head.elementsEqual(Array("SQLite format 3".utf8) + [0])
  }
}

import Synchronization

/// A file that is written beside its target and takes its place only when complete.
///
/// Whoever stops in between leaves the old file as it was. A symbolic link stays one: the file it leads to is replaced.
/// A temporary file that a killed process left behind is removed the next time the same target is written.
public struct OutputFile: Hashable, Sendable {
  /// Where the finished file will be, symbolic links followed.
  public let path: String
  /// Where to write: the same folder, so that taking its place is one step.
  public let temporaryPath: String
  /// Whether the target is itself an unfinished file of this process, which needs no second one beside it.
  private let isInner: Bool

  private static let pending = Mutex<Set<String>>([])
  /// What this process has put in place, by path.
  private static let placed = Mutex<[String: FileIdentity]>([:])
  private static let serial = Atomic<Int>(0)

  /// Claims a place to write to; nothing is created yet.
  ///
  /// - Throws: ``LayerError/cannotWrite(path:cause:)`` where the folder is missing, the target is a folder, or links lead
  ///   round in a circle.
  public init(_ stated: String) throws(LayerError) {
    let path = try Self.destination(of: stated)
    isInner = Self.pending.withLock { $0.contains(path) }
    self.path = path
    guard !isInner else {
      temporaryPath = path
      return
    }
    let (directory, name) = Self.split(path)
    guard !name.isEmpty else { throw .cannotWrite(path: path, cause: "it names no file") }
    guard !FileSystem.isDirectory(path) else { throw .cannotWrite(path: path, cause: "it is a folder") }
    guard FileSystem.isDirectory(directory) else {
      throw .cannotWrite(path: path, cause: "no such file or directory: \(directory)")
    }
    Self.removeAbandoned(in: directory, of: name)
    let number = Self.serial.wrappingAdd(1, ordering: .relaxed).newValue
    temporaryPath = "\(directory)/.\(name).\(FileSystem.processIdentifier)-\(number).part"
    let temporary = temporaryPath
    Self.pending.withLock { _ = $0.insert(temporary) }
  }

  /// Where a path leads when symbolic links are followed, whether or not a file stands there.
  ///
  /// - Throws: ``LayerError/cannotWrite(path:cause:)`` where links lead round in a circle.
  public static func destination(of path: String) throws(LayerError) -> String {
    guard let destination = FileSystem.destination(of: path) else {
      throw .cannotWrite(path: path, cause: "its symbolic links lead round in a circle")
    }
    return destination
  }

  /// Makes the temporary file, empty, so that what forbids writing is known before anything is computed.
  func create() throws(LayerError) {
    guard FileSystem.create(temporaryPath) else {
      let error = failure()
      discard()
      throw error
    }
  }

  /// Puts the written file in the target's place, its bytes on the disk first.
  public func commit() throws(LayerError) {
    guard FileSystem.synchronize(temporaryPath) else { throw failure() }
    guard !isInner else { return }
    let identity = FileIdentity(of: temporaryPath)
    guard FileSystem.rename(temporaryPath, to: path) else { throw failure() }
    Self.placed.withLock { $0[path] = identity }
    forget()
  }

  /// Whether the file that stands at a path is the one that this process put there.
  static func isPlacedByUs(_ stated: String) -> Bool {
    guard let path = FileSystem.destination(of: stated), let standing = FileIdentity(of: path) else { return false }
    return placed.withLock { $0[path] } == standing
  }

  /// Removes what was written so far. Harmless after ``commit()`` and when called twice.
  public func discard() {
    // Whose it is removes it, or has put it in place.
    guard !isInner else { return }
    FileSystem.remove(temporaryPath)
    forget()
  }

  /// Runs a body that writes the temporary path; commits when it returns, discards when it throws.
  public static func withTemporary<Result>(_ path: String, _ body: (String) throws -> Result) throws -> Result {
    let file = try OutputFile(path)
    do {
      let result = try body(file.temporaryPath)
      try file.commit()
      return result
    } catch {
      file.discard()
      throw error
    }
  }

  /// Writes a whole file at once.
  public static func write(_ bytes: [UInt8], to path: String) throws(LayerError) {
    var stream = try OutputStream(path)
    do {
      try stream.write(bytes)
      try stream.finish()
    } catch {
      stream.cancel()
      throw error
    }
  }

  /// Removes every unfinished file of this process: for a program about to leave on an interrupt.
  public static func discardPending() {
    let paths = pending.withLock { $0 }
    for path in paths { FileSystem.remove(path) }
  }

  /// Leaves the unfinished file to somebody who knows how to put it in place when this process ends.
  func entrust() { forget() }

  private func forget() {
    if !isInner { Self.pending.withLock { _ = $0.remove(temporaryPath) } }
  }

  private func failure() -> LayerError { .cannotWrite(path: path, cause: FileSystem.lastFailure) }

  private static func split(_ path: String) -> (directory: String, name: String) {
    guard let slash = path.lastIndex(of: "/") else { return (".", path) }
    let directory = path[..<slash]
    return (directory.isEmpty ? "/" : String(directory), String(path[path.index(after: slash)...]))
  }

  /// Removes the unfinished files of processes that are gone.
  ///
  /// - Parameters:
  ///   - name: Of the target; `nil` for those of any.
  ///   - depth: Through how many folders, one inside the other, to look further.
  static func removeAbandoned(in directory: String, of name: String? = nil, depth: Int = 0) {
    for candidate in FileSystem.names(in: directory) {
      let path = "\(directory)/\(candidate)"
      if let writer = writer(of: candidate, for: name) {
        if !FileSystem.isRunning(process: writer) { FileSystem.remove(path) }
      } else if depth > 0, !candidate.hasPrefix("."), FileSystem.isDirectory(path) {
        removeAbandoned(in: path, depth: depth - 1)
      }
    }
  }

  /// The process that an unfinished file, `.NAME.PROCESS-NUMBER.part`, is of; `nil` for any other file.
  private static func writer(of candidate: String, for name: String?) -> Int32? {
    guard candidate.hasPrefix("."), candidate.hasSuffix(".part") else { return nil }
    let middle = candidate.dropFirst().dropLast(".part".count)
    guard let dot = middle.lastIndex(of: "."), name.map({ $0 == middle[..<dot] }) ?? true else { return nil }
    let numbers = middle[middle.index(after: dot)...].split(separator: "-", omittingEmptySubsequences: false)
    guard numbers.count == 2, Int(numbers[1]) != nil else { return nil }
    return Int32(numbers[0])
  }
}

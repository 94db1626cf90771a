/// Files of one folder that take their places together, when all of them are complete.
///
/// Whoever stops before that leaves the files of last time as they were; where one cannot take its place, those that
/// have go back. Who is killed while they take their places leaves `INCOMPLETE.json` beside them, and the next set of
/// files for the folder completes the one before.
public struct OutputFiles: Hashable, Sendable {
  /// A file and its name in the folder.
  private struct Item: Hashable {
    let name: String
    let file: OutputFile
  }

  private var folder: OutputFolder
  private var items: [Item] = []
  private var removed: [String] = []
  /// For how long others who put files into the folder are waited for.
  private static let wait = Duration.seconds(30)

  /// Makes the folder as far as it is missing, and completes what somebody before was stopped at. What was killed before
  /// it could put anything in place has its unfinished files removed, in the folder, and in those inside that are named
  /// and one below.
  ///
  /// - Throws: ``LayerError/cannotWrite(path:cause:)``.
  public init(_ path: String, tidying inner: [String] = []) throws(LayerError) {
    folder = try OutputFolder(path)
    let lock = try hold()
    try OutputJournal.complete(in: path)
    OutputFile.removeAbandoned(in: path)
    for name in inner { OutputFile.removeAbandoned(in: "\(path)/\(name)", depth: 1) }
    _ = consume lock
  }

  /// Where to write a file of this name for now. A name may lead into a folder inside, as `sheets/county.pdf`.
  public mutating func add(_ name: String) throws(LayerError) -> String {
    if let slash = name.lastIndex(of: "/") { try folder.makeFolder(String(name[..<slash])) }
    let file = try OutputFile("\(folder.path)/\(name)")
    items.append(Item(name: name, file: file))
    return file.temporaryPath
  }

  /// A file of last time that is to go when the others take their places.
  public mutating func remove(_ name: String) { removed.append(name) }

  /// Puts all of them in place, their bytes on the disk first.
  ///
  /// - Parameter look: A last look at what stands in the folder, while nobody else of us puts anything there; what it
  ///   throws is thrown, and nothing is put in place.
  /// - Throws: ``LayerError/cannotWrite(path:cause:)``, and what `look` throws.
  public mutating func commit(after look: (inout OutputFiles) throws -> Void = { _ in }) throws {
    do {
      for item in items where !FileSystem.synchronize(item.file.temporaryPath) {
        throw LayerError.cannotWrite(path: item.file.path, cause: FileSystem.lastFailure)
      }
      let lock = try hold()
      try OutputJournal.complete(in: folder.path)
      try look(&self)
      try putInPlace()
      // Held to here and no shorter.
      _ = consume lock
    } catch {
      discard()
      throw error
    }
  }

  private func putInPlace() throws(LayerError) {
    // Who leaves on an interrupt from here on leaves them to the list.
    for item in items { item.file.entrust() }
    try journal.write(into: folder.path)
    var kept: [(target: String, isNew: Bool, old: OutputFile?)] = []
    do throws(LayerError) {
      for item in items {
        let isNew = !FileSystem.isFile(item.file.path)
        let old = try Self.keepOld(item.file.path)
        do throws(LayerError) {
          try item.file.commit()
        } catch {
          old?.discard()
          throw error
        }
        kept.append((item.file.path, isNew, old))
      }
    } catch {
      // First, so that nobody goes on with what is being taken back.
      OutputJournal.discard(in: folder.path)
      for (target, isNew, old) in kept.reversed() {
        if isNew { FileSystem.remove(target) }
        guard let old else { continue }
        _ = FileSystem.rename(old.temporaryPath, to: target)
        old.discard()
      }
      throw error
    }
    for name in removed { FileSystem.remove("\(folder.path)/\(name)") }
    OutputJournal.discard(in: folder.path)
    for (_, _, old) in kept { old?.discard() }
  }

  private var journal: OutputJournal {
    OutputJournal(
      put: items.map { item in
        let path = item.file.temporaryPath
        let temporary = path.lastIndex(of: "/").map { path[path.index(after: $0)...] } ?? path[...]
        return OutputJournal.Step(temporary: String(temporary), name: item.name)
      }, remove: removed)
  }

  /// A second name for the file that stands at a path, by which it can go back; `nil` where there is none, or the disk has
  /// no second names: then a failure keeps what is already in place.
  private static func keepOld(_ path: String) throws(LayerError) -> OutputFile? {
    guard FileSystem.isFile(path) else { return nil }
    let copy = try OutputFile(path)
    if FileSystem.link(path, as: copy.temporaryPath) { return copy }
    copy.discard()
    return nil
  }

  /// A hold on the folder, which nobody else of us has meanwhile; `nil` on a disk that knows no locks, which is taken as
  /// it is.
  private func hold() throws(LayerError) -> FileLock? {
    let lock: FileLock?
    do throws(LayerError) {
      lock = try FileLock(folder.path, waiting: Self.wait)
    } catch {
      return nil
    }
    guard let held = consume lock else {
      throw .cannotWrite(path: folder.path, cause: "another program is putting files there")
    }
    return held
  }

  /// Removes what was written so far and is not in place, and the folders that were made for it, if nothing is in them.
  /// What has the names of our files by now is not ours: somebody else has been there.
  public func discard() {
    for item in items { item.file.discard() }
    folder.discard()
  }
}

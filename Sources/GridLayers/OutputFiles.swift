/// Files of one folder that take their places together, when all of them are complete.
///
/// Whoever stops before that leaves the files of last time as they were; where one cannot take its place, those that
/// have go back.
public struct OutputFiles: Hashable, Sendable {
  private var folder: OutputFolder
  private var files: [OutputFile] = []

  /// Makes the folder as far as it is missing.
  ///
  /// - Throws: ``LayerError/cannotWrite(path:cause:)``.
  public init(_ path: String) throws(LayerError) { folder = try OutputFolder(path) }

  /// Where to write a file of this name for now. A name may lead into a folder inside, as `sheets/county.pdf`.
  public mutating func add(_ name: String) throws(LayerError) -> String {
    if let slash = name.lastIndex(of: "/") { try folder.makeFolder(String(name[..<slash])) }
    let file = try OutputFile(folder.file(name))
    files.append(file)
    return file.temporaryPath
  }

  /// Puts all of them in place, their bytes on the disk first.
  public mutating func commit() throws(LayerError) {
    var kept: [(target: String, old: OutputFile?)] = []
    do throws(LayerError) {
      for file in files where !FileSystem.synchronize(file.temporaryPath) {
        throw .cannotWrite(path: file.path, cause: FileSystem.lastFailure)
      }
      for file in files {
        var old: OutputFile? = nil
        if FileSystem.isFile(file.path) {
          let copy = try OutputFile(file.path)
          // Without it, on a disk that has no second names, a failure keeps what is already in place.
          if FileSystem.link(file.path, as: copy.temporaryPath) { old = copy } else { copy.discard() }
        }
        do throws(LayerError) {
          try file.commit()
        } catch {
          old?.discard()
          throw error
        }
        kept.append((file.path, old))
      }
    } catch {
      for (target, old) in kept.reversed() where old != nil {
        if let old { _ = FileSystem.rename(old.temporaryPath, to: target) }
        old?.discard()
      }
      discard()
      throw error
    }
    for (_, old) in kept { old?.discard() }
  }

  /// Removes what was written so far and, as long as nothing is in place, the folders that were made for it.
  public func discard() {
    for file in files { file.discard() }
    folder.discard()
  }
}

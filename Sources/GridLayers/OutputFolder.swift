/// A folder that several files are written into: when one fails, what the others added goes too.
///
/// Files that stood there before are replaced one by one and stay; nothing else in the folder is touched.
public struct OutputFolder: Hashable, Sendable {
  public let path: String
  /// The folders that were missing, outermost first.
  private var madeFolders: [String] = []
  /// The files that were not there before; those written as ``OutputFile`` are known again.
  private var addedFiles: Set<String> = []

  /// Makes the folder and those above it, as far as they are missing.
  ///
  /// - Throws: ``LayerError/cannotWrite(path:cause:)``; then none of them is left.
  public init(_ path: String) throws(LayerError) {
    self.path = path
    guard !path.isEmpty else { throw .cannotWrite(path: path, cause: "it names no folder") }
    var partial = path.hasPrefix("/") ? "/" : ""
    for part in path.split(separator: "/") {
      partial += (partial.isEmpty || partial.hasSuffix("/") ? "" : "/") + part
      do {
        try make(partial)
      } catch {
        discard()
        throw error
      }
    }
  }

  private mutating func make(_ folder: String) throws(LayerError) {
    if FileSystem.isDirectory(folder) { return }
    guard FileSystem.makeDirectory(folder) else {
      let failure = FileSystem.lastFailure
      // Somebody else made it between the two looks.
      if FileSystem.isDirectory(folder) { return }
      throw .cannotWrite(path: path, cause: FileSystem.isFile(folder) ? "\(folder) is no folder" : failure)
    }
    madeFolders.append(folder)
  }

  /// Makes a folder inside, and those above it, as far as they are missing.
  ///
  /// - Throws: ``LayerError/cannotWrite(path:cause:)``.
  public mutating func makeFolder(_ name: String) throws(LayerError) {
    var partial = path
    for part in name.split(separator: "/") {
      partial += "/" + part
      try make(partial)
    }
  }

  /// The path of a file in the folder, which is about to be written.
  public mutating func file(_ name: String) -> String {
    let file = "\(path)/\(name)"
    if !FileSystem.isFile(file) { addedFiles.insert(file) }
    return file
  }

  /// Removes the files and folders that were added; not those that somebody else has put in their places since.
  public func discard() {
    for file in addedFiles where OutputFile.isPlacedByUs(file) { FileSystem.remove(file) }
    for folder in madeFolders.reversed() { FileSystem.removeDirectory(folder) }
  }
}

/// A folder that several files are written into: when one fails, what the others added goes too.
///
/// Files that stood there before are replaced one by one and stay; nothing else in the folder is touched.
public struct OutputFolder: Hashable, Sendable {
  public let path: String
  /// The folders that were missing, outermost first.
  private var madeFolders: [String] = []
  /// The files that were not there before.
  private var addedFiles: [String] = []

  /// Makes the folder and those above it, as far as they are missing.
  ///
  /// - Throws: ``LayerError/cannotWrite(path:cause:)``; then none of them is left.
  public init(_ path: String) throws(LayerError) {
    self.path = path
    guard !path.isEmpty else { throw .cannotWrite(path: path, cause: "it names no folder") }
    var partial = path.hasPrefix("/") ? "/" : ""
    for part in path.split(separator: "/") {
      partial += (partial.isEmpty || partial.hasSuffix("/") ? "" : "/") + part
      if FileSystem.isDirectory(partial) { continue }
      guard FileSystem.makeDirectory(partial) else {
        let failure = FileSystem.lastFailure
        let cause = FileSystem.isFile(partial) ? "\(partial) is no folder" : failure
        discard()
        throw .cannotWrite(path: path, cause: cause)
      }
      madeFolders.append(partial)
    }
  }

  /// The path of a file in the folder, which is about to be written.
  public mutating func file(_ name: String) -> String {
    let file = "\(path)/\(name)"
    if !FileSystem.isFile(file), !addedFiles.contains(file) { addedFiles.append(file) }
    return file
  }

  /// Removes the files and folders that were added.
  public func discard() {
    for file in addedFiles { FileSystem.remove(file) }
    for folder in madeFolders.reversed() { FileSystem.removeDirectory(folder) }
  }
}

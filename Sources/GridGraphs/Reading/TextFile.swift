import Foundation

/// Whole files in, whole files out.
enum TextFile {
  /// The bytes of a file, without a byte order mark.
  static func read(_ path: String) throws(GraphError) -> [UInt8] {
    guard FileManager.default.fileExists(atPath: path) else { throw .missingFile(path: path) }
    if kind(of: path) == .typeDirectory { throw .unreadable(path: path, .isFolder) }
    guard FileManager.default.isReadableFile(atPath: path) else { throw .unreadable(path: path, .noPermission) }
    do {
      let data = try Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe)
      return [UInt8](data.starts(with: [0xEF, 0xBB, 0xBF]) ? data.dropFirst(3) : data)
    } catch {
      throw .unreadable(path: path, .system(error.localizedDescription))
    }
  }

  /// Writes a file beside its target and renames it, so that the target is whole at any time; a symbolic link stays one.
  static func write(_ bytes: [UInt8], to path: String) throws(GraphError) {
    do {
      try Data(bytes).write(to: URL(fileURLWithPath: place(path)), options: .atomic)
    } catch {
      throw .cannotWrite(path: path, .system(error.localizedDescription))
    }
  }

  /// Fails where a result could not be written, before it is computed.
  ///
  /// - Parameter inputs: Files the call reads, which it must not replace.
  static func requireWritable(_ path: String, sparing inputs: [String]) throws(GraphError) {
    if inputs.contains(where: { place($0) == place(path) }) { throw .cannotWrite(path: path, .isInput) }
    if let kind = kind(of: path), kind != .typeRegular { throw .cannotWrite(path: path, .notAFile) }
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    guard kind(of: folder) == .typeDirectory else { throw .cannotWrite(path: path, .noFolder(folder)) }
    guard FileManager.default.isWritableFile(atPath: folder) else { throw .cannotWrite(path: path, .readOnly(folder)) }
  }

  /// The path with symbolic links followed.
  private static func place(_ path: String) -> String {
    URL(fileURLWithPath: path).resolvingSymlinksInPath().standardizedFileURL.path
  }

  /// What stands at a path, symbolic links followed; `nil` where there is nothing.
  private static func kind(of path: String) -> FileAttributeType? {
    (try? FileManager.default.attributesOfItem(atPath: place(path)))?[.type] as? FileAttributeType
  }
}

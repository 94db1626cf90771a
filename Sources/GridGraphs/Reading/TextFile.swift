import Foundation

/// Whole files in, whole files out.
enum TextFile {
  /// The bytes of a file, without a byte order mark.
  static func read(_ path: String) throws(GraphError) -> [UInt8] {
    guard FileManager.default.fileExists(atPath: path) else { throw .missingFile(path: path) }
    do {
      let data = try Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe)
      return [UInt8](data.starts(with: [0xEF, 0xBB, 0xBF]) ? data.dropFirst(3) : data)
    } catch {
      throw .unreadable(path: path, cause: error.localizedDescription)
    }
  }

  /// Writes a file beside its target and renames it, so that the target is whole at any time.
  static func write(_ bytes: [UInt8], to path: String) throws(GraphError) {
    do {
      try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw .cannotWrite(path: path, .system(error.localizedDescription))
    }
  }

  /// Fails where a result could not be written, before it is computed.
  ///
  /// - Parameter inputs: Files the call reads, which it must not replace.
  static func requireWritable(_ path: String, sparing inputs: [String]) throws(GraphError) {
    func place(_ path: String) -> String {
      URL(fileURLWithPath: path).resolvingSymlinksInPath().standardizedFileURL.path
    }
    if inputs.contains(where: { place($0) == place(path) }) { throw .cannotWrite(path: path, .isInput) }
    let kind = (try? FileManager.default.attributesOfItem(atPath: path))?[.type] as? FileAttributeType
    if let kind, kind != .typeRegular { throw .cannotWrite(path: path, .notAFile) }
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    let folderKind = (try? FileManager.default.attributesOfItem(atPath: place(folder)))?[.type] as? FileAttributeType
    guard folderKind == .typeDirectory else { throw .cannotWrite(path: path, .noFolder(folder)) }
    guard FileManager.default.isWritableFile(atPath: folder) else { throw .cannotWrite(path: path, .readOnly(folder)) }
  }
}

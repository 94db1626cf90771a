import Foundation

/// Whole files in, whole files out.
enum TextFile {
  /// The bytes of a text in UTF-8, without a byte order mark; of a pipe, until it is closed.
  static func read(_ path: String) throws(GraphError) -> [UInt8] {
    guard FileManager.default.fileExists(atPath: path) else { throw .missingFile(path: path) }
    if kind(of: path) == .typeDirectory { throw .unreadable(path: path, .isFolder) }
    guard FileManager.default.isReadableFile(atPath: path) else { throw .unreadable(path: path, .noPermission) }
    let bytes: [UInt8]
    do {
      let url = URL(fileURLWithPath: path)
      let data =
        kind(of: path) == .typeRegular
        ? try Data(contentsOf: url, options: .mappedIfSafe)
        : try FileHandle(forReadingFrom: url).readToEnd() ?? Data()
      bytes = [UInt8](data.starts(with: [0xEF, 0xBB, 0xBF]) ? data.dropFirst(3) : data)
    } catch {
      throw .unreadable(path: path, .system(error.localizedDescription))
    }
    try requireText(bytes, path)
    return bytes
  }

  private static func requireText(_ bytes: [UInt8], _ path: String) throws(GraphError) {
    if compressions.contains(where: { bytes.starts(with: $0) }) { throw .unreadable(path: path, .compressed) }
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { throw .unreadable(path: path, .utf16) }
    if bytes.allSatisfy({ $0 < 0x80 }) || String(validating: bytes, as: UTF8.self) != nil { return }
    // Only a text that is at fault is gone through letter by letter.
    var iterator = bytes.makeIterator()
    var decoder = UTF8()
    var place = 0
    while case .scalarValue(let scalar) = decoder.decode(&iterator) { place += UTF8.width(scalar) }
    throw .notUTF8(FilePlace(path: path, bytes: bytes, byte: place))
  }

  /// How files of gzip, zip, bzip2, xz and zstd begin.
  private static let compressions: [[UInt8]] = [
    [0x1F, 0x8B], [0x50, 0x4B, 0x03, 0x04], [0x42, 0x5A, 0x68], [0xFD, 0x37, 0x7A, 0x58, 0x5A], [0x28, 0xB5, 0x2F, 0xFD],
  ]

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
    if kind(of: path) != nil, !FileManager.default.isWritableFile(atPath: path) {
      throw .cannotWrite(path: path, .protected)
    }
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

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Buffered bytes on their way to an ``OutputFile``.
package struct OutputStream {
  private let path: String
  /// `nil` for standard output, pipes and devices, which are written to as they are.
  private let file: OutputFile?
  private let descriptor: Int32
  private var buffer: [UInt8] = []
  /// Whether bytes are taken: until the end, and until a failure.
  private(set) var isOpen = true
  private static let capacity = 1 << 18

  /// - Parameter path: `-` is standard output.
  package init(_ path: String) throws(LayerError) {
    self.path = path
    let isDevice = FileSystem.isFile(path) && !FileSystem.isRegularFile(path)
    file = path == "-" || isDevice ? nil : try OutputFile(path)
    if path == "-" {
      descriptor = dup(1)
    } else {
      descriptor = unsafe open(file?.temporaryPath ?? path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    }
    guard descriptor >= 0 else {
      let cause = FileSystem.lastFailure
      file?.discard()
      throw .cannotWrite(path: path, cause: cause)
    }
    buffer.reserveCapacity(Self.capacity + 4096)
  }

  /// - Throws: ``LayerError/cannotWrite(path:cause:)``; the file is dropped then.
  package mutating func write(_ bytes: some Sequence<UInt8>) throws(LayerError) {
    guard isOpen else { throw .cannotWrite(path: path, cause: "the writer has already finished") }
    buffer.append(contentsOf: bytes)
    guard buffer.count >= Self.capacity else { return }
    do {
      try flush()
    } catch {
      cancel()
      throw error
    }
  }

  mutating func write(_ text: String) throws(LayerError) { try write(text.utf8) }

  /// Completes the file and puts it in place, or drops it where that fails.
  package mutating func finish() throws(LayerError) {
    guard isOpen else { return }
    do throws(LayerError) {
      try flush()
      isOpen = false
      guard close(descriptor) == 0 else { throw .cannotWrite(path: path, cause: FileSystem.lastFailure) }
      try file?.commit()
    } catch {
      cancel()
      throw error
    }
  }

  /// Drops the file. Harmless after ``finish()``.
  package mutating func cancel() {
    if isOpen { _ = close(descriptor) }
    isOpen = false
    file?.discard()
  }

  private mutating func flush() throws(LayerError) {
    var written = 0
    while written < buffer.count {
      let count = unsafe buffer.withUnsafeBytes { bytes in
        #if canImport(Glibc)
          unsafe Glibc.write(descriptor, bytes.baseAddress.map { unsafe $0 + written }, bytes.count - written)
        #else
          unsafe Darwin.write(descriptor, bytes.baseAddress.map { unsafe $0 + written }, bytes.count - written)
        #endif
      }
      if count < 0 {
        if errno == EINTR { continue }
        throw .cannotWrite(path: path, cause: FileSystem.lastFailure)
      }
      written += count
    }
    buffer.removeAll(keepingCapacity: true)
  }
}

/// A hold on a file that one process, or one thread of it, has at a time, from reading it to putting another in its place.
///
/// The lock is advisory: it keeps out whoever asks for it too, and nobody else. It lies on the file itself, so it leaves
/// nothing behind; when its holder puts a new file in place, those who waited for the old one try again with the new. A
/// process that ends lets go.
///
/// Since the new file is free as soon as it stands there, a holder replaces the file once and last.
public struct FileLock: ~Copyable {
  private let descriptor: Int32

  /// Waits for a file.
  ///
  /// - Parameters:
  ///   - limit: How long to wait.
  ///   - isCancelled: Asked now and then; when it says so, waiting ends as if the time were over.
  /// - Returns: `nil` when somebody else still has it after that time.
  /// - Throws: ``LayerError/cannotWrite(path:cause:)`` where the file cannot be opened or its disk knows no locks.
  public init?(_ path: String, waiting limit: Duration, isCancelled: () -> Bool = { false }) throws(LayerError) {
    let end = ContinuousClock.now + limit
    while true {
      switch FileSystem.lock(path) {
      case .held(let descriptor):
        self.descriptor = descriptor
        return
      case .failed: throw .cannotWrite(path: path, cause: "it cannot be locked: \(FileSystem.lastFailure)")
      case .taken: break
      }
      if isCancelled() || ContinuousClock.now >= end { return nil }
      FileSystem.pause(milliseconds: 20)
    }
  }

  deinit { FileSystem.unlock(descriptor) }
}

/// Which file stands at a path and in which state: another one after every replacement or change.
public struct FileIdentity: Hashable, Sendable {
  private let device, number: UInt64
  private let byteCount, changed: Int64

  /// `nil` where no file stands.
  public init?(of path: String) {
    guard let found = FileSystem.identity(of: path) else { return nil }
    (device, number, byteCount, changed) = found
  }
}

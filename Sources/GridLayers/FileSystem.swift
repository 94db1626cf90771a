#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The few system calls that Foundation would wrap without their reason for failing.
enum FileSystem {
  /// The system's words for the last failure, such as `No space left on device`.
  static var lastFailure: String { unsafe String(cString: strerror(errno)) }

  static func isFile(_ path: String) -> Bool { mode(of: path).map { $0 & S_IFMT != S_IFDIR } ?? false }
  static func isDirectory(_ path: String) -> Bool { mode(of: path).map { $0 & S_IFMT == S_IFDIR } ?? false }

  static func isRegularFile(_ path: String) -> Bool { mode(of: path).map { $0 & S_IFMT == S_IFREG } ?? false }

  static func byteCount(of path: String) -> Int64? {
    var status = stat()
    return unsafe stat(path, &status) == 0 ? Int64(status.st_size) : nil
  }

  /// Makes a file, or empties the one that is there.
  static func create(_ path: String) -> Bool {
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { return false }
    return close(descriptor) == 0
  }

  static func rename(_ old: String, to new: String) -> Bool {
    #if canImport(Glibc)
      unsafe Glibc.rename(old, new) == 0
    #else
      unsafe Darwin.rename(old, new) == 0
    #endif
  }

  /// Gives a file a second name; the answer is whether the disk has such.
  static func link(_ path: String, as other: String) -> Bool {
    #if canImport(Glibc)
      unsafe Glibc.link(path, other) == 0
    #else
      unsafe Darwin.link(path, other) == 0
    #endif
  }

  @discardableResult static func remove(_ path: String) -> Bool { unsafe unlink(path) == 0 }

  /// Writes what the system still holds back; the answer is whether the disk took it.
  @discardableResult static func synchronize(_ path: String) -> Bool {
    let descriptor = unsafe open(path, O_RDONLY)
    guard descriptor >= 0 else { return false }
    defer { _ = close(descriptor) }
    return fsync(descriptor) == 0
  }

  /// The names in a folder, sorted; empty where it cannot be read.
  static func names(in directory: String) -> [String] {
    guard let handle = unsafe opendir(directory) else { return [] }
    defer { unsafe closedir(handle) }
    var names: [String] = []
    while let entry = unsafe readdir(handle) {
      let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// Where a path leads when it is a symbolic link, link after link, whether or not anything stands there; `nil` where
  /// the links go round in a circle.
  static func destination(of path: String) -> String? {
    var path = path
    for _ in 0..<40 {
      guard let target = link(at: path) else { return path }
      let folder = path.lastIndex(of: "/").map { path[...$0] } ?? ""
      path = target.hasPrefix("/") ? target : folder + target
    }
    return nil
  }

  /// What a symbolic link says; `nil` for anything else.
  private static func link(at path: String) -> String? {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = unsafe buffer.withUnsafeMutableBytes { bytes in
      guard let start = bytes.baseAddress else { return -1 }
      return unsafe readlink(path, start.assumingMemoryBound(to: CChar.self), bytes.count)
    }
    return count > 0 ? String(decoding: buffer[..<count], as: UTF8.self) : nil
  }

  /// Makes one folder; the answer is whether it is new.
  static func makeDirectory(_ path: String) -> Bool { unsafe mkdir(path, 0o755) == 0 }

  /// Removes a folder if it is empty.
  @discardableResult static func removeDirectory(_ path: String) -> Bool { unsafe rmdir(path) == 0 }

  // MARK: Locks

  enum Locking {
    /// Open, and nobody else's until it is closed.
    case held(descriptor: Int32)
    case taken
    /// For the reason in ``lastFailure``.
    case failed
  }

  /// Takes the file that stands at a path if nobody has it.
  static func lock(_ path: String) -> Locking {
    var descriptor = unsafe open(path, O_RDWR | O_CLOEXEC)
    if descriptor < 0 { descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC) }
    guard descriptor >= 0 else { return .failed }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let reason = errno
      _ = close(descriptor)
      errno = reason
      return reason == EWOULDBLOCK || reason == EINTR ? .taken : .failed
    }
    // Whoever had it may have put another file in its place since it was opened.
    var (own, standing) = (stat(), stat())
    guard unsafe fstat(descriptor, &own) == 0, unsafe stat(path, &standing) == 0,
      own.st_dev == standing.st_dev, own.st_ino == standing.st_ino
    else {
      _ = close(descriptor)
      return .taken
    }
    return .held(descriptor: descriptor)
  }

  static func unlock(_ descriptor: Int32) { _ = close(descriptor) }

  static func pause(milliseconds: UInt32) { _ = usleep(milliseconds * 1000) }

  static func identity(of path: String) -> (device: UInt64, number: UInt64, byteCount: Int64, changed: Int64)? {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return nil }
    #if canImport(Glibc)
      let time = status.st_mtim
    #else
      let time = status.st_mtimespec
    #endif
    return (
      UInt64(truncatingIfNeeded: status.st_dev), UInt64(status.st_ino), Int64(status.st_size),
      Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    )
  }

  static var processIdentifier: Int32 { getpid() }

  static func isRunning(process: Int32) -> Bool { kill(process, 0) == 0 || errno == EPERM }

  private static func mode(of path: String) -> mode_t? {
    var status = stat()
    return unsafe stat(path, &status) == 0 ? status.st_mode : nil
  }
}

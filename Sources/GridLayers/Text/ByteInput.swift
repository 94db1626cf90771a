#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A file read forward through one buffer of fixed size.
struct ByteInput: ~Copyable {
  let path: String
  private let descriptor: Int32
  private var buffer: [UInt8]
  private var position = 0
  private var end = 0
  /// Where in the file the buffer starts.
  private var base = 0

  init(_ path: String, capacity: Int = 1 << 18) throws(LayerError) {
    descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      if errno == ENOENT { throw .missingFile(path: path) }
      throw .unreadable(path: path, cause: FileSystem.lastFailure)
    }
    guard !FileSystem.isDirectory(path) else {
      _ = close(descriptor)
      throw .unreadable(path: path, cause: "it is a folder")
    }
    self.path = path
    buffer = [UInt8](repeating: 0, count: capacity)
  }

  /// Bytes already in memory, under a name for messages.
  init(bytes: [UInt8], name: String) {
    path = name
    descriptor = -1
    buffer = bytes
    end = bytes.count
  }

  deinit { if descriptor >= 0 { _ = close(descriptor) } }

  /// How many bytes have been taken.
  var offset: Int { base + position }

  /// The next byte, left in place; `nil` at the end of the file.
  @inline(__always) mutating func peek() throws(LayerError) -> UInt8? {
    if position == end, try !refill() { return nil }
    return buffer[position]
  }

  @inline(__always) mutating func next() throws(LayerError) -> UInt8? {
    if position == end, try !refill() { return nil }
    let byte = buffer[position]
    position += 1
    return byte
  }

  /// Drops the byte that ``peek()`` showed.
  @inline(__always) mutating func advance() { position += 1 }

  /// Up to `count` bytes from here, left in place; fewer only at the end of the file.
  mutating func peek(_ count: Int) throws(LayerError) -> ArraySlice<UInt8> {
    while end - position < count, try refill(keeping: true) {}
    return buffer[position..<min(end, position + count)]
  }

  /// Longer texts than this, in bytes, are taken for a quotation mark that never closes.
  static let longestRun = 1 << 28

  /// Appends bytes to `run` up to the first that `stops`, which stays in place.
  @inline(__always) mutating func takeRun(into run: inout [UInt8], until stops: (UInt8) -> Bool) throws(LayerError) {
    while try isReady() {
      if run.count > Self.longestRun {
        throw .malformed(
          source: path, feature: nil, line: nil, byte: offset,
          cause: "a text is longer than \(Self.longestRun >> 20) MB",
          remedy: "Most likely a quotation mark before it is not closed.")
      }
      var scan = position
      while scan < end, !stops(buffer[scan]) { scan += 1 }
      run.append(contentsOf: buffer[position..<scan])
      position = scan
      if scan < end { return }
    }
  }

  /// Takes a plain decimal number where the whole of it, and the byte after, lie in the buffer; otherwise takes nothing.
  @inline(__always) mutating func takeDecimal() -> Double? {
    guard let (value, after) = NumberText.plainDecimal(in: buffer, from: position, to: end), after < end,
      !JSONScanner.isNumberByte(buffer[after])
    else { return nil }
    position = after
    return value
  }

  /// Drops bytes up to the first that `stops`, which stays in place.
  @inline(__always) mutating func skipRun(until stops: (UInt8) -> Bool) throws(LayerError) {
    while try isReady() {
      while position < end, !stops(buffer[position]) { position += 1 }
      if position < end { return }
    }
  }

  @inline(__always) private mutating func isReady() throws(LayerError) -> Bool {
    if position < end { return true }
    return try refill()
  }

  private mutating func refill(keeping: Bool = false) throws(LayerError) -> Bool {
    guard descriptor >= 0 else { return false }
    let kept = keeping ? end - position : 0
    if kept > 0, position > 0 { buffer.replaceSubrange(0..<kept, with: Array(buffer[position..<end])) }
    base += position
    position = 0
    end = kept
    guard kept < buffer.count else { return false }
    while true {
      let count = unsafe buffer.withUnsafeMutableBytes { bytes in
        unsafe read(descriptor, bytes.baseAddress.map { unsafe $0 + kept }, bytes.count - kept)
      }
      if count > 0 {
        end = kept + count
        return true
      }
      if count == 0 { return false }
      if errno != EINTR { throw .unreadable(path: path, cause: FileSystem.lastFailure) }
    }
  }
}

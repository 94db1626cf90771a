/// A block of plain values of fixed length, owned once.
///
/// The search reads and writes a dozen dense tables per move. An `Array` pays a uniqueness test per write and a
/// bounds test per access there; a slab tests bounds in debug builds only. Its memory has one owner, so a slab that is
/// never written may be read from many threads.
@safe struct Slab<Element: BitwiseCopyable>: ~Copyable, @unchecked Sendable {
  private let base: UnsafeMutablePointer<Element>
  private(set) var count: Int

  init(repeating value: Element, count: Int) {
    unsafe base = .allocate(capacity: max(1, count))
    unsafe base.initialize(repeating: value, count: count)
    self.count = count
  }

  init(_ values: some Collection<Element>) {
    count = values.count
    unsafe base = .allocate(capacity: max(1, count))
    var index = 0
    for value in values {
      unsafe (base + index).initialize(to: value)
      index += 1
    }
  }

  deinit { unsafe base.deallocate() }

  subscript(index: Int) -> Element {
    @inline(__always) get {
      assert(index >= 0 && index < count, "slab index out of range")
      return unsafe base[index]
    }
    @inline(__always) set {
      assert(index >= 0 && index < count, "slab index out of range")
      unsafe base[index] = newValue
    }
  }

  subscript(index: Int32) -> Element {
    @inline(__always) get { self[Int(index)] }
    @inline(__always) set { self[Int(index)] = newValue }
  }

  /// The first `length` values, in the same memory.
  consuming func prefix(_ length: Int) -> Slab {
    precondition(length <= count)
    count = length
    return self
  }

  mutating func fill(_ value: Element) { unsafe base.update(repeating: value, count: count) }

  mutating func swapAt(_ i: Int, _ j: Int) {
    let value = self[i]
    self[i] = self[j]
    self[j] = value
  }

  /// The first `length` values.
  func array(_ length: Int? = nil) -> [Element] {
    let length = min(length ?? count, count)
    return unsafe Array(UnsafeBufferPointer(start: base, count: length))
  }

  /// Overwrites the beginning with `values`, which must not be longer.
  mutating func copy(_ values: [Element]) {
    precondition(values.count <= count)
    for (index, value) in values.enumerated() { self[index] = value }
  }

  /// Takes over all values of another slab of the same length.
  mutating func copy(from other: borrowing Slab<Element>) {
    precondition(other.count == count)
    unsafe base.update(from: other.base, count: count)
  }
}

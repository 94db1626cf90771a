/// Least-significant-digit radix sort of packed keys: linear, stable, and the same on every machine.
enum RadixSort {
  private static let digitBits: UInt64 = 11
  private static let buckets = 1 << 11

  /// Sorts the keys ascending.
  ///
  /// - Complexity: O(*n*) for each 11-bit digit in which two keys differ.
  static func sort(_ keys: inout [UInt64]) {
    guard keys.count > 256 else { return keys.sort() }
    var spare = [UInt64](repeating: 0, count: keys.count)
    for shift in varyingShifts(keys) {
      var next = offsets(of: keys, shift: shift)
      for key in keys {
        let bucket = Int((key >> shift) & UInt64(buckets - 1))
        spare[next[bucket]] = key
        next[bucket] += 1
      }
      swap(&keys, &spare)
    }
  }

  /// The positions of the keys in ascending order of key; equal keys stay in the order given.
  static func order(of keys: [UInt64]) -> [Int32] {
    var order = (0..<Int32(keys.count)).map(\.self)
    guard keys.count > 256 else {
      order.sort { (keys[Int($0)], $0) < (keys[Int($1)], $1) }
      return order
    }
    var spare = [Int32](repeating: 0, count: keys.count)
    for shift in varyingShifts(keys) {
      var next = offsets(of: keys, shift: shift)
      for index in order {
        let bucket = Int((keys[Int(index)] >> shift) & UInt64(buckets - 1))
        spare[next[bucket]] = index
        next[bucket] += 1
      }
      swap(&order, &spare)
    }
    return order
  }

  /// The digits in which at least two keys differ, lowest first.
  private static func varyingShifts(_ keys: [UInt64]) -> [UInt64] {
    var all = UInt64.max
    var any: UInt64 = 0
    for key in keys {
      all &= key
      any |= key
    }
    let varying = all ^ any
    return stride(from: UInt64(0), to: 64, by: Int(digitBits)).filter { (varying >> $0) & UInt64(buckets - 1) != 0 }
  }

  private static func offsets(of keys: [UInt64], shift: UInt64) -> [Int] {
    var counts = [Int](repeating: 0, count: buckets)
    for key in keys { counts[Int((key >> shift) & UInt64(buckets - 1))] += 1 }
    var sum = 0
    for bucket in counts.indices { (counts[bucket], sum) = (sum, sum + counts[bucket]) }
    return counts
  }
}

/// Least-significant-digit radix sort of packed keys: linear, stable, and the same on every machine.
///
/// Keys and what belongs to them move together, so that every pass reads memory in order.
enum RadixSort {
  private static let digitBits: UInt64 = 11
  private static let buckets = 1 << 11

  /// Sorts the keys ascending. Bits below `lowestBit` are left out of account where they ascend already.
  ///
  /// - Complexity: O(*n*) for each 11-bit digit in which two keys differ.
  static func sort(_ keys: inout [UInt64], fromBit lowestBit: UInt64 = 0) {
    guard keys.count > 256 else { return keys.sort() }
    var spare = [UInt64](repeating: 0, count: keys.count)
    for shift in varyingShifts(keys, fromBit: lowestBit) {
      var next = offsets(of: keys, shift: shift)
      for key in keys {
        let bucket = Int((key >> shift) & UInt64(buckets - 1))
        spare[next[bucket]] = key
        next[bucket] += 1
      }
      swap(&keys, &spare)
    }
  }

  /// Sorts the keys ascending and tells where each was; equal keys stay in the order given.
  static func sortWithOrder(_ keys: inout [UInt64]) -> [Int32] {
    var order = (0..<Int32(keys.count)).map(\.self)
    guard keys.count > 256 else {
      let given = keys
      order.sort { (given[Int($0)], $0) < (given[Int($1)], $1) }
      for (place, index) in order.enumerated() { keys[place] = given[Int(index)] }
      return order
    }
    var spare = [UInt64](repeating: 0, count: keys.count)
    var spareOrder = [Int32](repeating: 0, count: keys.count)
    for shift in varyingShifts(keys, fromBit: 0) {
      var next = offsets(of: keys, shift: shift)
      for place in keys.indices {
        let bucket = Int((keys[place] >> shift) & UInt64(buckets - 1))
        spare[next[bucket]] = keys[place]
        spareOrder[next[bucket]] = order[place]
        next[bucket] += 1
      }
      swap(&keys, &spare)
      swap(&order, &spareOrder)
    }
    return order
  }

  /// The positions of the keys in ascending order of key; equal keys stay in the order given.
  static func order(of keys: [UInt64]) -> [Int32] {
    var sorted = keys
    return sortWithOrder(&sorted)
  }

  /// Positions grouped by hash: each result holds a position in its low 31 bits under 33 bits of its hash, and equal
  /// bits stand together, lower positions first.
  ///
  /// 33 bits sort in three passes; what is equal must be compared in full.
  static func grouped(hashes: [UInt64], positions: [Int32]) -> [UInt64] {
    var packed = [UInt64](repeating: 0, count: hashes.count)
    for index in hashes.indices { packed[index] = (hashes[index] >> 31) << 31 | UInt64(positions[index]) }
    sort(&packed, fromBit: 31)
    return packed
  }

  /// The digits in which at least two keys differ, lowest first.
  private static func varyingShifts(_ keys: [UInt64], fromBit lowestBit: UInt64) -> [UInt64] {
    var all = UInt64.max
    var any: UInt64 = 0
    for key in keys {
      all &= key
      any |= key
    }
    let varying = all ^ any
    return stride(from: lowestBit, to: 64, by: Int(digitBits)).filter { (varying >> $0) & UInt64(buckets - 1) != 0 }
  }

  private static func offsets(of keys: [UInt64], shift: UInt64) -> [Int] {
    var counts = [Int](repeating: 0, count: buckets)
    for key in keys { counts[Int((key >> shift) & UInt64(buckets - 1))] += 1 }
    var sum = 0
    for bucket in counts.indices { (counts[bucket], sum) = (sum, sum + counts[bucket]) }
    return counts
  }
}

import GridGeometry

/// Numbers for exact positions: equal coordinates get the same number, in order of first appearance.
///
/// Open addressing with linear probing; a lookup is one multiplication and, mostly, one cache miss.
struct VertexTable: Sendable {
  private(set) var points: [Point] = []
  private var slots: [Int32]
  private var mask: Int

  init(expecting count: Int) {
    var capacity = 64
    while capacity < 2 * count { capacity *= 2 }
    slots = [Int32](repeating: -1, count: capacity)
    mask = capacity - 1
    points.reserveCapacity(count)
  }

  /// - Precondition: The point is finite.
  mutating func number(of position: Point) -> Int32 {
    let point = Point(position.x + 0, position.y + 0)  // −0 becomes 0
    var slot = Self.hash(point) & mask
    while slots[slot] >= 0 {
      if points[Int(slots[slot])] == point { return slots[slot] }
      slot = (slot + 1) & mask
    }
    let number = Int32(points.count)
    points.append(point)
    slots[slot] = number
    if 2 * points.count > slots.count { grow() }
    return number
  }

  private mutating func grow() {
    slots = [Int32](repeating: -1, count: 2 * slots.count)
    mask = slots.count - 1
    for (number, point) in points.enumerated() {
      var slot = Self.hash(point) & mask
      while slots[slot] >= 0 { slot = (slot + 1) & mask }
      slots[slot] = Int32(number)
    }
  }

  private static func hash(_ point: Point) -> Int {
    var bits = point.x.bitPattern &* 0x9e37_79b9_7f4a_7c15
    bits = (bits ^ (bits >> 29) ^ point.y.bitPattern) &* 0xbf58_476d_1ce4_e5b9
    return Int(truncatingIfNeeded: (bits ^ (bits >> 32)) & 0x7fff_ffff_ffff_ffff)
  }
}

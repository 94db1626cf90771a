import GridGeometry

/// The closed walks that keep a face on the left: one for each border of each face.
///
/// A cycle of positive area is the outer border of a face; a negative one goes round a connected piece of network
/// from outside and is a hole of the face that holds it.
struct Cycles: Sendable {
  /// The cycle of each half-edge.
  private(set) var cycle: [Int32]
  /// The half-edge after each one on its cycle.
  private(set) var next: [Int32]
  /// The first half-edge of each cycle: the one whose origin, then destination, is lowest.
  private(set) var start: [Int32] = []
  /// Twice the signed area of each cycle, in cells. Exact: partial sums may wrap, the result fits.
  private(set) var doubleArea: [Int64] = []

  /// - Complexity: O(*n*).
  init(_ edges: EdgeSet) {
    let rotation = Rotation(edges)
    let count = 2 * edges.edgeCount
    cycle = [Int32](repeating: -1, count: count)
    next = [Int32](repeating: 0, count: count)
    for half in 0..<Int32(count) { next[Int(half)] = rotation.next(half, edges) }
    for half in 0..<Int32(count) where cycle[Int(half)] < 0 { trace(from: half, edges) }
  }

  private mutating func trace(from first: Int32, _ edges: EdgeSet) {
    let number = Int32(start.count)
    var lowest = first
    var lowestKey = edges.key(ofHalf: first)
    var sum: Int64 = 0
    var half = first
    repeat {
      cycle[Int(half)] = number
      let a = Int(edges.origin(half)), b = Int(edges.destination(half))
      sum &+= Int64(edges.x[a]) &* Int64(edges.y[b]) &- Int64(edges.y[a]) &* Int64(edges.x[b])
      let key = edges.key(ofHalf: half)
      if key < lowestKey { (lowest, lowestKey) = (half, key) }
      half = next[Int(half)]
    } while half != first
    start.append(lowest)
    doubleArea.append(sum)
  }
}

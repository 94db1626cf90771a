/// The half-edges around each vertex in counter-clockwise order.
///
/// Half-edge `2e` runs along edge `e` from its low to its high vertex, `2e + 1` back; `h ^ 1` is the twin.
struct Rotation: Sendable {
  private var starts: [Int32]
  private var outgoing: [Int32]
  private var place: [Int32]

  /// - Complexity: O(*n* + Σ *d*²) for vertices of degree *d*; angles are compared exactly.
  init(_ edges: EdgeSet) {
    starts = [Int32](repeating: 0, count: edges.vertexCount + 1)
    for edge in 0..<edges.edgeCount {
      starts[Int(edges.low[edge]) + 1] += 1
      starts[Int(edges.high[edge]) + 1] += 1
    }
    for vertex in 0..<edges.vertexCount { starts[vertex + 1] += starts[vertex] }
    outgoing = [Int32](repeating: 0, count: 2 * edges.edgeCount)
    place = [Int32](repeating: 0, count: 2 * edges.edgeCount)
    var next = starts
    for half in 0..<Int32(2 * edges.edgeCount) {
      let vertex = Int(edges.origin(half))
      outgoing[Int(next[vertex])] = half
      next[vertex] += 1
    }
    for vertex in 0..<edges.vertexCount { sort(vertex, edges) }
    for position in outgoing.indices { place[Int(outgoing[position])] = Int32(position) }
  }

  private mutating func sort(_ vertex: Int, _ edges: EdgeSet) {
    let range = Int(starts[vertex])..<Int(starts[vertex + 1])
    if range.count > 16 {
      outgoing[range].sort { edges.precedes($0, $1) }
      return
    }
    for index in range.dropFirst() {
      let moved = outgoing[index]
      var hole = index
      while hole > range.lowerBound, edges.precedes(moved, outgoing[hole - 1]) {
        outgoing[hole] = outgoing[hole - 1]
        hole -= 1
      }
      outgoing[hole] = moved
    }
  }

  func degree(_ vertex: Int) -> Int { Int(starts[vertex + 1] - starts[vertex]) }

  /// The half-edges that leave a vertex, counter-clockwise from due east.
  func outgoing(_ vertex: Int) -> ArraySlice<Int32> { outgoing[Int(starts[vertex])..<Int(starts[vertex + 1])] }

  /// The half-edge after `half` around the face on its left: the sharpest left turn at its end.
  func next(_ half: Int32, _ edges: EdgeSet) -> Int32 {
    let twin = half ^ 1
    let vertex = Int(edges.origin(twin))
    let position = place[Int(twin)]
    return outgoing[Int(position == starts[vertex] ? starts[vertex + 1] - 1 : position - 1)]
  }
}

extension EdgeSet {
  func origin(_ half: Int32) -> Int32 { half & 1 == 0 ? low[Int(half >> 1)] : high[Int(half >> 1)] }
  func destination(_ half: Int32) -> Int32 { half & 1 == 0 ? high[Int(half >> 1)] : low[Int(half >> 1)] }

  /// Where a half-edge leads: vertices packed so that comparing numbers compares (origin, destination).
  func key(ofHalf half: Int32) -> UInt64 { UInt64(origin(half)) << 32 | UInt64(destination(half)) }

  /// Whether `a` comes before `b` counter-clockwise from due east; both leave the same vertex.
  fileprivate func precedes(_ a: Int32, _ b: Int32) -> Bool {
    let from = Int(origin(a))
    let ax = Int64(x[Int(destination(a))] - x[from]), ay = Int64(y[Int(destination(a))] - y[from])
    let bx = Int64(x[Int(destination(b))] - x[from]), by = Int64(y[Int(destination(b))] - y[from])
    let aIsLower = ay < 0 || (ay == 0 && ax < 0), bIsLower = by < 0 || (by == 0 && bx < 0)
    if aIsLower != bIsLower { return bIsLower }
    let turn = ax * by - ay * bx
    return turn == 0 ? destination(a) < destination(b) : turn > 0
  }
}

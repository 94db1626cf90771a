import GridGeometry

/// The arcs of a map: maximal chains of edges between nodes, and closed rings without a node.
///
/// A node is a vertex where other than two edges meet. Each arc runs from its lower end (for a ring, from its lowest
/// vertex toward the lower neighbour), and arcs are numbered by first, then second vertex.
struct ArcTable: Sendable {
  private(set) var shapes = ArcShapes()
  /// The first half-edge of each arc, in its own direction.
  private(set) var firstHalf: [Int32] = []
  /// The last half-edge of each arc, in its own direction.
  private(set) var lastHalf: [Int32] = []
  /// For each half-edge `2 · arc`, or `2 · arc + 1` when it runs against the arc.
  private(set) var arcOfHalf: [Int32]

  var count: Int { firstHalf.count }

  /// - Complexity: O(*n*).
  init(_ edges: EdgeSet, _ cycles: Cycles) {
    arcOfHalf = [Int32](repeating: -1, count: 2 * edges.edgeCount)
    var degree = [Int32](repeating: 0, count: edges.vertexCount)
    for edge in 0..<edges.edgeCount {
      degree[Int(edges.low[edge])] += 1
      degree[Int(edges.high[edge])] += 1
    }
    let first = candidates(edges, cycles, degree)
    for half in first where arcOfHalf[Int(half)] < 0 { walk(from: half, edges, cycles, degree) }
  }

  /// Half-edges at which an arc may begin, lowest first: those that leave a node, and one for each ring.
  private func candidates(_ edges: EdgeSet, _ cycles: Cycles, _ degree: [Int32]) -> [Int32] {
    var halves: [Int32] = []
    for half in 0..<Int32(2 * edges.edgeCount) where degree[Int(edges.origin(half))] != 2 { halves.append(half) }
    for start in cycles.start where degree[Int(edges.origin(start))] == 2 {
      if isNodeless(from: start, edges, cycles, degree) { halves.append(start) }
    }
    let order = RadixSort.order(of: halves.map { edges.key(ofHalf: $0) })
    return order.map { halves[Int($0)] }
  }

  private func isNodeless(from start: Int32, _ edges: EdgeSet, _ cycles: Cycles, _ degree: [Int32]) -> Bool {
    var half = start
    repeat {
      if degree[Int(edges.origin(half))] != 2 { return false }
      half = cycles.next[Int(half)]
    } while half != start
    return true
  }

  private mutating func walk(from start: Int32, _ edges: EdgeSet, _ cycles: Cycles, _ degree: [Int32]) {
    let forward = 2 * Int32(count)
    shapes.append(edges.origin(start))
    var half = start
    while true {
      arcOfHalf[Int(half)] = forward
      arcOfHalf[Int(half ^ 1)] = forward + 1
      let end = edges.destination(half)
      shapes.append(end)
      let next = cycles.next[Int(half)]
      if degree[Int(end)] != 2 || next == start { break }
      half = next
    }
    firstHalf.append(start)
    lastHalf.append(half)
    shapes.endArc()
  }

  func vertices(of arc: Int) -> ArraySlice<Int32> { shapes[arc] }
}

/// The vertices of each arc, the first repeated at the end of a closed one.
struct ArcShapes: Sendable {
  private var starts: [Int32] = [0]
  private var vertices: [Int32] = []

  var vertexCount: Int { vertices.count }

  subscript(arc: Int) -> ArraySlice<Int32> { vertices[Int(starts[arc])..<Int(starts[arc + 1])] }

  mutating func append(_ vertex: Int32) { vertices.append(vertex) }
  mutating func endArc() { starts.append(Int32(vertices.count)) }
}

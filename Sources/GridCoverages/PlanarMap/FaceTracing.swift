import GridGeometry

/// Which face lies left of each half-edge, holes given to the face that holds them.
struct FaceTracing {
  /// The face left of each half-edge; −1 is the ground outside.
  private(set) var face: [Int32] = []
  /// A half-edge of the outer border of each face, the lowest; faces are numbered in this order.
  private(set) var outerStart: [Int32] = []
  /// Twice the area of each face in cells, holes subtracted.
  private(set) var doubleArea: [Int64] = []
  private(set) var holeCount: [Int32] = []
  /// The connected pieces of network.
  private(set) var componentCount = 0
  /// A vertex of each piece, its lowest, and the face around the piece.
  private(set) var componentVertex: [Int32] = []
  private(set) var componentParent: [Int32] = []

  /// - Throws: ``CoverageError/notNoded(at:)`` where the edges are not planar.
  init(_ edges: EdgeSet, _ cycles: Cycles) throws(CoverageError) {
    let faceOfCycle = numberFaces(edges, cycles)
    let parents = try nest(edges, cycles, faceOfCycle)
    for cycle in parents.indices where cycles.doubleArea[cycle] < 0 {
      let parent = parents[cycle]
      if parent >= 0 {
        doubleArea[Int(parent)] += cycles.doubleArea[cycle]
        holeCount[Int(parent)] += 1
      }
    }
    face = cycles.cycle.map { parents[Int($0)] }
  }

  private mutating func numberFaces(_ edges: EdgeSet, _ cycles: Cycles) -> [Int32] {
    let shells = cycles.start.indices.filter { cycles.doubleArea[$0] > 0 }
    let order = RadixSort.order(of: shells.map { edges.key(ofHalf: cycles.start[$0]) })
    var faceOfCycle = [Int32](repeating: -1, count: cycles.start.count)
    for position in order {
      let cycle = shells[Int(position)]
      faceOfCycle[cycle] = Int32(outerStart.count)
      outerStart.append(cycles.start[cycle])
      doubleArea.append(cycles.doubleArea[cycle])
    }
    holeCount = [Int32](repeating: 0, count: outerStart.count)
    return faceOfCycle
  }

  /// The face of each cycle, negative ones included.
  ///
  /// Each piece of network has one negative cycle. From its lowest vertex we look west: the first edge met belongs to
  /// another piece, whose own surroundings are known already because its lowest vertex is lower still.
  private mutating func nest(_ edges: EdgeSet, _ cycles: Cycles, _ faceOfCycle: [Int32]) throws(CoverageError) -> [Int32] {
    var result = faceOfCycle
    var outer = cycles.start.indices.filter { cycles.doubleArea[$0] <= 0 }
    outer.sort { edges.origin(cycles.start[$0]) < edges.origin(cycles.start[$1]) }
    try checkPlanar(edges, cycles, outer)
    componentCount = outer.count
    guard outer.count > 1 else {
      componentVertex = outer.map { edges.origin(cycles.start[$0]) }
      componentParent = outer.map { _ in -1 }
      return result
    }
    let view = WestwardView(edges)
    for cycle in outer {
      let vertex = edges.origin(cycles.start[cycle])
      // The edge seen is taken downward, so that its left side is the side that faces us.
      if let half = view.firstHalfEdge(westOf: vertex) { result[cycle] = result[Int(cycles.cycle[Int(half)])] }
      componentVertex.append(vertex)
      componentParent.append(result[cycle])
    }
    return result
  }

  /// Euler's formula: V − E + F = 1 + C, and one outer cycle for each connected piece.
  private func checkPlanar(_ edges: EdgeSet, _ cycles: Cycles, _ outer: [Int]) throws(CoverageError) {
    var pieces = DisjointSets(count: edges.vertexCount)
    for edge in 0..<edges.edgeCount { pieces.unite(edges.low[edge], edges.high[edge]) }
    var hasOuter = [Bool](repeating: false, count: edges.vertexCount)
    for cycle in outer {
      let vertex = edges.origin(cycles.start[cycle])
      let piece = Int(pieces.find(vertex))
      if hasOuter[piece] { throw .notNoded(at: edges.point(vertex)) }
      hasOuter[piece] = true
    }
    let euler = edges.vertexCount - edges.edgeCount + cycles.start.count
    if euler != 2 * outer.count, edges.edgeCount > 0 { throw .notNoded(at: edges.point(edges.low[0])) }
  }
}

/// Sets of numbers that grow together, with the lowest member as their name.
struct DisjointSets {
  private var parent: [Int32]

  init(count: Int) { parent = (0..<Int32(count)).map(\.self) }

  mutating func find(_ member: Int32) -> Int32 {
    var member = member
    while parent[Int(member)] != member {
      parent[Int(member)] = parent[Int(parent[Int(member)])]
      member = parent[Int(member)]
    }
    return member
  }

  mutating func unite(_ a: Int32, _ b: Int32) {
    let (a, b) = (find(a), find(b))
    if a < b { parent[Int(b)] = a } else if b < a { parent[Int(a)] = b }
  }
}

import GridGeometry

/// Two neighbours whose common line has a vertex in one of them only.
struct EdgeMismatch: Sendable {
  /// The grid that lacks the vertices.
  let lacking: Int
  /// The grid that has them.
  let having: Int
  let vertices: [Point]

  private struct Key: Hashable, Comparable {
    let lacking: Int
    let having: Int

    static func < (left: Key, right: Key) -> Bool { (left.lacking, left.having) < (right.lacking, right.having) }
  }

  /// Every pair of grids with such vertices, in the order of pairs.
  ///
  /// A vertex counts up to three tolerances off the line: a wedge that high can still be too thin to be ground.
  ///
  /// - Parameter explained: Ground already reported as gap or overlap; vertices on its rim are its consequence.
  static func all(base: [Int], grids: GroundLayer, frame: GroundFrame, explained: [Polygon]) -> [EdgeMismatch] {
    var chain = EdgeChain()
    for grid in base { chain.add(grids.outlines[grid]) }
    let left = chain.remainder()
    let owners = owners(of: left, base: base, grids: grids)
    let segments = left.enumerated().map { index, edge in
      SegmentSweep.Segment(a: frame.start(edge), b: frame.end(edge), tag: Int32(index))
    }
    let reach = 3 * frame.tolerance
    var found: [Key: Set<Int>] = [:]
    func look(at corner: Int, of one: Int32, on other: SegmentSweep.Segment) {
      let edge = left[Int(other.tag)]
      if corner == edge.from || corner == edge.to { return }
      let key = Key(lacking: owners[Int(other.tag)], having: owners[Int(one)])
      if key.lacking == key.having { return }
      if frame.vertices[corner].distance(toSegment: other.a, other.b) > reach { return }
      found[key, default: []].insert(corner)
    }
    SegmentSweep(segments, margin: reach).forEachNearPair { one, other in
      let first = left[Int(one.tag)]
      let second = left[Int(other.tag)]
      for corner in [first.from, first.to] { look(at: corner, of: one.tag, on: other) }
      for corner in [second.from, second.to] { look(at: corner, of: other.tag, on: one) }
      return true
    }
    let rims = explained.map { Rim(piece: $0, reach: reach) }
    return found.keys.sorted().compactMap { key in
      let corners = (found[key] ?? []).sorted().map { frame.vertices[$0] }
      let open = corners.filter { corner in !rims.contains { $0.reaches(corner) } }
      return open.isEmpty ? nil : EdgeMismatch(lacking: key.lacking, having: key.having, vertices: open)
    }
  }

  private static func owners(of edges: [Edge], base: [Int], grids: GroundLayer) -> [Int] {
    var place: [Edge: Int] = [:]
    for (index, edge) in edges.enumerated() where place[edge] == nil { place[edge] = index }
    var owners = [Int](repeating: -1, count: edges.count)
    for grid in base {
      for edge in grids.outlines[grid] {
        if let index = place[edge], owners[index] < 0 { owners[index] = grid }
      }
    }
    for (index, edge) in edges.enumerated() where owners[index] < 0 { owners[index] = owners[place[edge] ?? index] }
    return owners
  }
}

/// A reported piece of ground and what lies within reach of it.
private struct Rim {
  let piece: Polygon
  let reach: Double
  let envelope: Envelope

  init(piece: Polygon, reach: Double) {
    self.piece = piece
    self.reach = reach
    envelope = piece.envelope.expanded(by: reach)
  }

  func reaches(_ point: Point) -> Bool {
    guard envelope.contains(point) else { return false }
    if piece.contains(point) { return true }
    return piece.rings.contains { ring in
      ring.points.indices.dropFirst().contains { index in
        point.distance(toSegment: ring.points[index - 1], ring.points[index]) <= reach
      }
    }
  }
}

import GridGeometry

/// What is left of a layer's outlines when shared edges have cancelled: for a coverage, its outer boundary.
struct Outline {
  let edges: [Edge]
  let frame: GroundFrame

  /// Whether the edges prove that no place is covered twice: none crosses, touches or doubles another but at
  /// common vertices, and each connected piece of them has covered ground on its left and bare ground on its right.
  ///
  /// `false` says only that there is no proof.
  /// - Complexity: O(n log n + n · c), c the number of connected pieces.
  var isSurelySimple: Bool {
    for index in edges.indices.dropFirst() where edges[index] == edges[index - 1] { return false }
    return edgesAreApart && piecesFaceOutward
  }

  private var edgesAreApart: Bool {
    let segments = edges.enumerated().map { index, edge in
      SegmentSweep.Segment(a: frame.start(edge), b: frame.end(edge), tag: Int32(index))
    }
    var isApart = true
    SegmentSweep(segments).forEachNearPair { one, other in
      isApart = isApartPair(one, other)
      return isApart
    }
    return isApart
  }

  private func isApartPair(_ one: SegmentSweep.Segment, _ other: SegmentSweep.Segment) -> Bool {
    let shared: Point
    if one.a == other.a || one.a == other.b {
      shared = one.a
    } else if one.b == other.a || one.b == other.b {
      shared = one.b
    } else {
      return one.isApart(from: other)
    }
    let p = one.a == shared ? one.b : one.a
    let q = other.a == shared ? other.b : other.a
    if p == q { return false }
    let dot = (p.x - shared.x) * (q.x - shared.x) + (p.y - shared.y) * (q.y - shared.y)
    return dot <= 0 || Orientation.turn(shared, p, q) != 0
  }

  private var piecesFaceOutward: Bool {
    let samples = pieceSamples()
    guard samples.count * edges.count <= 50_000_000 else { return false }
    return samples.allSatisfy { sample in
      let edge = edges[sample]
      let isUp = frame.end(edge).y > frame.start(edge).y
      return windingEast(of: sample) == (isUp ? 0 : 1)
    }
  }

  /// One edge that is not level from every connected piece.
  private func pieceSamples() -> [Int] {
    var pieces = DisjointSets(count: frame.vertices.count)
    for edge in edges { pieces.unite(edge.from, edge.to) }
    var sampled: Set<Int> = []
    var samples: [Int] = []
    for (index, edge) in edges.enumerated() where frame.start(edge).y != frame.end(edge).y {
      if sampled.insert(pieces.find(edge.from)).inserted { samples.append(index) }
    }
    return samples
  }

  /// How often the place just east of an edge's middle is covered: edges a ray to the east crosses, upward ones +1.
  private func windingEast(of sample: Int) -> Int {
    let a = frame.start(edges[sample])
    let b = frame.end(edges[sample])
    let middle = Point((a.x + b.x) / 2, (a.y + b.y) / 2)
    var winding = 0
    for (index, edge) in edges.enumerated() where index != sample {
      let p = frame.start(edge)
      let q = frame.end(edge)
      if (p.y > middle.y) == (q.y > middle.y) { continue }
      let x = p.x + (middle.y - p.y) / (q.y - p.y) * (q.x - p.x)
      if x > middle.x { winding += q.y > p.y ? 1 : -1 }
    }
    return winding
  }
}

/// Union–find with path halving.
struct DisjointSets {
  private var parents: [Int32]

  init(count: Int) { parents = (0..<Int32(count)).map(\.self) }

  mutating func find(_ item: Int) -> Int {
    var item = Int32(item)
    while parents[Int(item)] != item {
      parents[Int(item)] = parents[Int(parents[Int(item)])]
      item = parents[Int(item)]
    }
    return Int(item)
  }

  mutating func unite(_ a: Int, _ b: Int) {
    let first = find(a)
    let second = find(b)
    if first != second { parents[max(first, second)] = Int32(min(first, second)) }
  }
}

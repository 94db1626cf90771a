import GridGeometry

extension [MultiPolygon] {
  /// Which grounds share a stretch of border with each, by position: grounds of a coverage, whose vertices match.
  ///
  /// - Complexity: O(n log n) in the vertices.
  func neighbours() -> [[Int]] {
    var edges: [(key: EdgeKey, ground: Int32)] = []
    edges.reserveCapacity(reduce(0) { $0 + $1.polygons.reduce(0) { $0 + $1.exterior.points.count } })
    for (number, ground) in enumerated() {
      for ring in ground.polygons.flatMap(\.rings) {
        for (from, to) in zip(ring.points, ring.points.dropFirst()) where from != to {
          edges.append((EdgeKey(from, to), Int32(number)))
        }
      }
    }
    edges.sort { ($0.key, $0.ground) < ($1.key, $1.ground) }
    var found = [Set<Int>](repeating: [], count: count)
    var start = 0
    while start < edges.count {
      var end = start + 1
      while end < edges.count, edges[end].key == edges[start].key { end += 1 }
      for a in start..<end {
        for b in start..<end where edges[a].ground != edges[b].ground {
          found[Int(edges[a].ground)].insert(Int(edges[b].ground))
        }
      }
      start = end
    }
    return found.map { $0.sorted() }
  }
}

/// A stretch between two vertices, whichever way it is walked.
private struct EdgeKey: Comparable {
  let low: SIMD2<Double>
  let high: SIMD2<Double>

  init(_ a: Point, _ b: Point) {
    let isOrdered = (a.x, a.y) < (b.x, b.y)
    low = isOrdered ? SIMD2(a.x, a.y) : SIMD2(b.x, b.y)
    high = isOrdered ? SIMD2(b.x, b.y) : SIMD2(a.x, a.y)
  }

  static func < (a: EdgeKey, b: EdgeKey) -> Bool {
    (a.low.x, a.low.y, a.high.x, a.high.y) < (b.low.x, b.low.y, b.high.x, b.high.y)
  }
}

package import GridGeometry

/// Answers many containment questions about one piece of ground: its edges, sorted into horizontal bands.
///
/// Half-open: a point on an edge shared by two neighbours is in exactly one of them, as long as both carry the same
/// vertices along it.
package struct PolygonIndex {
  private struct Edge {
    var x0, y0, x1, y1: Double
  }

  package let envelope: Envelope
  private var edges: [Edge] = []
  /// `bandEdges[bandStart[b]..<bandStart[b + 1]]` are the edges that reach into band `b`.
  private var bandStart: [Int32] = []
  private var bandEdges: [Int32] = []
  private var scale = 0.0

  /// - Complexity: O(edges), times the bands a long edge reaches through.
  package init(_ ground: MultiPolygon) {
    envelope = ground.envelope
    for polygon in ground.polygons {
      for ring in polygon.rings {
        let points = ring.points
        for index in 1..<max(1, points.count) {
          let a = points[index - 1]
          let b = points[index]
          if a.y != b.y { edges.append(Edge(x0: a.x, y0: a.y, x1: b.x, y1: b.y)) }
        }
      }
    }
    let bands = edges.count < 16 ? 1 : min(edges.count / 4, 1 << 16)
    scale = envelope.height > 0 ? Double(bands) / envelope.height : 0
    var counts = [Int32](repeating: 0, count: bands + 1)
    for edge in edges {
      for band in self.bands(of: edge, count: bands) { counts[band + 1] += 1 }
    }
    for band in 0..<bands { counts[band + 1] += counts[band] }
    bandStart = counts
    bandEdges = [Int32](repeating: 0, count: Int(counts[bands]))
    for (index, edge) in edges.enumerated() {
      for band in self.bands(of: edge, count: bands) {
        bandEdges[Int(counts[band])] = Int32(index)
        counts[band] += 1
      }
    }
  }

  private func bands(of edge: Edge, count: Int) -> ClosedRange<Int> {
    band(at: min(edge.y0, edge.y1), count: count)...band(at: max(edge.y0, edge.y1), count: count)
  }

  private func band(at y: Double, count: Int) -> Int {
    min(count - 1, max(0, Int((y - envelope.minY) * scale)))
  }

  /// - Complexity: O(edges in one band).
  package func contains(_ point: Point) -> Bool {
    guard envelope.contains(point), !edges.isEmpty else { return false }
    let band = band(at: point.y, count: bandStart.count - 1)
    var isInside = false
    for slot in Int(bandStart[band])..<Int(bandStart[band + 1]) {
      let edge = edges[Int(bandEdges[slot])]
      if (edge.y0 > point.y) == (edge.y1 > point.y) { continue }
      // Always from the lower end, so that both neighbours compute the same number.
      let isUp = edge.y0 < edge.y1
      let (ax, ay, bx, by) = isUp ? (edge.x0, edge.y0, edge.x1, edge.y1) : (edge.x1, edge.y1, edge.x0, edge.y0)
      let side = (bx - ax) * (point.y - ay) - (point.x - ax) * (by - ay)
      if side > 0 { isInside.toggle() }
    }
    return isInside
  }
}

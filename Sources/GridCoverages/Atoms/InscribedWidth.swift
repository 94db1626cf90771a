package import GridGeometry

/// The width of a gap or an overlap: twice the radius of the largest circle inside.
package enum InscribedWidth {
  /// In metres, at most a few percent below the true one.
  ///
  /// Round ground is left to GEOS. Its search divides the plane into squares as small as the width, which takes
  /// minutes in a hairline of 1 cm by 1 km; there, balls that touch the rim at sampled points are shrunk until they
  /// fit.
  /// - Complexity: For hairlines O(n) in rim points, as long as few balls are larger than all before them.
  /// - SeeAlso: Ma, Bae & Choi, "3D medial axis point approximation using nearest neighbors and the normal field",
  ///   The Visual Computer 28, 2012.
  package static func of(_ ground: Polygon) -> Double {
    let estimate = ground.perimeter > 0 ? 2 * ground.area / ground.perimeter : 0
    guard estimate > 0 else { return 0 }
    if ground.area < 16 * estimate * estimate,
      let circle = try? Shape.maximumInscribedCircle(of: ground, tolerance: estimate / 50)
    {
      return 2 * circle.radius
    }
    return max(estimate, 2 * Rim(ground).touchingRadius(atMost: (ground.area / .pi).squareRoot()))
  }
}

/// The outline of ground, filed by place, and the balls inside that touch it.
private struct Rim {
  private var edges: [Segment] = []
  /// `nil` for a few edges: looking at all of them is quicker.
  private var cells: SegmentCells?

  init(_ ground: Polygon) {
    for ring in ground.rightHanded.rings {
      for index in 1..<max(1, ring.points.count) where ring.points[index] != ring.points[index - 1] {
        edges.append(Segment(ring.points[index - 1], ring.points[index]))
      }
    }
    if edges.count > 24 { cells = SegmentCells(count: edges.count) { edges[$0] } }
  }

  /// The radius of the largest ball that touches the rim at one of the points looked at.
  func touchingRadius(atMost limit: Double) -> Double {
    // With very many rim points a sample of them is enough.
    let step = max(1, edges.count / 512)
    var best = 0.0
    for index in stride(from: 0, to: edges.count, by: step) {
      for share in [0.125, 0.375, 0.5, 0.625, 0.875] {
        best = max(best, radius(touching: index, at: share, above: best, atMost: limit))
      }
    }
    return best
  }

  /// The radius of the largest ball inside that touches the rim at a point of an edge; anything not above `known`
  /// once that is certain.
  private func radius(touching index: Int, at share: Double, above known: Double, atMost limit: Double) -> Double {
    let edge = edges[index]
    let length = Point(edge.ax, edge.ay).distance(to: Point(edge.bx, edge.by))
    let touch = Point(edge.ax + (edge.bx - edge.ax) * share, edge.ay + (edge.by - edge.ay) * share)
    // The ground is on the left of its right-handed rings.
    let inward = Point(-(edge.by - edge.ay) / length, (edge.bx - edge.ax) / length)
    func center(_ radius: Double) -> Point { Point(touch.x + inward.x * radius, touch.y + inward.y * radius) }
    // Balls that touch at one point lie in each other: where the rim cuts into one, it cuts into every larger one.
    let surely = known - max(1e-6 * limit, 2e-7)
    if surely > 0, nearest(to: center(known), within: surely, except: index) != nil { return 0 }
    var radius = limit
    for _ in 0..<64 {
      let found = nearest(to: center(radius), within: radius, except: index)
      guard let found, found.distance < radius - max(1e-6 * radius, 1e-7) else { return radius }
      let dx = found.point.x - touch.x
      let dy = found.point.y - touch.y
      let height = inward.x * dx + inward.y * dy
      let shrunk = height > 0 ? (dx * dx + dy * dy) / (2 * height) : 0
      // Beside a corner rounding can stop the shrinking: such a ball says nothing.
      guard shrunk > 0, shrunk < radius else { return 0 }
      radius = shrunk
      if radius <= known { return radius }
    }
    return 0
  }

  /// The rim point closest to a place and nearer than a distance, on another edge than the one given; where two are
  /// equally close, that on the lower edge.
  private func nearest(to center: Point, within limit: Double, except index: Int) -> (point: Point, distance: Double)? {
    var best: (edge: Int, point: Point, distance: Double)?
    func look(at other: Int) {
      guard other != index else { return }
      let point = edges[other].closestPoint(to: center)
      let away = center.distance(to: point)
      guard away < limit else { return }
      if let best, (best.distance, best.edge) <= (away, other) { return }
      best = (other, point, away)
    }
    if let cells {
      var reach = min(limit, min(cells.cellWidth, cells.cellHeight))
      while true {
        cells.forEach(near: Envelope(center, center).expanded(by: reach), look)
        if reach >= limit || (best?.distance ?? .infinity) <= reach { break }
        reach = min(limit, 2 * reach)
      }
    } else {
      for other in edges.indices { look(at: other) }
    }
    return best.map { ($0.point, $0.distance) }
  }
}

extension Segment {
  /// The place on the segment nearest to a point.
  fileprivate func closestPoint(to point: Point) -> Point {
    let dx = bx - ax
    let dy = by - ay
    let share = min(max(((point.x - ax) * dx + (point.y - ay) * dy) / (dx * dx + dy * dy), 0), 1)
    return Point(ax + share * dx, ay + share * dy)
  }
}

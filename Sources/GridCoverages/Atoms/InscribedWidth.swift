package import GridGeometry

/// The width of a gap or an overlap: twice the radius of the largest circle inside.
package enum InscribedWidth {
  /// In metres, at most a few percent below the true one.
  ///
  /// Round ground is left to GEOS. Its search divides the plane into squares as small as the width, which takes
  /// minutes in a hairline of 1 cm by 1 km; there, balls that touch the rim at sampled points are shrunk until they
  /// fit.
  /// - Complexity: For hairlines O(n²) in rim points, with a few steps for each.
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
    return max(estimate, 2 * touchingRadius(in: ground, atMost: (ground.area / .pi).squareRoot()))
  }

  private struct Edge {
    var a, b: Point
  }

  private static func touchingRadius(in ground: Polygon, atMost limit: Double) -> Double {
    var edges: [Edge] = []
    for ring in ground.rightHanded.rings {
      for index in 1..<max(1, ring.points.count) where ring.points[index] != ring.points[index - 1] {
        edges.append(Edge(a: ring.points[index - 1], b: ring.points[index]))
      }
    }
    // With very many rim points a sample of them is enough.
    let step = max(1, edges.count / 512)
    var best = 0.0
    for index in stride(from: 0, to: edges.count, by: step) {
      let edge = edges[index]
      for share in [0.125, 0.375, 0.5, 0.625, 0.875] {
        best = max(best, radius(touching: index, at: share, edge, edges, above: best, atMost: limit))
      }
    }
    return best
  }

  /// The radius of the largest ball inside that touches the rim at a point of an edge; anything not above `known`
  /// once that is certain.
  private static func radius(
    touching index: Int, at share: Double, _ edge: Edge, _ edges: [Edge], above known: Double,
    atMost limit: Double
  ) -> Double {
    let length = edge.a.distance(to: edge.b)
    let touch = Point(edge.a.x + (edge.b.x - edge.a.x) * share, edge.a.y + (edge.b.y - edge.a.y) * share)
    // The ground is on the left of its right-handed rings.
    let inward = Point(-(edge.b.y - edge.a.y) / length, (edge.b.x - edge.a.x) / length)
    var radius = limit
    for _ in 0..<64 {
      let center = Point(touch.x + inward.x * radius, touch.y + inward.y * radius)
      var closest = touch
      var distance = radius
      for (other, candidate) in edges.enumerated() where other != index {
        let point = nearest(to: center, on: candidate)
        let away = center.distance(to: point)
        if away < distance { (closest, distance) = (point, away) }
      }
      guard distance < radius - max(1e-6 * radius, 1e-7) else { return radius }
      let dx = closest.x - touch.x
      let dy = closest.y - touch.y
      let height = inward.x * dx + inward.y * dy
      let shrunk = height > 0 ? (dx * dx + dy * dy) / (2 * height) : 0
      // Beside a corner rounding can stop the shrinking: such a ball says nothing.
      guard shrunk > 0, shrunk < radius else { return 0 }
      radius = shrunk
      if radius <= known { return radius }
    }
    return 0
  }

  private static func nearest(to point: Point, on edge: Edge) -> Point {
    let dx = edge.b.x - edge.a.x
    let dy = edge.b.y - edge.a.y
    let share = min(max(((point.x - edge.a.x) * dx + (point.y - edge.a.y) * dy) / (dx * dx + dy * dy), 0), 1)
    return Point(edge.a.x + share * dx, edge.a.y + share * dy)
  }
}

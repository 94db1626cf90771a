extension Polygon {
  /// Whether the point belongs to the ground.
  ///
  /// Half open: of two polygons with a matching edge, a point on that edge belongs to exactly one, the one that
  /// lies to its right (east), or above it (north) where the edge is level. So in a coverage every point of the ground
  /// is in exactly one polygon. Exact for any coordinates.
  ///
  /// - Complexity: O(n). For many points use ``PreparedPolygon``.
  public func contains(_ point: Point) -> Bool {
    var inside = exterior.points.hasOddCrossings(right: point)
    for hole in holes where hole.points.hasOddCrossings(right: point) { inside.toggle() }
    return inside
  }
}

extension MultiPolygon {
  /// Whether the point belongs to one of the pieces, by the rule of ``Polygon/contains(_:)``.
  ///
  /// - Complexity: O(n).
  public func contains(_ point: Point) -> Bool {
    polygons.contains { $0.envelope.contains(point) && $0.contains(point) }
  }
}

/// Whether the ray from the point to the east crosses the edge. The ends of an edge are half open in y, and the edge is
/// looked at from its lower end whichever way it runs, so that two neighbours always agree.
@inlinable package func rayEast(from point: Point, crosses a: Point, _ b: Point) -> Bool {
  guard (a.y > point.y) != (b.y > point.y) else { return false }
  if point.x < a.x && point.x < b.x { return true }
  if point.x > a.x && point.x > b.x { return false }
  return a.y < b.y ? Orientation.turn(a, b, point) > 0 : Orientation.turn(b, a, point) > 0
}

extension [Point] {
  fileprivate func hasOddCrossings(right point: Point) -> Bool {
    guard count > 1 else { return false }
    var odd = false
    for index in 1..<count where rayEast(from: point, crosses: self[index - 1], self[index]) { odd.toggle() }
    return odd
  }
}

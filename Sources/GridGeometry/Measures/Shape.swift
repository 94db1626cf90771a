/// Figures around and inside points and ground.
public enum Shape {
  /// The corners of the convex hull, counter-clockwise from the lowest in (x, y) order, the first not repeated; fewer
  /// than three when the points lie on a line. Exact: no corner lies on the line between its neighbours.
  ///
  /// - Complexity: O(n log n).
  /// - SeeAlso: Andrew, "Another Efficient Algorithm for Convex Hulls in Two Dimensions", Inf. Proc. Letters 9(5), 1979.
  public static func convexHull(_ points: [Point]) -> [Point] {
    let sorted = points.filter(\.isFinite).sorted { $0.precedes($1) }
    guard let first = sorted.first, let last = sorted.last, first != last else { return Array(sorted.prefix(1)) }
    return halfHull(sorted).dropLast() + halfHull(sorted.reversed()).dropLast()
  }

  private static func halfHull(_ sorted: [Point]) -> [Point] {
    var hull: [Point] = []
    for point in sorted where point != hull.last {
      while hull.count > 1, Orientation.turn(hull[hull.count - 2], hull[hull.count - 1], point) <= 0 {
        hull.removeLast()
      }
      hull.append(point)
    }
    return hull
  }

  /// The smallest circle around the points; radius 0 around one point, and around the origin when there is none.
  ///
  /// - Throws: ``GeometryError/geos(call:message:)``.
  /// - Complexity: O(n log n).
  public static func minimumBoundingCircle(_ points: [Point]) throws(GeometryError) -> (center: Point, radius: Double) {
    let hull = convexHull(points)
    guard hull.count > 1 else { return (hull.first ?? Point(0, 0), 0) }
    return try GEOSGeometry(hull, asMultiPointIn: GEOSContext()).boundingCircle()
  }

  /// The largest circle inside the ground: twice its radius is the width of a gap or sliver.
  ///
  /// - Parameter tolerance: How far the radius may be from the best, in metres, above zero; never taken finer than a
  ///   millionth of the ground's size, where the search would not end.
  /// - Returns: For ground without area its interior point and radius 0; for ground along an axis a hundred thousand times
  ///   longer than wide its interior point and area / perimeter, half its mean width, which GEOS would search for hours.
  /// - Throws: ``GeometryError/geos(call:message:)``, also for a tolerance that is not above zero.
  public static func maximumInscribedCircle(
    of polygon: Polygon, tolerance: Double
  ) throws(GeometryError) -> (center: Point, radius: Double) {
    guard tolerance > 0, tolerance.isFinite else {
      throw .geos(call: "GEOSMaximumInscribedCircle_r", message: "a tolerance of \(tolerance) m")
    }
    let envelope = polygon.envelope
    let size = max(envelope.width, envelope.height)
    guard polygon.area > size * size * 1e-12 else { return (polygon.interiorPoint, 0) }
    guard min(envelope.width, envelope.height) > size * 1e-5 else {
      return (polygon.interiorPoint, polygon.area / polygon.perimeter)
    }
    let radius = try GEOSGeometry(polygon, in: GEOSContext()).inscribedRadius(tolerance: max(tolerance, size * 1e-6))
    guard let center = radius.first, let rim = radius.last else { return (polygon.interiorPoint, 0) }
    return (center, center.distance(to: rim))
  }

  /// The four corners, counter-clockwise, of the rectangle of least area around the points, at any angle; one side lies
  /// on an edge of the hull. Without area it is flat, and for no points it is empty.
  ///
  /// Not left to GEOS, whose 3.11 returns the rectangle of least width.
  ///
  /// - Complexity: O(n log n).
  /// - SeeAlso: Toussaint, "Solving geometric problems with the rotating calipers", MELECON 1983.
  public static func minimumRotatedRectangle(_ points: [Point]) -> [Point] {
    let hull = convexHull(points)
    guard hull.count > 2 else {
      guard let first = hull.first, let last = hull.last else { return [] }
      return [first, last, last, first]
    }
    var best: (area: Double, corners: [Point]) = (.infinity, [])
    var calipers = Calipers(hull)
    for edge in hull.indices {
      let rectangle = calipers.rectangle(on: edge)
      if rectangle.area < best.area { best = rectangle }
    }
    return best.corners
  }

  /// The line with fewer points, none of which was moved: every point left out lies within the tolerance of the
  /// segment that replaced it. A closed line stays closed. May touch itself or others afterwards; simplify a coverage by
  /// its arcs instead.
  ///
  /// - Complexity: O(n log n) for ordinary lines, O(n²) at worst.
  /// - SeeAlso: Douglas & Peucker, The Canadian Cartographer 10(2), 1973.
  public static func simplify(_ line: LineString, tolerance: Double) -> LineString {
    LineString(unchecked: simplify(line.points, tolerance: tolerance))
  }

  package static func simplify(_ points: [Point], tolerance: Double) -> [Point] {
    guard points.count > 2, tolerance > 0 else { return points }
    var keeps = [Bool](repeating: false, count: points.count)
    keeps[0] = true
    keeps[points.count - 1] = true
    var open = [(0, points.count - 1)]
    while let (first, last) = open.popLast() {
      var farthest = first
      var distance = tolerance
      for index in (first + 1)..<max(last, first + 1) {
        let candidate = points[index].distance(toSegment: points[first], points[last])
        if candidate > distance { (farthest, distance) = (index, candidate) }
      }
      guard farthest > first else { continue }
      keeps[farthest] = true
      open.append((first, farthest))
      open.append((farthest, last))
    }
    return points.indices.lazy.filter { keeps[$0] }.map { points[$0] }
  }
}

extension Point {
  /// The distance to the nearest point of a segment, in metres.
  package func distance(toSegment a: Point, _ b: Point) -> Double {
    let dx = b.x - a.x
    let dy = b.y - a.y
    let square = dx * dx + dy * dy
    guard square > 0 else { return distance(to: a) }
    let along = min(max(((x - a.x) * dx + (y - a.y) * dy) / square, 0), 1)
    return distance(to: Point(a.x + along * dx, a.y + along * dy))
  }
}

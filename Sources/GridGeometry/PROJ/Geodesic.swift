import CPROJ

/// Measures on the WGS 84 ellipsoid of shapes in degrees (`x` longitude, `y` latitude). Edges are geodesics.
///
/// - SeeAlso: Karney, "Algorithms for geodesics", Journal of Geodesy 87(1), 2013.
public enum Geodesic {
  /// In square metres, holes subtracted, either winding. Not a number for latitudes beyond 90°.
  ///
  /// - Complexity: O(n).
  public static func area(of polygon: Polygon) -> Double {
    polygon.holes.reduce(area(of: polygon.exterior)) { $0 - area(of: $1) }
  }

  /// In square metres.
  public static func area(of multi: MultiPolygon) -> Double { multi.polygons.reduce(0) { $0 + area(of: $1) } }

  /// In metres.
  public static func distance(from first: GeographicCoordinate, to second: GeographicCoordinate) -> Double {
    var ellipsoid = wgs84
    var metres = 0.0
    unsafe geod_inverse(
      &ellipsoid, first.latitude, first.longitude, second.latitude, second.longitude, &metres, nil, nil)
    return metres
  }

  private static func area(of ring: Ring) -> Double {
    var ellipsoid = wgs84
    var sum = geod_polygon()
    unsafe geod_polygon_init(&sum, 0)
    for corner in ring.points.dropLast() { unsafe geod_polygon_addpoint(&ellipsoid, &sum, corner.y, corner.x) }
    var area = 0.0
    _ = unsafe geod_polygon_compute(&ellipsoid, &sum, 0, 1, &area, nil)
    return area.magnitude
  }

  private static var wgs84: geod_geodesic {
    var ellipsoid = geod_geodesic()
    unsafe geod_init(&ellipsoid, 6_378_137, 1 / 298.257223563)
    return ellipsoid
  }
}

/// Lines made to meet only at their ends, and the faces between them.
public enum Noding {
  /// The lines split wherever two meet, with all corners on a grid and every piece once.
  ///
  /// Snap rounding: a line that passes near a corner is bent through it, so nothing crosses afterwards. Corners are
  /// `round(x · s) / s` with `s = 1 / precision`; multiply and round to get the whole number back exactly. Pieces come in
  /// no promised order or direction. Lines of fewer than two points are passed over; lines shorter than the grid vanish.
  ///
  /// - Parameter precision: The width of the grid in metres, above zero.
  /// - Complexity: About O(n log n) in segments and crossings; several times faster for long lines than for their segments
  ///   one by one.
  /// - SeeAlso: Hobby, "Practical Segment Intersection with Finite Precision Output", Computational Geometry 13, 1999.
  public static func snapRounded(_ lines: [[Point]], precision: Double) throws(GeometryError) -> [[Point]] {
    guard precision > 0, precision.isFinite else {
      throw .geos(call: "GEOSUnaryUnionPrec_r", message: "a precision of \(precision) m")
    }
    return try GEOSGeometry(lines: lines, in: GEOSContext()).union(precision: precision).lines()
  }

  /// The faces between lines that are already noded, in one fixed notation and order; dangling lines are passed over.
  ///
  /// Lines that cross without a common corner give wrong faces without an error.
  public static func polygonized(_ lines: [[Point]]) throws(GeometryError) -> [Polygon] {
    let context = try GEOSContext()
    var parts = GEOSParts(in: context)
    for line in lines where line.count > 1 { try parts.append(GEOSGeometry(line, in: context)) }
    return MultiPolygon(try parts.polygonized().polygons()).normalized.polygons
  }
}

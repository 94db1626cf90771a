/// Ground cut with other ground. Every call works in a GEOS context of its own, so calls may run side by side.
///
/// Polygons come back in one fixed notation (``MultiPolygon/normalized``). All calls throw
/// ``GeometryError/geos(call:message:)`` for ground that is not valid, ``GeometryError/notFinite(at:)`` for coordinates
/// that are no numbers or lie beyond 10¹² m; see `validity()` and `repaired()`.
public enum Overlay {
  /// The ground in any of the polygons.
  public static func union(_ polygons: [Polygon]) throws(GeometryError) -> MultiPolygon {
    guard !polygons.isEmpty else { return .empty }
    return MultiPolygon(try GEOSGeometry(polygons, in: GEOSContext()).union().polygons()).normalized
  }

  /// The ground in both. Where they only touch there is none.
  public static func intersection(_ first: MultiPolygon, _ second: MultiPolygon) throws(GeometryError) -> MultiPolygon {
    guard first.envelope.intersects(second.envelope) else { return .empty }
    return try overlay(first, second) { first, second throws(GeometryError) in try first.intersection(second) }
  }

  /// The ground in the first and not in the second.
  public static func difference(_ first: MultiPolygon, _ second: MultiPolygon) throws(GeometryError) -> MultiPolygon {
    try overlay(first, second) { first, second throws(GeometryError) in try first.difference(second) }
  }

  /// The ground in exactly one of the two.
  public static func symmetricDifference(
    _ first: MultiPolygon, _ second: MultiPolygon
  ) throws(GeometryError) -> MultiPolygon {
    try overlay(first, second) { first, second throws(GeometryError) in try first.symmetricDifference(second) }
  }

  /// The pieces of the lines that lie in the ground or on its border, line after line.
  public static func intersection(lines: [LineString], _ ground: MultiPolygon) throws(GeometryError) -> [LineString] {
    try clip(lines, ground, keepsOutside: false).flatMap(\.self)
  }

  /// The pieces of the lines outside the ground, line after line.
  public static func difference(lines: [LineString], _ ground: MultiPolygon) throws(GeometryError) -> [LineString] {
    try clip(lines, ground, keepsOutside: true).flatMap(\.self)
  }

  /// All within a distance of the geometry; a negative distance shrinks ground.
  ///
  /// - Parameters:
  ///   - distance: In metres.
  ///   - quadrantSegments: Straight pieces for a quarter of a circle.
  public static func buffer(
    _ geometry: Geometry, by distance: Double, quadrantSegments: Int = 8
  ) throws(GeometryError) -> MultiPolygon {
    guard distance.magnitude <= 1e12 else { throw .notFinite(at: 0) }
    let segments = Int32(clamping: max(quadrantSegments, 1))
    let grown = try GEOSGeometry(geometry, in: GEOSContext()).buffer(distance, quadrantSegments: segments)
    return MultiPolygon(try grown.polygons()).normalized
  }

  private static func overlay(
    _ first: MultiPolygon, _ second: MultiPolygon,
    _ cut: (borrowing GEOSGeometry, borrowing GEOSGeometry) throws(GeometryError) -> GEOSGeometry
  ) throws(GeometryError) -> MultiPolygon {
    let context = try GEOSContext()
    let result = try cut(GEOSGeometry(first, in: context), GEOSGeometry(second, in: context))
    return MultiPolygon(try result.polygons()).normalized
  }

  /// The pieces of every line, in the order of the lines. Lines wholly inside or outside are not recomputed.
  private static func clip(
    _ lines: [LineString], _ ground: MultiPolygon, keepsOutside: Bool
  ) throws(GeometryError) -> [[LineString]] {
    let envelope = ground.envelope
    let context = try GEOSContext()
    let prepared = try GEOSPrepared(GEOSGeometry(ground, in: context))
    var pieces: [[LineString]] = []
    pieces.reserveCapacity(lines.count)
    for line in lines {
      guard line.envelope.intersects(envelope) else {
        pieces.append(keepsOutside ? [line] : [])
        continue
      }
      let shape = try GEOSGeometry(line.points, in: context)
      if try prepared.covers(shape) {
        pieces.append(keepsOutside ? [] : [line])
        continue
      }
      let cut = keepsOutside ? try shape.difference(prepared.geometry) : try shape.intersection(prepared.geometry)
      pieces.append(try cut.lines().map { LineString(unchecked: $0) })
    }
    return pieces
  }
}

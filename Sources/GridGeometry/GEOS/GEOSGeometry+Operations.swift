import CGEOS

/// The calls this toolkit makes, each with its answer as a value or a new geometry.
extension GEOSGeometry {
  func union() throws(GeometryError) -> GEOSGeometry {
    try unsafe GEOSGeometry(adopting: GEOSUnaryUnion_r(context.handle, pointer), from: "GEOSUnaryUnion_r", in: context)
  }

  func union(precision: Double) throws(GeometryError) -> GEOSGeometry {
    try unsafe GEOSGeometry(
      adopting: GEOSUnaryUnionPrec_r(context.handle, pointer, precision), from: "GEOSUnaryUnionPrec_r", in: context)
  }

  func intersection(_ other: borrowing GEOSGeometry) throws(GeometryError) -> GEOSGeometry {
    try unsafe GEOSGeometry(
      adopting: GEOSIntersection_r(context.handle, pointer, other.pointer), from: "GEOSIntersection_r", in: context)
  }

  func difference(_ other: borrowing GEOSGeometry) throws(GeometryError) -> GEOSGeometry {
    try unsafe GEOSGeometry(
      adopting: GEOSDifference_r(context.handle, pointer, other.pointer), from: "GEOSDifference_r", in: context)
  }

  func symmetricDifference(_ other: borrowing GEOSGeometry) throws(GeometryError) -> GEOSGeometry {
    try unsafe GEOSGeometry(
      adopting: GEOSSymDifference_r(context.handle, pointer, other.pointer), from: "GEOSSymDifference_r", in: context)
  }

  func buffer(_ distance: Double, quadrantSegments: Int32) throws(GeometryError) -> GEOSGeometry {
    try unsafe GEOSGeometry(
      adopting: GEOSBuffer_r(context.handle, pointer, distance, quadrantSegments), from: "GEOSBuffer_r", in: context)
  }

  /// By the "structure" method: outer rings are ground, inner rings are not, whatever crosses what.
  func repaired() throws(GeometryError) -> GEOSGeometry {
    guard let parameters = unsafe GEOSMakeValidParams_create_r(context.handle) else {
      throw context.failure(of: "GEOSMakeValidParams_create_r")
    }
    defer { unsafe GEOSMakeValidParams_destroy_r(context.handle, parameters) }
    _ = unsafe GEOSMakeValidParams_setMethod_r(context.handle, parameters, GEOS_MAKE_VALID_STRUCTURE)
    _ = unsafe GEOSMakeValidParams_setKeepCollapsed_r(context.handle, parameters, 0)
    return try unsafe GEOSGeometry(
      adopting: GEOSMakeValidWithParams_r(context.handle, pointer, parameters), from: "GEOSMakeValidWithParams_r",
      in: context)
  }

  /// Nil when valid by OGC Simple Features; else what is wrong, in the words of GEOS, and where.
  func fault() throws(GeometryError) -> (reason: String, place: Point?)? {
    var reason: UnsafeMutablePointer<CChar>?
    var location: OpaquePointer?
    let answer = unsafe GEOSisValidDetail_r(context.handle, pointer, 0, &reason, &location)
    defer { if let text = unsafe reason { unsafe GEOSFree_r(context.handle, text) } }
    var place: Point?
    if let found = unsafe location {
      place = try unsafe GEOSGeometry(adopting: found, from: "GEOSisValidDetail_r", in: context).points().first
    }
    switch answer {
    case 1: return nil
    case 0: return (unsafe reason.map { unsafe String(cString: $0) } ?? "invalid", place)
    default: throw context.failure(of: "GEOSisValidDetail_r")
    }
  }

  /// The smallest circle that holds all points.
  func boundingCircle() throws(GeometryError) -> (center: Point, radius: Double) {
    var radius = 0.0
    var center: OpaquePointer?
    let circle = try unsafe GEOSGeometry(
      adopting: GEOSMinimumBoundingCircle_r(context.handle, pointer, &radius, &center),
      from: "GEOSMinimumBoundingCircle_r", in: context)
    _ = consume circle
    let middle = try unsafe GEOSGeometry(adopting: center, from: "GEOSMinimumBoundingCircle_r", in: context)
    guard let point = try middle.points().first else { throw .tooFewPoints(expected: 1, found: 0) }
    return (point, radius)
  }

  /// The largest circle inside: a line from its middle to its rim.
  func inscribedRadius(tolerance: Double) throws(GeometryError) -> [Point] {
    try unsafe GEOSGeometry(
      adopting: GEOSMaximumInscribedCircle_r(context.handle, pointer, tolerance), from: "GEOSMaximumInscribedCircle_r",
      in: context
    ).points()
  }
}

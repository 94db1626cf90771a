import CGEOS

/// Our values out of GEOS.
extension GEOSGeometry {
  /// The polygons in it, collections searched; lines and points, which overlays leave where shapes only touch, are passed over.
  func polygons() throws(GeometryError) -> [Polygon] {
    var found: [Polygon] = []
    try unsafe forEachPart(pointer) { part, type throws(GeometryError) in
      guard type == 3 else { return }
      if let polygon = try unsafe polygon(part) { found.append(polygon) }
    }
    return found
  }

  /// The lines in it, collections searched; polygons and points are passed over.
  func lines() throws(GeometryError) -> [[Point]] {
    var found: [[Point]] = []
    try unsafe forEachPart(pointer) { part, type throws(GeometryError) in
      guard type == 1 || type == 2 else { return }
      let points = try unsafe points(part)
      if points.count > 1 { found.append(points) }
    }
    return found
  }

  /// The corners of a line, ring or point.
  func points() throws(GeometryError) -> [Point] { try unsafe points(pointer) }

  private func forEachPart(
    _ part: OpaquePointer, _ body: (OpaquePointer, Int32) throws(GeometryError) -> Void
  ) throws(GeometryError) {
    let type = unsafe GEOSGeomTypeId_r(context.handle, part)
    guard type >= 0 else { throw context.failure(of: "GEOSGeomTypeId_r") }
    guard type > 3 else { return try unsafe body(part, type) }
    let count = unsafe GEOSGetNumGeometries_r(context.handle, part)
    for index in 0..<max(count, 0) {
      guard let member = unsafe GEOSGetGeometryN_r(context.handle, part, index) else {
        throw context.failure(of: "GEOSGetGeometryN_r")
      }
      try unsafe forEachPart(member, body)
    }
  }

  /// Nil for an empty polygon.
  private func polygon(_ part: OpaquePointer) throws(GeometryError) -> Polygon? {
    guard let shell = unsafe GEOSGetExteriorRing_r(context.handle, part) else {
      throw context.failure(of: "GEOSGetExteriorRing_r")
    }
    let exterior = try unsafe points(shell)
    guard exterior.count > 3 else { return nil }
    var holes: [Ring] = []
    for index in 0..<max(unsafe GEOSGetNumInteriorRings_r(context.handle, part), 0) {
      guard let hole = unsafe GEOSGetInteriorRingN_r(context.handle, part, index) else {
        throw context.failure(of: "GEOSGetInteriorRingN_r")
      }
      holes.append(Ring(unchecked: try unsafe points(hole)))
    }
    return Polygon(exterior: Ring(unchecked: exterior), holes: holes)
  }

  private func points(_ part: OpaquePointer) throws(GeometryError) -> [Point] {
    guard let sequence = unsafe GEOSGeom_getCoordSeq_r(context.handle, part) else {
      throw context.failure(of: "GEOSGeom_getCoordSeq_r")
    }
    var count: UInt32 = 0
    guard unsafe GEOSCoordSeq_getSize_r(context.handle, sequence, &count) == 1 else {
      throw context.failure(of: "GEOSCoordSeq_getSize_r")
    }
    guard count > 0 else { return [] }
    var isCopied = false
    let points = unsafe [Point](unsafeUninitializedCapacity: Int(count)) { buffer, initialized in
      let numbers = unsafe UnsafeMutableRawPointer(buffer.baseAddress!).bindMemory(
        to: Double.self, capacity: 2 * Int(count))
      isCopied = unsafe GEOSCoordSeq_copyToBuffer_r(context.handle, sequence, numbers, 0, 0) == 1
      initialized = isCopied ? Int(count) : 0
    }
    guard isCopied else { throw context.failure(of: "GEOSCoordSeq_copyToBuffer_r") }
    return points
  }
}

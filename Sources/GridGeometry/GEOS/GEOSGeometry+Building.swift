import CGEOS

/// Copies of our values in GEOS.
extension GEOSGeometry {
  init(_ line: [Point], in context: GEOSContext) throws(GeometryError) {
    let sequence = try unsafe Self.sequence(of: line, in: context)
    // Takes the sequence, also when it fails.
    try unsafe self.init(
      adopting: GEOSGeom_createLineString_r(context.handle, sequence), from: "GEOSGeom_createLineString_r", in: context)
  }

  init(_ ring: Ring, in context: GEOSContext) throws(GeometryError) {
    let sequence = try unsafe Self.sequence(of: ring.points, in: context)
    try unsafe self.init(
      adopting: GEOSGeom_createLinearRing_r(context.handle, sequence), from: "GEOSGeom_createLinearRing_r", in: context)
  }

  init(_ point: Point, in context: GEOSContext) throws(GeometryError) {
    guard point.isOnMap else { throw .notFinite(at: 0) }
    try unsafe self.init(
      adopting: GEOSGeom_createPointFromXY_r(context.handle, point.x, point.y), from: "GEOSGeom_createPointFromXY_r",
      in: context)
  }

  init(_ polygon: Polygon, in context: GEOSContext) throws(GeometryError) {
    let shell = try GEOSGeometry(polygon.exterior, in: context)
    var holes = GEOSParts(in: context)
    for hole in polygon.holes { try holes.append(GEOSGeometry(hole, in: context)) }
    try self.init(shell: shell, holes: holes)
  }

  private init(shell: consuming GEOSGeometry, holes: consuming GEOSParts) throws(GeometryError) {
    let context = shell.context
    let kept = unsafe shell.release()
    var parts = unsafe holes.release()
    try unsafe self.init(
      adopting: parts.withUnsafeMutableBufferPointer {
        unsafe GEOSGeom_createPolygon_r(context.handle, kept, $0.baseAddress, UInt32($0.count))
      }, from: "GEOSGeom_createPolygon_r", in: context)
  }

  init(_ multi: MultiPolygon, in context: GEOSContext) throws(GeometryError) {
    try self.init(multi.polygons, in: context)
  }

  init(_ polygons: [Polygon], in context: GEOSContext) throws(GeometryError) {
    var parts = GEOSParts(in: context)
    for polygon in polygons { try parts.append(GEOSGeometry(polygon, in: context)) }
    try self.init(collecting: parts, as: .multiPolygon)
  }

  /// Lines of fewer than two points are passed over.
  init(lines: some Sequence<[Point]>, in context: GEOSContext) throws(GeometryError) {
    var parts = GEOSParts(in: context)
    for line in lines where line.count > 1 { try parts.append(GEOSGeometry(line, in: context)) }
    try self.init(collecting: parts, as: .multiLineString)
  }

  init(_ points: [Point], asMultiPointIn context: GEOSContext) throws(GeometryError) {
    var parts = GEOSParts(in: context)
    for point in points { try parts.append(GEOSGeometry(point, in: context)) }
    try self.init(collecting: parts, as: .multiPoint)
  }

  init(_ geometry: Geometry, in context: GEOSContext) throws(GeometryError) {
    switch geometry {
    case .point(let point): try self.init(point, in: context)
    case .multiPoint(let points): try self.init(points, asMultiPointIn: context)
    case .lineString(let line): try self.init(line.points, in: context)
    case .multiLineString(let lines): try self.init(lines: lines.lazy.map(\.points), in: context)
    case .polygon(let polygon): try self.init(polygon, in: context)
    case .multiPolygon(let multi): try self.init(multi, in: context)
    case .collection(let members):
      var parts = GEOSParts(in: context)
      for member in members { try parts.append(GEOSGeometry(member, in: context)) }
      try self.init(collecting: parts, as: .collection)
    }
  }

  private init(collecting parts: consuming GEOSParts, as type: GEOSParts.Collection) throws(GeometryError) {
    let context = parts.context
    var released = unsafe parts.release()
    // Takes the parts, also when it fails.
    try unsafe self.init(
      adopting: released.withUnsafeMutableBufferPointer {
        unsafe GEOSGeom_createCollection_r(context.handle, type.rawValue, $0.baseAddress, UInt32($0.count))
      }, from: "GEOSGeom_createCollection_r", in: context)
  }

  private static func sequence(of points: [Point], in context: GEOSContext) throws(GeometryError) -> OpaquePointer {
    // GEOS takes any bits for a coordinate, and then may crash or never come back.
    if let index = points.firstIndex(where: { !$0.isOnMap }) { throw .notFinite(at: index) }
    let sequence = unsafe points.withUnsafeBytes { bytes in
      unsafe GEOSCoordSeq_copyFromBuffer_r(
        context.handle, bytes.baseAddress?.assumingMemoryBound(to: Double.self), UInt32(points.count), 0, 0)
    }
    guard let sequence = unsafe sequence else { throw context.failure(of: "GEOSCoordSeq_copyFromBuffer_r") }
    return unsafe sequence
  }
}

/// Parts on their way into a collection. Frees what was not handed over.
@safe struct GEOSParts: ~Copyable {
  enum Collection: Int32 {
    case multiPoint = 4
    case multiLineString, multiPolygon, collection
  }

  fileprivate let context: GEOSContext
  private var pointers: [OpaquePointer?]

  init(in context: GEOSContext) {
    self.context = context
    unsafe pointers = []
  }

  deinit { unsafe pointers.forEach { unsafe GEOSGeom_destroy_r(context.handle, $0) } }

  mutating func append(_ part: consuming GEOSGeometry) { unsafe pointers.append(part.release()) }

  consuming func release() -> [OpaquePointer?] {
    let released = unsafe pointers
    unsafe pointers = []
    return unsafe released
  }

  /// The faces between the parts, which are lines that meet only at their ends.
  func polygonized() throws(GeometryError) -> GEOSGeometry {
    try unsafe GEOSGeometry(
      adopting: pointers.withUnsafeBufferPointer {
        unsafe GEOSPolygonize_r(context.handle, $0.baseAddress, UInt32($0.count))
      }, from: "GEOSPolygonize_r", in: context)
  }
}

extension Point {
  /// Within 10¹² m of the origin, beyond anything on earth.
  fileprivate var isOnMap: Bool { x.magnitude <= 1e12 && y.magnitude <= 1e12 }
}

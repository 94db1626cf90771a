/// Geometry as bytes (OGC 06-103r4, section 8), the form in GeoPackage and in databases.
public enum WellKnownBinary {
  /// Collections may lie in collections this deep; more is taken for an attack on the stack.
  static let deepestNesting = 32

  /// ISO, little endian, two coordinates for each point.
  ///
  /// - Complexity: O(n), one allocation.
  public static func encode(_ geometry: Geometry) -> [UInt8] {
    var writer = WKBWriter(capacity: WKBWriter.size(of: geometry))
    writer.write(geometry)
    return writer.bytes
  }

  /// Reads ISO and PostGIS (EWKB) spellings in either byte order; z, m and SRID are dropped. Triangles become polygons,
  /// polyhedral surfaces multi-polygons. An empty point, line or polygon becomes the empty multi-form of its type.
  ///
  /// - Throws: ``GeometryError/malformed(format:detail:)`` for bytes that end early, are left over, name curves or
  ///   unknown types; the errors of ``Ring`` and ``LineString`` for what they refuse. Never traps, whatever the bytes.
  /// - Complexity: O(n).
  public static func decode(_ bytes: [UInt8]) throws(GeometryError) -> Geometry {
    try unsafe bytes.withUnsafeBytes { unsafe attempt($0) }.get()
  }

  /// See ``decode(_:)-([UInt8])``.
  public static func decode(_ bytes: ArraySlice<UInt8>) throws(GeometryError) -> Geometry {
    try unsafe bytes.withUnsafeBytes { unsafe attempt($0) }.get()
  }

  /// See ``decode(_:)-([UInt8])``. For bytes that a database or a mapped file lends; nothing keeps them.
  public static func decode(_ bytes: UnsafeRawBufferPointer) throws(GeometryError) -> Geometry {
    try unsafe attempt(bytes).get()
  }

  private static func attempt(_ bytes: UnsafeRawBufferPointer) -> Result<Geometry, GeometryError> {
    Result { () throws(GeometryError) in
      var reader = unsafe WKBReader(borrowing: bytes)
      let geometry = try reader.readGeometry(depth: 0)
      guard reader.remaining == 0 else {
        throw .malformed(format: "WKB", detail: "\(reader.remaining) bytes left over")
      }
      return geometry
    }
  }

  /// The type numbers of OGC 06-103r4, table 7.
  enum TypeCode: UInt32 {
    case point = 1
    case lineString, polygon, multiPoint, multiLineString, multiPolygon, collection
    case polyhedralSurface = 15
    case triangulatedSurface, triangle
  }
}

import CGEOS

/// A geometry owned by GEOS. Not `Sendable`, like its context.
@safe struct GEOSGeometry: ~Copyable {
  /// Lives as long as any of its geometries.
  let context: GEOSContext
  private var owned: OpaquePointer?

  init(adopting pointer: OpaquePointer?, from call: StaticString, in context: GEOSContext) throws(GeometryError) {
    guard let pointer = unsafe pointer else { throw context.failure(of: call) }
    self.context = context
    unsafe owned = unsafe pointer
  }

  deinit { if let owned = unsafe owned { unsafe GEOSGeom_destroy_r(context.handle, owned) } }

  /// The geometry for a call that only looks at it. Valid while `self` is.
  var pointer: OpaquePointer {
    guard let owned = unsafe owned else { preconditionFailure("a geometry was used after its release") }
    return unsafe owned
  }

  /// For calls that keep the geometry even when they fail, such as `GEOSGeom_createPolygon_r`.
  consuming func release() -> OpaquePointer {
    let released = unsafe pointer
    unsafe owned = nil
    return unsafe released
  }
}

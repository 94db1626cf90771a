import CGEOS

/// A geometry with an index for many questions. Keeps the geometry it was made from, because GEOS does not copy it.
@safe struct GEOSPrepared: ~Copyable {
  let geometry: GEOSGeometry
  private let pointer: OpaquePointer

  init(_ geometry: consuming GEOSGeometry) throws(GeometryError) {
    let context = geometry.context
    guard let pointer = unsafe GEOSPrepare_r(context.handle, geometry.pointer) else {
      throw context.failure(of: "GEOSPrepare_r")
    }
    self.geometry = geometry
    unsafe self.pointer = unsafe pointer
  }

  deinit { unsafe GEOSPreparedGeom_destroy_r(geometry.context.handle, pointer) }

  func covers(_ other: borrowing GEOSGeometry) throws(GeometryError) -> Bool {
    try truth(unsafe GEOSPreparedCovers_r(geometry.context.handle, pointer, other.pointer), of: "GEOSPreparedCovers_r")
  }

  func intersects(_ other: borrowing GEOSGeometry) throws(GeometryError) -> Bool {
    try truth(
      unsafe GEOSPreparedIntersects_r(geometry.context.handle, pointer, other.pointer), of: "GEOSPreparedIntersects_r")
  }

  /// GEOS answers a predicate with 0, 1 or, for an exception, 2.
  private func truth(_ answer: CChar, of call: StaticString) throws(GeometryError) -> Bool {
    guard answer == 0 || answer == 1 else { throw geometry.context.failure(of: call) }
    return answer == 1
  }
}

/// Whether ground keeps the rules of OGC Simple Features (06-103r4, section 6.1.11).
public enum Validity: Hashable, Sendable {
  case valid
  /// The first thing found wrong, in the words of GEOS ("Self-intersection"), and where.
  case invalid(reason: String, at: Point?)

  public var isValid: Bool { self == .valid }
}

extension Geometry {
  /// Whether it keeps the rules of Simple Features. A geometry GEOS cannot even hold is invalid, with the reason.
  ///
  /// - Complexity: O(n log n).
  public func validity() -> Validity {
    do {
      guard let fault = try GEOSGeometry(self, in: GEOSContext()).fault() else { return .valid }
      return .invalid(reason: fault.reason, at: fault.place)
    } catch {
      return .invalid(reason: error.message, at: nil)
    }
  }

  /// The same ground, valid: outer rings are ground, holes are not, collapsed parts and everything but polygons are gone.
  ///
  /// - Throws: ``GeometryError/geos(call:message:)``, ``GeometryError/notFinite(at:)``.
  public func repaired() throws(GeometryError) -> MultiPolygon {
    try MultiPolygon(polygons).repaired()
  }
}

extension Polygon {
  /// See ``Geometry/validity()``.
  public func validity() -> Validity { Geometry.polygon(self).validity() }

  /// See ``Geometry/repaired()``.
  public func repaired() throws(GeometryError) -> MultiPolygon { try MultiPolygon(self).repaired() }
}

extension MultiPolygon {
  /// See ``Geometry/validity()``.
  public func validity() -> Validity { Geometry.multiPolygon(self).validity() }

  /// See ``Geometry/repaired()``.
  public func repaired() throws(GeometryError) -> MultiPolygon {
    guard !isEmpty else { return .empty }
    return MultiPolygon(try GEOSGeometry(self, in: GEOSContext()).repaired().polygons()).normalized
  }
}

/// What can be wrong with a geometry, a reference system or a call into GEOS or PROJ.
public enum GeometryError: Error, Hashable, Sendable {
  case tooFewPoints(expected: Int, found: Int)
  case notFinite(at: Int)
  case ringNotClosed(first: Point, last: Point)
  /// A geometry's bytes or text end early or name a type that is not of Simple Features.
  case malformed(format: String, detail: String)
  case geos(call: String, message: String)
  case proj(call: String, message: String)
  case unknownReferenceSystem(String)
  /// The only operation between the two systems ignores the datum, which can move the map by 100 m or more.
  case ballparkOnly(from: String, to: String)
}

/// Any geometry a layer may hold, in the words of OGC Simple Features.
public enum Geometry: Hashable, Sendable {
  case point(Point)
  case multiPoint([Point])
  case lineString(LineString)
  case multiLineString([LineString])
  case polygon(Polygon)
  case multiPolygon(MultiPolygon)
  case collection([Geometry])

  public var envelope: Envelope {
    switch self {
    case .point(let point): Envelope(point, point)
    case .multiPoint(let points): Envelope(points)
    case .lineString(let line): line.envelope
    case .multiLineString(let lines): lines.reduce(.empty) { $0.union($1.envelope) }
    case .polygon(let polygon): polygon.envelope
    case .multiPolygon(let multi): multi.envelope
    case .collection(let members): members.reduce(.empty) { $0.union($1.envelope) }
    }
  }

  /// Whether there is no point in it.
  public var isEmpty: Bool { envelope.isEmpty }

  /// The name of the type as Simple Features writes it, such as `MultiPolygon`.
  public var typeName: String {
    switch self {
    case .point: "Point"
    case .multiPoint: "MultiPoint"
    case .lineString: "LineString"
    case .multiLineString: "MultiLineString"
    case .polygon: "Polygon"
    case .multiPolygon: "MultiPolygon"
    case .collection: "GeometryCollection"
    }
  }

  /// The polygons in it, collections searched; empty for points and lines.
  public var polygons: [Polygon] {
    switch self {
    case .polygon(let polygon): [polygon]
    case .multiPolygon(let multi): multi.polygons
    case .collection(let members): members.flatMap(\.polygons)
    default: []
    }
  }

  /// The lines in it, collections searched; the outlines of polygons are not lines.
  public var lines: [LineString] {
    switch self {
    case .lineString(let line): [line]
    case .multiLineString(let lines): lines
    case .collection(let members): members.flatMap(\.lines)
    default: []
    }
  }

  /// The single points in it, collections searched.
  public var points: [Point] {
    switch self {
    case .point(let point): [point]
    case .multiPoint(let points): points
    case .collection(let members): members.flatMap(\.points)
    default: []
    }
  }

  /// The same geometry with every position replaced.
  public func mapPoints<Failure: Error>(_ transform: ([Point]) throws(Failure) -> [Point]) throws(Failure) -> Geometry {
    func map(_ ring: Ring) throws(Failure) -> Ring { Ring(unchecked: try transform(ring.points)) }
    func map(_ polygon: Polygon) throws(Failure) -> Polygon {
      var holes: [Ring] = []
      for hole in polygon.holes { holes.append(try map(hole)) }
      return Polygon(exterior: try map(polygon.exterior), holes: holes)
    }
    switch self {
    case .point(let point): return .point(try transform([point])[0])
    case .multiPoint(let points): return .multiPoint(try transform(points))
    case .lineString(let line): return .lineString(LineString(unchecked: try transform(line.points)))
    case .multiLineString(let lines):
      var mapped: [LineString] = []
      for line in lines { mapped.append(LineString(unchecked: try transform(line.points))) }
      return .multiLineString(mapped)
    case .polygon(let polygon): return .polygon(try map(polygon))
    case .multiPolygon(let multi):
      var mapped: [Polygon] = []
      for polygon in multi.polygons { mapped.append(try map(polygon)) }
      return .multiPolygon(MultiPolygon(mapped))
    case .collection(let members):
      var mapped: [Geometry] = []
      for member in members { mapped.append(try member.mapPoints(transform)) }
      return .collection(mapped)
    }
  }
}

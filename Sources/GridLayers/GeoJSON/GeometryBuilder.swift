import GridGeometry

/// What a `geometry` member came to.
enum GeometryReading {
  case geometry(Geometry, closedRings: Int)
  case absent
  case faulty(String)
}

extension GeometryReading {
  /// Makes the geometry that a `type` and its flattened coordinates describe. Open rings are closed and counted.
  init(type: String, tree: CoordinateTree) {
    if let fault = tree.fault {
      self = .faulty(fault)
      return
    }
    guard let depth = Self.depth(of: type) else {
      self = .faulty("\"\(type)\" is not a geometry type of GeoJSON")
      return
    }
    guard tree.depth > 0 else {
      self = .faulty("its \(type) is empty")
      return
    }
    guard tree.depth == depth else {
      self = .faulty("it calls itself a \(type), but its coordinates are nested \(tree.depth) deep instead of \(depth)")
      return
    }
    do throws(GeometryError) {
      var closed = 0
      let geometry = try Self.build(type, tree, &closed)
      self = .geometry(geometry, closedRings: closed)
    } catch {
      self = .faulty(error.message)
    }
  }

  private static func depth(of type: String) -> Int? {
    switch type {
    case "Point": 1
    case "MultiPoint", "LineString": 2
    case "MultiLineString", "Polygon": 3
    case "MultiPolygon": 4
    default: nil
    }
  }

  private static func build(_ type: String, _ tree: CoordinateTree, _ closed: inout Int) throws(GeometryError)
    -> Geometry
  {
    if let index = tree.points.firstIndex(where: { !$0.isFinite }) { throw .notFinite(at: index) }
    switch type {
    case "Point": return .point(tree.points[0])
    case "MultiPoint": return .multiPoint(tree.points)
    case "LineString": return .lineString(try LineString(tree.points))
    case "MultiLineString":
      var lines: [LineString] = []
      for points in parts(of: tree) { lines.append(try LineString(points)) }
      return .multiLineString(lines)
    case "Polygon":
      return .polygon(try polygon(rings: parts(of: tree)[...], &closed))
    default:
      let rings = parts(of: tree)
      var polygons: [Polygon] = []
      var start = 0
      for end in tree.groupEnds {
        if end > start { polygons.append(try polygon(rings: rings[start..<end], &closed)) }
        start = end
      }
      return .multiPolygon(MultiPolygon(polygons))
    }
  }

  private static func parts(of tree: CoordinateTree) -> [[Point]] {
    var parts: [[Point]] = []
    parts.reserveCapacity(tree.lineEnds.count)
    var start = 0
    for end in tree.lineEnds {
      parts.append(Array(tree.points[start..<end]))
      start = end
    }
    return parts
  }

  private static func polygon(rings: ArraySlice<[Point]>, _ closed: inout Int) throws(GeometryError) -> Polygon {
    var made: [Ring] = []
    made.reserveCapacity(rings.count)
    for points in rings { made.append(try Ring(closing: points, &closed)) }
    guard let exterior = made.first else { throw .tooFewPoints(expected: 4, found: 0) }
    return Polygon(exterior: exterior, holes: Array(made.dropFirst()))
  }
}

extension Ring {
  /// A ring from points whose last may fail to repeat the first; counts where it did.
  init(closing points: [Point], _ closed: inout Int) throws(GeometryError) {
    guard points.count >= 3, let first = points.first, first != points.last else {
      try self.init(points)
      return
    }
    closed += 1
    try self.init(points + [first])
  }
}

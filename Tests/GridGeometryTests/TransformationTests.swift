import GridGeometry
import Testing

@Suite("Transformations") struct TransformationTests {
  @Test(
    "CGCS2000 degrees become the metres PROJ 9.1 computes",
    arguments: [
      (34.7972, 109.9439, 4546, 3852602.8817, 403351.3791), (34.7972, 109.9439, 4525, 3852602.8817, 37403351.3791),
      (34.5013071, 109.5046284, 4546, 3820285.1855, 362661.6092),
      (34.5013071, 109.5046284, 4545, 3820297.7965, 638188.6271),
      (36.0614117, 103.8318968, 4544, 3992988.4356, 394758.9663),
      (37.8564632, 113.5741091, 4547, 4191651.6208, 462520.0754),
    ])
  func vectors(latitude: Double, longitude: Double, epsg: Int, north: Double, east: Double) throws {
    let plane = try ReferenceSystem(epsg: epsg)
    let there = try Transformation(from: .cgcs2000, to: plane)
    let moved = try there.apply([Point(longitude, latitude)])[0]
    #expect(abs(moved.x - east) < 1e-4)
    #expect(abs(moved.y - north) < 1e-4)
    let back = try Transformation(from: plane, to: .cgcs2000).apply([moved])[0]
    #expect(abs(back.x - longitude) < 1e-10)
    #expect(abs(back.y - latitude) < 1e-10)
  }

  @Test(
    "A null operation is refused unless asked for, and then says so",
    arguments: [
      ("EPSG:4610", "EPSG:4326"), ("EPSG:4610", "EPSG:4490"), ("EPSG:2349", "EPSG:4546"), ("EPSG:2390", "EPSG:4326"),
      ("EPSG:2327", "EPSG:4490"),
      ("EPSG:4214", "EPSG:4490"), ("EPSG:2422", "EPSG:4546"), ("EPSG:4490", "EPSG:4610"), ("EPSG:4610", "BD-09"),
    ])
  func ballpark(from: String, to: String) throws {
    let source = try ReferenceSystem(from)
    let target = try ReferenceSystem(to)
    let refusal = #expect(throws: GeometryError.self) { try Transformation(from: source, to: target) }
    guard case .ballparkOnly = refusal else {
      Issue.record("refused for another reason: \(String(describing: refusal))")
      return
    }
    #expect(try Transformation(from: source, to: target, allowingBallpark: true).note.contains("WARNING"))
  }

  @Test("Beijing 1954 reaches WGS 84 only where parameters are known")
  func beijing() throws {
    let transformation = try Transformation(from: ReferenceSystem("EPSG:4214"), to: .wgs84)
    let ordos = try transformation.apply([Point(108.5, 38.5)])[0]
    #expect(
      Geodesic.distance(from: .init(longitude: 108.5, latitude: 38.5), to: .init(longitude: ordos.x, latitude: ordos.y))
        > 20)
    #expect(throws: GeometryError.self) { try transformation.apply([Point(109.9439, 34.7972)]) }
    #expect(throws: GeometryError.self) { try transformation.apply([Point(108.5, 38.5), Point(121.5, 31.2)]) }
  }

  @Test(
    "CGCS2000 and WGS 84 are taken as equal, with a word about it",
    arguments: [("EPSG:4490", "EPSG:4326"), ("EPSG:4546", "EPSG:4326"), ("EPSG:4326", "EPSG:4525")])
  func chinaPair(from: String, to: String) throws {
    let transformation = try Transformation(from: ReferenceSystem(from), to: ReferenceSystem(to))
    #expect(transformation.note.contains("decimetres"))
    #expect(!transformation.isIdentity)
  }

  @Test("A datum with parameters of its own needs no leave")
  func ownParameters() throws {
    let own = try ReferenceSystem(
      "+proj=tmerc +lat_0=0 +lon_0=111 +k=1 +x_0=500000 +y_0=0 +ellps=krass +towgs84=15.8,-154.4,-82.3,0,0,0,0 +units=m"
    )
    #expect(own.isProjectedMetres)
    let direct = try Transformation(from: own, to: .wgs84).apply([Point(403351, 3_852_602)])[0]
    let china = try Transformation(from: own, to: .cgcs2000).apply([Point(403351, 3_852_602)])[0]
    #expect(abs(direct.x - china.x) < 1e-9)
    #expect(abs(direct.y - china.y) < 1e-7)
    let null = try Transformation(from: ReferenceSystem("EPSG:2434"), to: .wgs84, allowingBallpark: true)
    let unmoved = try null.apply([Point(403351, 3_852_602)])[0]
    #expect(
      Geodesic.distance(
        from: .init(longitude: direct.x, latitude: direct.y), to: .init(longitude: unmoved.x, latitude: unmoved.y)) > 20
    )
  }

  @Test(
    "Taiwan and Europe have operations with a stated accuracy",
    arguments: [("EPSG:3826", 121.75, 24.75), ("EPSG:25832", 9.5, 47.1)])
  func stated(definition: String, longitude: Double, latitude: Double) throws {
    let system = try ReferenceSystem(definition)
    let transformation = try Transformation(from: .wgs84, to: system)
    #expect(transformation.note.contains("(1 m)"))
    let moved = try transformation.apply([Point(longitude, latitude)])
    let back = try Transformation(from: system, to: .wgs84).apply(moved)[0]
    #expect(abs(back.x - longitude) < 1e-9 && abs(back.y - latitude) < 1e-9)
  }

  @Test("A point without an image is an error that names the point")
  func lost() throws {
    let transformation = try Transformation(from: .cgcs2000, to: ReferenceSystem(epsg: 4546))
    let swapped = #expect(throws: GeometryError.self) {
      try transformation.apply([Point(109.9, 34.8), Point(34.8, 109.9)])
    }
    #expect(swapped?.message.contains("point 1 (34.8, 109.9)") == true)
    #expect(swapped?.message.contains("latitude may stand before longitude") == true)
    #expect(throws: GeometryError.notFinite(at: 1)) {
      try transformation.apply([Point(109.9, 34.8), Point(.nan, 34.8)])
    }
    let back = try Transformation(from: ReferenceSystem(epsg: 4546), to: .cgcs2000)
    let zoned = #expect(throws: GeometryError.self) { try back.apply([Point(37_403_351.4, 3_852_602.9)]) }
    #expect(zoned?.message.contains("zone number 37") == true)
  }

  @Test("Batches equal single points and geometries")
  func batches() throws {
    let transformation = try Transformation(from: .bd09, to: ReferenceSystem(epsg: 4546))
    let points = (0..<100).map { Point(109.9 + Double($0) * 1e-3, 34.7 + Double($0 % 7) * 1e-2) }
    let together = try transformation.apply(points)
    for (point, moved) in zip(points, together) { #expect(try transformation.apply([point]) == [moved]) }
    #expect(try transformation.apply(Geometry.multiPoint(points)) == .multiPoint(together))
    #expect(try transformation.apply([]).isEmpty)
  }

  @Test("BD-09 goes to Gauss-Krüger metres and back")
  func baidu() throws {
    let plane = try ReferenceSystem(epsg: 4546)
    let moved = try Transformation(from: .bd09, to: plane).apply([Point(109.955466942, 34.802041637)])[0]
    #expect(moved.distance(to: Point(403351.3791, 3852602.8817)) < 0.01)
    let back = try Transformation(from: plane, to: .bd09).apply([moved])[0]
    #expect(abs(back.x - 109.955466942) < 1e-9 && abs(back.y - 34.802041637) < 1e-9)
    #expect(
      try Transformation(from: .bd09, to: .gcj02).apply([Point(116.41036949371029, 39.92133699351021)])[0].distance(
        to: Point(116.404, 39.915)) < 1e-9)
    #expect(try Transformation(from: plane, to: plane).isIdentity)
  }

  @Test("The area of a geodesic quadrangle is Karney's, holes out")
  func geodesic() throws {
    func square(_ low: Double, _ high: Double) throws -> Ring {
      try Ring([Point(low, low), Point(high, low), Point(high, high), Point(low, high), Point(low, low)])
    }
    // geographiclib.sourceforge.io, Planimeter: one degree at the equator.
    let degree = Geodesic.area(of: Polygon(exterior: try square(0, 1)))
    #expect(abs(degree - 12_308_778_361.469) < 0.01)
    let half = Geodesic.area(of: Polygon(exterior: try square(0.25, 0.75)))
    let pierced = Geodesic.area(of: Polygon(exterior: try square(0, 1), holes: [try square(0.25, 0.75).reversed]))
    #expect(abs(pierced - (degree - half)) < 1e-3)
  }
}

import Foundation
import GridGeometry
import Referees
import Testing

/// Second opinions by shapely (GEOS through its own bindings) and pyproj (a newer PROJ through its own).
@Suite("Second opinions") struct RefereeTests {
  @Test("Shapely reads our bytes and finds the same measures")
  func shapely() throws {
    guard let referee = Referee.shapely else { return }
    var generator = SeededRandom(seed: 7)
    let center = Point(500_000, 4_000_000)
    let polygons = (0..<200).map { _ in
      Polygon(
        exterior: generator.star(corners: Int.random(in: 3...40, using: &generator), around: center, radius: 300),
        holes: [generator.star(corners: 6, around: center, radius: 20)])
    }
    let input = polygons.map { hex(WellKnownBinary.encode(.polygon($0))) }.joined(separator: "\n")
    let script = """
      import sys, shapely
      for line in sys.stdin.read().split():
          g = shapely.from_wkb(line); c = g.centroid; h = g.convex_hull
          r = shapely.oriented_envelope(g)
          print(g.area, g.length, c.x, c.y, h.area, shapely.minimum_bounding_radius(g), int(g.is_valid), r.area)
      """
    let lines = try referee.run(script, input: input).split(separator: "\n")
    try #require(lines.count == polygons.count)
    for (polygon, line) in zip(polygons, lines) {
      let told = line.split(separator: " ").compactMap { Double($0) }
      try #require(told.count == 8)
      #expect(polygon.validity().isValid == (told[6] == 1))
      #expect(abs(polygon.perimeter - told[1]) < 1e-6)
      let hull = Shape.convexHull(polygon.exterior.points)
      #expect(abs(Polygon(exterior: try Ring(hull + [hull[0]])).area - told[4]) < 1e-4)
      #expect(abs(try Shape.minimumBoundingCircle(polygon.exterior.points).radius - told[5]) < 1e-6)
      // Newer libraries look for the least area as we do; older ones for the least width, whose area is never smaller.
      // Theirs loses digits at large eastings.
      let corners = Shape.minimumRotatedRectangle(polygon.exterior.points)
      #expect(corners[0].distance(to: corners[1]) * corners[1].distance(to: corners[2]) <= told[7] * (1 + 1e-6))
      guard told[6] == 1 else { continue }
      #expect(abs(polygon.area - told[0]) < 1e-4)
      #expect(polygon.centroid.distance(to: Point(told[2], told[3])) < 1e-5)
    }
  }

  @Test("Shapely finds the same points inside")
  func points() throws {
    guard let referee = Referee.shapely else { return }
    var generator = SeededRandom(seed: 11)
    let ground = try MultiPolygon([
      Polygon(exterior: generator.star(corners: 60, around: Point(0, 0), radius: 100)),
      Polygon(exterior: generator.star(corners: 60, around: Point(90, 40), radius: 100)),
    ]).repaired()
    let probes = (0..<2000).map { _ in generator.point(in: ground.envelope) }
    let input = ([hex(WellKnownBinary.encode(.multiPolygon(ground)))] + probes.map { "\($0.x),\($0.y)" }).joined(
      separator: "\n")
    let script = """
      import sys, shapely
      lines = sys.stdin.read().split(); g = shapely.from_wkb(lines[0])
      for line in lines[1:]:
          x, y = map(float, line.split(',')); print(int(shapely.contains_xy(g, x, y)))
      """
    let told = try referee.run(script, input: input).split(separator: "\n").map { $0 == "1" }
    let prepared = PreparedPolygon(ground)
    #expect(probes.map { ground.contains($0) } == told)
    #expect(probes.map { prepared.contains($0) } == told)
  }

  @Test(
    "Pyproj computes the same coordinates",
    arguments: [
      ("EPSG:4490", "EPSG:4546", 109.0, 34.0), ("EPSG:4490", "EPSG:4525", 110.0, 35.0),
      ("EPSG:4326", "EPSG:3826", 121.0, 24.0),
      ("EPSG:4326", "EPSG:32632", 9.0, 47.0), ("EPSG:4326", "EPSG:25832", 9.0, 47.0),
      ("EPSG:4326", "EPSG:27700", -1.0, 52.0),
      ("EPSG:4269", "EPSG:26911", -118.0, 34.0), ("EPSG:4326", "EPSG:4546", 110.5, 36.0),
    ])
  func pyproj(from: String, to: String, longitude: Double, latitude: Double) throws {
    guard let referee = Referee(importing: "pyproj") else { return }
    var generator = SeededRandom(seed: 3)
    let extent = Envelope(Point(longitude, latitude), Point(longitude + 1, latitude + 1))
    let points = (0..<100).map { _ in generator.point(in: extent) }
    let script = """
      import sys, pyproj
      pyproj.network.set_network_enabled(False)
      t = pyproj.Transformer.from_crs("\(from)", "\(to)", always_xy=True)
      for line in sys.stdin.read().split():
          print(*t.transform(*map(float, line.split(','))))
      """
    let told = try referee.run(script, input: points.map { "\($0.x),\($0.y)" }.joined(separator: "\n"))
      .split(separator: "\n").map { $0.split(separator: " ").compactMap { Double($0) } }
    let moved = try Transformation(from: ReferenceSystem(from), to: ReferenceSystem(to)).apply(points)
    for (point, other) in zip(moved, told) { #expect(point.distance(to: Point(other[0], other[1])) < 1e-3) }
    #expect(told.count == points.count)
  }
}

private func hex(_ bytes: [UInt8]) -> String {
  bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
}

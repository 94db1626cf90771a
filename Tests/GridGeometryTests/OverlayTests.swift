import GridGeometry
import Referees
import Testing

@Suite("Overlay, noding, validity") struct OverlayTests {
  @Test("Two squares overlap as drawn")
  func squares() throws {
    let a = MultiPolygon(box(0, 0, 4, 4))
    let b = MultiPolygon(box(2, 2, 6, 6))
    #expect(try Overlay.intersection(a, b) == MultiPolygon(box(2, 2, 4, 4)).normalized)
    #expect(try Overlay.union(a.polygons + b.polygons).area == 28)
    #expect(try Overlay.difference(a, b).area == 12)
    #expect(try Overlay.symmetricDifference(a, b).area == 24)
    #expect(try Overlay.intersection(a, MultiPolygon(box(4, 0, 8, 4))).isEmpty)
    #expect(try Overlay.union([]).isEmpty)
    #expect(try Overlay.difference(.empty, a).isEmpty)
    #expect(try Overlay.difference(a, .empty) == a.normalized)
  }

  @Test("Areas add up for any two grounds", arguments: 0..<40 as Range<UInt64>)
  func areasAddUp(seed: UInt64) throws {
    var generator = SeededRandom(seed: seed)
    let a = try Polygon(exterior: generator.star(corners: 30, around: Point(500_000, 4_000_000), radius: 300))
      .repaired()
    let b = try Polygon(exterior: generator.star(corners: 30, around: Point(500_100, 4_000_100), radius: 300))
      .repaired()
    let common = try Overlay.intersection(a, b).area
    #expect(abs(try Overlay.union(a.polygons + b.polygons).area - (a.area + b.area - common)) < 1e-4)
    #expect(abs(try Overlay.difference(a, b).area - (a.area - common)) < 1e-4)
    #expect(abs(try Overlay.symmetricDifference(a, b).area - (a.area + b.area - 2 * common)) < 1e-4)
  }

  @Test("Lines are cut at the border, in their order, whole ones kept as they are")
  func lines() throws {
    let ground = MultiPolygon(box(0, 0, 10, 10))
    let texts = ["LINESTRING (9 5, 1 5, 2 6)", "LINESTRING (-5 5, 15 5)", "LINESTRING (20 20, 30 30)"]
    let lines = try texts.flatMap { try WellKnownText.parse($0).lines }
    let inside = try Overlay.intersection(lines: lines, ground)
    #expect(inside.count == 2)
    #expect(inside[0] == lines[0])
    #expect(inside[1].length == 10)
    let outside = try Overlay.difference(lines: lines, ground)
    #expect(outside.map(\.length) == [5, 5, lines[2].length])
  }

  @Test("A buffer of a point is a disc, a negative one shrinks")
  func buffers() throws {
    let disc = try Overlay.buffer(.point(Point(3, 4)), by: 10, quadrantSegments: 64)
    #expect(abs(disc.area - 314.159) < 0.1)
    #expect(try Overlay.buffer(.polygon(box(0, 0, 10, 10)), by: -2).area == 36)
    #expect(try Overlay.buffer(.polygon(box(0, 0, 10, 10)), by: -6).isEmpty)
    #expect(throws: GeometryError.self) { try Overlay.buffer(.point(Point(0, 0)), by: .nan) }
  }

  @Test("Noded lines meet only at ends, on the grid, and enclose the faces")
  func noding() throws {
    let lines = try [
      "LINESTRING (0 0, 10 10)", "LINESTRING (0 10, 10 0)", "LINESTRING (0 0, 10 0.004)", "LINESTRING (5 5, 5.001 5)",
    ]
    .map { try WellKnownText.parse($0).lines[0].points }
    let noded = try Noding.snapRounded(lines, precision: 0.01)
    #expect(noded.count == 5)
    #expect(
      noded.flatMap(\.self).allSatisfy { $0.x == ($0.x * 100).rounded() / 100 && $0.y == ($0.y * 100).rounded() / 100 })
    #expect(try Noding.polygonized(noded).map(\.area) == [25])
    #expect(try Noding.snapRounded([], precision: 0.01).isEmpty)
    #expect(try Noding.snapRounded([[Point(1, 1)], []], precision: 0.01).isEmpty)
    #expect(throws: GeometryError.self) { try Noding.snapRounded(lines, precision: 0) }
    #expect(throws: GeometryError.notFinite(at: 1)) {
      try Noding.snapRounded([[Point(0, 0), Point(.infinity, 0)]], precision: 0.01)
    }
  }

  @Test("The order and direction of lines do not change the faces", arguments: 0..<10 as Range<UInt64>)
  func nodingOrder(seed: UInt64) throws {
    var generator = SeededRandom(seed: seed)
    let extent = Envelope(Point(500_000, 4_000_000), Point(500_100, 4_000_100))
    let lines = (0..<60).map { _ in [generator.point(in: extent), generator.point(in: extent)] }
    let faces = try Noding.polygonized(Noding.snapRounded(lines, precision: 0.01))
    let shuffled = lines.shuffled(using: &generator).map { Bool.random(using: &generator) ? $0 : $0.reversed() }
    #expect(try Noding.polygonized(Noding.snapRounded(shuffled, precision: 0.01)) == faces)
    #expect(faces.count > 100)
    #expect(faces.allSatisfy { $0.validity().isValid })
  }

  @Test("Faults are named with their place, and repaired")
  func validity() throws {
    let bow = try MultiPolygon(wkt: "POLYGON ((0 0, 4 4, 4 0, 0 4, 0 0))")
    #expect(bow.validity() == .invalid(reason: "Self-intersection", at: Point(2, 2)))
    let repaired = try bow.repaired()
    #expect(repaired.validity() == .valid)
    #expect(repaired.area == 8)
    #expect(try MultiPolygon(wkt: "POLYGON ((0 0, 4 0, 2 0, 0 0))").repaired().isEmpty)
    #expect(MultiPolygon.empty.validity() == .valid)
    #expect(throws: GeometryError.self) {
      try Overlay.intersection(bow, MultiPolygon(wkt: "POLYGON ((1 0, 3 4, 3 0, 1 4, 1 0))"))
    }
  }

  @Test("The tree finds what a plain search finds", arguments: 0..<20 as Range<UInt64>)
  func tree(seed: UInt64) throws {
    var generator = SeededRandom(seed: seed)
    let extent = Envelope(Point(0, 0), Point(100, 100))
    var envelopes = (0..<200).map { _ in
      let corner = generator.point(in: extent)
      return Envelope(corner, Point(corner.x + Double.random(in: 0...8, using: &generator), corner.y))
    }
    envelopes[7] = .empty
    let tree = try STRtree(envelopes)
    for _ in 0..<50 {
      let window = Envelope(generator.point(in: extent), generator.point(in: extent))
      #expect(
        try tree.query(window)
          == envelopes.indices.filter { !envelopes[$0].isEmpty && envelopes[$0].intersects(window) })
      let place = generator.point(in: extent)
      func distance(_ index: Int) -> Double {
        let e = envelopes[index]
        return place.distance(to: Point(min(max(place.x, e.minX), e.maxX), min(max(place.y, e.minY), e.maxY)))
      }
      let nearest = try #require(try tree.nearest(to: place, distance: distance))
      #expect(distance(nearest) == envelopes.indices.filter { !envelopes[$0].isEmpty }.map(distance).min())
    }
    #expect(try tree.query(.empty).isEmpty)
    let nothing = try STRtree([])
    #expect(try nothing.query(extent).isEmpty)
    #expect(try nothing.nearest(to: Point(0, 0)) { _ in 0 } == nil)
  }
}

@Suite("Shapes") struct ShapeTests {
  @Test("The hull holds all points and turns left at every corner", arguments: 0..<50 as Range<UInt64>)
  func hull(seed: UInt64) {
    var generator = SeededRandom(seed: seed)
    // A coarse mesh: many points on one line, many twice.
    let points = (0..<40).map { _ in
      Point(Double(Int.random(in: 0...6, using: &generator)), Double(Int.random(in: 0...6, using: &generator)))
    }
    let hull = Shape.convexHull(points)
    for index in hull.indices {
      let (a, b, c) = (hull[index], hull[(index + 1) % hull.count], hull[(index + 2) % hull.count])
      #expect(Orientation.turn(a, b, c) == 1)
      #expect(points.allSatisfy { Orientation.turn(a, b, $0) >= 0 })
    }
  }

  @Test("Points on a line and single points have flat hulls")
  func flatHulls() throws {
    #expect(Shape.convexHull([]).isEmpty)
    #expect(Shape.convexHull([Point(1, 1), Point(1, 1)]) == [Point(1, 1)])
    #expect(Shape.convexHull([Point(2, 2), Point(0, 0), Point(1, 1)]) == [Point(0, 0), Point(2, 2)])
    #expect(Shape.minimumRotatedRectangle([]).isEmpty)
    #expect(Shape.minimumRotatedRectangle([Point(1, 1)]) == [Point](repeating: Point(1, 1), count: 4))
    #expect(try Shape.minimumBoundingCircle([]).radius == 0)
    #expect(try Shape.minimumBoundingCircle([Point(5, 6)]).center == Point(5, 6))
    #expect(try Shape.minimumBoundingCircle([Point(0, 0), Point(4, 0), Point(2, 0)]).radius == 2)
  }

  @Test("The bounding circle holds all points and two or three of them hold it", arguments: 0..<50 as Range<UInt64>)
  func boundingCircle(seed: UInt64) throws {
    var generator = SeededRandom(seed: seed)
    let extent = Envelope(Point(500_000, 4_000_000), Point(501_000, 4_000_700))
    let points = (0..<Int.random(in: 2...60, using: &generator)).map { _ in generator.point(in: extent) }
    let circle = try Shape.minimumBoundingCircle(points)
    #expect(points.allSatisfy { $0.distance(to: circle.center) <= circle.radius + 1e-6 })
    #expect(points.count { abs($0.distance(to: circle.center) - circle.radius) < 1e-6 } >= 2)
  }

  @Test("The inscribed circle of a strip is as wide as the strip")
  func inscribedCircle() throws {
    let strip = try Shape.maximumInscribedCircle(of: box(0, 0, 100, 4), tolerance: 0.01)
    #expect(abs(strip.radius - 2) <= 0.01)
    #expect(try Shape.maximumInscribedCircle(of: box(0, 0, 100, 0), tolerance: 0.01).radius == 0)
    #expect(abs(try Shape.maximumInscribedCircle(of: box(0, 0, 1000, 0.5), tolerance: 0.001).radius - 0.25) < 0.002)
    #expect(throws: GeometryError.self) { try Shape.maximumInscribedCircle(of: box(0, 0, 1, 1), tolerance: 0) }
  }

  @Test("Endless strips and numbers beyond the earth neither hang nor crash GEOS")
  func extremes() throws {
    #expect(abs(try Shape.maximumInscribedCircle(of: box(0, 0, 1e7, 4), tolerance: 0.01).radius - 2) < 0.001)
    let monster = box(0, 0, 1e300, 1e-300)
    #expect(throws: GeometryError.self) { try Overlay.buffer(.polygon(monster), by: 1) }
    #expect(throws: GeometryError.self) { try Overlay.union([monster]) }
    #expect(throws: GeometryError.self) { _ = try STRtree([monster.envelope]) }
    #expect(!monster.validity().isValid)
    let outside = Polygon(
      exterior: boxRing(Envelope(Point(0, 0), Point(1, 1))), holes: [box(-1e300, -1e300, 2, 2).exterior])
    #expect(PreparedPolygon(MultiPolygon(outside)).contains(Point(0.5, 0.5)) == outside.contains(Point(0.5, 0.5)))
  }

  @Test("The rotated rectangle is the least of those on an edge of the hull", arguments: 0..<100 as Range<UInt64>)
  func rotatedRectangle(seed: UInt64) {
    var generator = SeededRandom(seed: seed)
    let extent = Envelope(Point(500_000, 4_000_000), Point(500_300, 4_000_100))
    let points = (0..<Int.random(in: 3...40, using: &generator)).map { _ in generator.point(in: extent) }
    let hull = Shape.convexHull(points)
    // The plain way: project everything on every edge.
    var least = Double.infinity
    for index in hull.indices {
      let (a, b) = (hull[index], hull[(index + 1) % hull.count])
      let length = a.distance(to: b)
      let along = hull.map { (($0.x - a.x) * (b.x - a.x) + ($0.y - a.y) * (b.y - a.y)) / length }
      let across = hull.map { (($0.y - a.y) * (b.x - a.x) - ($0.x - a.x) * (b.y - a.y)) / length }
      least = min(least, ((along.max() ?? 0) - (along.min() ?? 0)) * (across.max() ?? 0))
    }
    let corners = Shape.minimumRotatedRectangle(points)
    #expect(corners.count == 4)
    let area = corners[0].distance(to: corners[1]) * corners[1].distance(to: corners[2])
    #expect(abs(area - least) <= 1e-6 * least)
    for index in 0..<4 {
      let (a, b) = (corners[index], corners[(index + 1) % 4])
      #expect(points.allSatisfy { (b.x - a.x) * ($0.y - a.y) - (b.y - a.y) * ($0.x - a.x) > -1e-6 })
    }
  }

  @Test("A simplified line keeps its ends and strays no farther than it may", arguments: 0..<50 as Range<UInt64>)
  func simplify(seed: UInt64) throws {
    var generator = SeededRandom(seed: seed)
    var points = [Point(0, 0)]
    for _ in 0..<200 {
      let last = points[points.count - 1]
      points.append(Point(last.x + 1, last.y + Double.random(in: -1...1, using: &generator)))
    }
    let line = try LineString(points)
    let simple = Shape.simplify(line, tolerance: 2)
    #expect(simple.points.first == points.first && simple.points.last == points.last)
    #expect(simple.points.count < points.count)
    for point in points {
      let stray =
        zip(simple.points, simple.points.dropFirst()).map { point.distance(toSegment: $0, $1) }.min() ?? .infinity
      #expect(stray <= 2)
    }
    #expect(Shape.simplify(line, tolerance: 0) == line)
  }
}

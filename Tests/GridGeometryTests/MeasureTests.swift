import GridGeometry
import Referees
import Testing

@Suite("Measures") struct MeasureTests {
  @Test(
    "The centroid weighs the ground and leaves holes out",
    arguments: [
      ("POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0))", 2, 2), ("POLYGON ((0 0, 0 4, 4 4, 4 0, 0 0))", 2, 2),
      ("POLYGON ((0 0, 6 0, 0 6, 0 0))", 2, 2),
      ("POLYGON ((0 0, 8 0, 8 4, 0 4, 0 0), (4 0, 8 0, 8 4, 4 4, 4 0))", 2, 2),
      ("MULTIPOLYGON (((0 0, 2 0, 2 2, 0 2, 0 0)), ((4 0, 6 0, 6 2, 4 2, 4 0)))", 3, 1),
      (
        "POLYGON ((500000.25 4000000, 500000.75 4000000, 500000.75 4000001, 500000.25 4000001, 500000.25 4000000))",
        500000.5, 4000000.5
      ),
      ("POLYGON ((0 0, 4 0, 2 0, 0 0))", 2, 0),
    ])
  func centroid(text: String, x: Double, y: Double) throws {
    #expect(try MultiPolygon(wkt: text).centroid.distance(to: Point(x, y)) < 1e-9)
  }

  @Test("The interior point is strictly inside, however odd the ground", arguments: 0..<300 as Range<UInt64>)
  func interiorPoint(seed: UInt64) throws {
    var generator = SeededRandom(seed: seed)
    let center = Point(500_000, 4_000_000)
    let hole = generator.star(corners: 8, around: center, radius: 20)
    let polygon = Polygon(
      exterior: generator.star(corners: Int.random(in: 4...60, using: &generator), around: center, radius: 500),
      holes: [hole])
    guard polygon.validity().isValid else { return }
    let point = polygon.interiorPoint
    #expect(polygon.contains(point))
    #expect(
      polygon.rings.allSatisfy { ring in
        zip(ring.points, ring.points.dropFirst()).allSatisfy { point.distance(toSegment: $0, $1) > 0 }
      })
  }

  @Test(
    "The interior point stands in the widest stretch half way up",
    arguments: [
      ("POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0))", 5.0, 5.0),
      ("POLYGON ((0 0, 10 0, 10 10, 7 10, 7 1, 2 1, 2 10, 0 10, 0 0))", 8.5, 5.5),
      ("POLYGON ((0 0, 1 0, 1 0.000001, 0 0.000001, 0 0))", 0.5, 0.0000005),
    ])
  func widestStretch(text: String, x: Double, y: Double) throws {
    #expect(try #require(try MultiPolygon(wkt: text).interiorPoint).distance(to: Point(x, y)) < 1e-12)
  }

  @Test("Ground without area, and no ground, have no point inside to give but do not crash")
  func flat() throws {
    #expect(try MultiPolygon(wkt: "POLYGON ((0 0, 4 0, 2 0, 0 0))").interiorPoint == Point(0, 0))
    #expect(MultiPolygon.empty.interiorPoint == nil)
    #expect(MultiPolygon.empty.centroid == Point(0, 0))
  }

  @Test(
    "Every point of a coverage is in exactly one polygon, corners and edges too", arguments: 0..<20 as Range<UInt64>)
  func halfOpen(seed: UInt64) throws {
    var generator = SeededRandom(seed: seed)
    let side = 6
    var nodes: [[Point]] = []
    for row in 0...side {
      nodes.append(
        (0...side).map { column in
          let isRim = row == 0 || column == 0 || row == side || column == side
          let shift = isRim ? 0 : 0.3
          return Point(
            500_000 + Double(column) + Double.random(in: -shift...shift, using: &generator),
            4_000_000 + Double(row) + Double.random(in: -shift...shift, using: &generator))
        })
    }
    var cells: [Polygon] = []
    var probes = nodes.flatMap(\.self)
    for row in 0..<side {
      for column in 0..<side {
        let corners = [nodes[row][column], nodes[row][column + 1], nodes[row + 1][column + 1], nodes[row + 1][column]]
        // Either winding, any first corner.
        let turned = Array(corners[(column % 4)...] + corners[..<(column % 4)])
        let ring = (turned + [turned[0]])
        cells.append(Polygon(exterior: try Ring(row % 2 == 0 ? ring : ring.reversed())))
        for (a, b) in zip(corners, corners.dropFirst() + corners.prefix(1)) {
          let along = Double.random(in: 0...1, using: &generator)
          probes.append(Point(a.x + (b.x - a.x) * along, a.y + (b.y - a.y) * along))
          probes.append(Point((a.x + b.x) / 2, (a.y + b.y) / 2))
        }
      }
    }
    let prepared = cells.map { PreparedPolygon(MultiPolygon($0)) }
    for probe in probes {
      let owners = cells.indices.filter { cells[$0].contains(probe) }
      // The rim is half open too: its west and south belong to the ground, its east and north do not.
      let isInside =
        (500_000..<500_000 + Double(side)).contains(probe.x) && (4_000_000..<4_000_000 + Double(side)).contains(probe.y)
      #expect(owners.count == (isInside ? 1 : 0), "\(probe)")
      #expect(owners == prepared.indices.filter { prepared[$0].contains(probe) })
    }
  }

  @Test("The turn is exact where doubles are not", arguments: 0..<100 as Range<UInt64>)
  func exactTurn(seed: UInt64) {
    var generator = SeededRandom(seed: seed)
    // Whole numbers, whose products 128 bits hold: an answer we can compute without rounding.
    func whole() -> Int64 { Int64.random(in: -(1 << 50)...(1 << 50), using: &generator) }
    let (ax, ay, bx, by) = (whole(), whole(), whole(), whole())
    for step in -3...3 as ClosedRange<Int64> {
      let (cx, cy) = (2 * bx - ax + step % 2, 2 * by - ay + step / 2)
      let determinant = Int128(bx - ax) * Int128(cy - ay) - Int128(by - ay) * Int128(cx - ax)
      func point(_ x: Int64, _ y: Int64) -> Point { Point(Double(x) / 1024, Double(y) / 1024) }
      #expect(Orientation.turn(point(ax, ay), point(bx, by), point(cx, cy)) == Int(determinant.signum()))
    }
  }

  @Test("Prepared ground answers as plain ground does", arguments: 0..<50 as Range<UInt64>)
  func prepared(seed: UInt64) {
    var generator = SeededRandom(seed: seed)
    let extent = Envelope(Point(-10, -10), Point(10, 10))
    let ground = MultiPolygon([
      Polygon(
        exterior: generator.star(corners: 40, around: Point(-4, 0), radius: 4),
        holes: [generator.square(Point(-4, 0), 0.5)]),
      Polygon(exterior: generator.star(corners: 5, around: Point(5, 0), radius: 4)),
    ])
    let prepared = PreparedPolygon(ground)
    for _ in 0..<300 {
      let point = generator.point(in: extent)
      #expect(prepared.contains(point) == ground.contains(point))
      let window = Envelope(
        point,
        Point(
          point.x + Double.random(in: 0...3, using: &generator), point.y + Double.random(in: 0...3, using: &generator)))
      let common = try? Overlay.intersection(ground, MultiPolygon(Polygon(exterior: boxRing(window))))
      #expect(prepared.intersects(window) == (common?.isEmpty == false))
    }
  }

  @Test("No ground contains nothing")
  func preparedEmpty() {
    let nothing = PreparedPolygon(.empty)
    #expect(!nothing.contains(Point(0, 0)))
    #expect(!nothing.intersects(Envelope(Point(-1, -1), Point(1, 1))))
    #expect(!PreparedPolygon(MultiPolygon(box(0, 0, 4, 0))).contains(Point(2, 0)))
  }

  @Test("One notation for the same ground")
  func normalized() throws {
    let one = try MultiPolygon(
      wkt: "MULTIPOLYGON (((5 5, 6 5, 6 6, 5 5)), ((0 4, 0 0, 4 0, 4 4, 0 4), (1 1, 2 1, 2 2, 1 1)))")
    let other = try MultiPolygon(
      wkt: "MULTIPOLYGON (((4 0, 0 0, 0 4, 4 4, 4 0), (2 2, 2 1, 1 1, 2 2)), ((6 6, 6 5, 5 5, 6 6)))")
    #expect(one != other)
    #expect(one.normalized == other.normalized)
    #expect(one.normalized.area == one.area)
  }
}

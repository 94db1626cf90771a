import GridCoverages
import GridGeometry
import Referees
import Testing

@Suite("Planar map")
struct PlanarMapTests {
  @Test("A square cut by a cross has four faces, eight outer and four inner arcs fewer the straight joins")
  func crossedSquare() throws {
    let map = try PlanarMap(lines: [
      outline(0, 0, 10, 10), NetworkLine([Point(-2, 5), Point(12, 5)]), NetworkLine([Point(5, -2), Point(5, 12)]),
    ])
    #expect(map.faceCount == 4)
    #expect(map.faces.map(\.area) == [25, 25, 25, 25])
    #expect(map.faces.map(\.perimeter) == [20, 20, 20, 20])
    #expect(map.arcs.count == 8)
    #expect(map.statistics.danglingSegments == 4)
    #expect(map.statistics.danglingLength == 8)
    #expect(map.freeEnds.map(\.point) == [Point(-2, 5), Point(5, -2), Point(5, 12), Point(12, 5)])
    #expect(map.locate([Point(1, 1), Point(1, 9), Point(9, 1), Point(9, 9), Point(11, 1)]) == [0, 1, 2, 3, -1])
  }

  @Test("An island is a hole of the face around it and a face of its own, nested to any depth")
  func nestedIslands() throws {
    let map = try PlanarMap(lines: (0..<5).map { outline(Double($0), Double($0), 20 - Double($0), 20 - Double($0)) })
    #expect(map.faceCount == 5)
    #expect(map.faces.map(\.holeCount) == [1, 1, 1, 1, 0])
    #expect(map.faces.map(\.area) == [76, 68, 60, 52, 144])
    #expect(map.arcs.filter { !$0.isClosed }.isEmpty)
    #expect(map.statistics.components == 5)
  }

  @Test("A line that joins an island to the shore is a cut edge and bounds nothing")
  func bridge() throws {
    let map = try PlanarMap(lines: [
      outline(0, 0, 10, 10), outline(4, 4, 6, 6), NetworkLine([Point(0, 5), Point(4, 5)]),
    ])
    #expect(map.faceCount == 2)
    #expect(map.statistics.cutEdges == 1)
    #expect(map.statistics.cutEdgeLength == 4)
    #expect(map.faces[0].holeCount == 1)
  }

  @Test("Faces of a random network are those GEOS polygonizes", arguments: [1, 2, 3, 4, 5, 6] as [UInt64])
  func referee(seed: UInt64) throws {
    let lines = randomNetwork(lines: 40 + Int(seed) * 20, seed: seed)
    let map = try PlanarMap(lines: lines, precision: 0.01)
    let noded = try Noding.snapRounded(lines.map(\.points), precision: 0.01)
    let polygons = try Noding.polygonized(noded)
    #expect(map.faceCount == polygons.count)
    let areas = map.faces.map(\.area).sorted(), expected = polygons.map(\.area).sorted()
    for (area, other) in zip(areas, expected) { #expect(abs(area - other) < 1e-6) }
    let mine = (0..<map.faceCount).map { normal(map.polygon(ofFace: $0)) }.sorted { "\($0)" < "\($1)" }
    let theirs = polygons.map(normal).sorted { "\($0)" < "\($1)" }
    #expect(mine == theirs)
  }

  @Test("The map does not depend on the order, direction or cutting of its lines", arguments: [11, 12, 13] as [UInt64])
  func orderFree(seed: UInt64) throws {
    let lines = randomNetwork(lines: 80, seed: seed)
    var random = SeededRandom(seed: seed)
    let shuffled = lines.shuffled(using: &random).map { NetworkLine($0.points.reversed(), attribute: $0.attribute) }
    let a = try PlanarMap(lines: lines), b = try PlanarMap(lines: shuffled)
    #expect(a.faces == b.faces)
    #expect(a.arcs == b.arcs)
    #expect((0..<a.arcs.count).allSatisfy { a.points(ofArc: $0) == b.points(ofArc: $0) })
    #expect(a.freeEnds == b.freeEnds)
    let labels = (0..<a.faceCount).map { Int32($0 % 7) }
    #expect(a.polygons(labels: labels, labelCount: 7) == b.polygons(labels: labels, labelCount: 7))
  }

  @Test("The interior point of every face lies on that face", arguments: [21, 22, 23] as [UInt64])
  func interiorPoints(seed: UInt64) throws {
    let map = try PlanarMap(lines: randomNetwork(lines: 150, seed: seed))
    #expect(map.locate(map.interiorPoints()) == (0..<map.faceCount).map { Int32($0) })
  }

  @Test("Every segment lies in one arc, and arcs around a face add up to its perimeter")
  func arcsCoverSegments() throws {
    let map = try PlanarMap(lines: randomNetwork(lines: 100, seed: 31))
    let segments = (0..<map.arcs.count).reduce(0) { $0 + map.points(ofArc: $1).count - 1 }
    #expect(segments == map.statistics.segments)
    for face in 0..<map.faceCount {
      let around = map.arcs(ofFace: face).reduce(0.0) { $0 + map.arcs[Int($1)].length }
      #expect(abs(around - map.faces[face].perimeter) < 1e-6)
      #expect(abs(around - map.polygon(ofFace: face).perimeter) < 1e-6)
    }
  }

  @Test("Nothing, points and single dead ends make an empty map")
  func empty() throws {
    for lines in [[], [NetworkLine([Point(1, 1)])], [NetworkLine([Point(0, 0), Point(1, 1)])]] {
      let map = try PlanarMap(lines: lines)
      #expect(map.faceCount == 0)
      #expect(map.locate([Point(0, 0)]) == [-1])
      #expect(map.polygons(labels: [], labelCount: 2) == [.empty, .empty])
    }
  }

  @Test("A coordinate that is no number and an extent beyond the grid are errors")
  func refusals() {
    #expect(throws: CoverageError.notFinite(line: 1)) {
      try PlanarMap(lines: [outline(0, 0, 1, 1), NetworkLine([Point(0, 0), Point(.nan, 1)])])
    }
    #expect(throws: CoverageError.invalidPrecision(0)) { try PlanarMap(lines: [], precision: 0) }
    #expect(throws: CoverageError.self) { try PlanarMap(lines: [outline(0, 0, 1e9, 1e9)]) }
  }
}

/// The same polygon with right-handed rings that begin at their lowest point, and holes in order.
func normal(_ polygon: Polygon) -> Polygon {
  let turned = polygon.rightHanded
  return Polygon(
    exterior: rotated(turned.exterior), holes: turned.holes.map(rotated).sorted { before($0.points[0], $1.points[0]) })
}

private func rotated(_ ring: Ring) -> Ring {
  let open = Array(ring.points.dropLast())
  let lowest = open.indices.min { before(open[$0], open[$1]) } ?? 0
  let points = Array(open[lowest...] + open[..<lowest]) + [open[lowest]]
  return (try? Ring(points)) ?? ring
}

private func before(_ a: Point, _ b: Point) -> Bool { (a.x, a.y) < (b.x, b.y) }

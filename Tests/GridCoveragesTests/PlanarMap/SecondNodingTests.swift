import GridCoverages
import GridGeometry
import Referees
import Testing

@Suite("Second noding and sources")
struct SecondNodingTests {
  @Test("Adding lines gives the map of all lines together, and names the face each new one came from", arguments: 1...8)
  func adding(seed: Int) throws {
    let base = randomNetwork(lines: 60, seed: UInt64(seed))
    let cuts = randomNetwork(lines: 12, seed: UInt64(seed) + 100)
    let map = try PlanarMap(lines: base)
    let (finer, oldFace) = try map.adding(cuts)
    // The same from scratch: the kept edges and the cuts through one noding.
    let edges = (0..<map.arcs.count).map { NetworkLine(map.points(ofArc: $0)) }
    let whole = try PlanarMap(lines: edges + cuts)
    #expect(finer.faceCount == whole.faceCount)
    #expect(finer.faces.map(\.area) == whole.faces.map(\.area))
    #expect(oldFace == map.locate(finer.interiorPoints()))
    for face in 0..<map.faceCount {
      let parts = oldFace.indices.filter { oldFace[$0] == Int32(face) }
      let area = parts.reduce(0.0) { $0 + finer.faces[$1].area }
      // Bends of less than a cell of the grid along the border.
      #expect(abs(area - map.faces[face].area) < 0.02 * map.faces[face].perimeter)
    }
  }

  @Test("Adding nothing changes nothing")
  func addingNothing() throws {
    let map = try PlanarMap(lines: randomNetwork(lines: 60, seed: 9))
    let (same, oldFace) = try map.adding([])
    #expect(same.faces == map.faces)
    #expect(same.arcs == map.arcs)
    #expect(oldFace == (0..<Int32(map.faceCount)).map { $0 })
  }

  @Test("Every arc finds the lines it came from, over its whole length", arguments: [1, 2, 3] as [UInt64])
  func sources(seed: UInt64) throws {
    let lines = randomNetwork(lines: 80, seed: seed)
    let map = try PlanarMap(lines: lines)
    let sources = map.sources(lines)
    #expect(sources.count == map.arcs.count)
    for arc in 0..<map.arcs.count {
      let found = sources[arc].reduce(0.0) { $0 + $1.length }
      #expect(found >= map.arcs[arc].length - 1e-6)
    }
  }

  @Test("An arc on two lines has both attributes; one on none has an empty list")
  func coincidentSources() throws {
    let square = outline(0, 0, 10, 10, attribute: 4)
    let map = try PlanarMap(lines: [square, NetworkLine([Point(0, 5), Point(10, 5)], attribute: 2)])
    let road = NetworkLine([Point(-5, 5), Point(15, 5)], attribute: 7)
    let sources = map.sources([square, road, NetworkLine([Point(0, 5), Point(10, 5)], attribute: 2)])
    let middle = map.arcs.indices.filter { map.arcs[$0].left >= 0 && map.arcs[$0].right >= 0 }
    #expect(middle.count == 1)
    #expect(sources[middle[0]].map(\.attribute) == [2, 7])
    #expect(sources[middle[0]].map(\.length) == [10, 10])
    #expect(map.sources([road])[middle[0] == 0 ? 1 : 0].isEmpty)
  }
}

@Suite("Clean coverages")
struct CleanCoverageTests {
  @Test("Grounds made from a map give the same map back, with their owners", arguments: [1, 2, 3] as [UInt64])
  func roundTrip(seed: UInt64) throws {
    let map = try PlanarMap(lines: randomNetwork(lines: 100, seed: seed))
    var random = SeededRandom(seed: seed)
    let labels = (0..<map.faceCount).map { _ in Int32.random(in: 0..<20, using: &random) }
    let grounds = map.polygons(labels: labels, labelCount: 20)
    let (again, owners) = try PlanarMap.cleanCoverage(grounds)
    #expect(again.polygons(labels: owners, labelCount: 20) == grounds)
    #expect(again.adjacency(labels: owners).map(\.a) == map.adjacency(labels: labels).map(\.a))
  }

  @Test("A gap is a face without owner")
  func gap() throws {
    let ring = try PlanarMap(lines: [outline(0, 0, 10, 10), outline(4, 4, 6, 6)])
    let (map, owners) = try PlanarMap.cleanCoverage([MultiPolygon(ring.polygon(ofFace: 0))])
    #expect(map.faceCount == 2)
    #expect(owners == [0, -1])
  }

  @Test(
    "Overlaps, duplicates, missing vertices and containment are refused",
    arguments: [
      [(0.0, 0.0, 10.0, 10.0), (9.0, 0.0, 20.0, 10.0)], [(0, 0, 10, 10), (0, 0, 10, 10)],
      [(0, 0, 10, 10), (10, 2, 20, 8)], [(0, 0, 10, 10), (4, 4, 6, 6)],
    ])
  func refused(boxes: [(Double, Double, Double, Double)]) throws {
    let grounds = try boxes.map { MultiPolygon(Polygon(exterior: try Ring(outline($0.0, $0.1, $0.2, $0.3).points))) }
    #expect {
      try PlanarMap.cleanCoverage(grounds)
    } throws: { error in
      if case CoverageError.notClean = error { true } else { false }
    }
  }
}

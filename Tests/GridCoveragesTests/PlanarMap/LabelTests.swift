import GridCoverages
import GridGeometry
import Referees
import Testing

@Suite("Labels on a planar map")
struct LabelTests {
  @Test("Ground of a label equals the union of its faces, valid and right-handed", arguments: [1, 2, 3, 4] as [UInt64])
  func unions(seed: UInt64) throws {
    let map = try PlanarMap(lines: randomNetwork(lines: 120, seed: seed))
    var random = SeededRandom(seed: seed)
    let count = 6
    let labels = (0..<map.faceCount).map { _ in Int32.random(in: -1..<Int32(count), using: &random) }
    let grounds = map.polygons(labels: labels, labelCount: count)
    let measures = map.measures(labels: labels, labelCount: count)
    for label in 0..<count {
      let faces = labels.indices.filter { labels[$0] == Int32(label) }.map { map.polygon(ofFace: $0) }
      let union = try Overlay.union(faces)
      let validity = grounds[label].validity()
      #expect(validity == .valid)
      #expect(abs(grounds[label].area - union.area) < 1e-6)
      #expect(abs(grounds[label].area - measures[label].area) < 1e-6)
      #expect(abs(grounds[label].perimeter - measures[label].perimeter) < 1e-6)
      #expect(grounds[label].polygons.count == union.polygons.count)
      let mine = grounds[label].polygons.map(normal).sorted { "\($0)" < "\($1)" }
      let theirs = union.polygons.map(normal).sorted { "\($0)" < "\($1)" }
      #expect(mine == theirs)
      #expect(grounds[label].polygons.allSatisfy { $0 == $0.rightHanded })
    }
  }

  @Test("A ring that touches itself at a point becomes a shell and a hole")
  func pinched() throws {
    // A triangle that touches the left side of the square from inside.
    let map = try PlanarMap(lines: [
      outline(0, 0, 10, 10), NetworkLine([Point(0, 5), Point(5, 3), Point(5, 7), Point(0, 5)]),
    ])
    #expect(map.faceCount == 2)
    let outer = map.faces.firstIndex { $0.area > 50 } ?? 0
    let polygon = map.polygon(ofFace: outer)
    #expect(polygon.holes.count == 1)
    let validity = MultiPolygon(polygon).validity()
    #expect(validity == .valid)
  }

  @Test("Labels that meet at a corner are not adjacent; those that share border are, with its length")
  func rook() throws {
    let map = try PlanarMap(lines: [
      outline(0, 0, 10, 10), NetworkLine([Point(0, 5), Point(10, 5)]), NetworkLine([Point(4, 0), Point(4, 10)]),
    ])
    let contacts = map.adjacency(labels: [0, 1, 2, 3])
    #expect(contacts.map { [$0.a, $0.b] } == [[0, 1], [0, 2], [1, 3], [2, 3]])
    #expect(contacts.map(\.length) == [4, 5, 5, 6])
    #expect(map.adjacency(labels: [0, 1, 1, 0]).map(\.length) == [20])
    #expect(map.components(labels: [0, 1, 1, 0]).component == [0, 1, 2, 3])
    #expect(map.components(labels: [0, 0, -1, 0]).component == [0, 0, -1, 0])
  }

  @Test("Each label with all its pieces connected has one polygon for each piece", arguments: [5, 6] as [UInt64])
  func pieces(seed: UInt64) throws {
    let map = try PlanarMap(lines: randomNetwork(lines: 120, seed: seed))
    var random = SeededRandom(seed: seed)
    let labels = (0..<map.faceCount).map { _ in Int32.random(in: 0..<3, using: &random) }
    let pieces = map.components(labels: labels)
    let grounds = map.polygons(labels: labels, labelCount: 3)
    #expect(grounds.reduce(0) { $0 + $1.polygons.count } == pieces.count)
    #expect(map.polygons(labels: pieces.component, labelCount: pieces.count).allSatisfy { $0.polygons.count == 1 })
  }
}

import GridAccess
import GridGeometry
import Testing

@Suite("Networks")
struct NetworkTests {
  private func network(_ ways: [WayLine], crossings: Bool = false) throws -> TravelNetwork {
    try TravelNetwork(ways, speeds: WalkingSpeeds(base: 6), joinsCrossings: crossings)
  }

  private static let across = WayLine([Point(0, 0), Point(100, 0)], category: "residential")
  private static let down = WayLine([Point(50, 50), Point(50, -50)], category: "residential")
  private static let onto = WayLine([Point(30, 40), Point(30, 0)], category: "footway")

  @Test("Ways meet where they share a vertex, to the millimetre")
  func sharedVertices() throws {
    let first = WayLine([Point(0, 0), Point(50, 0), Point(100, 0)], category: "residential")
    let second = WayLine([Point(50.0004, 0.0004), Point(50, 80)], category: "path")
    let joined = try network([first, second])
    #expect(joined.nodes.count == 4)
    #expect(joined.edgeCount == 3)
    #expect(NetworkPieces(joined).count == 1)
  }

  @Test(
    "Crossings are joined when asked, ends on another way too; bridges and tunnels never",
    arguments: [(false, false, 2), (true, false, 1), (true, true, 2)])
  func crossings(joins: Bool, isBridge: Bool, pieces: Int) throws {
    var down = Self.down
    down.isDetached = isBridge
    #expect(NetworkPieces(try network([Self.across, down], crossings: joins)).count == pieces)
  }

  @Test("A way that ends on another meets it when crossings are joined", arguments: [(false, 2), (true, 1)])
  func ends(joins: Bool, pieces: Int) throws {
    #expect(NetworkPieces(try network([Self.across, Self.onto], crossings: joins)).count == pieces)
  }

  @Test(
    "Coordinates written to the centimetre still meet when crossings are joined; a way that ends short does not",
    arguments: [(0.0, 0.007, 1), (0.0, -0.012, 1), (0.012, 0.0, 1), (0.0, 0.05, 2)])
  func centimetres(aside: Double, short: Double, pieces: Int) throws {
    let slope = WayLine([Point(0, 0), Point(60, 17), Point(100, 17)], category: "residential")
    let onto = WayLine([Point(80, 57), Point(80 + aside, 17 + short)], category: "footway")
    let from = WayLine([Point(100 + aside, 17 + short), Point(140, 40)], category: "footway")
    #expect(NetworkPieces(try network([slope, onto], crossings: true)).count == pieces)
    #expect(NetworkPieces(try network([slope, from], crossings: true)).count == pieces)
    let joined = try network([slope, onto], crossings: true)
    let lengths = [slope, onto].map { way in zip(way.points, way.points.dropFirst()).reduce(0) { $0 + $1.0.distance(to: $1.1) } }
    #expect(abs(joined.totalLength - lengths.reduce(0, +)) < 0.01)
  }

  @Test("Joining crossings changes no length and leaves noded ways alone")
  func crossingsKeepLength() throws {
    let ways = [Self.across, Self.down, Self.onto]
    let joined = try network(ways, crossings: true)
    #expect(abs(joined.totalLength - 240) < 1e-6)
    #expect(joined.edgeCount == 7 - 1)  // 3 on the street, 2 across it, 1 onto it
    let mesh = StreetMesh(side: 6, seed: 4)
    #expect(try network(mesh.ways, crossings: true) == network(mesh.ways))
  }

  @Test("A closed way, a way that touches itself and doubled points are taken as they are")
  func loops() throws {
    let ring = WayLine([Point(0, 0), Point(10, 0), Point(10, 10), Point(0, 0)], category: "footway")
    let eight = WayLine(
      [Point(20, 0), Point(30, 0), Point(30, 0), Point(30, 10), Point(20, 10), Point(20, 0), Point(20, -5)],
      category: "footway")
    let joined = try network([ring, eight])
    #expect(abs(joined.totalLength - (20 + 200.0.squareRoot() + 45)) < 1e-9)
    #expect(joined.edgeCount == 3)  // the ring, the loop, and the tail that leaves it
    #expect(NetworkPieces(joined).count == 2)
  }

  @Test("Ways without a walking speed make no network", arguments: [["motorway"], ["river", "rail"], []])
  func nothingToWalk(classes: [String]) {
    let ways = classes.map { WayLine([Point(0, 0), Point(9, 9)], category: $0) }
    #expect(throws: AccessError.emptyNetwork) { try network(ways) }
  }

  @Test("Lines with points that no map has are cut, not fatal")
  func badPoints() throws {
    let wild = WayLine([Point(.nan, 0), Point(0, 0), Point(1e300, 1), Point(10, 0)], category: "road")
    #expect(try network([wild]).totalLength == 10)
  }

  @Test("Speeds are positive numbers", arguments: [0, -1, .nan, .infinity])
  func badSpeeds(speed: Double) {
    #expect(throws: AccessError.self) { try WalkingSpeeds(base: speed) }
    #expect(throws: AccessError.self) { try WalkingSpeeds(base: 4, factors: ["steps": speed]) }
  }

  @Test("Pieces are numbered from the longest down and their lengths add up")
  func pieces() throws {
    let mesh = StreetMesh(side: 12, seed: 9)
    let far = mesh.ways.prefix(3).map { way in
      WayLine(way.points.map { Point($0.x + 90_000, $0.y) }, category: way.category)
    }
    let network = try network(mesh.ways + far)
    let pieces = NetworkPieces(network)
    #expect(pieces.count >= 2)
    #expect(pieces.lengths == pieces.lengths.sorted(by: >))
    #expect(abs(pieces.lengths.reduce(0, +) - network.totalLength) < 1e-6)
    for edge in 0..<network.edgeCount {
      let ends = network.edge(edge)
      #expect(pieces.pieceOfNode[ends.start] == pieces.pieceOfNode[ends.end])
    }
  }

  @Test("A point snaps to the nearest point of any edge, as looking at every segment finds", arguments: [1, 2, 3] as [UInt64])
  func snapping(seed: UInt64) throws {
    let mesh = StreetMesh(side: 9, seed: seed)
    let network = try network(mesh.ways)
    let locator = NetworkLocator(network)
    for point in mesh.points(400, seed: seed + 50) + [Point(-5000, 300), Point(70_000, 70_000)] {
      var nearest = Double.infinity
      for edge in 0..<network.edgeCount {
        let course = Array(network.course(ofEdge: edge))
        for (a, b) in zip(course, course.dropFirst()) {
          let (dx, dy) = (b.x - a.x, b.y - a.y)
          let share = max(0, min(1, ((point.x - a.x) * dx + (point.y - a.y) * dy) / (dx * dx + dy * dy)))
          nearest = min(nearest, point.distance(to: Point(a.x + share * dx, a.y + share * dy)))
        }
      }
      let found = try #require(locator.locate(point, limit: 1e6))
      #expect(abs(found.gap - nearest) < 1e-6)
      #expect(found.offset >= 0 && found.offset <= network.edge(Int(found.edge)).length + 1e-9)
      #expect(locator.locate(point, limit: nearest * 0.999 - 1e-9) == nil)
    }
  }
}

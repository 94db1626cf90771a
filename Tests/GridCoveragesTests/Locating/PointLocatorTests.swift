import GridCoverages
import GridGeometry
import Referees
import Testing

@Suite("Point locator")
struct PointLocatorTests {
  /// Points at random, on corners, and on the middles of edges.
  private func trickyPoints(_ grounds: [MultiPolygon], seed: UInt64) -> [Point] {
    var random = SeededRandom(seed: seed)
    let box = grounds.reduce(Envelope.empty) { $0.union($1.envelope) }.expanded(by: 10)
    var points = (0..<500).map { _ in
      Point(Double.random(in: box.minX...box.maxX, using: &random), Double.random(in: box.minY...box.maxY, using: &random))
    }
    for ring in grounds.flatMap(\.polygons).flatMap(\.rings) {
      for index in ring.points.indices.dropFirst() {
        let a = ring.points[index - 1], b = ring.points[index]
        points.append(a)
        points.append(Point((a.x + b.x) / 2, (a.y + b.y) / 2))
        points.append(Point(a.x, b.y))
      }
    }
    return points
  }

  @Test("Every point, also on borders and corners, is on exactly one ground of a full coverage", arguments: [1, 2, 3] as [UInt64])
  func exactlyOne(seed: UInt64) throws {
    let map = try PlanarMap(lines: randomNetwork(lines: 60, seed: seed) + [outline(-400, -400, 1400, 1400)])
    let identity = (0..<Int32(map.faceCount)).map { $0 }
    let grounds = map.polygons(labels: identity, labelCount: map.faceCount)
    let locator = PointLocator(grounds)
    let faces = map.locator()
    let points = trickyPoints(grounds, seed: seed)
    #expect(locator.locate(points).elementsEqual(points) { index, point in locator.locate(point).indices.first.map(Int32.init) ?? -1 == index })
    for point in points {
      let inOuter = (point.x, point.y) >= (-400, -400) && point.x < 1400 && point.y < 1400 && point.y >= -400
      let result = locator.locate(point)
      guard inOuter else {
        #expect(result == .outside)
        continue
      }
      guard case .inside(let owner) = result else {
        Issue.record("\(point) is \(result)")
        continue
      }
      #expect(faces.face(at: point) == Int32(owner))
    }
  }

  @Test("Long edges side by side hide no point", arguments: [true, false])
  func comb(isUpright: Bool) {
    let ground = GridCoveragesTests.comb(teeth: 60, isUpright: isUpright)
    let locator = PointLocator([ground])
    for point in trickyPoints([ground], seed: 1) {
      #expect(locator.locate(point) == (ground.contains(point) ? .inside(0) : .outside), "\(point)")
    }
  }

  @Test("A point is where an exact walk over all rings says", arguments: [4, 5, 6] as [UInt64])
  func bruteForce(seed: UInt64) throws {
    let map = try PlanarMap(lines: randomNetwork(lines: 50, seed: seed))
    var random = SeededRandom(seed: seed)
    // Labels drawn twice over the same map: grounds that overlap in any way.
    let one = (0..<map.faceCount).map { _ in Int32.random(in: -1..<8, using: &random) }
    let two = (0..<map.faceCount).map { _ in Int32.random(in: -1..<5, using: &random) }
    let grounds = map.polygons(labels: one, labelCount: 8) + map.polygons(labels: two, labelCount: 5)
    let locator = PointLocator(grounds)
    let points = trickyPoints(grounds, seed: seed)
    let bulk = locator.locate(points)
    for (index, point) in points.enumerated() {
      let owners = grounds.indices.filter { grounds[$0].contains(point) }
      let expected: LocateResult =
        owners.isEmpty ? .outside : owners.count == 1 ? .inside(owners[0]) : .ambiguous(owners)
      #expect(locator.locate(point) == expected)
      #expect(bulk[index] == (owners.count > 1 ? -2 : Int32(owners.first ?? -1)))
    }
  }

  @Test("The east and north sides of a square are not its own, the west and south sides are")
  func halfOpen() {
    let locator = PointLocator([square(0, 0, 10, 10), square(10, 0, 20, 10)])
    #expect(locator.locate(Point(0, 5)) == .inside(0))
    #expect(locator.locate(Point(10, 5)) == .inside(1))
    #expect(locator.locate(Point(20, 5)) == .outside)
    #expect(locator.locate(Point(5, 0)) == .inside(0))
    #expect(locator.locate(Point(5, 10)) == .outside)
    #expect(locator.locate(Point(10, 0)) == .inside(1))
  }

  @Test("Overlapping grounds are named, all of them")
  func overlapping() {
    let locator = PointLocator((0..<7).map { square(Double($0), 0, Double($0) + 10, 10) })
    #expect(locator.locate(Point(6.5, 5)) == .ambiguous(Array(0..<7)))
    #expect(locator.locate(Point(0.5, 5)) == .inside(0))
    #expect(locator.locate([Point(6.5, 5), Point(15.5, 5), Point(17, 5)]) == [-2, 6, -1])
  }

  @Test("No grounds, empty grounds and points that are no numbers are outside")
  func nothing() {
    #expect(PointLocator([]).locate(Point(0, 0)) == .outside)
    #expect(PointLocator([.empty]).locate(Point(0, 0)) == .outside)
    #expect(PointLocator([square(0, 0, 1, 1)]).locate(Point(.nan, 0.5)) == .outside)
    #expect(PointLocator([square(0, 0, 1, 1)]).locate(Point(.infinity, 0.5)) == .outside)
    #expect(PointLocator([square(0, 0, 1, 1), square(-1e308, 5, 1e308, 6)]).locate(Point(0.5, 0.5)) == .inside(0))
  }
}

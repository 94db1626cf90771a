import GridCoverages
import GridGeometry
import Referees
import Testing

/// A round thing of many corners, so that there is something to leave out.
private func disc(_ x: Double, _ y: Double, radius: Double, corners: Int, seed: UInt64) -> NetworkLine {
  var random = SeededRandom(seed: seed)
  // Corners on the circle by rational parametrisation: no trigonometry needed.
  var points: [Point] = []
  for index in 0..<corners {
    let t = Double(index % (corners / 2)) / Double(corners / 2) * 2 - 1
    let sign: Double = index < corners / 2 ? 1 : -1
    let wobble = radius * (1 + Double.random(in: -0.01...0.01, using: &random))
    points.append(Point(x + sign * wobble * 2 * t / (1 + t * t), y - sign * wobble * (1 - t * t) / (1 + t * t)))
  }
  points.append(points[0])
  return NetworkLine(points)
}

@Suite("Simplified coverages")
struct SimplifyingTests {
  private func wobblyMap(_ seed: UInt64) throws -> PlanarMap {
    var random = SeededRandom(seed: seed)
    let discs = (0..<60).map { index in
      disc(
        Double.random(in: 0...1000, using: &random), Double.random(in: 0...1000, using: &random),
        radius: Double.random(in: 5...200, using: &random), corners: 200, seed: seed + UInt64(index))
    }
    return try PlanarMap(lines: discs)
  }

  @Test("Simplified grounds are a valid coverage with the same pieces, holes and neighbours", arguments: 1...6, [1.0, 8, 40])
  func stayCoverage(seed: Int, tolerance: Double) throws {
    let map = try wobblyMap(UInt64(seed))
    var random = SeededRandom(seed: UInt64(seed))
    let labels = (0..<map.faceCount).map { _ in Int32.random(in: -1..<12, using: &random) }
    let before = map.polygons(labels: labels, labelCount: 12)
    let after = try map.simplifiedPolygons(labels: labels, labelCount: 12, tolerance: tolerance)
    #expect(after.verticesAfter < after.verticesBefore)
    let report = try validateCoverage(after.grounds, criteria: CoverageCriteria(tolerance: 0.001, sliverWidth: 0))
    #expect(report.isCoverage)
    for (old, new) in zip(before, after.grounds) {
      #expect(old.polygons.count == new.polygons.count)
      #expect(old.polygons.map(\.holes.count) == new.polygons.map(\.holes.count))
      let validity = new.validity()
      #expect(validity == .valid)
    }
    let (_, owners) = try PlanarMap.cleanCoverage(after.grounds)
    #expect(!owners.isEmpty)
  }

  @Test("A tolerance of nothing leaves out only what lies on a line")
  func nothing() throws {
    let map = try PlanarMap(lines: [
      NetworkLine([Point(0, 0), Point(5, 0), Point(10, 0), Point(10, 10), Point(0, 10), Point(0, 0)])
    ])
    let result = try map.simplifiedPolygons(labels: [0], labelCount: 1, tolerance: 0)
    #expect(result.grounds[0].polygons[0].exterior.points.count == 5)
    #expect(result.grounds[0].area == 100)
  }

  @Test("An island in a narrow bay keeps the shore from jumping over it")
  func islandInBay() throws {
    let shore = NetworkLine([
      Point(0, 0), Point(40, 0), Point(41, 6), Point(59, 6), Point(60, 0), Point(100, 0), Point(100, 100), Point(0, 100),
      Point(0, 0),
    ])
    let island = outline(49, 1, 51, 3)
    let map = try PlanarMap(lines: [shore, island])
    let land = map.faces.indices.map { Int32(map.faces[$0].area > 100 ? 0 : 1) }
    let result = try map.simplifiedPolygons(labels: land, labelCount: 2, tolerance: 7)
    #expect(result.arcsPutBack > 0)
    #expect(result.grounds[0].polygons[0].holes.isEmpty)
    #expect(try validateCoverage(result.grounds).overlapArea == 0)
  }

  @Test("The dissolved map has one face for each connected piece of a label, with its label")
  func dissolved() throws {
    let map = try wobblyMap(9)
    let labels = (0..<map.faceCount).map { Int32($0 % 4) }
    let (merged, mergedLabels) = try map.dissolved(labels: labels)
    #expect(merged.polygons(labels: mergedLabels, labelCount: 4) == map.polygons(labels: labels, labelCount: 4))
    #expect(merged.faceCount == map.components(labels: labels).count)
  }
}

import GridGeometry
import GridMaps
import Testing

@Suite struct ThinnedGroundTests {
  @Test(
    "Thinned neighbours still share their borders, and no outline moves farther than allowed", arguments: [5.0, 20, 60])
  func shared(tolerance: Double) throws {
    let county = try VoronoiCounty(across: 10, seed: 3)
    let grounds = county.cells.map { MultiPolygon($0.ground) }
    let thin = thinned(grounds, tolerance: tolerance)
    #expect(thin.count == grounds.count)
    func vertices(_ grounds: [MultiPolygon]) -> Int {
      grounds.flatMap(\.polygons).flatMap(\.rings).reduce(0) { $0 + $1.points.count }
    }
    #expect(vertices(thin) < vertices(grounds) / 2)
    // GEOS finds neither gaps nor overlaps: what all cover together is as large as the sum of the parts.
    let whole = try Overlay.union(thin.flatMap(\.polygons))
    #expect(abs(whole.area - thin.reduce(0) { $0 + $1.area }) < 1e-6 * whole.area)
    for (a, b) in zip(grounds, thin) where !b.polygons.isEmpty {
      let outline = a.polygons[0].exterior.points
      for point in b.polygons[0].exterior.points {
        let nearest = zip(outline, outline.dropFirst()).map { point.distance(to: $0, $1) }.min() ?? .infinity
        #expect(nearest <= tolerance)
      }
    }
  }

  @Test("Nothing, and ground that is no place, thin to nothing")
  func nothing() {
    #expect(thinned([], tolerance: 5) == [])
    #expect(thinned([.empty, .empty], tolerance: 5) == [.empty, .empty])
    let wild = MultiPolygon(Polygon(exterior: Ring(unchecked: [Point(.nan, 0), Point(1, .infinity), Point(.nan, 0)])))
    #expect(thinned([wild], tolerance: 5).allSatisfy { $0.polygons.isEmpty })
  }
}

extension Point {
  /// The distance from a segment.
  fileprivate func distance(to a: Point, _ b: Point) -> Double {
    let (dx, dy) = (b.x - a.x, b.y - a.y)
    let squared = dx * dx + dy * dy
    let t = squared > 0 ? max(0, min(1, ((x - a.x) * dx + (y - a.y) * dy) / squared)) : 0
    return distance(to: Point(a.x + dx * t, a.y + dy * t))
  }
}

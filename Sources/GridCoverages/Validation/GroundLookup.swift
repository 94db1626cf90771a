import GridGeometry

/// Which of many grounds hold a point or come near a window, for the few places where something is wrong.
struct GroundLookup: ~Copyable {
  private let grounds: [MultiPolygon]
  private let tree: STRtree

  init(_ grounds: [MultiPolygon]) throws(CoverageError) {
    self.grounds = grounds
    do { tree = try STRtree(grounds.map(\.envelope)) } catch { throw .geometry(error) }
  }

  /// The grounds around each point, ascending. A ground that is asked often is prepared for it.
  borrowing func owners(of points: [Point]) throws(CoverageError) -> [[Int]] {
    var asked = [[Int]](repeating: [], count: grounds.count)
    for (index, point) in points.enumerated() {
      for ground in try near(Envelope(point, point)) { asked[ground].append(index) }
    }
    var owners = [[Int]](repeating: [], count: points.count)
    for (ground, places) in asked.enumerated() where !places.isEmpty {
      // Each part by itself: where parts of an invalid ground overlap, their ground is its own all the same.
      let parts = places.count < 8 ? [] : grounds[ground].polygons.map { PreparedPolygon(MultiPolygon($0)) }
      for place in places {
        let point = points[place]
        let isInside = parts.isEmpty ? grounds[ground].contains(point) : parts.contains { $0.contains(point) }
        if isInside { owners[place].append(ground) }
      }
    }
    return owners
  }

  /// The grounds whose envelopes meet a window, ascending.
  borrowing func near(_ window: Envelope) throws(CoverageError) -> [Int] {
    do { return try tree.query(window) } catch { throw .geometry(error) }
  }
}

extension Polygon {
  /// The width of the widest disc in it, in metres: exact for triangles, else at most a few per cent too small.
  var inscribedWidth: Double {
    // Most faults between carelessly drawn borders are long triangles.
    guard exterior.points.count == 4, holes.isEmpty else { return InscribedWidth.of(self) }
    return perimeter > 0 ? 4 * area / perimeter : 0
  }
}

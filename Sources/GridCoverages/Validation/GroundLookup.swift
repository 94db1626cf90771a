import GridGeometry

/// Which of many grounds hold a point or come near a window, for the few places where something is wrong.
struct GroundLookup: ~Copyable {
  private let grounds: [MultiPolygon]
  private let tree: STRtree

  init(_ grounds: [MultiPolygon]) throws(CoverageError) {
    self.grounds = grounds
    do { tree = try STRtree(grounds.map(\.envelope)) } catch { throw .geometry(error) }
  }

  /// The grounds around a point, ascending.
  borrowing func owners(of point: Point) throws(CoverageError) -> [Int] {
    try near(Envelope(point, point)).filter { grounds[$0].contains(point) }
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

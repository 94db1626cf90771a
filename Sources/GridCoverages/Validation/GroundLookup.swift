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
  /// The width of the widest disc in it, in metres, to a hundredth of itself or a tenth of the tolerance.
  func width(tolerance: Double) throws(CoverageError) -> Double {
    // The disc's radius is at most twice area over perimeter times two; that sets the scale.
    let scale = perimeter > 0 ? 2 * area / perimeter : 0
    do {
      return 2 * (try Shape.maximumInscribedCircle(of: self, tolerance: max(tolerance / 10, scale / 100)).radius)
    } catch {
      throw .geometry(error)
    }
  }
}

import GridGeometry

/// Ground that is nobody's with somebody's all around it.
struct EnclosedGround: Sendable {
  private(set) var pieces: [Polygon] = []
  /// GEOS gave up on it.
  private(set) var failure: String?

  /// None.
  init() {}

  /// - Parameter tolerance: Pieces thinner than this are none, in metres.
  init(by grounds: [MultiPolygon], tolerance: Double) {
    do {
      let ground = try Overlay.union(grounds.flatMap(\.polygons))
      let holes = ground.polygons.flatMap(\.holes).map { Polygon(exterior: $0) }
      if holes.isEmpty { return }
      // An island in a hole is ground again.
      let empty = try Overlay.difference(try Overlay.union(holes), ground)
      pieces = empty.polygons.filter { PieceSize($0).width > tolerance }
    } catch {
      failure = "\(error)"
    }
  }

  /// In square metres.
  var area: Double { pieces.reduce(0) { $0 + $1.area } }
}

import GridGeometry

/// Ground in no grid or in two, by where it lies: no place has more of it than it has ground.
struct LostGround {
  /// In square metres, each piece once however many findings name it.
  private(set) var area = 0.0
  /// That of it outside every place.
  private(set) var outside = 0.0
  /// By place.
  private(set) var shares: [Double]

  /// - Parameter places: Ground that does not overlap.
  /// - Complexity: That of overlays with the places it touches.
  init(_ pieces: [Polygon], in places: GroundLayer) {
    shares = [Double](repeating: 0, count: places.count)
    guard let ground = Self.union(pieces), !ground.isEmpty else { return }
    area = ground.area
    var inside = 0.0
    for place in shares.indices {
      let near = ground.polygons.filter { $0.envelope.intersects(places.envelopes[place]) }
      if near.isEmpty { continue }
      let part = (try? Overlay.intersection(MultiPolygon(near), places.grounds[place]))?.area ?? 0
      shares[place] = min(part, places.grounds[place].area)
      inside += shares[place]
    }
    // Less than overlays can tell is nothing.
    outside = area - inside > 1e-6 * area ? area - inside : 0
  }

  /// `nil` where GEOS cannot tell.
  private static func union(_ pieces: [Polygon]) -> MultiPolygon? {
    if let ground = try? Overlay.union(pieces) { return ground }
    return try? Overlay.union(pieces.filter { MultiPolygon([$0]).validity().isValid })
  }
}

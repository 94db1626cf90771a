import GridGeometry

/// How the base grids lie on the communities' ground.
struct Tiling: Sendable {
  /// Base grids against communities.
  private(set) var difference: GroundDifference
  private(set) var communityOverlaps: [GroundDifference.Overlap] = []
  /// Edges of neighbours that run along each other without the same vertices, by pair of grids.
  private(set) var mismatches: [EdgeMismatch] = []
  /// GEOS gave up on the communities.
  private(set) var communityFailure: String?

  init(base: [Int], grids: GroundLayer, communities: GroundLayer, frame: GroundFrame) {
    var comparison = GroundComparison(covering: grids, expected: communities, frame: frame)
    difference = comparison.difference(of: base, from: 0..<communities.count)

    var chain = EdgeChain()
    for community in 0..<communities.count { chain.add(communities.outlines[community]) }
    let boundary = Outline(edges: chain.remainder(), frame: frame)
    let isProved = boundary.isSurelySimple
    if !isProved {
      let ground = GroundComparison(covering: communities, expected: communities, frame: frame)
      do {
        communityOverlaps = try ground.overlaps(of: Array(0..<communities.count), between: boundary.edges)
      } catch {
        communityFailure = "\(error)"
      }
    }
    if isProved && difference.unmatched.isEmpty { return }  // base edges cancel to the same simple boundary
    mismatches = EdgeMismatch.all(base: base, grids: grids, frame: frame, explained: difference.places)
  }
}

extension GroundDifference {
  /// All the ground it reports.
  var places: [Polygon] { missing + beyond.flatMap(\.pieces) + overlaps.flatMap(\.pieces) }
}

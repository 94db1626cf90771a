import GridGeometry

/// How two sets of ground differ that should cover every place equally often, such as children and their parent.
struct GroundDifference: Sendable {
  /// Edges that did not cancel; empty exactly when the two sets cover every place equally often.
  var unmatched: [Edge] = []
  /// Expected ground that nothing covers.
  var missing: [Polygon] = []
  /// Ground beyond the expected, by owner, in the order of owners.
  var beyond: [(owner: Int, pieces: [Polygon])] = []
  /// Ground that two owners hold, by pair, in the order of pairs.
  var overlaps: [Overlap] = []
  /// GEOS gave up; the message says where.
  var failure: String?

  struct Overlap: Sendable {
    let first: Int
    let second: Int
    let pieces: [Polygon]
  }

  /// Whether ground, and not only vertices, differ.
  var hasPlaces: Bool { !missing.isEmpty || !beyond.isEmpty || !overlaps.isEmpty }
}

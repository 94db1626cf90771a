package import GridGeometry

/// How two sets of ground differ that should cover every place equally often, such as children and their parent.
package struct GroundDifference: Sendable {
  /// Edges that did not cancel; empty exactly when the two sets cover every place equally often.
  var unmatched: [Edge] = []
  /// Expected ground that nothing covers.
  package var missing: [Polygon] = []
  /// Ground beyond the expected, by owner, in the order of owners.
  package var beyond: [(owner: Int, pieces: [Polygon])] = []
  /// Ground that two owners hold, by pair, in the order of pairs.
  package var overlaps: [Overlap] = []
  /// GEOS gave up; the message says where.
  package var failure: String?

  package struct Overlap: Sendable {
    package let first: Int
    package let second: Int
    package let pieces: [Polygon]
  }

  /// Whether ground, and not only vertices, differ.
  var hasPlaces: Bool { !missing.isEmpty || !beyond.isEmpty || !overlaps.isEmpty }
}

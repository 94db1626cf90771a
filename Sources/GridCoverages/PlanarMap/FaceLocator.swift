public import GridGeometry

/// Finds the face of a map on which a point lies.
///
/// A point on an arc or a node is on one face only, always the same: the one just east of it, and where the border runs
/// due east, north of it.
public struct FaceLocator: Sendable {
  private let owners: OwnerGrid

  init(_ map: PlanarMap) {
    let edges = map.edges
    owners = OwnerGrid(count: edges.edgeCount) { edge in
      (
        Segment(edges.point(edges.low[edge]), edges.point(edges.high[edge])), map.tracing.face[2 * edge],
        map.tracing.face[2 * edge + 1]
      )
    }
  }

  /// The face under a point, −1 outside.
  ///
  /// - Complexity: O(1) on average.
  public func face(at point: Point) -> Int32 { owners.owners(x: point.x, y: point.y).first }

  /// The face under each point, −1 outside.
  public func faces(at points: [Point]) -> [Int32] { points.map(face(at:)) }
}

extension PlanarMap {
  /// An index for finding the faces under points; worth keeping when asked more than once.
  ///
  /// - Complexity: O(*n*).
  public func locator() -> FaceLocator { FaceLocator(self) }

  /// The face under each point, −1 outside; a point on a border is on one face only.
  ///
  /// - Complexity: O(*n* + points).
  public func locate(_ points: [Point]) -> [Int32] { locator().faces(at: points) }
}

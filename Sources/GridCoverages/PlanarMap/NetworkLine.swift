public import GridGeometry

/// A line of the network that divides the ground, with the number of what it stands for.
public struct NetworkLine: Hashable, Sendable {
  /// Two or more points; fewer make no edge.
  public var points: [Point]
  /// An index of the caller's own, such as of a class of barriers; −1 for none.
  public var attribute: Int32

  /// A line through points, in metres, with an attribute of the caller's own.
  public init(_ points: [Point], attribute: Int32 = -1) {
    self.points = points
    self.attribute = attribute
  }
}

public import GridGeometry

/// Places that are shown one by one where there is room, and gathered where there is none, so that none hides another.
public struct MapMarks: Hashable, Sendable {
  /// One place.
  public struct Mark: Hashable, Sendable {
    /// In metres.
    public var position: Point
    /// A place in ``MapMarks/kinds``.
    public var kind: Int

    /// A place of a kind.
    public init(_ position: Point, kind: Int) {
      self.position = position
      self.kind = kind
    }
  }

  /// From the most to the least urgent.
  public var kinds: [MarkKind]
  /// Marks of kinds that are not listed are left out.
  public var marks: [Mark]
  /// The diameter of a mark in millimetres on paper, 1 to 20.
  public var size: Double
  /// So many marks that would overlap stand side by side; more become one sign with their number, parted by kind.
  public var sideBySide: Int

  /// Marks of kinds.
  public init(kinds: [MarkKind], marks: [Mark], size: Double = 3.4, sideBySide: Int = 7) {
    self.kinds = kinds
    self.marks = marks
    self.size = size.isFinite ? min(20, max(1, size)) : 3.4
    self.sideBySide = min(7, max(1, sideBySide))
  }
}

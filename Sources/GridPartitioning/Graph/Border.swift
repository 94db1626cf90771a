/// The contact of two atoms: a shared line, or a declared link without one.
public struct Border: Hashable, Sendable {
  /// The two atoms; the order carries no meaning.
  public var a, b: AtomIndex

  /// Shared line in metres; 0 for a link.
  public var length: Double

  /// What it costs the objective when `a` and `b` lie in different zones. Any unit, at least 0; preferences for
  /// barriers are folded in by the caller (cheap to cut along a motorway, dear to cut across a yard).
  public var cost: Double

  /// Whether this is a declared connection without a shared line, such as a bridge to an island.
  /// A link joins atoms for connectivity.
  public var isLink: Bool

  /// A border of two atoms, in either order. Length in metres; the cost is what a line drawn there adds to the
  /// objective.
  public init(_ a: AtomIndex, _ b: AtomIndex, length: Double, cost: Double, isLink: Bool = false) {
    self.a = a
    self.b = b
    self.length = length
    self.cost = cost
    self.isLink = isLink
  }

  /// A declared connection: no length and no cost.
  public static func link(_ a: AtomIndex, _ b: AtomIndex) -> Border {
    Border(a, b, length: 0, cost: 0, isLink: true)
  }
}

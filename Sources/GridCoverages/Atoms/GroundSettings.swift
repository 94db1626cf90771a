/// The numbers by which ground becomes atoms. Lengths in metres, areas in square metres, sizes in households.
public struct GroundSettings: Hashable, Sendable {
  /// The grid every vertex is rounded to.
  public var precision: Double = 0.01
  /// Gaps and overlaps between communities, or between units, up to this width are repaired and reported; wider
  /// ones are findings of severity ``GroundNote/Severity/error``.
  public var communityTolerance: Double = 1
  /// Keeps the communities' own lines even where units make up the communities within tolerance.
  public var keepsCommunityLines = false
  /// A piece without households narrower than this (2 · area / perimeter) is absorbed by a neighbour.
  public var sliverWidth: Double = 10
  /// A piece without households smaller than this is absorbed by a neighbour.
  public var sliverArea: Double = 1_000
  /// The size an atom should have: lighter pieces are merged up to it, heavier blocks divided towards it.
  public var atomTarget: Int = 22
  /// Blocks heavier than this are divided, unless one compound or one building alone is heavier.
  public var atomMaximum: Int = 40
  /// Atoms that share less border than this do not count as neighbours, so that no grid hangs by a thread.
  public var minimumContact: Double = 5
  /// Where all ground is units, a barrier within this distance of a border of two units, and along it, is taken for
  /// what the border follows.
  public var unitBarrierReach: Double = 10
  /// Dead ends of lines are extended at least this far when that closes a face.
  public var gapClosing: Double = 10
  /// How far dead ends are extended inside blocks that are too heavy; never through a footprint.
  public var deadEndReach: Double = 60
  /// The length of border a bridge gives to the two banks of a hard barrier.
  public var bridgeLength: Double = 10
  /// The side of the square that stands for a site known by a point only.
  public var pointSiteSide: Double = 40
  /// Pockets up to this area, without households and enclosed by a site, become part of the site.
  public var sitePocketArea: Double = 2_000
  /// A site's edges are led on to the next line within this distance, so that the strips between a site and the
  /// streets around it can become part of the site.
  public var siteReach: Double = 15
  /// A line that runs longer than this inside a compound is erased there, and the compound's outline takes its place.
  public var compoundCrossing: Double = 1
  /// Threads used for work that can be shared out; the result never depends on it.
  public var threads: Int = 2

  /// The defaults; the sizes of a policy are given by `init(atomTarget:atomMaximum:)`.
  public init() {}

  /// The defaults, with the sizes of a policy.
  ///
  /// - Parameters:
  ///   - atomTarget: Households; about half the smallest grid's target, so that grids can be balanced.
  ///   - atomMaximum: Households, ≥ `atomTarget`.
  public init(atomTarget: Int, atomMaximum: Int) {
    self.atomTarget = atomTarget
    self.atomMaximum = atomMaximum
  }
}

/// How a long call reports and is stopped. Both closures may be called from any thread.
public struct GroundControl: Sendable {
  /// `done` of `total` steps, and the stage by a stable English name.
  public var progress: (@Sendable (_ done: Int, _ total: Int, _ stage: String) -> Void)?
  /// Asked between steps; `true` ends the call with ``CoverageError/cancelled``.
  public var isCancelled: (@Sendable () -> Bool)?

  /// A control that reports to nobody and never stops, unless given the closures.
  public init(
    progress: (@Sendable (_ done: Int, _ total: Int, _ stage: String) -> Void)? = nil,
    isCancelled: (@Sendable () -> Bool)? = nil
  ) {
    self.progress = progress
    self.isCancelled = isCancelled
  }
}

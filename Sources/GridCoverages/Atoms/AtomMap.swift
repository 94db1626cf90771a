public import GridGeometry

/// What happened while ground became atoms.
public struct AtomCounts: Hashable, Sendable {
  /// Lines that went into the first network.
  public var lines = 0
  /// Faces of the first network.
  public var blocks = 0
  /// Dead ends that bound nothing, in metres.
  public var danglingLength = 0.0
  /// Pieces without households that were too small or too narrow.
  public var sliversAbsorbed = 0
  /// Blocks above the maximum that could be divided.
  public var heavyBlocks = 0
  /// Those still above it after lanes and extended dead ends.
  public var heavyAfterLanes = 0
  public var deadEndsExtended = 0
  public var straightCuts = 0
  /// In metres, before compounds were gone round.
  public var straightCutLength = 0.0
  /// Across the mouths of places narrower than a firm contact.
  public var neckCuts = 0
  /// Compounds whose own outline replaced a line that ran through them.
  public var compoundsWalled = 0
  /// Faces of the last network.
  public var faces = 0
  public var lightPiecesMerged = 0
  /// Parts of communities that only links connect, one less per community.
  public var links = 0
  /// Places, and their households, in no community.
  public var placesOutside = 0
  public var householdsOutside = 0
  /// How many of those outside are estimates of a model.
  public var modelledOutside = 0

  /// All counts 0.
  public init() {}
}

/// Ground as atoms: a planar map, which atom each face belongs to, and how the atoms border each other.
///
/// Atoms tile the communities exactly, since they are made of the same arcs; each is connected, lies in one community
/// and holds whole compounds. Every household is in exactly one atom or counted in `counts.householdsOutside`.
public struct AtomMap: Sendable {
  public let map: PlanarMap
  /// Per face of the map, −1 for ground of no community.
  public let atomOfFace: [Int32]
  /// Ordered by community, then by position.
  public let atoms: [Atom]
  /// Ordered by `a`, then `b`; links included.
  public let borders: [AtomBorder]
  /// Ordered by code. Where units made the communities, their `ground` is empty: see ``communityPolygons()``.
  public let communities: [CommunityArea]
  /// What was put right, and what to know; never an error.
  public let repairs: [GroundNote]
  /// What a person has to decide; those of severity error make a plan questionable.
  public let findings: [GroundNote]
  public let counts: AtomCounts
  /// Wall time per stage, for reports only.
  public let seconds: [(stage: String, seconds: Double)]

  /// The ground of zones of atoms, by zone.
  ///
  /// - Parameters:
  ///   - zones: The zone of each atom, −1 for none.
  ///   - count: Zones are numbered `0..<count`.
  /// - Complexity: O(size of the map).
  public func polygons(zones: [Int32], count: Int) -> [MultiPolygon] {
    map.polygons(labels: atomOfFace.map { $0 >= 0 ? zones[Int($0)] : -1 }, labelCount: count)
  }

  /// The ground of each atom, in the order of `atoms`.
  public func atomPolygons() -> [MultiPolygon] { map.polygons(labels: atomOfFace, labelCount: atoms.count) }

  /// The ground of each community as the atoms tile it, in the order of `communities`.
  public func communityPolygons() -> [MultiPolygon] {
    polygons(zones: atoms.map { Int32($0.community) }, count: communities.count)
  }

  /// All households in atoms.
  public var households: Int { atoms.reduce(0) { $0 + $1.households } }
}

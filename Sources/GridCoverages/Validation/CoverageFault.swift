public import GridGeometry

/// What is wrong at one place of a coverage. Owners are indices of the grounds given, ascending.
public enum CoverageFault: Hashable, Sendable {
  /// A ground that Simple Features does not allow, with the reason GEOS gives.
  case invalid(owner: Int, reason: String, at: Point)
  /// Grounds with exactly the same edges.
  case duplicate(owners: [Int], place: Polygon)
  /// Ground claimed by several.
  case overlap(owners: [Int], place: Polygon, area: Double, width: Double)
  /// Ground claimed by nobody, with those who border on it, and of them the one with the longest border.
  case gap(place: Polygon, area: Double, width: Double, neighbours: [Int], mostBorder: Int?, kind: GapKind)
  /// Ground claimed beyond the outer boundary.
  case outside(owner: Int, place: Polygon, area: Double, width: Double)
  /// A corner of `neighbour` lies on an edge of `owner` that has no vertex there: one edge faces two or more shorter ones.
  case missingVertex(owner: Int, neighbour: Int, at: Point)
  /// Two corners of different owners closer than the tolerance that should be one.
  case nearVertex(owners: [Int], at: Point, distance: Double)
  /// An edge that runs along other ground without being matched by an edge of it.
  case unmatchedEdge(owners: [Int], edge: LineString)
  /// A piece of ground thinner than the width asked for.
  case sliver(owner: Int, place: Polygon, area: Double, width: Double)
}

/// How a gap lies in the whole.
public enum GapKind: String, Hashable, Sendable, CaseIterable {
  /// Grounds lie all around it.
  case enclosed
  /// It reaches the outer boundary.
  case inlet
}

/// What counts as a fault. All distances in metres.
public struct CoverageCriteria: Sendable {
  /// Two positions closer than this are meant to be one; also the grid on which faulty places are worked out.
  public var tolerance: Double
  /// Pieces of ground narrower than this are slivers; 0 looks for none.
  public var sliverWidth: Double
  /// Where the coverage should end: what it leaves free inside is a gap, what it claims outside a fault.
  public var boundary: MultiPolygon?

  /// Lengths in metres. With a boundary, ground of it that nobody covers is a gap too.
  public init(tolerance: Double = 0.01, sliverWidth: Double = 1, boundary: MultiPolygon? = nil) {
    self.tolerance = tolerance
    self.sliverWidth = sliverWidth
    self.boundary = boundary
  }
}

/// All faults of a coverage, each with its place and its owners.
public struct CoverageReport: Hashable, Sendable {
  /// By kind in the order of ``CoverageFault``, then by owner or place.
  public var faults: [CoverageFault] = []
  /// Edges of all grounds.
  public var edges = 0
  /// Edges that another ground runs along in the opposite direction, vertex for vertex.
  public var matchedEdges = 0
  /// The length of edges with no ground on the other side, in metres.
  public var openLength = 0.0
  /// Ground claimed by two or more, duplicates included, in square metres; each place counts once.
  public var contestedArea = 0.0
  /// By how much the areas of the grounds add up to more than their union, in square metres: contested ground once for
  /// each claimant beyond the first.
  public var repeatedArea = 0.0
  /// What each invalid ground claims, in square metres, as all faults are worked out: places that an outer ring goes around
  /// an odd number of times, without its holes. The areas of its rings would cancel out or come out negative.
  public var invalidAreas: [Int: Double] = [:]

  /// Whether the grounds are a coverage: valid, without overlap, matching along shared edges. Gaps, slivers and ground
  /// outside the boundary do not break that.
  public var isCoverage: Bool {
    faults.allSatisfy { fault in
      switch fault {
      case .gap, .outside, .sliver: true
      default: false
      }
    }
  }

  /// In square metres.
  public var gapArea: Double {
    faults.reduce(0) { if case .gap(_, let area, _, _, _, _) = $1 { $0 + area } else { $0 } }
  }

  /// In square metres, counted once where more than two grounds overlap.
  public var overlapArea: Double {
    faults.reduce(0) { if case .overlap(_, _, let area, _) = $1 { $0 + area } else { $0 } }
  }
}

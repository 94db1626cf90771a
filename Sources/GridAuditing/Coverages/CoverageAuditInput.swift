public import GridGeometry

/// One feature of somebody's polygon layer.
public struct CoverageGround: Hashable, Sendable {
  /// Why a feature has no ground.
  public enum Defect: Hashable, Sendable {
    /// It has no geometry, or one without a point.
    case missing
    /// Its geometry cannot be read or placed, in the words of who tried.
    case unreadable(Wording)
    /// It is of another kind, by its name in Simple Features.
    case notPolygon(String)
  }

  /// As the layer states it; `nil` where it states none.
  public var code: String?
  public var name: String
  /// The feature's number in its layer, from 1.
  public var ordinal: Int
  /// In metres; empty with a defect.
  public var ground: MultiPolygon
  public var defect: Defect?

  /// A feature as read; its ground in metres.
  public init(code: String?, name: String = "", ordinal: Int, ground: MultiPolygon, defect: Defect? = nil) {
    self.code = code
    self.name = name
    self.ordinal = ordinal
    self.ground = ground
    self.defect = defect
  }

  /// The code, or `#` and the feature's number.
  public var label: String { code ?? "#\(ordinal)" }
}

/// Households at one place: a number, never names.
public struct HouseholdPlace: Hashable, Sendable {
  public var point: Point
  public var households: Int

  /// So many households at a point, in metres.
  public init(point: Point, households: Int) {
    self.point = point
    self.households = households
  }
}

/// A layer that is meant to be a coverage, and what it is checked against.
public struct CoverageAuditInput: Sendable {
  public var grounds: [CoverageGround]
  /// The ground that should be covered; `nil` when nobody said.
  public var target: MultiPolygon?
  /// `nil` when there are no counts.
  public var households: [HouseholdPlace]?
  /// Whether the layer has a field of codes, so that an empty one is a fault.
  public var statesCodes: Bool
  /// Two positions closer than this are meant to be one, in metres.
  public var tolerance: Double
  /// Gaps, overlaps and grounds in which no disc of this diameter fits are slivers, in metres.
  public var sliverWidth: Double

  /// A layer with nothing to check it against but itself, unless said otherwise.
  public init(
    grounds: [CoverageGround], target: MultiPolygon? = nil, households: [HouseholdPlace]? = nil,
    statesCodes: Bool = true, tolerance: Double = 0.01, sliverWidth: Double = 1
  ) {
    self.grounds = grounds
    self.target = target
    self.households = households
    self.statesCodes = statesCodes
    self.tolerance = tolerance
    self.sliverWidth = sliverWidth
  }
}

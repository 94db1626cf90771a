public import GridCoverages
public import GridGeometry
public import GridLayers

/// A county's layers as values in the plan's metric system, with everything that was wrong with them.
public struct CountyGround: Sendable {
  public var input: GroundInput
  public let referenceSystem: ReferenceSystem
  /// Dirt that was worked around, one note each.
  public var notes: [GroundNote]
  /// What stops a plan from being made.
  public var problems: [InputProblem]
  public var provenance: [(layer: String, record: Provenance)]
  /// Households that came out of the model rather than a count.
  public var modelledHouseholds: Int
  public var servicePoints: [ServicePoint]
  public var previousGrids: [PreviousGrid]
  public var retiredCodes: [RetiredCode]
}

/// A place people go to, carried along with the plan.
public struct ServicePoint: Hashable, Sendable {
  public let id: String
  public let category: String
  public let name: String
  public let point: Point
}

/// A grid of last time: new grids stay close to it and inherit its code.
public struct PreviousGrid: Hashable, Sendable {
  public let code: String
  public let name: String
  public let kind: String?
  public let level: Int?
  /// The new plan keeps this first-level grid's ground as it is.
  public let isLocked: Bool
  public let ground: MultiPolygon
}

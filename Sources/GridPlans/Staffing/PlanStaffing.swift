public import GridGeometry

/// A plan's people and their posts, as its file keeps them.
public struct PlanStaffing: Hashable, Sendable {
  public var workers: [PlanWorker]
  public var assignments: [PlanAssignment]

  /// A roster and the posts it fills.
  public init(workers: [PlanWorker], assignments: [PlanAssignment]) {
    self.workers = workers
    self.assignments = assignments
  }
}

/// A person of the roster: staff, not residents.
public struct PlanWorker: Hashable, Sendable {
  public var id: String
  public var name: String
  /// As the roster states it; empty for none.
  public var role: String
  public var skills: [String]
  /// `nil`: as the role has it.
  public var capacityGrids: Int?
  public var capacityHouseholds: Int?
  /// In the plan's reference system.
  public var home: Point?
  /// Grids held when the roster was read, as it states them.
  public var present: [String]
}

/// A post, and who holds it.
public struct PlanAssignment: Hashable, Sendable {
  /// `nil` for a vacant post.
  public var worker: String?
  public var grid: GridCode
  public var role: String
  /// From 1, among the posts of the role in the grid.
  public var number: Int
  /// The post's part of the grid's load, in households.
  public var households: Double
  /// The way from the worker's home, in metres.
  public var travel: Double?
  /// Since when the worker has held it, ISO 8601.
  public var since: String?
}

/// What a person can be in a grid: its leader, a full-time worker, the lead of a building, a volunteer …
public struct StaffRole: Hashable, Sendable {
  /// As rosters and rules spell it.
  public let id: String
  public let name: StaffText
  /// Whether it is the one who answers for the grid; a grid has at most one of each such role.
  public let isLeader: Bool
  /// The most grids one person of the role may hold, from 1. A roster may allow somebody less or more.
  public let maximumGrids: Int
  /// The most households one person may answer for; `nil` for no limit.
  public let maximumHouseholds: Int?
  /// What everybody in the role must be able to do.
  public let skills: Set<String>

  /// A role; one grid a person unless said otherwise.
  public init(
    id: String, name: StaffText, isLeader: Bool = false, maximumGrids: Int = 1, maximumHouseholds: Int? = nil,
    skills: Set<String> = []
  ) {
    self.id = id
    self.name = name
    self.isLeader = isLeader
    self.maximumGrids = maximumGrids
    self.maximumHouseholds = maximumHouseholds
    self.skills = skills
  }
}

/// A person of the roster: staff, known by an identifier, with what an assignment has to know.
public struct StaffMember: Hashable, Sendable {
  public let id: String
  /// The position of the role in ``StaffingRules/roles``; `nil` for somebody without one, who gets no post.
  public let role: Int?
  public let skills: Set<String>
  /// `nil` for somebody whose home is not known, who gets no post.
  public let home: StaffPlace?
  /// The most grids the person may hold; `nil` leaves it to the role.
  public let maximumGrids: Int?
  /// The most households; `nil` leaves it to the role.
  public let maximumHouseholds: Int?
  /// Positions of the grids held until now.
  public let present: [Int]

  /// A person; without limits of their own unless stated.
  public init(
    id: String, role: Int?, skills: Set<String> = [], home: StaffPlace?, maximumGrids: Int? = nil,
    maximumHouseholds: Int? = nil, present: [Int] = []
  ) {
    self.id = id
    self.role = role
    self.skills = skills
    self.home = home
    self.maximumGrids = maximumGrids
    self.maximumHouseholds = maximumHouseholds
    self.present = present
  }
}

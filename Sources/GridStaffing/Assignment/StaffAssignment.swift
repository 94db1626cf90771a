/// Who holds which post, how good that is, and what is missing.
public struct StaffAssignment: Hashable, Sendable {
  /// For every post the position of who holds it; `nil` for a vacant one.
  public internal(set) var memberOfPost: [Int?]
  /// One a role with posts, in the order of roles.
  public internal(set) var roles: [RoleOutcome]
  /// Where posts stay vacant, why, and what would do.
  public internal(set) var shortages: [StaffShortage]

  /// Whether every figure of every role is proved to be the best.
  public var isProved: Bool { roles.allSatisfy(\.isProved) }
}

/// How well the posts of one role are filled. In this order: the most posts filled, the fewest households left without,
/// the smallest greatest load, the shortest ways, the fewest changes of post.
public struct RoleOutcome: Hashable, Sendable {
  public let role: Int
  public let posts: Int
  public let filled: Int
  /// No assignment fills more posts.
  public let filledBound: Int
  /// What weighs on vacant posts, in thousandths of a household.
  public let vacantLoad: Int
  /// No assignment that fills as many posts leaves less.
  public let vacantLoadBound: Int
  /// People of the role who can be placed.
  public let people: Int
  /// People with a post.
  public let placed: Int
  /// Of the busiest person, in thousandths of a household.
  public let greatestLoad: Int
  /// No assignment that fills as much has a smaller one.
  public let greatestLoadBound: Int
  /// Ways from homes to grids as ``StaffWays`` has them, in decimetres, all added up.
  public let travel: Int
  /// No assignment with this filling and this greatest load has a smaller one.
  public let travelBound: Int
  /// Grids that somebody held until now and holds no longer.
  public let changes: Int
  /// Whether with this filling, load and travel no fewer changes are possible.
  public let areChangesProved: Bool

  /// Whether no other assignment fills more posts, nor as many with fewer households left without.
  public var isFillingProved: Bool { filled == filledBound && vacantLoad == vacantLoadBound }

  /// Whether all of it is proved to be the best.
  public var isProved: Bool {
    isFillingProved && greatestLoad == greatestLoadBound && travel == travelBound && areChangesProved
  }

  /// How much shorter ways might yet be: 0 when proved, `nil` where there are none.
  public var travelGap: Double? { travel > 0 ? Double(travel - travelBound) / Double(travel) : nil }
}

/// Posts that cannot be filled: too few people who could hold them.
public struct StaffShortage: Hashable, Sendable {
  /// Vacant posts in one community.
  public struct Place: Hashable, Sendable {
    public let community: String
    public let township: String
    public let vacant: Int
  }

  /// Posts that need the same skills beyond those of the role.
  public struct Need: Hashable, Sendable {
    public let skills: [String]
    public let posts: Int
    public let vacant: Int
  }

  public let role: Int
  /// Posts that compete for the same people, by what they need; each with what it needs beyond the role.
  public let posts: Int
  public let skills: [String]
  /// ``posts`` by what they need, none first.
  public let needs: [Need]
  /// The greatest load among them, in thousandths of a household.
  public let heaviest: Int
  /// How many of ``posts`` the people who can hold any of them could fill at most (Hall's condition, and their limits of
  /// households together): no assignment fills more.
  public let capacity: Int
  public let people: Int
  public let vacant: Int
  public let places: [Place]
  /// So many more people of the role, with its limits and ``skills``, fill every post; `nil` where a post is too heavy for
  /// anybody in the role.
  public let morePeople: Int?
  /// Fewer do not. Where it is less than ``morePeople``, how many are needed lies between the two.
  public let morePeopleBound: Int?
  /// The smallest limit of grids a person that would do; `nil` where none does.
  public let maximumGridsNeeded: Int?
  /// The smallest limit of households a person that would do; `nil` where none does.
  public let maximumHouseholdsNeeded: Int?
}

/// One post: one person of a role in one grid.
public struct StaffPost: Hashable, Sendable {
  /// The position of the grid in the list of grids.
  public let grid: Int
  /// The position of the role in ``StaffingRules/roles``.
  public let role: Int
  /// From 1, among the posts of the role in the grid.
  public let number: Int
  /// The post's part of the grid's load, in thousandths of a household: people of one role share the grid between them,
  /// and every role answers for the whole of it.
  public let load: Int
  /// What whoever holds it must be able to do.
  public let skills: Set<String>

  package init(grid: Int, role: Int, number: Int, load: Int, skills: Set<String>) {
    self.grid = grid
    self.role = role
    self.number = number
    self.load = load
    self.skills = skills
  }
}

/// The posts that the rules ask for, grid by grid, in the order of roles.
///
/// Several rules for one role add up in a grid, but never to a second leader.
///
/// - Parameters:
///   - shares: How many people of one role a grid gets by an apportionment, or empty. A grid that gets more than the rules
///     ask has more posts of the role.
///   - shared: The position of that role.
/// - Complexity: O(grids · rules + posts).
public func makePosts(
  _ grids: [StaffedGrid], rules: StaffingRules, shares: [Int] = [], of shared: Int = 0
) -> [StaffPost] {
  var posts: [StaffPost] = []
  for (index, grid) in grids.enumerated() {
    var skills = [[Set<String>]](repeating: [], count: rules.roles.count)
    for rule in rules.posts {
      guard let role = rules.role(rule.role) else { continue }
      let needed = rules.roles[role].skills.union(rule.skills)
      skills[role] += Array(repeating: needed, count: rule.count(for: grid))
      if rules.roles[role].isLeader { skills[role] = Array(skills[role].prefix(1)) }
    }
    if index < shares.count {
      let more = shares[index] - skills[shared].count
      if more > 0 { skills[shared] += Array(repeating: rules.roles[shared].skills, count: more) }
    }
    for (role, list) in skills.enumerated() {
      for (number, needed) in list.enumerated() {
        // What does not divide evenly goes to the first.
        let load = grid.load / list.count + (number < grid.load % list.count ? 1 : 0)
        posts.append(StaffPost(grid: index, role: role, number: number + 1, load: load, skills: needed))
      }
    }
  }
  return posts
}

extension StaffingRules {
  /// How many posts of a role a grid needs; of a role that leads, one at most.
  ///
  /// - Parameter role: A position in ``roles``.
  public func count(of role: Int, in grid: StaffedGrid) -> Int {
    let own = roles[role]
    let count = posts.reduce(0) { $1.role == own.id ? $0 + $1.count(for: grid) : $0 }
    return own.isLeader ? min(1, count) : count
  }

  /// The role whose people a head count, a limit of load and a comparison count: every role answers for the whole of the
  /// load, so one number of people shares it out only when they are of one role.
  ///
  /// - Parameter id: `nil` takes the only role that the rules ask for.
  /// - Throws: ``StaffingError/severalRoles(_:)``, ``StaffingError/noSuchRole(_:known:)``,
  ///   ``StaffingError/leaderNotShared(role:)``, ``StaffingError/noPosts``.
  public func countedRole(_ id: String?, in grids: [StaffedGrid]) throws(StaffingError) -> Int {
    let asked = roles.indices.filter { role in grids.contains { count(of: role, in: $0) > 0 } }
    guard let first = asked.first else { throw .noPosts }
    var counted = first
    if let id {
      guard let index = asked.first(where: { roles[$0].id == id }) else {
        throw .noSuchRole(id, known: asked.map { roles[$0].id })
      }
      counted = index
    } else if asked.count > 1 {
      throw .severalRoles(asked.map { roles[$0].id })
    }
    guard !roles[counted].isLeader else { throw .leaderNotShared(role: roles[counted].id) }
    return counted
  }
}

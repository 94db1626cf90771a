/// Loads per worker, for the county and its parts, role by role.
public struct StaffBalance: Hashable, Sendable {
  /// What figures are about.
  public enum Scope: Hashable, Sendable {
    case county
    case township(String)
    case community(String)
  }

  /// One row of a table.
  public struct Row: Hashable, Sendable {
    public let scope: Scope
    /// The position of the role in the rules.
    public let role: Int
    /// Of the workers who have any load; `nil` where nobody has.
    public let figures: LoadFigures?
    /// Workers whose posts weigh nothing, such as those of dedicated grids where nobody lives and of grids above leaves:
    /// counted apart, because how evenly households lie on people does not concern them.
    public let unladen: Int
  }

  /// County first, then townships and communities in the order in which they first appear, each with its roles.
  public let rows: [Row]
  /// Loads of the county's workers who have any, by role, in the order of members.
  public let loads: [[Int]]
  /// The county's workers whose posts weigh nothing, by role.
  public let unladen: [Int]

  /// The balance of an assignment.
  ///
  /// Somebody who holds posts in several places counts in each with what they have there.
  ///
  /// - Parameter memberOfPost: Who holds each post; several people may be said to hold one only by naming it twice.
  public init(_ memberOfPost: [Int?], posts: [StaffPost], grids: [StaffedGrid], rules: StaffingRules) {
    var order: [Scope] = [.county]
    var sums: [Scope: [Int: [Int: Int]]] = [:]
    func add(_ scope: Scope, _ role: Int, _ member: Int, _ load: Int) {
      if sums[scope] == nil, scope != .county { order.append(scope) }
      sums[scope, default: [:]][role, default: [:]][member, default: 0] += load
    }
    for (post, member) in zip(posts, memberOfPost) {
      guard let member else { continue }
      let grid = grids[post.grid]
      add(.county, post.role, member, post.load)
      add(.township(grid.township), post.role, member, post.load)
      add(.community(grid.community), post.role, member, post.load)
    }
    func loads(_ scope: Scope, _ role: Int) -> [Int] {
      (sums[scope]?[role] ?? [:]).sorted { $0.key < $1.key }.map(\.value)
    }
    rows = order.flatMap { scope in
      rules.roles.indices.compactMap { role in
        let all = loads(scope, role)
        guard !all.isEmpty else { return nil }
        let laden = all.filter { $0 > 0 }
        return Row(
          scope: scope, role: role, figures: LoadFigures(laden, band: rules.band), unladen: all.count - laden.count)
      }
    }
    self.loads = rules.roles.indices.map { loads(.county, $0).filter { $0 > 0 } }
    unladen = rules.roles.indices.map { loads(.county, $0).count { $0 == 0 } }
  }
}

/// Who would hold each post if everybody stayed where they are: for a table of before and after.
///
/// The posts of a role in a grid go to the people there in the order of the roster; more people than posts stay without.
public func presentHolders(of posts: [StaffPost], members: [StaffMember]) -> [Int?] {
  var waiting: [[Int]: [Int]] = [:]
  for (index, member) in members.enumerated() {
    guard let role = member.role else { continue }
    for grid in member.present { waiting[[grid, role], default: []].append(index) }
  }
  return posts.map { post in
    guard var queue = waiting[[post.grid, post.role]], !queue.isEmpty else { return nil }
    let member = queue.removeFirst()
    waiting[[post.grid, post.role]] = queue
    return member
  }
}

/// How an assignment runs; nothing here changes what it finds.
public struct StaffControl: Sendable {
  public var threads: Int
  /// Asked now and then.
  public var isCancelled: @Sendable () -> Bool

  /// A control; threads below one count as one.
  public init(threads: Int = 1, isCancelled: @escaping @Sendable () -> Bool = { false }) {
    self.threads = max(1, threads)
    self.isCancelled = isCancelled
  }
}

/// Gives posts to people, role by role.
///
/// Nobody breaks a limit: people hold posts of their own role only, as many grids and households as they may, with the
/// skills a post asks for, and never two posts in one grid. Then, in this order, as many posts as possible are filled,
/// the fewest households are left without, the greatest load is small, ways are short, and people keep their posts. Somebody
/// gets a second post only where there are fewer people than posts.
///
/// Where everybody holds one post the result is the best there is, and its prices prove it: no pair of person and post
/// would have done better. Where people hold several, most posts within limits of households are as hard as packing
/// several knapsacks, and smallest greatest load as multiprocessor scheduling: the best plan found comes with bounds, and
/// small cases are searched to the end.
///
/// - Parameters:
///   - posts: Those of ``makePosts(_:rules:shares:)`` for the same grids and rules.
///   - ways: How far people live from grids.
/// - Returns: The same for the same input, on any number of threads.
/// - Throws: ``StaffingError/cancelled``.
/// - Complexity: O(posts · people) for the proof; some seconds for 12,406 of each.
public func assign(
  _ members: [StaffMember], to posts: [StaffPost], in grids: [StaffedGrid], rules: StaffingRules,
  ways: StaffWays = .straight, control: StaffControl = StaffControl()
) throws(StaffingError) -> StaffAssignment {
  var result = StaffAssignment(memberOfPost: [Int?](repeating: nil, count: posts.count), roles: [], shortages: [])
  for role in rules.roles.indices {
    let problem = RoleProblem(role: role, posts: posts, members: members, grids: grids, rules: rules, ways: ways)
    guard !problem.posts.isEmpty else { continue }
    let solution = problem.solve(threads: control.threads, isCancelled: control.isCancelled)
    if control.isCancelled() { throw .cancelled }
    for (row, column) in solution.columnOfRow.enumerated() where column >= 0 {
      result.memberOfPost[problem.posts[row]] = problem.members[Int(column)]
    }
    result.roles.append(solution.outcome)
    result.shortages += problem.shortages(
      solution.columnOfRow, filledBound: solution.outcome.filledBound, rules: rules)
  }
  return result
}

/// Who holds what in one role.
struct RoleSolution {
  let columnOfRow: [Int32]
  let outcome: RoleOutcome
}

extension RoleProblem {
  func solve(threads: Int, isCancelled: @Sendable () -> Bool) -> RoleSolution {
    let single = ClassFlow(costs.classes, capacities: capacities.map { min(1, $0) })
    guard isOneEach(single) else { return severalEach(threads: threads, isCancelled: isCancelled) }
    let result = Transport(
      costs: costs, capacity: capacities.map { Int32(min(1, $0)) }, weights: single.isComplete ? nil : rows.map(\.load),
      threads: threads
    ).solve(isCancelled: isCancelled)
    let counts = tally(result.columnOfRow)
    let isFilled = counts.filled == single.filled && result.isProved
    let vacant = vacantLoad(result.columnOfRow)
    return RoleSolution(
      columnOfRow: result.columnOfRow,
      outcome: RoleOutcome(
        role: role, posts: rows.count, filled: counts.filled, filledBound: single.filled, vacantLoad: vacant,
        vacantLoadBound: isFilled ? vacant : 0, people: columns.count, placed: counts.placed,
        greatestLoad: counts.greatest,
        // With one post each the load of a post is that of its person, whoever it is.
        greatestLoadBound: isFilled ? counts.greatest : 0, travel: counts.travel,
        travelBound: result.isProved ? counts.travel : min(counts.travel, result.bound / costs.scale),
        changes: presentCount - counts.kept, areChangesProved: result.isProved))
  }
}

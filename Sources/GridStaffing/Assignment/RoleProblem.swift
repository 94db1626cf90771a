/// The posts of one role and the people who may hold them.
struct RoleProblem: Sendable {
  let role: Int
  /// Positions in the list of all posts and of all members.
  let posts: [Int]
  let members: [Int]
  let rows: [StaffPost]
  let columns: [StaffMember]
  let grids: [StaffedGrid]
  /// The most grids of each person, and the most load, in thousandths of a household.
  let capacities: [Int]
  let limits: [Int]
  let costs: PairCosts
  /// Rows that somebody can hold.
  let fillable: [Int]

  init(
    role: Int, posts all: [StaffPost], members: [StaffMember], grids: [StaffedGrid], rules: StaffingRules,
    ways: StaffWays
  ) {
    self.role = role
    self.grids = grids
    let own = rules.roles[role]
    posts = all.indices.filter { all[$0].role == role }
    self.members = members.indices.filter {
      members[$0].role == role && members[$0].home != nil && members[$0].maximumGrids != 0
    }
    let rows = posts.map { all[$0] }
    let columns = self.members.map { members[$0] }
    capacities = columns.map { max(0, $0.maximumGrids ?? own.maximumGrids) }
    limits = columns.map { ($0.maximumHouseholds ?? own.maximumHouseholds).map { $0 * 1000 } ?? .max }
    let classes = EligibilityClasses(posts: rows, members: columns, limits: limits)
    costs = PairCosts(
      posts: rows, members: columns, at: self.members, grids: grids, classes: classes, ways: ways)
    self.rows = rows
    self.columns = columns
    let isHeld = classes.posts.indices.map { post in classes.members.indices.contains { classes.fits(post, $0) } }
    fillable = rows.indices.filter { isHeld[classes.ofPost[$0]] }
  }

  /// Whether every post that somebody can hold can have a person of its own, or nobody may have more than one.
  func isOneEach(_ flow: ClassFlow) -> Bool {
    flow.filled == fillable.count || capacities.allSatisfy { $0 <= 1 }
  }

  /// Grids held until now that have posts of the role.
  var presentCount: Int {
    Set(costs.presentPairs.map { [rows[$0.row].grid, $0.column] }).count
  }

  /// Counts an assignment: rows to columns, −1 for none.
  func tally(_ columnOfRow: [Int32]) -> (filled: Int, placed: Int, greatest: Int, travel: Int, kept: Int) {
    var loads = [Int](repeating: 0, count: columns.count)
    var holds = [Bool](repeating: false, count: columns.count)
    var filled = 0
    var travel = 0
    var kept = 0
    for (row, column) in columnOfRow.enumerated() where column >= 0 {
      filled += 1
      loads[Int(column)] += rows[row].load
      holds[Int(column)] = true
      travel += costs.decimetres(row, Int(column))
      kept += costs.isPresent(row, Int(column)) ? 1 : 0
    }
    return (filled, holds.count { $0 }, loads.max() ?? 0, travel, kept)
  }
}

public import GridStaffing

/// A person of the roster, as a plan states it.
public struct AuditWorker: Hashable, Sendable {
  public var id: String
  /// Empty for none.
  public var role: String
  public var skills: Set<String>
  /// `nil` leaves it to the role.
  public var maximumGrids: Int?
  public var maximumHouseholds: Int?
  public var hasHome: Bool

  /// A person, as the table `workers` has it.
  public init(
    id: String, role: String, skills: Set<String> = [], maximumGrids: Int? = nil, maximumHouseholds: Int? = nil,
    hasHome: Bool = true
  ) {
    self.id = id
    self.role = role
    self.skills = skills
    self.maximumGrids = maximumGrids
    self.maximumHouseholds = maximumHouseholds
    self.hasHome = hasHome
  }
}

/// A post, as the table `assignments` has it.
public struct AuditAssignment: Hashable, Sendable {
  /// `nil` for a vacant post.
  public var worker: String?
  public var grid: String
  public var role: String

  /// A post of a role in a grid, and who holds it.
  public init(worker: String?, grid: String, role: String) {
    self.worker = worker
    self.grid = grid
    self.role = role
  }
}

/// People, posts and the rules that ask for them. Households are not believed: they are counted from atoms.
public struct AuditStaffing: Hashable, Sendable {
  public var rules: StaffingRules
  public var workers: [AuditWorker]
  public var assignments: [AuditAssignment]
  /// What grids weigh by the rules, reckoned from atoms, in thousandths of a household by code; a grid that is not listed
  /// weighs its households.
  public var loads: [String: Int]

  /// What the staffing rules of the audit look at.
  public init(
    rules: StaffingRules, workers: [AuditWorker], assignments: [AuditAssignment], loads: [String: Int] = [:]
  ) {
    self.rules = rules
    self.workers = workers
    self.assignments = assignments
    self.loads = loads
  }
}

/// A rule about people and posts; it finds nothing out in a plan without a roster.
protocol StaffingRule: AuditRule {}

extension StaffingRule {
  func applies(to evidence: AuditEvidence) -> Bool { evidence.staff != nil }
}

/// People and posts by their positions.
struct StaffEvidence: Sendable {
  let rules: StaffingRules
  let workers: [AuditWorker]
  let assignments: [AuditAssignment]
  private let loads: [String: Int]
  /// The first worker of each id.
  let workerOfID: [String: Int]
  /// Positions of the posts that a worker of the roster holds, by worker; of the posts of each grid.
  let postsOfWorker: Buckets
  let postsOfGrid: Buckets
  /// −1 for nobody, or somebody who is not in the roster.
  let workerOfPost: [Int]
  let gridOfPost: [Int]

  init(_ staffing: AuditStaffing, gridOfCode: [String: Int], grids: Int) {
    rules = staffing.rules
    workers = staffing.workers
    assignments = staffing.assignments
    loads = staffing.loads
    let workerOfID = AuditEvidence.firstIndex(of: staffing.workers.map(\.id))
    self.workerOfID = workerOfID
    workerOfPost = staffing.assignments.map { $0.worker.flatMap { workerOfID[$0] } ?? -1 }
    gridOfPost = staffing.assignments.map { gridOfCode[$0.grid] ?? -1 }
    postsOfWorker = Buckets(workerOfPost, count: staffing.workers.count)
    postsOfGrid = Buckets(gridOfPost, count: grids)
  }

  /// What a grid weighs, in thousandths of a household; `nil` where it weighs its households.
  func load(ofGrid code: String) -> Int? { loads[code] }

  func role(_ id: String) -> StaffRole? { rules.roles.first { $0.id == id } }

  /// People of the roster who hold a post of a role in a grid, each once.
  func holders(ofGrid grid: Int, role: String) -> [Int] {
    var seen: Set<Int> = []
    return postsOfGrid[grid].compactMap { post in
      let worker = workerOfPost[post]
      return assignments[post].role == role && worker >= 0 && seen.insert(worker).inserted ? worker : nil
    }
  }
}

extension AuditEvidence {
  /// What staffing knows of a grid, households counted from atoms.
  func staffedGrid(_ index: Int) -> StaffedGrid {
    let grid = input.grids[index]
    return StaffedGrid(
      code: grid.code, kind: grid.kind, community: grid.community, township: "", isLeaf: tree.isLeaf(index),
      households: households[index], load: households[index] * 1000, place: StaffPlace(x: 0, y: 0),
      siteClass: input.siteClasses[grid.code])
  }

  /// How many people of each role the rules ask for in a grid, roles without any left out.
  func postsNeeded(_ index: Int, _ staff: StaffEvidence) -> [(role: StaffRole, count: Int)] {
    let grid = staffedGrid(index)
    return staff.rules.roles.compactMap { role in
      let count = staff.rules.posts.reduce(0) { $0 + ($1.role == role.id ? $1.count(for: grid) : 0) }
      return count > 0 ? (role, role.isLeader ? 1 : count) : nil
    }
  }
}

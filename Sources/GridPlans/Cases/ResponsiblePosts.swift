import GridLayers
import GridStaffing

/// Who is in charge of the cases that are with a grid, for lists and maps alike: whoever leads it, else whoever works in it,
/// in the order of the rules; where it has nobody, the same of the grid above. Where nobody is there either, it is the first
/// post of the grid, vacant.
struct ResponsiblePosts {
  /// People by their ids in the roster, for use inside the house.
  struct Post: Hashable {
    let grid: String
    let role: String
    let number: Int
    /// `nil` for a vacant post.
    let worker: String?
  }

  /// The first post of each grid that somebody holds, and the first of all.
  private var held: [String: Post] = [:]
  private var first: [String: Post] = [:]
  private let parents: [String: String]

  /// - Parameters:
  ///   - parents: The parent of each grid that has one.
  ///   - leaders: The roles that lead.
  init(_ staffing: PlanStaffing?, parents: [String: String], leaders: Set<String>) {
    self.parents = parents
    for leads in [true, false] {
      for item in staffing?.assignments ?? [] where leaders.contains(item.role) == leads {
        let grid = item.grid.text
        let post = Post(grid: grid, role: item.role, number: item.number, worker: item.worker)
        if first[grid] == nil { first[grid] = post }
        if item.worker != nil, held[grid] == nil { held[grid] = post }
      }
    }
  }

  init(_ plan: Plan) throws(PlanError) {
    let parents = plan.grids.compactMap { grid in grid.parent.map { (grid.code.text, $0.text) } }
    let rules = try plan.staffingSpec(file: plan.name).rules
    self.init(
      plan.staffing, parents: Dictionary(parents, uniquingKeysWith: { first, _ in first }),
      leaders: Set(rules.roles.filter(\.isLeader).map(\.id)))
  }

  /// No hierarchy is deeper; parents in a circle end here.
  static let mostLevels = 8

  /// The post in charge; `nil` where neither the grid nor one above it has posts.
  func post(of grid: String) -> Post? {
    if let post = held[grid] { return post }
    let path = [grid] + parents(of: grid).reversed()
    return path.lazy.compactMap { held[$0] }.first ?? path.lazy.compactMap { first[$0] }.first
  }

  /// The grids above, from the first level down.
  func parents(of grid: String) -> [String] {
    var path: [String] = []
    var code = grid
    while let parent = parents[code], path.count < Self.mostLevels {
      path.append(parent)
      code = parent
    }
    return path.reversed()
  }
}

extension PlanFile {
  /// The parent of each grid that has one.
  func parentCodes() throws(PlanError) -> [String: String] {
    var parents: [String: String] = [:]
    try rows("grids", ["code", "parent"]) { row in
      if let code = row.text(0), let parent = row.text(1) { parents[code] = parent }
    }
    return parents
  }

  /// Who is in charge where, by the tables alone.
  func responsiblePosts() throws(PlanError) -> ResponsiblePosts {
    var text = ""
    try rows("plan", ["key", "value"]) { row in if row.text(0) == "staffing" { text = row.text(1) ?? "" } }
    let spec =
      text.isEmpty
      ? try StaffingSpec(named: StaffingSpec.standardPreset) : try StaffingSpec(yaml: text, file: "\(path)#plan")
    return ResponsiblePosts(
      try staffing(try layerNames()), parents: try parentCodes(), leaders: Set(spec.rules.roles.filter(\.isLeader).map(\.id)))
  }
}

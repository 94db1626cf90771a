import GridLayers
import GridStaffing

/// Who is in charge of the cases of a leaf grid: whoever leads it, else whoever works in it; where it has nobody, the same of
/// the grid above.
struct ResponsiblePosts {
  /// A post that somebody holds; people by their ids in the roster, for use inside the house.
  struct Post: Hashable {
    let grid: String
    let role: String
    let number: Int
    let worker: String
  }

  /// The first post of each grid.
  private var posts: [String: Post] = [:]
  private let parents: [String: String]

  /// - Parameters:
  ///   - parents: The parent of each grid that has one.
  ///   - leaders: The roles that lead.
  init(_ staffing: PlanStaffing?, parents: [String: String], leaders: Set<String>) {
    self.parents = parents
    for leads in [true, false] {
      for item in staffing?.assignments ?? [] where leaders.contains(item.role) == leads {
        guard let worker = item.worker, posts[item.grid.text] == nil else { continue }
        posts[item.grid.text] = Post(grid: item.grid.text, role: item.role, number: item.number, worker: worker)
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

  /// The post in charge; `nil` where nobody is.
  func post(of grid: String) -> Post? {
    var code = grid
    for _ in 0..<Self.mostLevels {
      if let post = posts[code] { return post }
      guard let parent = parents[code] else { return nil }
      code = parent
    }
    return nil
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

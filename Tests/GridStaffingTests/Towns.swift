import GridPartitioning
import GridStaffing

/// Grids and people made up from a seed.
struct Town {
  var grids: [StaffedGrid]
  var members: [StaffMember]

  /// - Parameters:
  ///   - skills: Every third person can do `school`; used with rules that ask for it.
  ///   - span: The side of the town in metres; a small one makes many equal ways.
  init(grids count: Int, people: Int, seed: UInt64, span: Double = 20_000, capacity: Int? = nil, present: Bool = false)
  {
    var random = StableRandom(seed: seed)
    func place() -> StaffPlace {
      StaffPlace(x: Double.random(in: 0...span, using: &random), y: Double.random(in: 0...span, using: &random))
    }
    grids = (0..<count).map { index in
      let households = Int.random(in: 20...600, using: &random)
      return StaffedGrid(
        code: "g\(index)", kind: index % 7 == 0 ? "dedicated" : "first", community: "c\(index / 5)",
        township: "t\(index / 20)", isLeaf: true, households: households, load: households * 1000, place: place(),
        siteClass: index % 7 == 0 ? "school" : nil)
    }
    members = (0..<people).map { index in
      StaffMember(
        id: "p\(index)", role: 0, skills: index % 3 == 0 ? ["school"] : [], home: place(), maximumGrids: capacity,
        present: present && index < count ? [(index * 7) % count] : [])
    }
  }
}

extension StaffingRules {
  /// One worker a grid, who may hold so many.
  static func workers(maximumGrids: Int = 1, maximumHouseholds: Int? = nil, schoolSkill: Bool = false) throws
    -> StaffingRules
  {
    try StaffingRules(
      roles: [
        StaffRole(
          id: "worker", name: StaffText(en: "worker", zh: "网格员"), maximumGrids: maximumGrids,
          maximumHouseholds: maximumHouseholds)
      ],
      posts: schoolSkill
        ? [
          PostRule(role: "worker", quantity: .each(1), kinds: ["first"]),
          PostRule(role: "worker", quantity: .each(1), sites: ["school"], skills: ["school"]),
        ] : [PostRule(role: "worker", quantity: .each(1))])
  }
}

/// An assignment counted by hand.
struct Count {
  var travel = 0
  var kept = 0
  var loads: [Int]

  init(_ assignment: StaffAssignment, _ posts: [StaffPost], _ town: Town) {
    loads = town.members.map { _ in 0 }
    for (post, member) in zip(posts, assignment.memberOfPost) {
      guard let member, let home = town.members[member].home else { continue }
      travel += home.decimetres(to: town.grids[post.grid].place)
      kept += town.members[member].present.contains(post.grid) ? 1 : 0
      loads[member] += post.load
    }
  }
}

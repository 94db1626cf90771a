import GridCoverages
import GridGeometry

/// Whether places lie in the areas that a feed puts them in.
struct StatedAreas {
  enum Answer: Hashable {
    case agrees
    /// The area claims the place, and so does another, to which the plan gives it.
    case overlap
    case outside
    case different
    case unlocated
  }

  private let names: [GridCode: Set<String>]
  private let claims: PointLocator?
  private let claimants: [Set<String>]

  /// A grid goes by its code and name and those of its parents, community and township; an adopted area also by the
  /// ground that it claimed.
  init(_ plan: Plan, _ locator: GridLocator) {
    let communities = Dictionary(plan.communities.map { ($0.code, $0.name) }, uniquingKeysWith: { first, _ in first })
    var names: [GridCode: Set<String>] = [:]
    for grid in plan.grids where grid.isLeaf {
      let path = locator.path(of: grid.code).flatMap { [$0.code.text, $0.name] }
      let around = [grid.community, communities[grid.community] ?? "", grid.township]
      names[grid.code] = Set((path + around).map(Self.folded)).subtracting([""])
    }
    self.names = names
    claims = plan.originals.isEmpty ? nil : PointLocator(plan.originals.map(\.ground))
    claimants = plan.originals.map { [Self.folded($0.code), Self.folded($0.name)] }
  }

  /// - Parameters:
  ///   - grids: The leaf grids that the point is in.
  ///   - point: In the plan's reference system.
  func answer(_ area: String, _ grids: [GridCode], _ point: Point?) -> Answer {
    let area = Self.folded(area)
    guard let point else { return .unlocated }
    if grids.contains(where: { names[$0]?.contains(area) ?? false }) { return .agrees }
    let claimed: Bool =
      switch claims?.locate(point) ?? .outside {
      case .inside(let index): claimants[index].contains(area)
      case .ambiguous(let indices): indices.contains { claimants[$0].contains(area) }
      case .outside: false
      }
    return claimed ? .overlap : grids.isEmpty ? .outside : .different
  }

  private static func folded(_ name: String) -> String { name.lowercased() }
}

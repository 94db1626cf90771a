import GridCases
import GridCoverages
import GridGeometry

/// Where open cases may be shown to the public: moved around the homes they are nearest to, by households that live
/// there.
struct PublicPoints {
  /// The moved points by row, and the leaf that each lies in, by the plan's position.
  private(set) var places: [Int: Point] = [:]
  private(set) var leafOf: [Point: Int] = [:]

  /// - Parameters:
  ///   - rows: Of each leaf grid, by the plan's position: cases that may be shown, with their places.
  ///   - threads: Changes the time it takes, never the result.
  init(
    _ rows: [(leaf: Int, cases: [(row: Int, place: Point)])], in plan: Plan, mask: CaseMask, threads: Int,
    _ control: PlanningControl
  ) throws(PlanError) {
    let wanted = Set(rows.map { plan.grids[$0.leaf].code })
    var homes: [GridCode: [PlanAtom]] = [:]
    for atom in plan.atoms where atom.households > 0 && wanted.contains(atom.grid) {
      homes[atom.grid, default: []].append(atom)
    }
    let homesOf = homes
    let moved = try concurrentMap(count: rows.count, threads: threads) { number -> Result<[Point?], PlanError> in
      guard !control.isCancelled else { return .failure(.interrupted) }
      let grid = plan.grids[rows[number].leaf]
      let sites = (homesOf[grid.code] ?? []).compactMap { atom in
        atom.ground.interiorPoint.map { HomeSite(place: $0, households: atom.households) }
      }
      return .success(Self.move(rows[number].cases.map(\.place), in: grid, sites, mask))
    }
    for (own, points) in zip(rows, moved) {
      for (item, point) in zip(own.cases, points) {
        guard let point else { continue }
        places[item.row] = point
        leafOf[point] = own.leaf
      }
    }
  }

  /// The public places of cases of one grid. All cases of a home have one, which is looked for once.
  private static func move(_ places: [Point], in grid: Grid, _ sites: [HomeSite], _ mask: CaseMask) -> [Point?] {
    let masked = MaskedGrid(homes: sites, mask: mask)
    let locator = PointLocator([grid.ground])
    let homes = NearestHome(sites)
    var known: [Point: Point?] = [:]
    return places.map { place in
      guard let home = homes.home(of: place) else { return nil }
      if let point = known[home] { return point }
      // Not on a border either, where the last digit of degrees would put it beyond.
      let point = masked.publicPlace(of: home) { point in
        Self.around.allSatisfy { locator.locate(Point(point.x + $0.x, point.y + $0.y)) == .inside(0) }
      }
      known[home] = .some(point)
      return point
    }
  }

  private static let around = [Point(0, 0), Point(0.1, 0), Point(-0.1, 0), Point(0, 0.1), Point(0, -0.1)]
}

/// The home that a place is nearest to, as ``GridCases/MaskedGrid`` tells it.
private struct NearestHome {
  private let homes: [Point]

  init(_ sites: [HomeSite]) {
    homes = sites.filter { $0.households > 0 && $0.place.isFinite }.map(\.place).sorted { ($0.x, $0.y) < ($1.x, $1.y) }
  }

  func home(of place: Point) -> Point? {
    homes.min { place.distance(to: $0) < place.distance(to: $1) }
  }
}

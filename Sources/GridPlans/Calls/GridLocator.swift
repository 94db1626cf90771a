import GridCoverages
public import GridGeometry

/// Which grid a point is in.
public enum GridPlace: Hashable, Sendable {
  /// The leaf grid's code.
  case inside(GridCode)
  case outside
  /// In several grids at once: dedicated grids laid over others, or a faulty plan.
  case ambiguous([GridCode])
  /// The point cannot be placed: its coordinates are no numbers, or none of its reference system.
  case invalid(reason: BilingualText)
}

/// Answers points by the thousand: a plan's leaf grids under an index.
///
/// A point on a border belongs to exactly one grid, by the half-open rule of ``GridCoverages/PointLocator``.
public struct GridLocator: Sendable {
  private let locator: PointLocator
  private let codes: [GridCode]
  private let records: [GridCode: Grid]
  /// Whether dedicated grids lie over the others instead of beside them.
  private let hasOverlays: Bool

  /// A locator over the leaf grids of a plan. O(n log n) in their vertices.
  public init(_ plan: Plan) {
    let leaves = plan.grids.filter(\.isLeaf)
    locator = PointLocator(leaves.map(\.ground))
    codes = leaves.map(\.code)
    hasOverlays = plan.dedicatedMode == .overlay
    records = Dictionary(plan.grids.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The grid of a point in the plan's reference system. O(log n).
  public func locate(_ point: Point) -> GridPlace {
    guard point.isFinite else {
      return .invalid(reason: BilingualText(en: "its coordinates are not finite numbers", zh: "坐标不是有限的数字"))
    }
    return switch locator.locate(point) {
    case .inside(let index): .inside(codes[index])
    case .outside: .outside
    case .ambiguous(let indices): .ambiguous(indices.map { codes[$0] })
    }
  }

  /// The grids of points in the plan's reference system. O(log n) each.
  public func locate(_ points: [Point]) -> [GridPlace] {
    zip(points, leaves(at: points)).map { $1 >= 0 ? .inside(leaf($1)) : $1 == -1 ? .outside : locate($0) }
  }

  /// The numbers of the leaf grids of points, for ``leaf(_:)``: −1 for a point in none, −2 for one that
  /// ``locate(_:)-(Point)`` has to be asked for, in several or not placed at all. O(1) on average each.
  func leaves(at points: [Point]) -> [Int32] {
    zip(points, locator.locate(points)).map { $1 == -1 && !$0.isFinite ? -2 : $1 }
  }

  /// The leaf grid of a number.
  func leaf(_ number: Int32) -> GridCode { codes[Int(number)] }

  var leafCount: Int { codes.count }

  /// The grid of a point in another system.
  public func locate(_ point: Point, by transformation: Transformation) -> GridPlace {
    guard point.isFinite, let moved = try? transformation.apply([point])[0] else {
      let system = transformation.source.name
      return .invalid(
        reason: BilingualText(
          en: "its coordinates (\(point.x), \(point.y)) do not fit \(system)",
          zh: "坐标 (\(point.x), \(point.y)) 不符合 \(system)"))
    }
    return locate(moved)
  }

  /// Those of the leaf grids of a point that have its ground: a dedicated grid laid over others takes nothing from them.
  func holders(among grids: [GridCode]) -> [GridCode] {
    guard hasOverlays, grids.count > 1 else { return grids }
    let others = grids.filter { records[$0]?.kind != .dedicated }
    return others.isEmpty ? grids : others
  }

  /// The dedicated grids laid over the one that has a point's ground.
  func overlays(at point: Point) -> [GridCode] {
    guard hasOverlays, case .ambiguous(let found) = locate(point) else { return [] }
    let holders = Set(holders(among: found))
    return found.filter { !holders.contains($0) }
  }

  /// The grid of a code; `nil` where the plan has none such.
  func grid(_ code: GridCode) -> Grid? { records[code] }

  /// The grid with its parents, from the first level down.
  public func path(of code: GridCode) -> [Grid] {
    var path: [Grid] = []
    var next: GridCode? = code
    while let code = next, let grid = records[code], path.count < 4 {
      path.append(grid)
      next = grid.parent
    }
    return path.reversed()
  }
}

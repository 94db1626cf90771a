import GridCoverages
public import GridGeometry

/// A case as the audit looks at it: where it is and how it stands, and nothing of what it is about.
public struct AuditCase: Hashable, Sendable, BitwiseCopyable {
  /// In the plan's system; `nil` for a case that came without coordinates.
  public var point: Point?
  /// The position in ``AuditCases/grids`` of the leaf grid that the plan says it is in; −1 for none.
  public var grid: Int32
  /// Whether its limit had run out at the instant looked at.
  public var isOverdue: Bool

  /// An open case.
  public init(point: Point?, grid: Int32, isOverdue: Bool = false) {
    self.point = point
    self.grid = grid
    self.isOverdue = isOverdue
  }
}

/// Cases that were merged into one that went on for them and was then withdrawn, or is not there: their matter is open
/// nowhere, and was not closed either.
public struct AuditLostMatter: Hashable, Sendable {
  /// The case at the end of the chain.
  public var end: String
  /// Those merged into it, also by way of others, each once.
  public var cases: [String]
  /// Where the first of them lies that has a place.
  public var point: Point?

  /// Merged cases and the one that they all led to.
  public init(end: String, cases: [String], point: Point?) {
    self.end = end
    self.cases = cases
    self.point = point
  }
}

/// The open cases of a plan, and those that were merged away for nothing.
public struct AuditCases: Hashable, Sendable {
  /// Codes of grids, as the cases of the plan name them.
  public var grids: [String]
  /// Those that were open at the instant looked at.
  public var open: [AuditCase]
  /// Whether limits were held against an instant that somebody named; overdue cases are told only then.
  public var hasLimits: Bool
  /// In the order of their ends.
  public var lost: [AuditLostMatter]
  /// How many cases are merged into others in all.
  public var merged: Int

  /// Open cases and the grids they name.
  public init(
    grids: [String], open: [AuditCase], hasLimits: Bool, lost: [AuditLostMatter] = [], merged: Int = 0
  ) {
    self.lost = lost
    self.merged = merged
    self.grids = grids
    self.open = open
    self.hasLimits = hasLimits
  }
}

/// Where the open cases lie, found again from the ground of the leaf grids, in sums by grid and place.
struct CaseEvidence: Sendable {
  let hasLimits: Bool
  let lost: [AuditLostMatter]
  let merged: Int
  let open: Int
  /// Open cases with a place.
  let placed: Int
  let unlocated: Int
  /// Cases in no leaf grid by community, −1 for outside all of them, ascending.
  private(set) var outside: [(community: Int, count: Int, spot: Point)] = []
  /// Cases in several leaf grids that take part in the tiling, by those grids.
  private(set) var shared: [(grids: [Int], count: Int, spot: Point)] = []
  /// Cases that the plan has in another grid than the ground: by what it says, −1 for none, and by what is.
  private(set) var misplaced: [(stated: String, grid: Int, count: Int, spot: Point)] = []
  /// By grid: open cases in it, and those of them that are overdue.
  let openOfGrid: [Int]
  let overdueOfGrid: [Int]
  /// Overdue cases: those of each of ``outside`` and of ``shared``, those without a place, and all in no grid or in several.
  let overdueOutside: [Int]
  let overdueShared: [Int]
  let overdueUnlocated: Int
  let overdueElsewhere: Int

  init(
    _ cases: AuditCases, leaves: [Int], grounds: (Int) -> MultiPolygon, isOverlaid: (Int) -> Bool,
    communities: [MultiPolygon], gridOfCode: [String: Int], gridCount: Int
  ) {
    hasLimits = cases.hasLimits
    lost = cases.lost
    merged = cases.merged
    open = cases.open.count
    let locator = PointLocator(leaves.map(grounds))
    let ground = PointLocator(communities)
    let stated = cases.grids.map { gridOfCode[$0] ?? -1 }
    var openOfGrid = [Int](repeating: 0, count: gridCount)
    var overdueOfGrid = openOfGrid
    var (placed, unlocatedOverdue) = (0, 0)
    var outside: [Int: (count: Int, spot: Point)] = [:]
    var shared: [[Int]: (count: Int, spot: Point)] = [:]
    var overdueOutside: [Int: Int] = [:]
    var overdueShared: [[Int]: Int] = [:]
    var misplaced: [[Int]: (count: Int, spot: Point)] = [:]
    func note<Key>(_ sums: inout [Key: (count: Int, spot: Point)], _ key: Key, _ point: Point) {
      sums[key, default: (0, point)].count += 1
    }
    for item in cases.open {
      guard let point = item.point else {
        unlocatedOverdue += item.isOverdue ? 1 : 0
        continue
      }
      placed += 1
      let found = locator.locate(point).indices.map { leaves[$0] }
      // A dedicated grid laid over others takes nothing from the one that has the ground.
      let owners = found.count > 1 ? found.filter { !isOverlaid($0) } : found
      guard owners.count == 1 else {
        if owners.isEmpty {
          let community = ground.locate(point).indices.first ?? -1
          note(&outside, community, point)
          if item.isOverdue { overdueOutside[community, default: 0] += 1 }
        } else {
          note(&shared, owners, point)
          if item.isOverdue { overdueShared[owners, default: 0] += 1 }
        }
        continue
      }
      openOfGrid[owners[0]] += 1
      if item.isOverdue { overdueOfGrid[owners[0]] += 1 }
      let says = item.grid < 0 ? -1 : stated[Int(item.grid)]
      if says != owners[0], found.count == 1 { note(&misplaced, [Int(item.grid), owners[0]], point) }
    }
    self.placed = placed
    unlocated = open - placed
    self.openOfGrid = openOfGrid
    self.overdueOfGrid = overdueOfGrid
    overdueUnlocated = unlocatedOverdue
    overdueElsewhere = overdueOutside.values.reduce(unlocatedOverdue, +) + overdueShared.values.reduce(0, +)
    self.outside = outside.sorted { $0.key < $1.key }.map { ($0.key, $0.value.count, $0.value.spot) }
    self.shared = shared.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map {
      ($0.key, $0.value.count, $0.value.spot)
    }
    self.overdueOutside = self.outside.map { overdueOutside[$0.community] ?? 0 }
    self.overdueShared = self.shared.map { overdueShared[$0.grids] ?? 0 }
    self.misplaced = misplaced.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map {
      ($0.key[0] < 0 ? "" : cases.grids[$0.key[0]], $0.key[1], $0.value.count, $0.value.spot)
    }
  }
}

/// A rule about cases; it finds nothing out in a plan without any.
protocol CaseRule: AuditRule {}

extension CaseRule {
  func applies(to evidence: AuditEvidence) -> Bool { evidence.cases != nil }
}

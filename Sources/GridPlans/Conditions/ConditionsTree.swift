import GridCases

/// The places that open cases are counted in, parents first: the county, its townships, their communities, the grids, and
/// beside the townships what is in no grid.
struct ConditionsTree {
  enum Kind: Hashable { case county, elsewhere, outside, ambiguous, unlocated, township, community, grid }

  struct Node {
    let kind: Kind
    let code: String
    let parent: Int?
  }

  private(set) var nodes: [Node] = []
  /// The node of each grid of the plan, by its position there.
  private(set) var nodeOfGrid: [Int]
  /// The nodes of townships, in the order of their codes.
  private(set) var townships: [Int] = []
  private(set) var communities: [Int] = []
  /// The nodes of dedicated grids that are laid over others.
  private(set) var overlays: Set<Int> = []

  static let county = 0
  static let elsewhere = 1

  init(_ plan: Plan) {
    nodeOfGrid = Array(repeating: -1, count: plan.grids.count)
    for kind in [Kind.county, .elsewhere, .outside, .ambiguous, .unlocated] {
      let parent = kind == .county ? nil : kind == .elsewhere ? Self.county : Self.elsewhere
      nodes.append(Node(kind: kind, code: "", parent: parent))
    }
    let places = Set(
      plan.grids.map { Place(township: $0.township, community: $0.community) }
        + plan.communities.map { Place(township: $0.township, community: $0.code) }
    ).sorted()
    var townshipNodes: [String: Int] = ["": Self.county]
    var placeNodes: [Place: Int] = [:]
    for place in places {
      let township = townshipNodes[place.township] ?? add(.township, place.township, below: Self.county)
      if townshipNodes.updateValue(township, forKey: place.township) == nil { townships.append(township) }
      guard !place.community.isEmpty else {
        placeNodes[place] = township
        continue
      }
      let community = add(.community, place.community, below: township)
      communities.append(community)
      placeNodes[place] = community
    }
    addGrids(plan) { placeNodes[$0] ?? Self.county }
  }

  /// The node of cases that lie in no leaf grid.
  static func node(of place: CasePlace) -> Int {
    switch place {
    case .outside: 2
    case .ambiguous: 3
    case .inside, .unlocated: 4
    }
  }

  var parents: [Int?] { nodes.map(\.parent) }

  /// The nodes above, the nearest first.
  func above(_ node: Int) -> [Int] {
    var path: [Int] = []
    var next = nodes[node].parent
    while let parent = next {
      path.append(parent)
      next = nodes[parent].parent
    }
    return path
  }

  /// Codes of the grids above a grid, the highest first.
  func parentGrids(of node: Int) -> [String] {
    above(node).filter { nodes[$0].kind == .grid }.map { nodes[$0].code }.reversed()
  }

  /// The township that a node lies in; `nil` for none.
  func township(of node: Int) -> Int? { above(node).last { nodes[$0].kind == .township } }

  private struct Place: Hashable, Comparable {
    let township: String
    let community: String

    static func < (a: Place, b: Place) -> Bool { (a.township, a.community) < (b.township, b.community) }
  }

  private mutating func add(_ kind: Kind, _ code: String, below parent: Int) -> Int {
    nodes.append(Node(kind: kind, code: code, parent: parent))
    return nodes.count - 1
  }

  /// Grids below their parents; one whose parents are unknown, or go round in a circle, below its community.
  private mutating func addGrids(_ plan: Plan, _ node: (Place) -> Int) {
    let positions = Dictionary(plan.grids.enumerated().map { ($1.code, $0) }, uniquingKeysWith: { first, _ in first })
    for position in plan.grids.indices {
      var path: [Int] = []
      var next: Int? = position
      while let grid = next, nodeOfGrid[grid] < 0, path.count < 8, !path.contains(grid) {
        path.append(grid)
        next = plan.grids[grid].parent.flatMap { positions[$0] }
      }
      for grid in path.reversed() {
        let record = plan.grids[grid]
        let parent = record.parent.flatMap { positions[$0] }.map { nodeOfGrid[$0] }
        let base = node(Place(township: record.township, community: record.community))
        nodeOfGrid[grid] = add(.grid, record.code.text, below: parent.flatMap { $0 < 0 ? nil : $0 } ?? base)
        if plan.isOverlay(record) { overlays.insert(nodeOfGrid[grid]) }
      }
    }
  }
}

extension Plan {
  /// Whether a grid is laid over others, whose ground it shares.
  func isOverlay(_ grid: Grid) -> Bool { dedicatedMode == .overlay && grid.kind == .dedicated }
}

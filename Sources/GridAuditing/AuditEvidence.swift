import GridGeometry
import GridVisits

/// What the rules look at: the plan's values, its tree by codes, and its grounds as directed edges.
///
/// Built once for all rules, from polygons, atoms and codes; no stored measure is used.
public final class AuditEvidence: Sendable {
  public let input: AuditInput
  /// The threads it may use, at least one.
  public let threads: Int

  let tree: GridTree
  let kinds: [String: AuditKind]
  let communityOfCode: [String: Int]
  /// The community each grid names, −1 for an unknown one.
  let communityOfGrid: [Int]
  let communityOfAtom: [Int]
  let communityClasses: [CommunityClass]
  /// The grid each atom names, −1 for an unknown one.
  let gridOfAtom: [Int]
  /// The atoms that name each grid, ascending.
  let atomsOfGrid: Buckets
  /// The households of each grid by the atoms of its leaves; as its leaves state them when the plan has no atoms.
  let households: [Int]
  /// Atoms whose id an earlier one has.
  let repeatedAtoms: Set<Int>
  /// Grids of the kinds that tile the county, ascending.
  package let base: [Int]

  package let grids: GroundLayer
  let atoms: GroundLayer
  package let communities: GroundLayer
  let vertices: [Point]
  let tiling: Tiling
  /// Ground of the county that no community has.
  let enclosed: EnclosedGround
  /// Atoms whose ground lies outside the community they name, ascending.
  let strayAtoms: [Int]
  /// The state of every duty to visit, by leaf grid and class; empty for a plan without visit classes.
  let visits: [VisitStatus]
  /// What came of the plan's promises about reach; `nil` where it makes none.
  let reach: ReachEvidence?
  /// `nil` for a plan without a roster.
  let staff: StaffEvidence?
  /// `nil` where no cases are looked at.
  let cases: CaseEvidence?

  /// - Complexity: O(n log n) in the vertices of all layers, unless grounds do not match.
  public init(_ input: AuditInput, threads: Int = 1) {
    self.input = input
    self.threads = max(1, threads)
    let tree = GridTree(input.grids)
    let communityOfCode = Self.firstIndex(of: input.communities.map(\.code))
    self.tree = tree
    self.communityOfCode = communityOfCode
    kinds = Dictionary(input.kinds.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    communityOfGrid = input.grids.map { communityOfCode[$0.community] ?? -1 }
    let communityOfAtom = input.atoms.map { communityOfCode[$0.community] ?? -1 }
    self.communityOfAtom = communityOfAtom
    communityClasses = Self.communityClasses(input.atoms, communityOfAtom, count: input.communities.count)
    gridOfAtom = input.atoms.map { tree.gridOfCode[$0.grid] ?? -1 }
    atomsOfGrid = Buckets(gridOfAtom, count: input.grids.count)
    households = Self.households(of: input, tree: tree, gridOfAtom: gridOfAtom)
    let atomOfID = Self.firstIndex(of: input.atoms.map(\.id))
    repeatedAtoms = Set(input.atoms.indices.filter { atomOfID[input.atoms[$0].id] != $0 })
    let baseKinds = Set(input.kinds.filter(\.isBase).map(\.name))
    base = input.grids.indices.filter { baseKinds.contains(input.grids[$0].kind) }

    let vertexCount =
      input.grids.reduce(0) { $0 + $1.ground.vertexCount } + input.communities.reduce(0) { $0 + $1.ground.vertexCount }
    var table = VertexTable(expecting: vertexCount / 2)
    communities = GroundLayer(input.communities.map(\.ground), numbering: &table, threads: self.threads)
    grids = GroundLayer(input.grids.map(\.ground), numbering: &table, threads: self.threads)
    atoms = GroundLayer(input.atoms.map(\.ground), numbering: &table, threads: self.threads)
    vertices = table.points
    let frame = GroundFrame(vertices: vertices, tolerance: input.tolerance)
    staff = input.staffing.map { StaffEvidence($0, gridOfCode: tree.gridOfCode, grids: input.grids.count) }
    strayAtoms = Self.strayAtoms(communityOfAtom, atoms: atoms, communities: communities)
    visits = Self.visits(of: input, tree: tree, households: households)
    reach = input.reach.map { ReachEvidence($0, atoms: input.atoms, threads: max(1, threads)) }
    cases = input.cases.map { Self.cases($0, input, tree) }
    tiling = Tiling(base: base, grids: grids, communities: communities, frame: frame)
    enclosed =
      input.isGroundOfGrids
      ? EnclosedGround(by: communities.grounds, tolerance: input.tolerance) : EnclosedGround()
  }

  package var frame: GroundFrame { GroundFrame(vertices: vertices, tolerance: input.tolerance) }

  func code(_ grid: Int) -> String { input.grids[grid].code }

  /// Whether no other grid has its code, so that atoms and children that name it can be told.
  func isNamedOnce(_ grid: Int) -> Bool { !tree.repeated.contains(code(grid)) }

  /// Whether the grid is laid over others, so that it holds no atoms of its own.
  func isOverlaid(_ grid: Int) -> Bool {
    guard let kind = kinds[input.grids[grid].kind] else { return false }
    return !kind.isBase && kind.level < 2 && input.grids[grid].statedParent == nil
  }

  /// Where the atoms of a community tile it exactly there is none, and nothing is located.
  private static func strayAtoms(
    _ communityOfAtom: [Int], atoms: GroundLayer, communities: GroundLayer
  ) -> [Int] {
    let members = Buckets(communityOfAtom, count: communities.count)
    var chain = EdgeChain()
    var strays: [Int] = []
    for community in 0..<communities.count where !members[community].isEmpty {
      chain.removeAll()
      for atom in members[community] { chain.add(atoms.outlines[atom]) }
      chain.subtract(communities.outlines[community])
      if chain.remainder().isEmpty { continue }
      let ground = communities.grounds[community]
      let box = communities.envelopes[community]
      strays += members[community].filter { atom in
        guard let spot = atoms.grounds[atom].interiorPoint else { return false }
        return !box.contains(spot) || !ground.contains(spot)
      }
    }
    return strays.sorted()
  }

  private static func households(of input: AuditInput, tree: GridTree, gridOfAtom: [Int]) -> [Int] {
    var sums = [Int](repeating: 0, count: input.grids.count)
    func add(_ households: Int, to grid: Int) {
      var above = grid
      while above >= 0 {
        sums[above] += households
        above = tree.tops[grid] >= 0 ? tree.parents[above] : -1
      }
    }
    for (atom, grid) in gridOfAtom.enumerated() where grid >= 0 { add(input.atoms[atom].households, to: grid) }
    if input.atoms.isEmpty {
      for leaf in input.grids.indices where tree.isLeaf(leaf) { add(input.grids[leaf].households, to: leaf) }
    }
    return sums
  }

  /// Duties are those of the leaves; without a stated number, of the leaves that people live in.
  private static func visits(of input: AuditInput, tree: GridTree, households: [Int]) -> [VisitStatus] {
    guard let book = input.visits else { return [] }
    let leaves = input.grids.indices.filter { tree.isLeaf($0) && tree.gridOfCode[input.grids[$0].code] == $0 }
    return book.statuses(of: leaves.map { (input.grids[$0].code, households[$0] > 0) })
  }

  private static func cases(_ cases: AuditCases, _ input: AuditInput, _ tree: GridTree) -> CaseEvidence {
    let base = Set(input.kinds.filter { !$0.isBase && $0.level < 2 }.map(\.name))
    return CaseEvidence(
      cases, leaves: input.grids.indices.filter { tree.isLeaf($0) }, grounds: { input.grids[$0].ground },
      isOverlaid: { base.contains(input.grids[$0].kind) && input.grids[$0].statedParent == nil },
      communities: input.communities.map(\.ground), gridOfCode: tree.gridOfCode, gridCount: input.grids.count)
  }

  /// The ground of all communities and what they enclose, in square metres.
  var countyArea: Double { communities.grounds.reduce(enclosed.area) { $0 + $1.area } }

  /// The grid an atom names, for the list of a finding; empty when it names none.
  func namedGrid(ofAtom atom: Int) -> [String] { input.atoms[atom].grid.isEmpty ? [] : [input.atoms[atom].grid] }

  static func firstIndex(of codes: [String]) -> [String: Int] {
    var result: [String: Int] = [:]
    result.reserveCapacity(codes.count)
    for (index, code) in codes.enumerated() where result[code] == nil { result[code] = index }
    return result
  }
}

/// Items by bucket in one array: those of bucket `b` ascending.
struct Buckets: Sendable {
  private var starts: [Int]
  private var items: [Int]

  /// - Parameter bucketOf: The bucket of each item, −1 for none.
  init(_ bucketOf: [Int], count: Int) {
    starts = [Int](repeating: 0, count: count + 1)
    for bucket in bucketOf where bucket >= 0 { starts[bucket + 1] += 1 }
    for bucket in 0..<count { starts[bucket + 1] += starts[bucket] }
    items = [Int](repeating: 0, count: starts[count])
    var next = starts
    for (item, bucket) in bucketOf.enumerated() where bucket >= 0 {
      items[next[bucket]] = item
      next[bucket] += 1
    }
  }

  subscript(bucket: Int) -> ArraySlice<Int> { items[starts[bucket]..<starts[bucket + 1]] }
}

extension MultiPolygon {
  var vertexCount: Int {
    polygons.reduce(0) { $0 + $1.holes.reduce($1.exterior.points.count) { $0 + $1.points.count } }
  }
}

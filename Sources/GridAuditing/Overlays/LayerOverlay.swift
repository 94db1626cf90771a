public import GridCoverages
import GridGeometry

/// How a department's grids are made up of base grids, piece by piece.
public struct LayerOverlay: Sendable {
  /// How a base grid and a department's grid meet.
  public enum Relation: String, Hashable, Sendable, CaseIterable {
    /// The base grid lies in the department's, up to drawing noise.
    case whole
    /// A part of it does.
    case part
    /// No more than drawing noise of it does.
    case sliver
    /// Ground of the department's grid in no base grid.
    case outside
    /// Ground of the base grid in no grid of the department.
    case unclaimed
  }

  /// One line of the crosswalk.
  public struct Row: Hashable, Sendable {
    /// Index of the department's grid; `nil` for ground in none.
    public let department: Int?
    /// Index of the base grid; `nil` for ground in none.
    public let base: Int?
    /// In square metres.
    public let area: Double
    /// Whole when shared by interior points.
    public let households: Double
    public let relation: Relation
  }

  public let input: LayerOverlayInput
  public let pieces: [OverlayPiece]
  /// By department's grid, then base grid, in the order of their layers; ground in none last.
  public let rows: [Row]
  /// The ground of each department's grid on the precision grid, in square metres: the sum of its rows.
  public let departmentAreas: [Double]
  /// The ground of each base grid on the precision grid, in square metres.
  public let baseAreas: [Double]
  /// Households of each base grid, from its atoms.
  public let baseHouseholds: [Double]
  /// Households of each department's grid: the sum of its rows.
  public let departmentHouseholds: [Double]
  /// Which pieces are drawing noise.
  let isThin: [Bool]
  /// The pieces of each grid, ascending.
  let piecesOfDepartment: [[Int]]
  let piecesOfBase: [[Int]]

  /// - Throws: As ``GridCoverages/overlayPieces(_:_:precision:)``.
  /// - Complexity: O(*n* log *n*) in vertices and crossings of both sets; with ``HouseholdSharing/area`` once more with atoms.
  public init(_ input: LayerOverlayInput) throws(CoverageError) {
    self.input = input
    let departments = input.departments.map(\.ground)
    let pieces = try overlayPieces(departments, input.base.map(\.ground), precision: input.precision)
    let isThin = pieces.map { $0.ground.isThinner(than: input.sliverWidth) }
    let households = try Self.households(input, departments)
    self.pieces = pieces
    self.isThin = isThin
    departmentAreas = Self.sums(pieces, by: \.first, count: departments.count)
    baseAreas = Self.sums(pieces, by: \.second, count: input.base.count)
    piecesOfDepartment = Self.lists(pieces, by: \.first, count: departments.count)
    piecesOfBase = Self.lists(pieces, by: \.second, count: input.base.count)
    var baseHouseholds = [Double](repeating: 0, count: input.base.count)
    for atom in input.atoms { baseHouseholds[atom.base] += Double(atom.households) }
    self.baseHouseholds = baseHouseholds
    rows = Self.rows(pieces, piecesOfBase, isThin, households)
    var departmentHouseholds = [Double](repeating: 0, count: departments.count)
    for row in rows { if let grid = row.department { departmentHouseholds[grid] += row.households } }
    self.departmentHouseholds = departmentHouseholds
  }

  private static func sums(_ pieces: [OverlayPiece], by owners: KeyPath<OverlayPiece, [Int]>, count: Int) -> [Double] {
    var sums = [Double](repeating: 0, count: count)
    for piece in pieces { for grid in piece[keyPath: owners] { sums[grid] += piece.area } }
    return sums
  }

  private static func lists(_ pieces: [OverlayPiece], by owners: KeyPath<OverlayPiece, [Int]>, count: Int) -> [[Int]] {
    var lists = [[Int]](repeating: [], count: count)
    for (index, piece) in pieces.enumerated() { for grid in piece[keyPath: owners] { lists[grid].append(index) } }
    return lists
  }

  /// A department's grid and a base grid, −1 for none.
  private struct Key: Hashable, Comparable {
    let department: Int
    let base: Int

    /// None comes last.
    private var order: (UInt, UInt) { (UInt(bitPattern: department), UInt(bitPattern: base)) }

    static func < (a: Key, b: Key) -> Bool { a.order < b.order }

    static func all(_ departments: [Int], _ base: [Int]) -> [Key] {
      (departments.isEmpty ? [-1] : departments).flatMap { department in
        (base.isEmpty ? [-1] : base).map { Key(department: department, base: $0) }
      }
    }
  }

  private static func rows(
    _ pieces: [OverlayPiece], _ piecesOfBase: [[Int]], _ isThin: [Bool], _ households: [Key: Double]
  ) -> [Row] {
    var areas: [Key: Double] = [:]
    var thick: Set<Key> = []
    for (index, piece) in pieces.enumerated() {
      for key in Key.all(piece.first, piece.second) {
        areas[key, default: 0] += piece.area
        if !isThin[index] { thick.insert(key) }
      }
    }
    return Set(areas.keys).union(households.keys).sorted().map { key in
      let relation: Relation
      if !thick.contains(key) {
        relation = .sliver
      } else if key.base < 0 {
        relation = .outside
      } else if key.department < 0 {
        relation = .unclaimed
      } else {
        let isWhole = piecesOfBase[key.base].allSatisfy { isThin[$0] || pieces[$0].first.contains(key.department) }
        relation = isWhole ? .whole : .part
      }
      return Row(
        department: key.department < 0 ? nil : key.department, base: key.base < 0 ? nil : key.base,
        area: areas[key] ?? 0, households: households[key] ?? 0, relation: relation)
    }
  }

  private static func households(
    _ input: LayerOverlayInput, _ departments: [MultiPolygon]
  ) throws(CoverageError) -> [Key: Double] {
    var sums: [Key: Double] = [:]
    switch input.sharing {
    case .point:
      let locator = PointLocator(departments)
      for atom in input.atoms where atom.households > 0 {
        let owners = atom.ground.interiorPoint.map { locator.locate($0).indices } ?? []
        for key in Key.all(owners, [atom.base]) { sums[key, default: 0] += Double(atom.households) }
      }
    case .area:
      let pieces = try overlayPieces(departments, input.atoms.map(\.ground), precision: input.precision)
      let areas = Self.sums(pieces, by: \.second, count: input.atoms.count)
      for piece in pieces {
        for index in piece.second where areas[index] > 0 {
          let atom = input.atoms[index]
          let share = Double(atom.households) * piece.area / areas[index]
          for key in Key.all(piece.first, [atom.base]) { sums[key, default: 0] += share }
        }
      }
      // An atom without ground on the grid is shared by nobody.
      for (index, atom) in input.atoms.enumerated() where areas[index] == 0 && atom.households > 0 {
        sums[Key(department: -1, base: atom.base), default: 0] += Double(atom.households)
      }
    }
    return sums
  }
}

extension LayerOverlay {
  /// What both sets come to; every area in square metres.
  public struct Totals: Hashable, Sendable {
    /// Ground in at least one grid of the department.
    public let departmentArea: Double
    /// Ground in two or more of them.
    public let contestedArea: Double
    public let baseArea: Double
    /// Ground of base grids in no grid of the department.
    public let unclaimedArea: Double
    /// Ground of the department's grids in no base grid.
    public let outsideArea: Double
    public let households: Double
    /// Households in no grid of the department.
    public let unclaimedHouseholds: Double
    /// By how much the households of the department's grids add up to more than those who are in any.
    public let repeatedHouseholds: Double
  }

  public var totals: Totals {
    func area(_ isMeant: (OverlayPiece) -> Bool) -> Double { pieces.reduce(0) { isMeant($1) ? $0 + $1.area : $0 } }
    let total = baseHouseholds.reduce(0, +)
    let unclaimed = rows.reduce(0) { $1.department == nil ? $0 + $1.households : $0 }
    return Totals(
      departmentArea: area { !$0.first.isEmpty }, contestedArea: area { $0.first.count > 1 },
      baseArea: area { !$0.second.isEmpty }, unclaimedArea: area { $0.first.isEmpty },
      outsideArea: area { $0.second.isEmpty }, households: total, unclaimedHouseholds: unclaimed,
      repeatedHouseholds: departmentHouseholds.reduce(0, +) + unclaimed - total)
  }

  /// Those of some pieces that are more than drawing noise and meant.
  func conflicts(among indices: some Sequence<Int>, _ isMeant: (OverlayPiece) -> Bool) -> [OverlayPiece] {
    indices.filter { !isThin[$0] && isMeant(pieces[$0]) }.map { pieces[$0] }
  }

  func name(ofDepartment grid: Int) -> String { input.departments[grid].label }
}

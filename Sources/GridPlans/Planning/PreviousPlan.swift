import GridCoverages
import GridGeometry

/// Last time's grids as seen from the new atoms: whose code each atom had, and which serials are spent.
struct PreviousPlan: Sendable {
  private let grids: [PreviousGrid]
  /// By level (0 and 1 together at 1): the old grid of each atom, or −1.
  private let gridOfAtom: [Int: [Int32]]
  /// Levels with a locked grid.
  private let lockedLevels: Set<Int>
  private let byCode: [GridCode: Int]
  /// Codes sorted, so that those of one community or parent stand together.
  private let baseCodes: [GridCode]
  private let allCodes: [GridCode]
  /// The codes of today's communities.
  private let communities: Set<String>
  /// Codes that had been retired before.
  let retired: [RetiredCode]

  static let none = PreviousPlan(grids: [], retired: [], communities: [], atoms: [])

  /// - Parameters:
  ///   - communities: The codes of today's communities.
  ///   - atoms: Points inside the new atoms.
  ///   - retired: Codes that were already retired then.
  init(grids: [PreviousGrid], retired: [RetiredCode], communities: [String], atoms: [Point]) {
    self.grids = grids
    self.communities = Set(communities)
    self.retired = retired
    byCode = Dictionary(grids.enumerated().map { (GridCode($1.code), $0) }, uniquingKeysWith: { first, _ in first })
    baseCodes = grids.filter { Self.level(of: $0) == 1 }.map { GridCode($0.code) }.sorted()
    allCodes = (grids.map { GridCode($0.code) } + retired.map(\.code)).sorted()
    lockedLevels = Set(grids.lazy.filter(\.isLocked).map { Self.level(of: $0) })
    var gridOfAtom: [Int: [Int32]] = [:]
    for level in 1...3 {
      let members = grids.indices.filter { Self.level(of: grids[$0]) == level }
      guard !members.isEmpty else { continue }
      let locator = PointLocator(members.map { grids[$0].ground })
      gridOfAtom[level] = locator.locate(atoms).map { $0 < 0 ? -1 : Int32(members[Int($0)]) }
    }
    self.gridOfAtom = gridOfAtom
  }

  /// The level of an old grid: stated, by its kind, or 1; dedicated grids stand beside the first level.
  private static func level(of grid: PreviousGrid) -> Int {
    if let kind = grid.kind, let known = GridKind(rawValue: kind) { return max(1, known.level) }
    return max(1, grid.level ?? 1)
  }

  var isEmpty: Bool { grids.isEmpty }

  func baseCode(ofAtom atom: Int) -> GridCode? { childCode(ofAtom: atom, level: 1) }

  func childCode(ofAtom atom: Int, level: Int) -> GridCode? {
    guard let index = gridOfAtom[level]?[atom], index >= 0 else { return nil }
    return GridCode(grids[Int(index)].code)
  }

  /// For each atom the number of its old grid at a level, −1 where it had none; `nil` when there was no such level.
  func zones(ofAtoms atoms: [Int], level: Int) -> [Int32]? {
    guard let grids = gridOfAtom[level] else { return nil }
    var numbers: [Int32: Int32] = [:]
    return atoms.map { atom in
      guard grids[atom] >= 0 else { return -1 }
      let number = numbers[grids[atom]] ?? Int32(numbers.count)
      numbers[grids[atom]] = number
      return number
    }
  }

  /// The atoms of each locked grid of a level, as offsets into the list of atoms given.
  func lockedZones(ofAtoms atoms: [Int], level: Int) -> [[Int]] {
    guard let grids = gridOfAtom[level], lockedLevels.contains(level) else { return [] }
    var members: [Int32: [Int]] = [:]
    for (offset, atom) in atoms.enumerated() where grids[atom] >= 0 && isLocked(grids[atom]) {
      members[grids[atom], default: []].append(offset)
    }
    return members.keys.sorted().map { members[$0] ?? [] }
  }

  /// The code that the new grid around an atom must keep: that of its old grid at the level, where it or a grid inside
  /// it is locked.
  func lockedCode(ofAtom atom: Int, level: Int) -> GridCode? {
    let isHeld = lockedLevels.contains { locked in
      guard locked >= level, let grid = gridOfAtom[locked]?[atom], grid >= 0 else { return false }
      return isLocked(grid)
    }
    return isHeld ? childCode(ofAtom: atom, level: level) : nil
  }

  /// Locked grids with their level; sites have ground of their own and are not locked.
  var locked: [(grid: PreviousGrid, level: Int)] {
    grids.indices.filter { isLocked(Int32($0)) }.map { (grids[$0], Self.level(of: grids[$0])) }
  }

  private func isLocked(_ index: Int32) -> Bool {
    let grid = grids[Int(index)]
    return grid.isLocked && grid.kind != GridKind.dedicated.rawValue
  }

  /// Serials of a community's base grids, living or retired.
  func serials(in community: String) -> Set<Int> {
    Set(Self.codes(allCodes, startingWith: community).compactMap { serial(of: $0, in: community) })
  }

  func livingSerials(in community: String) -> Set<Int> {
    Set(Self.codes(baseCodes, startingWith: community).compactMap { serial(of: $0, in: community) })
  }

  /// The serial of a base grid of a community. Where one community's code begins another's, `12001` is the first grid
  /// of community 12 rather than the 2001st of community 1.
  func serial(of code: GridCode, in community: String) -> Int? {
    let owner = String(code.text.dropLast(3))
    guard owner == community || !communities.contains(owner) else { return nil }
    return code.serial(in: community)
  }

  /// Serials of a grid's children, living or retired.
  func childSerials(of parent: GridCode) -> Set<Int> {
    Set(Self.codes(allCodes, startingWith: parent.text + "-").compactMap { $0.serial(under: parent) })
  }

  /// The codes with a prefix. O(log n) and the codes found.
  private static func codes(_ sorted: [GridCode], startingWith prefix: String) -> ArraySlice<GridCode> {
    var low = 0
    var high = sorted.count
    while low < high {
      let middle = (low + high) / 2
      if sorted[middle].text < prefix { low = middle + 1 } else { high = middle }
    }
    let end = sorted[low...].firstIndex { !$0.text.hasPrefix(prefix) } ?? sorted.endIndex
    return sorted[low..<end]
  }

  func name(_ code: GridCode) -> String? { byCode[code].map { grids[$0].name } }
}

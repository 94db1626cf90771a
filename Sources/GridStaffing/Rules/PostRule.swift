/// How many people of a role grids of some kind need.
public struct PostRule: Hashable, Sendable {
  /// How the number is stated.
  public enum Quantity: Hashable, Sendable {
    /// So many in every grid.
    case each(Int)
    /// One for so many households, a part of it counted whole; none in a grid where nobody lives.
    case oneFor(households: Int)
  }

  /// Where in the tree a grid must stand.
  public enum Place: String, CaseIterable, Hashable, Sendable {
    case all
    /// Grids that are not divided further.
    case leaves
    /// Grids that are.
    case parents
  }

  public let role: String
  public let quantity: Quantity
  public let place: Place
  /// Kinds such as `first` and `dedicated`; empty for all.
  public let kinds: Set<String>
  /// Classes of the site a dedicated grid was made for; empty for any grid, with or without a site.
  public let sites: Set<String>
  /// Beyond those of the role.
  public let skills: Set<String>

  /// A rule for all grids unless narrowed.
  public init(
    role: String, quantity: Quantity, place: Place = .all, kinds: Set<String> = [], sites: Set<String> = [],
    skills: Set<String> = []
  ) {
    self.role = role
    self.quantity = quantity
    self.place = place
    self.kinds = kinds
    self.sites = sites
    self.skills = skills
  }

  /// How many people of the role a grid needs by this rule.
  public func count(for grid: StaffedGrid) -> Int {
    switch place {
    case .all: break
    case .leaves: if !grid.isLeaf { return 0 }
    case .parents: if grid.isLeaf { return 0 }
    }
    guard kinds.isEmpty || kinds.contains(grid.kind) else { return 0 }
    guard sites.isEmpty || grid.siteClass.map(sites.contains) == true else { return 0 }
    switch quantity {
    case .each(let count): return count
    case .oneFor(let households): return grid.households > 0 ? (grid.households - 1) / households + 1 : 0
    }
  }
}

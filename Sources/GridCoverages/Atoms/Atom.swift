public import GridGeometry

/// The smallest piece of ground that is never split: connected, inside one community, whole compounds only.
public struct Atom: Hashable, Sendable {
  /// A unit's id where the atom is that unit, otherwise the community's code and a number within the community.
  public var id: String
  /// The offset of its community in ``AtomMap/communities``.
  public var community: Int
  public var households: Int
  /// `nil` when no place or unit in it states persons.
  public var persons: Int?
  /// How many of each household group live in it, in the order of the input's; empty where nothing states any.
  public var groups: [Int]
  /// Whether any of its households were estimated.
  public var isModelled: Bool
  /// The offsets of the compounds that stand wholly in it, ascending.
  public var compounds: [Int]
  /// The compound's id where the atom holds exactly one compound.
  public var compound: String?
  /// The offset of the site it was carved for.
  public var site: Int?
  /// The offset of the unit it is, or is a part of. Of a unit in several parts, the largest carries the households.
  public var unit: Int?
  public var isUrban: Bool
  /// In square metres.
  public var area: Double
  /// In metres, holes included.
  public var perimeter: Double
  /// A point inside.
  public var position: Point
  /// Open atoms of one community with the same number reach each other over borders that are neither hard nor links,
  /// and without crossing a site. A site has the number of ground it can be reached from.
  public var component: Int
}

/// The line two atoms share.
public struct AtomBorder: Hashable, Sendable {
  /// Offsets of atoms, `a < b`.
  public var a: Int
  public var b: Int
  /// In metres; 0 for a link.
  public var length: Double
  /// The barrier along the greatest part of it, empty where none runs.
  public var category: String
  /// The barriers' mean weight along it, by length; 0 where none runs.
  public var weight: Double
  /// Most of it is a hard barrier without a bridge: the two atoms are neighbours on the map but not on foot.
  public var isHard: Bool
  /// Not a shared line: the shortest tie between two parts of a community that nothing else connects.
  public var isLink: Bool
}

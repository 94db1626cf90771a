import GridCoverages
import GridGeometry

/// The zones of a whole county: for every level the zone of each atom, numbered through all communities.
struct ZoneTree: Sendable {
  /// One level: 1 is the first.
  struct Level: Sendable {
    /// The zone of each atom, or −1 where the ground is not divided at this level.
    var zones: [Int32]
    /// The zone of the level above that each zone lies in; −1 at the first level.
    var parents: [Int32]
    /// The offset of its community.
    var communities: [Int32]
    var count: Int { parents.count }
  }

  var levels: [Level]
  /// Dedicated sites: the offsets of their atoms, by site.
  var sites: [(site: Int, atoms: [Int])]

  init(levelCount: Int, atoms: Int) {
    levels = (0..<levelCount).map { _ in Level(zones: [Int32](repeating: -1, count: atoms), parents: [], communities: []) }
    sites = []
  }

  /// Adds one community's zones.
  ///
  /// - Parameter local: For each level, the zone of each of the community's atoms, −1 where not divided.
  mutating func add(_ community: CommunityGraph, zones local: [[Int32]]) {
    var above: [Int32] = []
    for level in levels.indices {
      let first = Int32(levels[level].count)
      let count = Int((local[level].max() ?? -1) + 1)
      var parents = [Int32](repeating: -1, count: count)
      var current = [Int32](repeating: -1, count: community.atoms.count)
      for (offset, atom) in community.atoms.enumerated() where local[level][offset] >= 0 {
        let zone = local[level][offset]
        current[offset] = first + zone
        levels[level].zones[atom] = first + zone
        if level > 0 { parents[Int(zone)] = above[offset] }
      }
      levels[level].parents += parents
      levels[level].communities += [Int32](repeating: Int32(community.community), count: count)
      above = current
    }
  }
}

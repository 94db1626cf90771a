import GridAuditing
import GridCoverages
import GridGeometry
import GridPartitioning

/// The base ground of one community as a graph: its atoms without those carved out for sites.
struct CommunityGraph: Sendable {
  /// Offset of the community.
  let community: Int
  /// The offsets of its atoms in the whole map; atom `i` of the graph is `atoms[i]`.
  let atoms: [Int]
  let graph: AtomGraph
  /// As ``CommunityClass`` tells: by where most of the community's households live.
  let isUrban: Bool
  var households: Int { graph.totalWeight }

  /// One graph per community that has base ground, in the order of communities.
  ///
  /// A border costs its length, less where a barrier runs along it: length / (1 + weight), so that grids end at main
  /// roads rather than in the middle of a block. Hard borders are no adjacency; links are, at no cost.
  static func all(of map: AtomMap) throws(PlanError) -> [CommunityGraph] {
    let count = map.communities.count
    var members = [[Int]](repeating: [], count: count)
    var local = [Int32](repeating: -1, count: map.atoms.count)
    for (index, atom) in map.atoms.enumerated() where atom.site == nil {
      local[index] = Int32(members[atom.community].count)
      members[atom.community].append(index)
    }
    var borders = [[Border]](repeating: [], count: count)
    for border in map.borders where !border.isHard {
      guard local[border.a] >= 0, local[border.b] >= 0 else { continue }
      let owner = map.atoms[border.a].community
      guard owner == map.atoms[border.b].community else { continue }
      borders[owner].append(
        Border(
          AtomIndex(local[border.a]), AtomIndex(local[border.b]), length: border.length,
          cost: border.length / (1 + border.weight), isLink: border.isLink))
    }
    var graphs: [CommunityGraph] = []
    let isUrban = urban(map)
    for community in 0..<count where !members[community].isEmpty {
      let atoms = members[community]
      do {
        let graph = try AtomGraph(
          weights: atoms.map { map.atoms[$0].households }, borders: borders[community],
          areas: atoms.map { map.atoms[$0].area }, perimeters: atoms.map { map.atoms[$0].perimeter },
          positions: atoms.map { SIMD2(map.atoms[$0].position.x, map.atoms[$0].position.y) })
        graphs.append(
          CommunityGraph(
            community: community, atoms: atoms, graph: graph, isUrban: isUrban[community]))
      } catch {
        throw .internalFault("the graph of community \(map.communities[community].code): \(error)")
      }
    }
    return graphs
  }

  private static func urban(_ map: AtomMap) -> [Bool] {
    // Rural households less urban ones, and the same of pieces of ground where nobody lives.
    var excess = [(households: Int, pieces: Int, all: Int)](repeating: (0, 0, 0), count: map.communities.count)
    for atom in map.atoms {
      let sign = atom.isUrban ? -1 : 1
      excess[atom.community].households += sign * atom.households
      excess[atom.community].pieces += sign
      excess[atom.community].all += atom.households
    }
    return excess.map { ($0.all > 0 ? $0.households : $0.pieces) <= 0 }
  }
}

/// What is known beforehand about the neighbours of each atom, so that most removal tests are a few operations on bits.
///
/// A zone stays in one piece without an atom if the atom's neighbours there still reach each other. Mostly they touch
/// one another (a triangle), or touch a common atom one step farther on (the square of a fishnet).
struct Surroundings: ~Copyable, Sendable {
  /// An atom two steps away that joins neighbours, and which of them.
  struct Connector: BitwiseCopyable {
    var atom: Int32
    var neighbours: UInt32
  }

  /// Neighbours are numbered by their place in the row of the atom; longer rows are searched instead.
  static let longestRow = 32
  /// Atoms with more neighbours than this do without connectors.
  private static let longestRowWithConnectors = 8

  /// Per arc of the row of an atom: the other neighbours of the atom that this one touches.
  let touching: Slab<UInt32>
  /// Per atom: where its connectors start.
  let connectorOffsets: Slab<Int32>
  let connectors: Slab<Connector>

  /// - Complexity: O(Σ degree²).
  init(offsets: borrowing Slab<Int32>, arcs: borrowing Slab<SearchProblem.Arc>) {
    let atoms = offsets.count - 1
    var touching = Slab<UInt32>(repeating: 0, count: arcs.count)
    var mask = Slab<UInt32>(repeating: 0, count: atoms)
    var triangles = 0
    for atom in 0..<atoms {
      let low = Int(offsets[atom])
      let high = Int(offsets[atom + 1])
      if high - low > Self.longestRow || high - low < 2 { continue }
      for place in low..<high { mask[arcs[place].target] = 1 << UInt32(place - low) }
      for place in low..<high {
        let neighbour = arcs[place].target
        var touched: UInt32 = 0
        for onward in Int(offsets[neighbour])..<Int(offsets[neighbour + 1]) { touched |= mask[arcs[onward].target] }
        touching[place] = touched
        triangles += touched.nonzeroBitCount
      }
      for place in low..<high { mask[arcs[place].target] = 0 }
    }
    self.touching = touching
    // Around an atom of a triangulated plane every neighbour touches two others. Where half of that is missing,
    // atoms farther on are worth their memory.
    let isSparse = triangles < arcs.count
    var found = Slab(repeating: Connector(atom: 0, neighbours: 0), count: isSparse ? 8 * atoms : 0)
    var starts = Slab<Int32>(repeating: 0, count: atoms + 1)
    var count = 0
    if isSparse {
      for atom in 0..<atoms {
        // The table has room for eight an atom on average; what does not fit is searched for when needed.
        if count + 64 < found.count { Self.collect(Int32(atom), offsets, arcs, &mask, into: &found, &count) }
        starts[atom + 1] = Int32(count)
      }
    }
    connectorOffsets = starts
    connectors = found.prefix(count)
  }

  /// Lists the atoms that touch at least two neighbours of an atom.
  @inline(__always)
  private static func collect(
    _ atom: Int32, _ offsets: borrowing Slab<Int32>, _ arcs: borrowing Slab<SearchProblem.Arc>,
    _ mask: inout Slab<UInt32>, into found: inout Slab<Connector>, _ count: inout Int
  ) {
    let low = Int(offsets[atom])
    let high = Int(offsets[atom + 1])
    if high - low > longestRowWithConnectors || high - low < 2 { return }
    let first = count
    for place in low..<high {
      let neighbour = arcs[place].target
      for onward in Int(offsets[neighbour])..<Int(offsets[neighbour + 1]) {
        let target = arcs[onward].target
        if target == atom { continue }
        let bits = mask[target]
        mask[target] = bits | 1 << UInt32(place - low)
        // Listed when a second neighbour is met.
        if bits != 0 && bits & (bits &- 1) == 0 && count < first + 64 {
          found[count].atom = target
          count += 1
        }
      }
    }
    for index in first..<count { found[index].neighbours = mask[found[index].atom] }
    for place in low..<high {
      let neighbour = arcs[place].target
      for onward in Int(offsets[neighbour])..<Int(offsets[neighbour + 1]) { mask[arcs[onward].target] = 0 }
    }
  }
}

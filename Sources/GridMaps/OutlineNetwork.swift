/// The outlines of all polygons of a sheet as shared chains, thinned to the resolution of the output.
///
/// Rings are cut at nodes, the cells where more than two ways meet. A chain between two nodes is thinned once and used by
/// every ring that runs along it, so neighbours match to the last digit and a shared border is stroked once.
package struct OutlineNetwork: Sendable {
  /// The cells of every chain, from node to node; a chain without nodes is closed.
  package private(set) var chains: [[Cell]] = []
  /// For each ring the chains along it: the index, or its complement where the ring runs against the chain.
  package private(set) var rings: [[Int32]] = []

  /// - Parameters:
  ///   - rings: Cells of each ring, without the closing one and without repeated neighbours.
  ///   - tolerance: In lattice steps.
  /// - Complexity: O(n log n) usual in the number of cells.
  package init(rings: [[Cell]], tolerance: Double) {
    let total = rings.reduce(0) { $0 + $1.count }
    var vertices = VertexTable(capacity: total)
    let numbered = rings.map { ring in ring.map { vertices.number(of: $0) } }
    for ring in numbered where ring.count > 1 { vertices.note(ring: ring) }

    var known: [UInt64: Int32] = [:]
    self.rings.reserveCapacity(rings.count)
    for ring in numbered {
      guard ring.count > 2 else {
        self.rings.append([])
        continue
      }
      var links: [Int32] = []
      for var chain in vertices.split(ring) {
        let isReversed = vertices.runsBackwards(chain)
        if isReversed { chain.reverse() }
        let key = UInt64(UInt32(bitPattern: chain[0])) << 32 | UInt64(UInt32(bitPattern: chain[1]))
        let index: Int32
        if let shared = known[key] {
          index = shared
        } else {
          index = Int32(chains.count)
          known[key] = index
          chains.append(thinned(chain.map { vertices.cells[Int($0)] }, tolerance: tolerance))
        }
        links.append(isReversed ? ~index : index)
      }
      self.rings.append(links)
    }
  }

  /// The cells along a ring, without the closing one; fewer than three for a ring too small to be seen.
  package func cells(ofRing ring: Int) -> [Cell] {
    var cells: [Cell] = []
    for link in rings[ring] {
      let chain = chains[Int(link < 0 ? ~link : link)]
      if link < 0 {
        cells.append(contentsOf: chain.reversed().dropLast())
      } else {
        cells.append(contentsOf: chain.dropLast())
      }
    }
    return cells
  }
}

/// Numbered cells with up to two neighbours each; the third makes a cell a node.
private struct VertexTable {
  private var table: CellTable
  private var first: [Int32] = []
  private var second: [Int32] = []
  private var isNode: [Bool] = []

  init(capacity: Int) { table = CellTable(capacity: capacity / 2) }

  var cells: [Cell] { table.cells }

  mutating func number(of cell: Cell) -> Int32 {
    let number = table.number(of: cell)
    if number == first.count {
      first.append(-1)
      second.append(-1)
      isNode.append(false)
    }
    return number
  }

  mutating func note(ring: [Int32]) {
    var previous = ring[ring.count - 1]
    for vertex in ring {
      link(Int(vertex), previous)
      link(Int(previous), vertex)
      previous = vertex
    }
  }

  private mutating func link(_ vertex: Int, _ neighbour: Int32) {
    if first[vertex] == neighbour || second[vertex] == neighbour { return }
    if first[vertex] < 0 {
      first[vertex] = neighbour
    } else if second[vertex] < 0 {
      second[vertex] = neighbour
    } else {
      isNode[vertex] = true
    }
  }

  /// The ring cut at its nodes; every piece begins with the vertex the one before ended with. A ring without nodes begins
  /// at its smallest cell.
  func split(_ ring: [Int32]) -> [[Int32]] {
    let start =
      ring.firstIndex { isEnd($0) }
      ?? ring.indices.min { cells[Int(ring[$0])] < cells[Int(ring[$1])] } ?? 0
    var pieces: [[Int32]] = []
    var piece = [ring[start]]
    for offset in 1...ring.count {
      let vertex = ring[(start + offset) % ring.count]
      piece.append(vertex)
      if offset == ring.count || isEnd(vertex) {
        pieces.append(piece)
        piece = [vertex]
      }
    }
    return pieces
  }

  /// Whether chains end here: a node, or the tip of a spike with a single neighbour.
  private func isEnd(_ vertex: Int32) -> Bool { isNode[Int(vertex)] || second[Int(vertex)] < 0 }

  /// Whether a chain is to be stored the other way round: the smaller end comes first, and in a loop the smaller second.
  func runsBackwards(_ chain: [Int32]) -> Bool {
    func key(_ end: Int32, _ next: Int32) -> (Cell, Cell) { (cells[Int(end)], cells[Int(next)]) }
    let forwards = key(chain[0], chain[1])
    let backwards = key(chain[chain.count - 1], chain[chain.count - 2])
    return backwards < forwards
  }
}

/// The parts of a network between which nobody can walk.
public struct NetworkPieces: Hashable, Sendable {
  /// The piece of each node; pieces are numbered from the longest down, of equals by their first node.
  public let pieceOfNode: [Int32]
  /// The length of the edges of each piece, in metres.
  public let lengths: [Double]

  public var count: Int { lengths.count }

  /// - Complexity: O(nodes + edges).
  public init(_ network: TravelNetwork) {
    let count = network.nodes.count
    var piece = [Int32](repeating: -1, count: count)
    var found = 0
    var stack: [Int32] = []
    for root in 0..<count where piece[root] < 0 {
      piece[root] = Int32(found)
      stack.append(Int32(root))
      while let node = stack.popLast() {
        for arc in Int(network.arcStarts[Int(node)])..<Int(network.arcStarts[Int(node) + 1]) {
          let head = Int(network.arcHeads[arc])
          if piece[head] < 0 {
            piece[head] = Int32(found)
            stack.append(Int32(head))
          }
        }
      }
      found += 1
    }
    var sums = [Double](repeating: 0, count: found)
    for edge in network.lengths.indices { sums[Int(piece[Int(network.edgeStart[edge])])] += network.lengths[edge] }
    let order = sums.indices.sorted { (-sums[$0], $0) < (-sums[$1], $1) }
    var rank = [Int32](repeating: 0, count: found)
    for (place, old) in order.enumerated() { rank[old] = Int32(place) }
    pieceOfNode = piece.map { rank[Int($0)] }
    lengths = order.map { sums[$0] }
  }
}

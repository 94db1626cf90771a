import GridGeometry

/// The edges without a partner, joined into chains along their rings.
struct OpenChains {
  /// The attribute is the owner; one more than the last ground is the outer boundary.
  private(set) var lines: [NetworkLine] = []

  init(_ edges: RingEdges) {
    for ring in edges.ringOwner.indices {
      let range = Int(edges.ringStarts[ring])..<Int(edges.ringStarts[ring + 1])
      var chain: [Point] = []
      for position in range.dropLast() {
        if edges.partner[position] < 0 {
          if chain.isEmpty { chain.append(edges.points[position]) }
          chain.append(edges.points[position + 1])
        } else if !chain.isEmpty {
          lines.append(NetworkLine(chain, attribute: edges.ringOwner[ring]))
          chain.removeAll()
        }
      }
      if !chain.isEmpty { lines.append(NetworkLine(chain, attribute: edges.ringOwner[ring])) }
    }
  }
}

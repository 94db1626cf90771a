public import GridGeometry

/// The open end of a line that bounds nothing: a dead-end street, a stub.
public struct FreeEnd: Hashable, Sendable {
  /// Where the line ends.
  public let point: Point
  /// The vertex before the end: `point - from` is the direction in which the line would go on.
  public let from: Point
}

/// Takes away the edges that bound no face.
struct Pruning {
  private(set) var freeEnds: [FreeEnd] = []
  private(set) var dangling: [LineString] = []
  private(set) var danglingLength = 0.0
  private(set) var cutEdges: [LineString] = []
  private(set) var cutEdgeLength = 0.0

  /// Drops dangles: edges with a free end, again and again until none is left.
  ///
  /// - Complexity: O(*n*); what remains does not depend on the order.
  mutating func removeDangles(from edges: inout EdgeSet) {
    var degree = [Int32](repeating: 0, count: edges.vertexCount)
    // The exclusive-or of the edges at a vertex is the one edge left when its degree is one.
    var edgeMix = [Int32](repeating: 0, count: edges.vertexCount)
    for edge in 0..<edges.edgeCount {
      degree[Int(edges.low[edge])] += 1
      degree[Int(edges.high[edge])] += 1
      edgeMix[Int(edges.low[edge])] ^= Int32(edge)
      edgeMix[Int(edges.high[edge])] ^= Int32(edge)
    }
    var isKept = [Bool](repeating: true, count: edges.edgeCount)
    for vertex in 0..<edges.vertexCount where degree[vertex] == 1 {
      let edge = Int(edgeMix[vertex])
      let other = edges.low[edge] == vertex ? edges.high[edge] : edges.low[edge]
      freeEnds.append(FreeEnd(point: edges.point(Int32(vertex)), from: edges.point(other)))
    }
    for start in 0..<edges.vertexCount {
      var vertex = start
      while degree[vertex] == 1 {
        let edge = Int(edgeMix[vertex])
        let other = Int(edges.low[edge]) == vertex ? Int(edges.high[edge]) : Int(edges.low[edge])
        isKept[edge] = false
        degree[vertex] = 0
        degree[other] -= 1
        edgeMix[other] ^= Int32(edge)
        vertex = other
      }
    }
    guard let first = isKept.firstIndex(of: false) else { return }
    for edge in first..<edges.edgeCount where !isKept[edge] {
      dangling.append(edges.line(edge))
      danglingLength += edges.length(edge)
    }
    edges.keep(isKept)
  }

  /// Drops cut edges: those with the same face on both sides.
  mutating func removeCutEdges(from edges: inout EdgeSet, cycles: Cycles) -> Bool {
    var isKept = [Bool](repeating: true, count: edges.edgeCount)
    for edge in 0..<edges.edgeCount where cycles.cycle[2 * edge] == cycles.cycle[2 * edge + 1] {
      isKept[edge] = false
      cutEdges.append(edges.line(edge))
      cutEdgeLength += edges.length(edge)
    }
    guard !cutEdges.isEmpty else { return false }
    edges.keep(isKept)
    return true
  }
}

extension EdgeSet {
  func line(_ edge: Int) -> LineString { LineString(unchecked: [point(low[edge]), point(high[edge])]) }
}
